"""Another notice, chosen by folder, by the home's own catalogue, or by the environment, goes the whole way too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.running import Result, content, run

SECOND = Path(__file__).parent.parent / "second_notice"
FGW = ("--unit", "发改委", "--quarter", "2021Q1")


def second(*arguments: str, home: Path, stdin: str = "") -> Result:
    return run(*arguments, "--notice", str(SECOND), home=home, stdin=stdin)


def test_a_notice_given_as_a_folder_goes_from_its_measures_to_its_merged_summary(home: Path) -> None:
    listed = second("measures", "--all", "--json", home=home).json()
    assert [(measure["number"], measure["units"], measure["groups"]) for measure in listed] == [
        (1, ["县发改委", "县财政局"], []),
        (2, ["县发改委"], ["各镇"]),
        (3, [], ["各镇"]),
    ]
    town = second("measures", "--json", "--unit", "hkz", "--quarter", "2021Q1", home=home).json()
    assert [(measure["number"], measure["assigned_by"]) for measure in town] == [(2, "group"), (3, "group")]
    before = second("status", "--unit", "fgw", "--quarter", "2020Q4", home=home)
    assert before.code == 2 and "2021年第一季度" in before.err

    for number, target in ((1, "1-1=310"), (2, "2-1=已完成")):
        entry = json.dumps({"status": "in_progress", "progress": f"发改委第{number}项。", "next_steps": "继续。"})
        assert second("record", str(number), "--from", "-", "--target", target, *FGW, home=home, stdin=entry).code == 0
    exported = Path(second("submit", "--reviewed-by", "王某", *FGW, home=home).out.strip())
    assert exported == home / "notices" / "demo-2021-1" / "units" / "fgw" / "out" / "demo-2021-1_2021Q1_fgw.toml"
    written = home.with_name("written")
    merged = second("merge", str(exported), "-o", str(written), "--json", home=home.with_name("lead"))
    assert merged.code == 0
    assert (merged.json()["missing"], merged.json()["counts"]["due"]) == (["czj", "hkz", "shz"], 4)
    letter, text = (written / "summary.md").read_text(encoding="utf-8").split("\n## 附件1", 1)
    assert letter.startswith("# 关于演示〔2021〕1号文件2021年第一季度落实情况的报告\n\n县政府：\n")
    assert text.index("、保居民就业") < text.index("发改委第1项。") < text.index("、保粮食安全") < text.index("发改委第2项。")
    assert "现为310人" in text

    foreign = run("import", str(exported), home=home)
    assert (foreign.code, foreign.out) == (3, "")
    assert content(home).keys() == {name for name in content(home) if name.startswith("notices/demo-2021-1/")}
    other = run("merge", str(exported), "--json", "--quarter", "2021Q1", home=home)
    assert (other.code, [Path(row["file"]).name for row in other.json()["refused"]]) == (1, [exported.name])


def test_a_catalogue_in_the_home_is_found_by_its_id_and_the_settings_may_make_it_the_default(home: Path) -> None:
    shutil.copytree(SECOND, home / "notices" / "demo-2021-1")
    (home / "liuwen.toml").write_text('notice = "demo-2021-1"\n', encoding="utf-8")
    by_option = run("units", "--json", "--notice", "demo-2021-1", home=home).json()
    assert [unit["name"] for unit in by_option] == ["县发改委", "县财政局", "河口镇", "山后镇"]
    assert run("units", "--json", home=home).json() == by_option
    assert len(run("units", "--json", home=home, LIUWEN_NOTICE="qsh-2020-25").json()) == 32
    assert run("units", "--json", "--notice", "demo-2021-1", home=home, LIUWEN_NOTICE="qsh-2020-25").json() == by_option


def test_a_catalogue_that_is_not_consistent_is_refused_by_name(home: Path) -> None:
    broken = home.with_name("broken")
    shutil.copytree(SECOND, broken)
    notice = broken / "notice.toml"
    notice.write_text(notice.read_text(encoding="utf-8").replace('units = ["fgw"]', 'units = ["nobody"]'), encoding="utf-8")
    refused = run("units", "--notice", str(broken), home=home)
    assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
    assert str(notice) in refused.err and "nobody" in refused.err


def test_questions_and_answers_ask_which_notice_where_there_are_several_and_start_with_the_last(home: Path) -> None:
    shutil.copytree(SECOND, home / "notices" / "demo-2021-1")
    here = {"home": home, "LIUWEN_UNIT": "fgw"}
    asked = run("fill", stdin="1\nq\n", **here)
    assert "1 演示〔2021〕1号《关于做好春耕和稳岗工作的通知》 未报送 已填 0/2\n2 湖政发〔2020〕25号" in asked.err
    assert (asked.code, "县发改委" in asked.err) == (1, True)
    again = run("fill", stdin="\nq\n", **here)
    assert "回车是第 1 份" in again.err and "县发改委" in again.err
