"""办结 stands until something else is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.ledger import Ledger, amend
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Head, State
from liuwen_tui.domain.settled import Settled, settled
from liuwen_tui.domain.versions import Subject

Q3, Q4, Q1 = Quarter(2020, 3), Quarter(2020, 4), Quarter(2021, 1)
DONE = Entry(Status.COMPLETED, 100, "夜市2个点位已开。")
AT = "2020-10-08T10:00:00+08:00"


def ledger(entry: Entry | None, state: State = State.ACCEPTED) -> Ledger:
    empty = Ledger(Head(state, 1, AT, AT))
    return empty if entry is None else empty.with_row(1, amend(None, Subject("n", "u", "2020Q3", 1), entry, AT, "张三"))


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.NOT_APPLICABLE])
def test_what_is_accepted_as_completed_or_not_applicable_stands(status: Status) -> None:
    entry = replace(DONE, status=status)
    assert settled([(Q3, ledger(entry))]) == {1: Settled(Q3, entry)}


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.COMPLETED, Status.NOT_APPLICABLE)])
def test_nothing_else_stands(status: Status) -> None:
    assert settled([(Q3, ledger(replace(DONE, status=status)))]) == {}


@pytest.mark.parametrize("state", [state for state in State if state is not State.ACCEPTED])
def test_only_what_was_accepted_stands(state: State) -> None:
    assert settled([(Q3, ledger(DONE, state))]) == {}


@pytest.mark.parametrize("state", list(State))
def test_it_stands_through_quarters_that_say_nothing_or_the_same(state: State) -> None:
    for later in (None, DONE, replace(DONE, claimed=True)):
        assert settled([(Q3, ledger(DONE)), (Q4, ledger(later, state))]) == {1: Settled(Q3, DONE)}


def test_other_words_open_it_and_settle_it_anew_once_accepted() -> None:
    other = replace(DONE, progress="夜市3个点位已开。")
    assert settled([(Q3, ledger(DONE)), (Q4, ledger(other, State.SUBMITTED))]) == {}
    assert settled([(Q3, ledger(DONE)), (Q4, ledger(other))]) == {1: Settled(Q4, other)}
    assert settled([(Q3, ledger(DONE)), (Q4, ledger(other, State.DRAFT)), (Q1, ledger(None))]) == {}
