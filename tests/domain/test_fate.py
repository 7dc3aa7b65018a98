"""What became of a file: whichever way files come the same, and what is called superfluous can be left out."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.fate import Fate, FileFate, brought, fates
from liuwen_tui.domain.joining import merge, with_decisions
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.domain.summary import Refused, Summary, conflicts, counted_versions
from liuwen_tui.domain.versions import Version, descend
from tests.domain.histories import DIGEST, ENTRIES, NOTICE, QUARTER, SIGNED, UNITS, History, histories, moment, sealed, subject

SENT = Head().submitted(SIGNED, moment(0))
PAPER = replace(SENT, on_behalf=True)
AGAIN = SENT.withdrawn().submitted(SIGNED, moment(60))


def said(choice: int = 0, *parents: Version, measure: int = 1) -> Version:
    return descend(subject(measure=measure), ENTRIES[choice], parents, moment(choice), "张三")


def report(head: Head, *versions: Version) -> Summary:
    return sealed(Report(NOTICE, DIGEST, "fgw", UNITS["fgw"], QUARTER, head, versions))


def told(summaries: dict[str, Summary]) -> dict[str, FileFate]:
    files = [brought(name, summary) for name, summary in summaries.items()]
    return {file.file: file for file in fates(files, (), merge(summaries.values()))}


ONE, CHILD, OTHER, ELSEWHERE = said(0), said(1, said(0)), said(2), said(0, measure=7)
CASES: dict[str, tuple[dict[str, Summary], dict[str, tuple[Fate, str]]]] = {
    "alone": ({"a": report(SENT, ONE)}, {"a": (Fate.USED, "")}),
    "twice": ({"b": report(SENT, ONE), "a": report(SENT, ONE)}, {"a": (Fate.USED, ""), "b": (Fate.SAME, "a")}),
    "newer": ({"a": report(AGAIN, CHILD), "b": report(SENT, ONE)}, {"a": (Fate.NEWER, "b"), "b": (Fate.OLDER, "a")}),
    "a draft beside": (
        {"a": report(replace(SENT, state=State.DRAFT), CHILD), "b": report(SENT, ONE)},
        {"a": (Fate.DRAFT, ""), "b": (Fate.USED, "")},
    ),
    "withdrawn": (
        {"a": report(SENT, ONE), "b": report(SENT.withdrawn())},
        {"a": (Fate.OLDER, "b"), "b": (Fate.WITHDRAWN, "")},
    ),
    "two halves": (
        {"a": report(SENT, ONE), "b": report(AGAIN, ELSEWHERE)},
        {"a": (Fate.USED, ""), "b": (Fate.USED, "")},
    ),
    "conflict": (
        {"a": report(SENT, ONE), "b": report(SENT, OTHER), "c": report(AGAIN, ELSEWHERE)},
        {"a": (Fate.CONFLICT, "b"), "b": (Fate.CONFLICT, "a"), "c": (Fate.USED, "")},
    ),
    "both sides in one summary": (
        {"a": report(SENT, ONE), "b": merge([report(SENT, ONE), report(SENT, OTHER)])},
        {"a": (Fate.CONFLICT, "b"), "b": (Fate.CONFLICT, "")},
    ),
    "settled": (
        {"a": report(SENT, ONE), "b": report(SENT, OTHER), "c": report(AGAIN, said(1, ONE, OTHER))},
        {"a": (Fate.OLDER, "c"), "b": (Fate.OLDER, "c"), "c": (Fate.NEWER, "a")},
    ),
    "a summary of it": (
        {"a": report(SENT, ONE), "b": merge([report(SENT, ONE), report(AGAIN, CHILD)])},
        {"a": (Fate.OLDER, "b"), "b": (Fate.NEWER, "a")},
    ),
    "paper alone": ({"a": report(PAPER, ONE)}, {"a": (Fate.USED, "")}),
    "paper and the unit's own": (
        {"a": report(PAPER, ONE), "b": report(SENT, OTHER)},
        {"a": (Fate.OLDER, "b"), "b": (Fate.USED, "")},
    ),
    "paper and what was withdrawn": (
        {"a": report(PAPER, ONE), "b": report(SENT.withdrawn())},
        {"a": (Fate.USED, ""), "b": (Fate.WITHDRAWN, "")},
    ),
}


@pytest.mark.parametrize(("summaries", "wanted"), CASES.values(), ids=CASES)
def test_a_file_is_told_what_became_of_it_and_beside_which(summaries: dict[str, Summary], wanted: dict[str, tuple[Fate, str]]) -> None:
    assert {name: (file.fate, file.units[0].beside) for name, file in told(summaries).items()} == wanted


def test_after_a_decision_neither_side_of_the_conflict_is_called_newer_than_the_other() -> None:
    sides = {"a": report(SENT, ONE), "b": report(SENT, OTHER)}
    decided = with_decisions(merge(sides.values()), [Decision(said(1, ONE, OTHER), "核对过。")])
    files = fates([brought(name, summary) for name, summary in sides.items()], (), decided)
    assert {(file.fate, file.units[0].beside) for file in files} == {(Fate.USED, ""), (Fate.OLDER, "")}


def test_the_measures_of_a_conflict_are_named() -> None:
    files = told({"a": report(SENT, ONE, ELSEWHERE), "b": report(SENT, OTHER, ELSEWHERE)})
    assert files["a"].units[0].measures == files["b"].units[0].measures == (1,)


def test_a_refused_file_is_told_with_its_reason_and_a_summary_of_nothing_is_used() -> None:
    nothing = Summary(NOTICE, DIGEST, QUARTER, {})
    files = fates([brought("空", nothing)], [Refused("坏", "读不了")], nothing)
    assert [(file.file, file.fate, file.reason) for file in files] == [("坏", Fate.REFUSED, "读不了"), ("空", Fate.USED, "")]


@settings(max_examples=80, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_fates_hang_on_no_order_and_what_they_call_superfluous_can_be_left_out(history: History, chance: Random) -> None:
    summaries = {f"{number:03}": summary for number, summary in enumerate(history.summaries)}
    halves = list(summaries.items())
    summaries["half"] = merge(summary for _, summary in halves[: len(halves) // 2 + 1])
    wanted = told(summaries)
    shuffled = list(summaries.items())
    chance.shuffle(shuffled)
    assert told(dict(shuffled)) == wanted
    superfluous = (Fate.SAME, Fate.OLDER, Fate.DRAFT)
    needed = [summaries[name] for name, file in wanted.items() if any(each.fate not in superfluous for each in file.units)]
    whole = merge(summaries.values())
    if needed:
        rest = merge(needed)
        assert [version.id for version in counted_versions(rest)] == [version.id for version in counted_versions(whole)]
        assert [item.versions for item in conflicts(rest)] == [item.versions for item in conflicts(whole)]
    else:
        assert counted_versions(whole) == []
    disputed = {(item.unit, item.measure) for item in conflicts(whole)}
    assert {(each.unit, number) for file in wanted.values() for each in file.units for number in each.measures} == disputed
