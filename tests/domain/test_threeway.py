"""Two people save one entry: both are kept where they wrote in different fields, and neither is overwritten."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.threeway import Choice, join_fields, resolve
from tests.hostile import entries

ONE, TWO, THREE = Step("1", "摸底"), Step("2", "施工"), Step("3", "验收")
DONE = replace(ONE, done=True)
LATER = replace(ONE, due="2021-06-30")
F480, F490 = TargetResult("15-1", actual=480), TargetResult("15-1", actual=490)
ACT = TargetResult("10-2", done=True)
BASE = Entry(status=Status.IN_PROGRESS, percent=50, progress="旧", problems="旧", evidence=("一",), steps=(ONE, TWO), targets=(F480,))
Change = dict[str, object]


@pytest.mark.parametrize(
    ("mine", "theirs", "joined"),
    [
        ({"progress": "我"}, {}, {"progress": "我"}),
        ({}, {"progress": "他"}, {"progress": "他"}),
        ({"progress": "我"}, {"problems": "他"}, {"progress": "我", "problems": "他"}),
        ({"progress": "同"}, {"progress": "同", "next_steps": "他"}, {"progress": "同", "next_steps": "他"}),
        ({"progress": ""}, {"percent": 60}, {"progress": "", "percent": 60}),
        ({"status": Status.COMPLETED, "percent": 100}, {"progress": "他"}, {"status": Status.COMPLETED, "percent": 100, "progress": "他"}),
        ({"evidence": ("一", "二")}, {"claimed": True}, {"evidence": ("一", "二"), "claimed": True}),
        ({"steps": (DONE, TWO)}, {"steps": (ONE, TWO, THREE)}, {"steps": (DONE, TWO, THREE)}),
        ({"steps": (TWO,)}, {"steps": (ONE, replace(TWO, done=True))}, {"steps": (replace(TWO, done=True),)}),
        ({"steps": (ONE, TWO, THREE)}, {"steps": ()}, {"steps": (THREE,)}),
        ({"steps": (DONE, TWO)}, {"steps": (DONE, TWO)}, {"steps": (DONE, TWO)}),
        ({"targets": (F490,)}, {"targets": (F480, ACT)}, {"targets": (F490, ACT)}),
        ({"targets": ()}, {"progress": "他"}, {"targets": (), "progress": "他"}),
    ],
)
def test_changes_in_different_fields_are_both_kept(mine: Change, theirs: Change, joined: Change) -> None:
    outcome = join_fields(BASE, replace(BASE, **mine), replace(BASE, **theirs))
    assert outcome.clashes == ()
    assert outcome.entry == replace(BASE, **joined)


@pytest.mark.parametrize(
    ("mine", "theirs", "clash"),
    [
        ({"progress": "我"}, {"progress": "他"}, "progress"),
        ({"problems": ""}, {"problems": "他"}, "problems"),
        ({"evidence": ("一", "二")}, {"evidence": ("一", "三")}, "evidence"),
        ({"claimed": True}, {"claimed": False}, "claimed"),
        ({"status": Status.DELAYED}, {"percent": 60}, "status"),
        ({"percent": 60}, {"percent": 70}, "status"),
        ({"reason": "停工"}, {"unchanged": True}, "status"),
        ({"steps": (DONE, TWO)}, {"steps": (LATER, TWO)}, "steps"),
        ({"steps": (TWO,)}, {"steps": (DONE, TWO)}, "steps"),
        ({"steps": (DONE, TWO)}, {"steps": ()}, "steps"),
        ({"steps": (ONE, TWO, THREE)}, {"steps": (ONE, TWO, replace(THREE, done=True))}, "steps"),
        ({"targets": (F490,)}, {"targets": (TargetResult("15-1", actual=500),)}, "targets"),
    ],
)
def test_the_same_field_changed_by_both_is_a_clash_that_a_person_settles(mine: Change, theirs: Change, clash: str) -> None:
    outcome = join_fields(BASE, replace(BASE, **mine), replace(BASE, **theirs))
    assert outcome.clashes == (clash,)
    assert outcome.entry == replace(BASE, **theirs)


def test_a_clash_in_one_field_keeps_what_else_was_written() -> None:
    outcome = join_fields(BASE, replace(BASE, progress="我", problems="我"), replace(BASE, progress="他"))
    assert (outcome.clashes, outcome.entry.progress, outcome.entry.problems) == (("progress",), "他", "我")


@given(entries(), entries())
def test_where_only_one_of_two_wrote_their_entry_stands(base: Entry, other: Entry) -> None:
    assert join_fields(base, base, other).entry == other
    alone = join_fields(base, other, base)
    assert alone.clashes == ()
    assert by_id(alone.entry) == by_id(other)


@given(entries(), entries())
def test_two_who_wrote_the_same_do_not_clash(base: Entry, other: Entry) -> None:
    outcome = join_fields(base, other, other)
    assert (outcome.clashes, outcome.entry) == ((), other)


@given(entries(), entries(), entries())
def test_who_saved_first_does_not_matter_where_nothing_clashes(base: Entry, one: Entry, other: Entry) -> None:
    ours, theirs = join_fields(base, one, other), join_fields(base, other, one)
    assert ours.clashes == theirs.clashes
    if not ours.clashes:
        assert by_id(ours.entry) == by_id(theirs.entry)


def by_id(entry: Entry) -> Entry:
    """The entry with its lists in order of id: joining by id promises no order."""
    steps = tuple(sorted(entry.steps, key=lambda step: step.id))
    return replace(entry, steps=steps, targets=tuple(sorted(entry.targets, key=lambda result: result.id)))


def test_of_two_lists_of_evidence_both_can_stand_and_of_two_statuses_cannot() -> None:
    base, mine, theirs = Entry(), Entry(evidence=("一", "我的")), Entry(evidence=("一", "他的"))
    outcome = join_fields(base, mine, theirs)
    assert outcome.can_keep_both
    assert resolve(outcome, mine, Choice.BOTH).evidence == ("一", "他的", "我的")
    assert not join_fields(base, Entry(Status.DELAYED), Entry(Status.ONGOING)).can_keep_both
