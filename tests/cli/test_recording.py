"""``record``, ``show``, ``status``, ``check`` and ``claim``: what a unit says of its measures, by commands alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Result, run, unit_content

MEASURE_KEYS = {"number", "label", "area", "title", "text", "units", "groups", "unresolved", "targets", "assigned_by"}
PROVENANCE = {"version", "parents", "ancestors", "updated_at", "updated_by"}


def fgw(*arguments: str, home: Path, stdin: str = "", quarter: str = "2020Q4") -> Result:
    return run(*arguments, "--unit", "fgw", "--quarter", quarter, "--json", home=home, stdin=stdin)


def fields(result: Result) -> dict[str, Any]:
    """The fields of the entry that was printed, without its provenance."""
    assert (result.code, result.err) == (0, "")
    return {name: value for name, value in result.json()["entry"].items() if name not in PROVENANCE}


FULL = {
    "status": "delayed",
    "percent": 40,
    "progress": "已下放事项96项。",
    "problems": "个别部门接口未通。",
    "next_steps": "12月底前完成。",
    "support_needed": "请区政府协调接口。",
    "evidence": ["湖办字〔2020〕18号", "湖办字〔2020〕19号"],
    "reason": "接口未通。",
    "unchanged": True,
    "targets": [{"id": "10-1", "actual": 96}, {"id": "10-2", "done": False}, {"id": "10-3", "actual": 12.5}],
}


def test_every_option_of_record_sets_its_field_and_what_is_absent_stays(home: Path) -> None:
    options = ["--status", "3", "--percent", "40", "--progress", "已下放事项96项。", "--problems", "个别部门接口未通。"]
    options += ["--next-steps", "12月底前完成。", "--support-needed", "请区政府协调接口。", "--reason", "接口未通。"]
    options += ["--evidence", "湖办字〔2020〕18号", "--evidence", "湖办字〔2020〕19号", "--unchanged"]
    options += ["--target", "10-1=96", "--target", "10-2=未完成", "--target", "10-3=12.5"]
    result = fgw("record", "10", *options, home=home)
    assert fields(result) == FULL
    shown = result.json()
    assert shown.keys() == MEASURE_KEYS | {"entry"}
    assert shown["entry"].keys() == FULL.keys() | PROVENANCE
    assert (shown["entry"]["parents"], shown["entry"]["ancestors"]) == ([], [])
    later = fields(fgw("record", "10", "--percent", "45", "--target", "10-1=97", home=home))
    assert {name for name in FULL if name != "targets" and later[name] != FULL[name]} == {"percent"}
    assert sorted(later["targets"], key=lambda row: row["id"]) == [{"id": "10-1", "actual": 97}, *FULL["targets"][1:]]  # type: ignore[misc]


def test_last_quarters_steps_keep_their_ids_in_an_entry_that_has_none_yet(home: Path) -> None:
    known = fields(fgw("record", "10", "--step", "核对清单", home=home, quarter="2020Q3"))["steps"]
    reworded = fields(fgw("record", "10", "--step", "核对全部清单", home=home, quarter="2020Q3"))["steps"]
    assert reworded == [{**known[0], "text": "核对全部清单"}]
    fgw("record", "10", "--status", "2", home=home)
    assert fields(fgw("record", "10", "--step", "√ 核对全部清单", home=home))["steps"] == [{**reworded[0], "done": True}]


def test_steps_are_written_as_on_the_screens_and_keep_their_ids(home: Path) -> None:
    steps = fields(fgw("record", "10", "--step", "核对清单（12月底前）", "--step", "√ 召开协调会", home=home))["steps"]
    said = [{name: value for name, value in step.items() if name != "id"} for step in steps]
    assert said == [{"text": "核对清单", "due": "2020-12-31", "done": False}, {"text": "召开协调会", "done": True}]
    later = fields(fgw("record", "10", "--step", "√ 核对清单", home=home))["steps"]
    assert later == [{"id": steps[0]["id"], "text": "核对清单", "done": True}]
    assert "steps" not in fields(fgw("record", "10", "--clear", "steps", home=home))


def test_nothing_new_brings_what_stood_the_quarter_before_into_what_is_blank(home: Path) -> None:
    said = {name: value for name, value in FULL.items() if name != "unchanged"}
    assert fields(fgw("record", "10", "--from", "-", home=home, stdin=json.dumps(said), quarter="2020Q3")) == said
    now = fields(fgw("record", "10", "--unchanged", "--status", "2", home=home))
    assert now == {**{name: value for name, value in said.items() if name != "reason"}, "status": "in_progress", "unchanged": True}


def test_status_is_understood_as_digit_chinese_and_english(home: Path) -> None:
    said = [fields(fgw("record", "1", "--status", text, home=home)) for text in ("2", "滞后", "completed", "未启动", "6")]
    assert [entry["status"] for entry in said] == ["in_progress", "delayed", "completed", "not_started", "not_applicable"]
    assert [entry.get("percent") for entry in said] == [None, None, 100, 0, None]


@pytest.mark.parametrize(
    "given", [("next-steps", "--next-steps", "续办。"), ("unchanged", "--unchanged"), ("evidence", "--evidence", "湖办字〔2020〕18号")]
)
def test_a_field_that_is_cleared_and_given_a_value_is_refused_and_nothing_is_thrown_away(home: Path, given: tuple[str, ...]) -> None:
    result = fgw("record", "10", "--clear", *given, home=home)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"{given[0]} 又要清空，又写了内容，没有保存；请只留一样。\n"
    assert not home.exists()


def test_a_field_that_does_not_exist_is_told_with_those_that_do_wherever_it_is_named(home: Path) -> None:
    cleared = fgw("record", "10", "--clear", "foo", home=home)
    read = fgw("record", "10", "--from", "-", home=home, stdin='{"foo": null}')
    assert (cleared.code, cleared.out) == (read.code, read.out) == (2, "")
    assert cleared.err == read.err
    assert read.err.startswith("没有“foo”这个字段，请写 status、percent、progress、")


def test_fewer_things_than_none_are_refused_where_money_and_shares_are_not(home: Path) -> None:
    refused = fgw("record", "10", "--target", "10-1=-5", home=home)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "目标“10-1”以项计，不会少于 0，没有保存；请核对数字。\n"
    assert fields(fgw("record", "10", "--target", "10-1=0", "--target", "10-3=-2.5", home=home))["targets"] == [
        {"id": "10-1", "actual": 0},
        {"id": "10-3", "actual": -2.5},
    ]


def test_fields_are_cleared_by_option_and_by_null(home: Path) -> None:
    assert fields(fgw("record", "10", "--from", "-", home=home, stdin=json.dumps(FULL))) == FULL
    cleared = ["problems", "next-steps", "support_needed", "evidence", "unchanged", "targets"]
    left = fields(fgw("record", "10", *(part for name in cleared for part in ("--clear", name)), home=home))
    assert left.keys() == {"status", "percent", "progress", "reason"}
    left = fields(fgw("record", "10", "--from", "-", home=home, stdin='{"percent": null, "reason": "", "progress": "改了。"}'))
    assert left == {"status": "delayed", "progress": "改了。"}


def test_record_reads_a_file_as_well_and_options_beat_it(home: Path) -> None:
    given = home.parent / "entry.json"
    given.write_bytes(b"\xef\xbb\xbf" + json.dumps({"status": "ongoing", "progress": "文件里的。"}, ensure_ascii=False).encode())
    assert fields(fgw("record", "1", "--from", str(given), "--progress", "命令里的。", home=home)) == {
        "status": "ongoing",
        "progress": "命令里的。",
    }
    missing = fgw("record", "1", "--from", str(home.parent / "nothing.json"), home=home)
    assert (missing.code, missing.out) == (3, "")
    assert "nothing.json" in missing.err


def test_typed_text_is_kept_but_for_control_characters(home: Path) -> None:
    typed = json.dumps({"progress": "一\t二\r\n三\x1b[2J四\u202e五"})
    kept = fields(fgw("record", "1", "--from", "-", home=home, stdin=typed))["progress"]
    assert kept == "一 二\n三[2J四五"


def test_a_save_made_on_an_older_version_is_refused_and_changes_nothing(home: Path) -> None:
    first = fgw("record", "1", "--status", "2", "--if-version", "", home=home).json()["entry"]["version"]
    second = fgw("record", "1", "--percent", "10", "--if-version", first, home=home).json()["entry"]["version"]
    assert second != first
    before = unit_content(home, "fgw")
    for stale in (first, ""):
        refused = fgw("record", "1", "--percent", "20", "--if-version", stale, home=home)
        assert (refused.code, refused.out, refused.err.count("\n")) == (4, "", 1)
        assert "show 1" in refused.err
    assert unit_content(home, "fgw") == before
    assert fields(fgw("show", "1", home=home))["percent"] == 10


def test_show_gives_the_measure_the_entry_and_last_quarters(home: Path) -> None:
    empty = fgw("show", "4", home=home).json()
    assert empty.keys() >= MEASURE_KEYS | {"entry"}
    assert (empty["title"], empty["assigned_by"], empty["entry"]) == ("完善社会保障", "unit", None)
    fgw("record", "4", "--status", "2", "--progress", "第三季度办理30件。", home=home, quarter="2020Q3")
    saved = fgw("record", "4", "--status", "4", "--progress", "第四季度办结。", home=home).json()["entry"]
    assert fgw("show", "4", home=home).json()["entry"] == saved
    words = run("show", "4", "--unit", "fgw", "--quarter", "2020Q4", home=home).out
    this, last = words.index("第四季度办结。"), words.index("第三季度办理30件。")
    assert words.index("2020年第四季度") < this < words.index("2020年第三季度") < last


def test_status_and_check_tell_what_is_filled_what_is_missing_and_why(home: Path) -> None:
    empty = fgw("status", home=home)
    assert empty.code == 1
    asked = empty.json()
    assert asked.keys() == {"unit", "quarter", "state", "due", "assigned", "filled", "missing", "findings"}
    assert (asked["unit"], asked["quarter"], asked["state"], asked["due"]) == ("fgw", "2020Q4", "draft", "2021-01-10")
    assert asked["assigned"] == asked["missing"] == [1, 4, 5, 6, 7, 8, 9, 10, 12]
    fgw("record", "1", "--status", "3", "--progress", "进展32户。", "--next-steps", "继续。", home=home)
    found = fgw("check", home=home)
    assert found.code == 1
    (reason,) = [finding for finding in found.json() if finding["measure"] == 1]
    assert reason.keys() == {"measure", "code", "severity", "message"}
    assert (reason["code"], reason["severity"]) == ("problems_missing", "error")
    assert "存在问题" in reason["message"]
    fgw("record", "1", "--problems", "资金未到。", home=home)
    after = fgw("status", home=home).json()
    assert (after["filled"], after["missing"]) == ([1], [4, 5, 6, 7, 8, 9, 10, 12])
    assert after["findings"] == fgw("check", home=home).json()
    words = run("status", "--unit", "fgw", "--quarter", "2020Q4", home=home)
    assert words.code == 1
    assert "已填 1/9" in words.out and "! 滞后" in words.out


def test_a_warning_stops_nothing(home: Path) -> None:
    entry = '{"status": "in_progress", "progress": "积极推进", "next_steps": "继续。"}'
    assert run("record", "9", "--from", "-", "--unit", "sfj", "--quarter", "2020Q4", home=home, stdin=entry).code == 0
    checked = run("check", "--json", "--unit", "sfj", "--quarter", "2020Q4", home=home)
    assert (checked.code, [finding["severity"] for finding in checked.json()]) == (0, ["warning"])
    assert run("status", "--unit", "sfj", "--quarter", "2020Q4", home=home).code == 0


def claimed(home: Path, quarter: str) -> bool:
    seen = {measure["number"]: measure["assigned_by"] for measure in fgw("measures", home=home, quarter=quarter).json()}
    return seen.get(15) == "claim"


def test_a_claimed_measure_appears_and_stays_until_it_is_undone(home: Path) -> None:
    refused = fgw("record", "15", "--status", "2", home=home)
    assert refused.code == 2 and "认领" in refused.err
    assert fields(fgw("claim", "15", home=home)) == {"claimed": True}
    assert [claimed(home, quarter) for quarter in ("2020Q3", "2020Q4", "2021Q1", "2021Q4")] == [False, True, True, True]
    assert 15 in fgw("status", home=home, quarter="2021Q1").json()["missing"]
    assert fields(fgw("record", "15", "--status", "2", home=home))["claimed"] is True
    assert fields(fgw("claim", "15", "--undo", home=home, quarter="2021Q2"))["claimed"] is False
    assert [claimed(home, quarter) for quarter in ("2020Q4", "2021Q1", "2021Q2", "2021Q3")] == [True, True, False, False]


def test_a_measure_put_off_is_offered_no_more_and_stands_in_nothing_that_people_read(home: Path) -> None:
    sfj = ("--unit", "sfj", "--quarter", "2020Q4")
    assert "可认领：2、5、13、14、15、16、17" in run("status", *sfj, home=home).out
    done = run("claim", "15", "--undo", *sfj, home=home)
    assert (done.code, done.err, done.out) == (0, "", "司法局暂不认领第15项实施铸链强链补链扩链工程\n")
    assert "可认领：2、5、13、14、16、17" in run("status", "--unit", "sfj", "--quarter", "2021Q1", home=home).out
    run("record", "9", "--status", "2", "--progress", "办理12件。", "--next-steps", "再办2件。", *sfj, home=home)
    assert run("submit", "--reviewed-by", "李某", *sfj, home=home).code == 0
    merged = run("merge", "--quarter", "2020Q4", "-o", str(home.parent / "汇总"), "--json", home=home).json()
    assert (15 in merged["unclaimed"], [entry["measure"] for entry in merged["entries"]]) == (True, [9])
    printed = run("export", "--format", "md", "-o", "-", *sfj, home=home).out
    assert "铸链强链" not in printed and "共1项" in printed


def test_only_a_measure_that_is_offered_can_be_put_off(home: Path) -> None:
    for number in ("9", "11"):
        refused = run("claim", number, "--undo", "--unit", "sfj", "--quarter", "2020Q4", home=home)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    run("claim", "11", "--unit", "sfj", "--quarter", "2020Q4", home=home)
    given_up = run("claim", "11", "--undo", "--unit", "sfj", "--quarter", "2020Q4", home=home)
    assert given_up.out == "司法局已放弃认领第11项提升粮食安全保障能力\n"
