"""How a report stands, in words: what is late, what is owed from before, what is settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting.filing import submit
from tests.cli.conversing import entry, fill
from tests.cli.running import Result, run
from tests.conftest import fill as fill_all
from tests.conftest import open_desk
from tests.reporting.test_settled import accept

DONE = Entry(Status.COMPLETED, 100, "案件全部办结。")


def sfj(*arguments: str, home: Path, quarter: str = "2020Q4") -> Result:
    return run(*arguments, "--unit", "sfj", "--quarter", quarter, home=home)


def test_of_many_quarters_owed_the_latest_are_named_and_all_are_counted(home: Path) -> None:
    owed = "须补报 2021年第三季度（未报送）、2021年第二季度（未报送）、2021年第一季度（未报送）等5个季度；"
    assert owed in sfj("status", home=home, quarter="2021Q4").out


@pytest.fixture
def settled(home: Path) -> Path:
    """区司法局 completed its one measure in 2020Q3, and the report was accepted; returns the home."""
    desk = open_desk(home, "sfj", "2020Q3")
    desk.record(9, lambda _: DONE)
    submit(desk, Signatories(reviewed_by="李某"))
    accept(desk)
    return home


def test_status_says_what_is_late_and_which_quarters_are_owed_until_they_are_submitted(home: Path) -> None:
    said = sfj("status", home=home).out
    assert "已过期" in said and "报送算迟报" in said
    assert "须补报 2020年第三季度（未报送）；加 --quarter 换报告期。" in said
    for quarter in ("2020Q3", "2020Q4"):
        open_desk(home, "sfj", quarter).record(9, lambda _: DONE)
        assert sfj("submit", "--reviewed-by", "李某", home=home, quarter=quarter).code == 0
    said = sfj("status", home=home).out
    assert "迟报" not in said and "补报" not in said


def test_status_and_show_name_the_quarter_in_which_a_measure_was_settled(settled: Path) -> None:
    assert "√ 已完成 100%  2020年第三季度办结" in sfj("status", home=settled).out
    told = "2020年第三季度已办结（√ 已完成 100%），照旧就不用填；改了就重新打开。"
    assert told in sfj("show", "9", home=settled).out
    said = fill(">", home=settled, unit="sfj", arguments=("9",)).err
    assert told in said and "照旧就打 > 到下一项。" in said
    assert sfj("export", home=settled).code == 0
    assert told in sfj("show", "9", home=settled).out
    open_desk(settled, "sfj").record(9, lambda _: Entry(Status.IN_PROGRESS, 90))
    assert "办结" not in sfj("status", home=settled).out + sfj("show", "9", home=settled).out.partition("上季")[0]


def test_nothing_new_stands_on_what_was_settled_two_quarters_ago(settled: Path) -> None:
    assert sfj("record", "9", "--unchanged", home=settled, quarter="2021Q1").code == 0
    assert entry(settled, 9, "sfj", "2021Q1") == {"status": "completed", "percent": 100, "progress": DONE.progress, "unchanged": True}


STATUS_KEYS = {"unit", "quarter", "state", "due", "assigned", "filled", "missing", "findings"}


def test_why_a_report_is_sent_back_stands_wherever_the_unit_looks_until_it_is_submitted_again(home: Path) -> None:
    submit(fill_all(open_desk(home, "sfj")), Signatories(reviewed_by="李某"))
    assert run("send-back", "sfj", "--reason", "数字有误，\n请核对。", "--quarter", "2020Q4", home=home).code == 0
    for said in (sfj("status", home=home).out, sfj("check", home=home).out, fill("q", home=home, unit="sfj", arguments=("9",)).err):
        assert "退回：数字有误， 请核对；改好再报。" in said
    assert "区发改委退回：数字有误" in sfj("show", "9", home=home).out
    assert sfj("status", "--json", home=home).json().keys() == STATUS_KEYS
    assert sfj("check", "--json", home=home).json() == []
    assert sfj("submit", "--reviewed-by", "李某", home=home).code == 0
    assert "退回" not in "".join(sfj(*asked, home=home).out for asked in (("status",), ("check",), ("show", "9")))


def test_why_one_entry_is_sent_back_stands_in_status_and_in_check_until_it_is_changed(home: Path) -> None:
    submit(fill_all(open_desk(home, "sfj")), Signatories(reviewed_by="李某"))
    assert run("send-back", "sfj", "9", "--reason", "数字有误", "--quarter", "2020Q4", home=home).code == 0
    assert sfj("check", home=home).out.count("数字有误") == 1
    sfj("record", "9", "--percent", "61", home=home)
    assert "数字有误" not in sfj("check", home=home).out
    assert "退回：第9项：数字有误；改好再报。" in sfj("status", home=home).out
