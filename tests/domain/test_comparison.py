"""分项对照: what contradicts in the words of several units, and how a measure stands as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liuwen_tui.domain.comparison import Overall, compared, contradictions
from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.matrix import matrix_of
from tests.conftest import CATALOGUE
from tests.domain.test_matrix import AT, BEHIND, DONE, report

IDLE = Entry(Status.NOT_STARTED, 0, problems="等批复。")


def figured(figure: int) -> Entry:
    """An entry that reports a figure of the target of measure 15."""
    return replace(BEHIND, claimed=True, targets=(TargetResult("15-1", actual=figure),))


def test_done_beside_not_started_contradicts_and_nothing_between_does() -> None:
    summary = merge([report("rsj", {1: DONE, 2: DONE}), report("czj", {1: IDLE, 3: IDLE}), report("fgw", {1: BEHIND})])
    assert [(item.measure, item.target, dict(item.said)) for item in contradictions(summary, CATALOGUE)] == [
        (1, None, {"czj": "未启动", "rsj": "已完成"})
    ]
    assert contradictions(merge([report("rsj", {1: DONE}), report("czj", {1: BEHIND})]), CATALOGUE) == []


@pytest.mark.parametrize(
    ("figures", "owners", "said"),
    [
        ({"kgj": 480, "jdz": 500}, (), {"kgj": "480个", "jdz": "500个"}),
        ({"kgj": 480, "jdz": 480}, (), None),
        ({"kgj": 480}, (), None),
        ({"kgj": 480, "jdz": 500}, ("kgj",), None),
        ({"kgj": 480, "jdz": 500, "fgw": 470}, ("kgj", "fgw"), {"kgj": "480个", "fgw": "470个"}),
        ({"kgj": 480, "jdz": 500}, ("czj",), {"kgj": "480个", "jdz": "500个"}),
    ],
)
def test_figures_for_one_target_contradict_unless_one_unit_owns_it(figures: dict[str, int], owners: tuple[str, ...], said: object) -> None:
    measures = [
        replace(measure, targets=tuple(replace(target, reported_by=owners) for target in measure.targets))
        for measure in CATALOGUE.notice.measures
    ]
    catalogue = replace(CATALOGUE, notice=replace(CATALOGUE.notice, measures=tuple(measures)))
    found = contradictions(merge([report(unit, {15: figured(figure)}) for unit, figure in figures.items()]), catalogue)
    assert [(item.target.id if item.target else "", dict(item.said)) for item in found] == ([("15-1", said)] if said else [])


def test_what_counts_for_nothing_contradicts_nothing() -> None:
    rivals = [report("rsj", {1: DONE}), report("rsj", {1: IDLE})]
    assert contradictions(merge([*rivals, report("czj", {1: IDLE})]), CATALOGUE) == []


def test_a_measure_is_told_by_all_its_units_and_stands_as_the_lead_says() -> None:
    summary = merge([report("rsj", {1: DONE}), report("czj", {1: IDLE})])
    matrix = matrix_of(summary, ("fgw", "czj", "rsj"), CATALOGUE)
    drafted = compared(summary, matrix, CATALOGUE, {})[1]
    assert [(cell.unit, cell.word) for cell in drafted.cells] == [("fgw", "未填"), ("czj", "未启动"), ("rsj", "已完成")]
    assert (drafted.status, drafted.overall, len(drafted.contradictions)) == (Status.NOT_STARTED, None, 1)
    said = compared(summary, matrix, CATALOGUE, {1: Overall(Status.DELAYED, AT, "王某"), 2: Overall(Status.COMPLETED, AT, "王某")})[1]
    assert (said.status, said.drafted) == (Status.DELAYED, Status.NOT_STARTED)
