"""The version algebra: nothing is lost, nothing comes back from the dead, the same act has the same name."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.fields import InvalidField
from liuwen_tui.domain.versions import Version, descend, join, read_version, rewrite, version_fields, version_id
from tests.domain.histories import ENTRIES, History, histories, moment, subject
from tests.hostile import entries

ABOUT = subject()
FIRST = descend(ABOUT, ENTRIES[0], (), moment(0), "张三")
SECOND = descend(ABOUT, ENTRIES[1], (FIRST,), moment(1), "李四")


@settings(max_examples=80, deadline=None)
@given(histories(), st.data())
def test_versions_join_alike_in_any_order_any_grouping_any_number_of_times(history: History, data: st.DataObject) -> None:
    for about in history.subjects():
        versions = history.left_of(about)
        shuffled = data.draw(st.permutations(versions))
        cut = data.draw(st.integers(0, len(shuffled)))
        wanted = join(versions)
        assert join((*join(shuffled[:cut]), *join(shuffled[cut:]), *wanted)) == wanted


@settings(max_examples=80, deadline=None)
@given(histories())
def test_every_version_stands_or_has_a_descendant_that_stands(history: History) -> None:
    for about in history.subjects():
        latest = join(history.left_of(about))
        assert latest
        standing = {version.id for version in latest}
        assert all(standing & {version.id} or any(version.id in kept.ancestors for kept in latest) for version in history.left_of(about))
        assert not any(standing & {*kept.ancestors} for kept in latest)


@settings(max_examples=80, deadline=None)
@given(histories())
def test_a_decision_ends_a_conflict_and_merging_old_files_again_does_not_bring_it_back(history: History) -> None:
    for about in history.subjects():
        versions = history.left_of(about)
        decision = descend(about, Entry(progress="定为此句。"), join(versions), moment(99), "区发改委")
        assert join((decision, *versions)) == (decision,)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_of_one_version_the_earliest_saving_stands(history: History) -> None:
    for about in history.subjects():
        versions = history.left_of(about)
        for kept in join(versions):
            pairs = [(version.updated_at, version.updated_by) for version in versions if version.id == kept.id]
            assert (kept.updated_at, kept.updated_by) == min(pairs)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_version_that_leaves_a_store_can_be_read_back_as_it_was(history: History) -> None:
    for version in history.left:
        assert read_version(version.subject, version_fields(version)) == version


@given(entries())
def test_an_entry_keeps_its_name_through_writing_and_reading(entry: Entry) -> None:
    version = descend(ABOUT, entry, (FIRST,), moment(3), "王五")
    assert read_version(ABOUT, version_fields(version)) == version


def test_the_same_words_from_the_same_versions_are_the_same_version_whoever_saves_them() -> None:
    here, there = (descend(ABOUT, ENTRIES[1], (FIRST,), moment(minute), by) for minute, by in ((5, "张三"), (2, "李四")))
    assert here.id == there.id
    assert join((here, there)) == join((there, here)) == (there,)


def test_going_back_to_an_old_text_is_a_new_version_that_stands() -> None:
    back = descend(ABOUT, FIRST.entry, (SECOND,), moment(2), "张三")
    assert back.id not in (FIRST.id, SECOND.id)
    assert join((FIRST, back, SECOND)) == (back,)


def test_a_version_is_named_by_everything_it_says_and_of_whom() -> None:
    others = [replace(ABOUT, **change) for change in ({"notice": "demo-2021-1"}, {"unit": "czj"}, {"quarter": "2021Q1"}, {"measure": 2})]
    names = {version_id(about, ENTRIES[0], ()) for about in (ABOUT, *others)}
    names |= {version_id(ABOUT, ENTRIES[1], ()), version_id(ABOUT, ENTRIES[0], [FIRST.id]), version_id(ABOUT, ENTRIES[0], [SECOND.id])}
    assert len(names) == 8
    assert version_id(ABOUT, ENTRIES[0], [SECOND.id, FIRST.id]) == version_id(ABOUT, ENTRIES[0], [FIRST.id, SECOND.id])


def test_the_name_follows_from_the_contract_alone() -> None:
    canonical = '{"measure":1,"notice":"qsh-2020-25","parents":[],"progress":"甲","quarter":"2020Q4","status":"in_progress","unit":"fgw"}'
    assert FIRST.id == hashlib.sha256(canonical.encode()).hexdigest()[:16]


def test_a_save_in_the_place_of_one_that_never_left_keeps_its_descent() -> None:
    rewritten = rewrite(SECOND, ENTRIES[2], moment(4), "王五")
    assert (rewritten.parents, rewritten.ancestors) == (SECOND.parents, SECOND.ancestors)
    assert rewritten == descend(ABOUT, ENTRIES[2], (FIRST,), moment(4), "王五")


def test_the_earliest_saving_stands_whatever_zone_it_is_written_in() -> None:
    here = replace(FIRST, updated_at="2021-01-08T08:30:00+08:00")
    abroad = replace(FIRST, updated_at="2021-01-08T01:00:00+00:00")
    assert join((here, abroad)) == join((abroad, here)) == (here,)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"progress": "改过的字"}, Unusable),
        ({"version": "0" * 16}, Unusable),
        ({"parents": []}, Unusable),
        ({"ancestors": []}, Unusable),
        ({"ancestors": sorted([FIRST.id, SECOND.id])}, Unusable),
        ({"ancestors": [FIRST.id, FIRST.id]}, InvalidField),
        ({"ancestors": sorted([FIRST.id, "0" * 16], reverse=True)}, InvalidField),
        ({"parents": [FIRST.id.upper() + "Z"]}, InvalidField),
        ({"parents": FIRST.id}, InvalidField),
        ({"updated_at": "2021-01-08T16:20:00"}, InvalidField),
        ({"updated_at": "2021-01-08 16:20:00+08:00"}, InvalidField),
        ({"updated_at": "2021-01-08T16:20:00.5+08:00"}, InvalidField),
        ({"updated_at": 1610094000}, InvalidField),
        ({"updated_by": ""}, InvalidField),
        ({"updated_by": "张\x1b[2J三"}, InvalidField),
        ({"colour": "红"}, InvalidField),
        ({"status": "done"}, InvalidField),
    ],
)
def test_a_version_that_was_tampered_with_is_refused(change: dict[str, object], error: type[LiuwenError]) -> None:
    with pytest.raises(error):
        read_version(ABOUT, {**version_fields(SECOND), **change})


@pytest.mark.parametrize("name", ["version", "parents", "ancestors", "updated_at", "updated_by"])
def test_a_version_without_its_descent_is_refused(name: str) -> None:
    fields = version_fields(SECOND)
    del fields[name]
    with pytest.raises(InvalidField, match=name):
        read_version(ABOUT, fields)


def test_a_version_is_refused_under_another_measure() -> None:
    with pytest.raises(Unusable, match="第2项"):
        read_version(replace(ABOUT, measure=2), version_fields(SECOND))


def test_a_version_met_with_part_of_its_descent_keeps_the_whole() -> None:
    third = descend(ABOUT, ENTRIES[2], (SECOND,), moment(2), "王五")
    cut = replace(third, ancestors=third.parents)
    assert join((cut, third)) == join((third, cut)) == (third,)


def test_joining_nothing_is_nothing() -> None:
    nothing: list[Version] = []
    assert join(nothing) == ()
