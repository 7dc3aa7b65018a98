"""办结 stands in a unit's later quarters without a key, goes out with their reports, and can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import Unfinished
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.domain.summary import claims
from liuwen_tui.merging.board import Board
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report, export, export_changes, save_export
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.importing import read_import, take_in
from liuwen_tui.reporting.writing import Writing
from tests.conftest import AT, CATALOGUE

Open, Fill = Callable[..., Desk], Callable[[Desk], Desk]
PEOPLE = Signatories(reviewed_by="李某")
DONE = Entry(Status.COMPLETED, 100, "数据已共享。")


def accept(desk: Desk) -> None:
    """The report is taken as the lead's acceptance leaves it."""
    desk.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), desk.office.act("import"))


def settle(desk: Open, filled: Fill, entry: Entry = DONE) -> int:
    """区信息中心 reports its only measure as completed in 2020Q3 and is accepted; returns the measure's number."""
    first = filled(desk("xxzx", quarter="2020Q3"))
    [number] = [item.measure.number for item in first.overview().assignments]
    first.record(number, lambda _: entry)
    submit(first, PEOPLE)
    assert not desk("xxzx").overview().filled
    accept(first)
    return number


def test_a_settled_entry_asks_for_nothing_and_says_its_quarter(desk: Open, filled: Fill) -> None:
    number = settle(desk, filled)
    for quarter in ("2020Q4", "2021Q1"):
        overview = desk("xxzx", quarter=quarter).overview()
        [item] = overview.assignments
        assert (item.settled, item.entry, item.version) == (Quarter(2020, 3), DONE, None)
        assert (overview.filled, overview.findings) == ((number,), ())


def test_it_goes_out_with_every_later_report_and_stands_on(desk: Open, filled: Fill) -> None:
    number = settle(desk, filled)
    later = desk("xxzx")
    assert [version.entry for version in current_report(later).versions] == [DONE]
    assert later.version(number) is None
    assert "数据已共享" in export(later, ExportFormat.MARKDOWN).content.decode()
    assert "数据已共享" in submit(later, PEOPLE).read_text()
    [item] = desk("xxzx", quarter="2021Q1").overview().assignments
    assert item.settled == Quarter(2020, 3)


def test_a_draft_export_says_it_too_and_leaves_it_standing(desk: Open, filled: Fill) -> None:
    settle(desk, filled)
    exported = export(desk("xxzx"), ExportFormat.TOML)
    assert "数据已共享" in exported.content.decode()
    assert export(desk("xxzx"), ExportFormat.TOML) == exported
    [item] = desk("xxzx").overview().assignments
    assert (item.settled, item.is_filled, item.findings) == (Quarter(2020, 3), True, ())


def test_saying_anything_opens_it_again(desk: Open, filled: Fill) -> None:
    number = settle(desk, filled)
    now = desk("xxzx")
    now.record(number, lambda _: Entry(Status.IN_PROGRESS, 90))
    [item] = now.overview().assignments
    assert (item.settled, item.is_filled) == (None, False)
    assert desk("xxzx", quarter="2021Q1").overview().missing


def test_what_was_settled_as_unchanged_goes_out_again_after_a_draft_and_a_withdrawal(desk: Open, filled: Fill) -> None:
    settle(desk, filled, replace(DONE, unchanged=True))
    now = desk("xxzx")
    export(now, ExportFormat.TOML)
    submit(now, PEOPLE)
    withdraw(now, "盖章")
    assert now.overview().findings == ()
    assert "数据已共享" in submit(now, PEOPLE).read_text()


def test_a_claim_goes_out_with_what_is_settled_under_it(desk: Open, filled: Fill) -> None:
    before = filled(desk("xxzx", quarter="2020Q3"))
    before.claim(15)
    for number in before.numbers():
        before.record(number, lambda _: DONE)
    submit(before, PEOPLE)
    accept(before)
    path = submit(desk("xxzx"), PEOPLE)
    merged = Board(desk("xxzx").office, Quarter(2020, 4)).merge([path])
    assert claims(merged.summary) == {15: frozenset({"xxzx"})}
    assert 15 not in merged.standing.unclaimed


def test_what_was_said_under_a_claim_that_was_given_up_is_not_settled(desk: Open, filled: Fill) -> None:
    before = filled(desk("xxzx", quarter="2020Q3"))
    before.claim(15)
    before.record(15, lambda _: DONE)
    before.claim(15, undo=True)
    submit(before, PEOPLE)
    accept(before)
    desk("xxzx").claim(15)
    item = desk("xxzx").overview().of(15)
    assert item and (item.settled, item.is_filled) == (None, False)


def test_two_homes_that_send_what_is_settled_have_one_version_of_it(desk: Open, filled: Fill, tmp_path: Path) -> None:
    number = settle(desk, filled)
    elsewhere = tmp_path / "elsewhere"
    copytree(desk("xxzx").office.home.root, elsewhere)
    early = desk("xxzx")
    export(early, ExportFormat.TOML)
    path = submit(desk("xxzx", root=elsewhere, at="2021-01-09T09:00:00+08:00"), PEOPLE)
    done = take_in(early, read_import(path, CATALOGUE))
    ledger = early.store.read()
    assert (done.conflicts, ledger.head.state, ledger.rows[number].current.updated_at) == ((), State.SUBMITTED, AT)
    files = [path, save_export(early, export(early, ExportFormat.TOML))]
    board = Board(early.office, Quarter(2020, 4))
    assert board.merge(files).summary == board.merge([*files, *files[::-1]]).summary
    assert not board.merge(files).waits_for_a_person


def test_a_colleague_who_opened_it_elsewhere_is_heard_before_it_goes_out(desk: Open, filled: Fill, tmp_path: Path) -> None:
    number = settle(desk, filled)
    elsewhere = tmp_path / "elsewhere"
    copytree(desk("xxzx").office.home.root, elsewhere)
    colleague = desk("xxzx", root=elsewhere)
    colleague.record(number, lambda _: Entry(Status.IN_PROGRESS, 90, "二期动工。", next_steps="12月底前验收。"))
    here = desk("xxzx")
    export(here, ExportFormat.TOML)
    path = save_export(colleague, export(colleague, ExportFormat.TOML))
    assert take_in(here, read_import(path, CATALOGUE)).conflicts == (number,)
    with pytest.raises(Unfinished):
        submit(here, PEOPLE)


def test_it_is_what_was_said_before_where_the_quarter_between_said_nothing(desk: Open, filled: Fill) -> None:
    number = settle(desk, filled)
    [item] = desk("xxzx", quarter="2021Q1").overview().assignments
    assert item.before == DONE
    later = desk("xxzx", quarter="2021Q1")
    assert Writing(later, number).before == DONE
    assert "与上季相同" in export_changes(later).content.decode()
