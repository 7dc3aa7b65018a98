"""Units in the course of time: opened, renamed and merged by a few lines in the home, each valid from its day, nothing reported before lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.merging.assigning import assign, take_back
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.judging import accept
from liuwen_tui.opening import Opening, Options
from liuwen_tui.reporting.carrying import carry_all
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import submit
from liuwen_tui.reporting.phrases import phrases
from liuwen_tui.reporting.takeover import takeover_words
from tests.cli.running import run
from tests.conftest import as_nobody, fill, give_to_nobody, open_desk

Q3, Q4, Q1, Q2 = (Quarter.parse(text) for text in ("2020Q3", "2020Q4", "2021Q1", "2021Q2"))
IN_APRIL = "2021-04-06T09:00:00+08:00"
CHANGED = """\
format = "liuwen.units/1"
notice = "qsh-2020-25"

[[unit]]
code = "jrb"
name = "区金融办"
aliases = ["金融办"]
keys = ["jrb", "qjrb"]
source = "措施7、8、18的责任单位"
valid_until = 2020-12-31
successor = "czj"

[[unit]]
code = "rsj"
name = "区人社和医保局"
aliases = ["人社局"]
keys = ["rsj", "qrsj"]
source = "措施1、2、3、4的责任单位"
former_names = [{ name = "区人社局", valid_until = 2020-12-31 }]
"""
BY = Signatories("张三", "李四", "")


def change_units(home: Path) -> None:
    folder = home / "notices" / "qsh-2020-25"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.toml").write_text(CHANGED, "utf-8")


def board(home: Path, quarter: Quarter) -> Board:
    return Board(open_desk(home, "fgw").office, quarter)


def opened_in(home: Path, unit: str, at: str) -> Desk:
    """The desk that opens where no quarter is asked for."""
    desk = open_desk(home, unit, at=at)
    return Opening(Options(unit=unit, home=str(home)), {}, desk.office.clock).desk()


def test_a_unit_that_opens_in_december_is_due_from_the_quarter_that_ends_then(home: Path) -> None:
    due = {quarter: board(home, quarter).merge().standing.due for quarter in (Q3, Q4)}
    assert (len(due[Q3]), set(due[Q4]) - set(due[Q3])) == (31, {"xzspj"})
    with pytest.raises(WrongUse, match=r"区行政审批局2020年12月31日才设立，2020年第三季度不用报，请换"):
        open_desk(home, "xzspj", "2020Q3")
    first = opened_in(home, "xzspj", "2020-10-05T09:00:00+08:00")
    assert (first.quarter, [quarter for quarter, _ in first.quarters()], first.owed()) == (Q4, [Q4], [])
    early = board(home, Q3)
    assert "行政审批局" in "".join(early.catalogue.unit_name(code) for code in early.catalogue.measure(10).units), "通知里还是列着它"


def test_a_unit_that_was_merged_is_gone_on_from_by_its_successor_and_reports_no_more(home: Path) -> None:
    last = fill(open_desk(home, "jrb"))
    last.claim(13)
    last = fill(last)
    last.record(7, lambda entry: replace(entry.with_status(Status.COMPLETED), next_steps=""))
    submit(last, BY)
    accept(board(home, Q4), last.unit)
    assert open_desk(home, "jrb").state is State.ACCEPTED
    too_late = submit(fill(open_desk(home, "jrb", "2021Q1", at=IN_APRIL)), BY)
    assign(board(home, Q1), 15, [last.unit])
    change_units(home)

    then, now = board(home, Q4), board(home, Q1)
    assert ("jrb" in then.merge().standing.due, then.merge().refused) == (True, ())
    merged = now.merge()
    assert "jrb" not in merged.standing.due + merged.standing.missing and "czj" in merged.standing.missing
    assert len(merged.standing.due) == len(then.merge().standing.due) - 1
    assert [Path(refused.file) for refused in merged.refused] == [too_late]
    assert merged.refused[0].reason == "区金融办自2021年1月1日起并入区财政局，2021年第一季度由区财政局填报，没有计入。"

    desk = open_desk(home, "czj", "2021Q1", at=IN_APRIL)
    own = open_desk(home, "czj").numbers()
    assert desk.numbers() == sorted({*own, 7, 8, 18, 13, 15}), "连同认领的和交办的"
    items = {item.measure.number: item for item in desk.overview().assignments}
    assert items[8].before == last.version(8).entry and desk.before(8) == last.version(8)  # type: ignore[union-attr]
    assert (items[13].by, items[15].by, items[7].settled) == ("claim", "lead", Q4)
    assert any("第8项办结80件" in phrase.text for phrase in phrases(desk, 1))
    assert carry_all(desk) == 3, "8、13、18；7 已办结"
    assert desk.version(13).entry.claimed, "认领也接过来"  # type: ignore[union-attr]
    assert takeover_words(desk) == ["区金融办已并入本单位，其措施从本季起由本单位填报，上季所填列在各项里。"]
    submit(fill(desk), BY)
    assert board(home, Q1).merge().standing.unclaimed == ()
    take_back(board(home, Q1), 15, [desk.unit])
    assert (15 in open_desk(home, "czj", "2021Q1").numbers(), 15 in board(home, Q1).catalogue.given) == (False, False)

    with pytest.raises(WrongUse, match=r"并入区财政局，2021年第一季度由区财政局填报，请换一个单位或报告期"):
        open_desk(home, "jrb", "2021Q1")
    with pytest.raises(WrongUse, match="并入区财政局"):
        assign(board(home, Q1), 14, [last.unit])
    left = opened_in(home, "jrb", IN_APRIL)
    assert (left.quarter, takeover_words(left)) == (Q4, ["区金融办自2021年1月1日起并入区财政局，2021年第一季度由区财政局填报。"])


def test_what_both_wrote_of_one_measure_stands_side_by_side(home: Path) -> None:
    for unit, words in (("czj", "财政局的话。"), ("jrb", "金融办的话。")):
        fill(open_desk(home, unit)).record(8, lambda entry, words=words: replace(entry, progress=words, percent=len(words) * 10))
    change_units(home)
    before = open_desk(home, "czj", "2021Q1").earlier().before()[8]
    assert (before.progress, before.next_steps, before.percent) == ("财政局的话。\n金融办的话。", "下季度再办8件。", 60)


def test_a_unit_that_was_renamed_has_its_name_of_the_time_and_its_reports_stay_what_they_were(home: Path) -> None:
    before = fill(open_desk(home, "rsj"))
    submit(before, BY)
    change_units(home)
    names = {quarter: open_desk(home, "人社局", str(quarter)).unit.name for quarter in (Q4, Q1)}
    assert names == {Q4: "区人社局", Q1: "区人社和医保局"}
    assert [board(home, quarter).catalogue.unit_name("rsj") for quarter in (Q4, Q1)] == list(names.values())
    catalogue = board(home, Q1).catalogue
    assert {catalogue.unit(text).code for text in (*names.values(), "人社局", "rsj")} == {"rsj"}
    merged = board(home, Q4).merge()
    assert (merged.refused, merged.summary.filings["rsj"].unit_name) == ((), "区人社局")
    accept(board(home, Q4), before.unit)
    assert open_desk(home, "rsj").state is State.ACCEPTED, "改名以前报送的，改名以后的回执照收"
    report = submit(fill(open_desk(home, "rsj", "2021Q1", at=IN_APRIL)), BY)
    assert 'unit_name = "区人社和医保局"' in report.read_text("utf-8")


def test_a_name_that_is_corrected_under_a_report_that_was_sent_costs_it_nothing(home: Path) -> None:
    sent = fill(open_desk(home, "rsj", "2021Q1", at=IN_APRIL))
    submit(sent, BY)
    change_units(home)
    accept(board(home, Q1), sent.unit)
    assert open_desk(home, "rsj", "2021Q1").state is State.ACCEPTED


def test_a_store_of_the_merged_unit_that_is_closed_to_the_account_is_told_of_and_costs_nothing_else(
    home: Path, shared_folder: Path
) -> None:
    root = shared_folder / "home"
    fill(open_desk(root, "jrb"))
    change_units(root)
    for path in (root, *root.rglob("*")):
        give_to_nobody(path)
    (root / "notices" / "qsh-2020-25" / "units" / "jrb").chmod(0)

    def seen() -> tuple[list[str], bool]:
        desk = open_desk(root, "czj", "2021Q1", at=IN_APRIL)
        return takeover_words(desk), 18 in desk.overview().missing

    words, has_measures = as_nobody(seen)
    assert has_measures
    assert words[1:] == ["区金融办以前所填，这个账号读不到，请找管理员把账号加进它的组。"]


@pytest.mark.parametrize(
    ("old", "new", "wish"),
    [
        ("valid_until = 2020-12-31\nsucc", 'valid_until = "2020-12-31"\nsucc', "第4行起的 unit 第1项 valid_until 应为日期"),
        ("valid_until = 2020-12-31\n", "", "第4行起的 unit 第1项 successor 写了，还要写 valid_until"),
        ('successor = "czj"', 'successor = "czjj"', "第4行起的 单位 jrb 的 successor 是“czjj”，没有这个代码的单位"),
        ('successor = "czj"', 'successor = "jrb"', "第4行起的 单位 jrb 并入的 jrb 在 2021-01-01 不存在"),
        (", valid_until = 2020-12-31 }", " }", "第13行起的 unit 第2项 former_names 第1项 valid_until 没有写"),
        ('["人社局"]', '["财政局"]', "第13行起的 单位 rsj 的名称或别名“财政局”别的单位也有"),
        ("successor", "sucessor", "第4行起的 unit 第1项 有不认识的字段 sucessor"),
        ('code = "rsj"', 'code = "jrb"', "单位代码 jrb 重复"),
        ("qsh-2020-25", "demo-2021-1", "这是通知“demo-2021-1”的"),
        ("[[unit]]", "[unit]]", "第4行第"),
    ],
)
def test_what_is_wrong_in_the_few_lines_is_named_with_file_and_line(home: Path, old: str, new: str, wish: str) -> None:
    change_units(home)
    path = home / "notices" / "qsh-2020-25" / "units.toml"
    path.write_text(CHANGED.replace(old, new, 1), "utf-8")
    with pytest.raises(Unusable) as refused:
        Opening(Options(home=str(home)), {})
    assert wish in str(refused.value)
    assert str(path) in str(refused.value)


def test_two_units_that_become_a_third_leave_it_both_their_measures(home: Path, filled: Callable) -> None:
    """A chain too: what the third is merged into has them all."""
    for unit in ("kgj", "xxzx"):
        filled(open_desk(home, unit))
    changed = CHANGED.split("[[unit]]", maxsplit=1)[0] + "".join(
        f'[[unit]]\ncode = "{code}"\nname = "{name}"\naliases = []\nkeys = []\nsource = "机构改革"\n{rest}\n'
        for code, name, rest in (
            ("kgj", "区科工局", 'valid_until = 2020-12-31\nsuccessor = "sjj"'),
            ("xxzx", "区信息中心", 'valid_until = 2021-02-28\nsuccessor = "sjj"'),
            ("sjj", "区数据局", 'valid_from = 2021-01-01\nvalid_until = 2021-05-31\nsuccessor = "yshjj"'),
        )
    )
    change_units(home)
    (home / "notices" / "qsh-2020-25" / "units.toml").write_text(changed, "utf-8")
    desk = open_desk(home, "sjj", "2021Q1")
    assert (desk.numbers(), sorted(desk.earlier().before())) == ([1, 6, 9, 10], [1, 6, 9, 10])
    assert set(open_desk(home, "yshjj", "2021Q2").numbers()) == {1, 6, 7, 9, 10}
    assert {"sjj", "kgj", "xxzx"} & set(board(home, Q2).merge().standing.due) == set()


def test_the_example_for_the_keeper_does_what_the_readme_says(home: Path) -> None:
    folder = home / "notices" / "qsh-2020-25"
    folder.mkdir(parents=True)
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (folder / "units.toml").write_text(readme.split("<!-- 单位 -->\n```text\n")[1].split("```")[0], "utf-8")
    listed = run("units", home=home).out.splitlines()
    changed = {line.split()[0]: line.rpartition("（")[2] for line in listed if line.endswith("）")}
    assert changed == {
        "xzspj": "2020年12月31日设立）",
        "jrb": "2021年7月1日起并入区财政局）",
        "rsj": "2021年7月1日由区人社局更名为区人力资源局）",
        "sjj": "2021年7月1日设立）",
    }
    planned = run("server", "init", "--config", str(home / "none.toml"), "--json", home=home).json()["steps"]
    assert "groupadd lw-sjj" in [step["command"] for step in planned], "a new unit gets its group and its folders"
    before, since = (board(home, Quarter.parse(quarter)) for quarter in ("2021Q2", "2021Q3"))
    assert set(before.merge().standing.due) - set(since.merge().standing.due) == {"jrb"}
    assert [(each.catalogue.unit_name("rsj"), each.catalogue.unit("区人社局").code) for each in (before, since)] == [
        ("区人社局", "rsj"),
        ("区人力资源局", "rsj"),
    ]
    assign(since, 15, [since.catalogue.unit("数据局")])
    assert "sjj" in board(home, since.quarter).merge().standing.due
