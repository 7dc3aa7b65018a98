"""One measure in a unit's store: what a save, an export and an import make of it."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.ledger import Ledger, Row, absorb, amend, leave
from liuwen_tui.domain.versions import Version, descend
from tests.domain.histories import ENTRIES, History, histories, moment, subject

ABOUT = subject()
A, B, C = ENTRIES


def save(row: Row | None, entry: object, minute: int = 0) -> Row:
    return amend(row, ABOUT, entry, moment(minute), "张三")


def elsewhere(entry: object, *parents: Version) -> Version:
    return descend(ABOUT, entry, parents, moment(30), "李四")


def test_saves_before_an_export_leave_no_trace_in_the_descent() -> None:
    row = save(save(save(None, A), B), C)
    assert row.current == descend(ABOUT, C, (), moment(0), "张三")
    sent = leave(row)
    later = save(save(sent, A), B)
    assert later.current.parents == later.current.ancestors == (sent.current.id,)


def test_saving_what_stands_there_already_changes_nothing() -> None:
    draft = save(None, A)
    assert save(draft, A, 9) is draft
    sent = leave(draft)
    assert save(sent, A, 9) is sent
    assert leave(sent) is sent


def test_undoing_a_change_before_it_is_sent_leads_back_to_the_version_that_was_sent() -> None:
    sent = leave(save(None, A))
    assert save(save(save(sent, B), C), A, 9) == sent


def test_undoing_a_change_after_it_was_sent_is_a_new_version() -> None:
    first = leave(save(None, A))
    second = leave(save(first, B))
    back = save(second, A)
    assert back.current.id != first.current.id
    assert back.current.ancestors == tuple(sorted((first.current.id, second.current.id)))


@given(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=12))
def test_each_version_that_is_sent_is_new_however_often_old_texts_come_back(texts: list[object]) -> None:
    row, sent = None, []
    for text in texts:
        row = leave(save(row, text))
        sent.append(row.current)
    changes = 1 + sum(one != other for one, other in pairwise(texts))
    assert len({version.id for version in sent}) == changes
    assert set(row.current.ancestors) == {version.id for version in sent} - {row.current.id}


def test_a_newer_version_from_elsewhere_replaces_what_was_sent() -> None:
    sent = leave(save(None, A))
    newer = elsewhere(B, sent.current)
    assert absorb(sent, newer) == Row(newer, has_left=True)
    assert absorb(None, newer) == Row(newer, has_left=True)


def test_an_older_version_from_elsewhere_changes_nothing() -> None:
    sent = leave(save(None, A))
    draft = save(sent, B)
    assert absorb(draft, sent.current) == draft
    assert absorb(leave(draft), sent.current) == leave(draft)


def test_a_version_that_knows_nothing_of_mine_stands_beside_it_until_the_next_save_settles_it() -> None:
    sent = leave(save(None, A))
    mine, theirs = save(sent, B), elsewhere(C, sent.current)
    both = absorb(mine, theirs)
    assert (both.current, both.rivals) == (mine.current, (theirs,))
    settled = save(both, B)
    assert settled.current.parents == tuple(sorted((mine.current.id, theirs.id)))
    assert settled.rivals == ()
    assert absorb(absorb(settled, theirs), mine.current) == settled


def test_a_decision_from_elsewhere_ends_the_conflict_here() -> None:
    both = absorb(leave(save(None, A)), elsewhere(B))
    decision = elsewhere(C, both.current, *both.rivals)
    assert absorb(both, decision) == Row(decision, has_left=True)


def test_the_version_i_have_comes_back_as_sent_and_under_its_earliest_name() -> None:
    draft = save(None, A, 60)
    same = absorb(draft, elsewhere(A))
    assert same.has_left
    assert (same.current.updated_at, same.current.updated_by) == (moment(30), "李四")


def test_an_export_sends_every_measure_and_the_rows_stand_in_order() -> None:
    rows = {number: amend(None, subject(measure=number), A, moment(0), "张三") for number in (7, 1, 12)}
    ledger = reduce(lambda kept, number: kept.with_row(number, rows[number]), rows, Ledger())
    assert list(ledger.rows) == [version.subject.measure for version in ledger.versions()] == [1, 7, 12]
    assert all(row.has_left for row in ledger.all_left().rows.values())
    assert ledger.entry(7) == A
    assert ledger.entry(2) == type(A)()


@settings(max_examples=80, deadline=None)
@given(histories())
def test_machines_that_have_heard_of_everything_agree(history: History) -> None:
    desks = [ledger.all_left() for (unit, _), ledger in history.desks.items() if unit == "fgw"]
    known = [version for ledger in desks for row in ledger.rows.values() for version in (row.current, *row.rivals)]

    def hear(ledger: Ledger) -> dict[int, set[Version]]:
        for version in known:
            number = version.subject.measure
            ledger = ledger.with_row(number, absorb(ledger.rows.get(number), version))
        return {number: {row.current.id, *(rival.id for rival in row.rivals)} for number, row in ledger.rows.items()}

    assert hear(desks[0]) == hear(desks[1]) == hear(desks[2])


@settings(max_examples=80, deadline=None)
@given(histories())
def test_no_machine_ever_holds_a_version_beside_its_own_descendant(history: History) -> None:
    for ledger in history.desks.values():
        for row in ledger.rows.values():
            here = {row.current.id, *(rival.id for rival in row.rivals)}
            assert len(here) == 1 + len(row.rivals)
            assert not any(here & set(version.ancestors) for version in (row.current, *row.rivals))
