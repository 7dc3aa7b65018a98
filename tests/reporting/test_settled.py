"""办结 stands in a unit's later quarters without a key, goes out with their reports, and can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import ExportFormat, current_report, export, submit

DONE = Entry(Status.COMPLETED, 100, "数据已共享。")


def accept(desk: Desk) -> None:
    """The report is taken as the lead's acceptance leaves it."""
    desk.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), desk.office.act("import"))


def settle(desk: Callable[..., Desk], filled: Callable[[Desk], Desk]) -> int:
    """区信息中心 reports its only measure as completed in 2020Q3 and is accepted; returns the measure's number."""
    first = filled(desk("xxzx", quarter="2020Q3"))
    [number] = [item.measure.number for item in first.overview().assignments]
    first.record(number, lambda _: DONE)
    submit(first, Signatories(reviewed_by="李某"))
    assert not desk("xxzx").overview().filled
    accept(first)
    return number


def test_a_settled_entry_asks_for_nothing_and_says_its_quarter(desk: Callable[..., Desk], filled: Callable[[Desk], Desk]) -> None:
    number = settle(desk, filled)
    for quarter in ("2020Q4", "2021Q1"):
        overview = desk("xxzx", quarter=quarter).overview()
        [item] = overview.assignments
        assert (item.settled, item.entry, item.version) == (Quarter(2020, 3), DONE, None)
        assert (overview.filled, overview.findings) == ((number,), ())


def test_it_goes_out_with_every_later_report_and_stands_on(desk: Callable[..., Desk], filled: Callable[[Desk], Desk]) -> None:
    number = settle(desk, filled)
    later = desk("xxzx")
    assert [version.entry for version in current_report(later).versions] == [DONE]
    assert later.version(number) is None
    assert "数据已共享" in export(later, ExportFormat.MARKDOWN).content.decode()
    assert "数据已共享" in submit(later, Signatories(reviewed_by="李某")).read_text()
    [item] = desk("xxzx", quarter="2021Q1").overview().assignments
    assert item.settled == Quarter(2020, 3)


def test_a_draft_export_says_it_too_and_leaves_it_standing(desk: Callable[..., Desk], filled: Callable[[Desk], Desk]) -> None:
    settle(desk, filled)
    exported = export(desk("xxzx"), ExportFormat.TOML)
    assert "数据已共享" in exported.content.decode()
    assert export(desk("xxzx"), ExportFormat.TOML) == exported
    assert desk("xxzx").overview().filled


def test_saying_anything_opens_it_again(desk: Callable[..., Desk], filled: Callable[[Desk], Desk]) -> None:
    number = settle(desk, filled)
    now = desk("xxzx")
    now.record(number, lambda _: Entry(Status.IN_PROGRESS, 90))
    [item] = now.overview().assignments
    assert (item.settled, item.is_filled) == (None, False)
    assert desk("xxzx", quarter="2021Q1").overview().missing
