"""分项对照: all units' words on one measure under each other, what contradicts in them, and how the measure stands as a whole.

Source: design.md, section 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.matrix import Cell, Matrix
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.summary import Summary, counted_versions, overall_status
from liuwen_tui.domain.versions import Version


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Entries of one measure that cannot all be true."""

    measure: int
    said: Mapping[str, str]
    """By unit code, what it says: 已完成 beside 未启动, or its figure."""
    target: Target | None = None
    """The target that there are different figures for, None where statuses contradict."""


@dataclass(frozen=True, slots=True)
class Overall:
    """综合状态 of a measure as the lead set it."""

    status: Status
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure as all its units tell it."""

    measure: Measure
    cells: tuple[Cell, ...]
    """Those of all units that have the measure, in catalogue order."""
    contradictions: tuple[Contradiction, ...]
    drafted: Status | None
    """The least advanced of what counts."""
    overall: Overall | None
    """What the lead set in its place."""

    @property
    def status(self) -> Status | None:
        """综合状态: the one that was set, else the drafted one."""
        return self.overall.status if self.overall else self.drafted


def contradictions(summary: Summary, catalogue: Catalogue) -> list[Contradiction]:
    """Returns 已完成 beside 未启动, and different figures for one target, by measure, of the entries that count.

    Where a target is owned (``reported_by``), the figures of its owners alone are held against each other.
    """
    said = _by_measure(summary, catalogue)
    return [item for measure in catalogue.notice.measures for item in _contradictions(measure, said[measure.number])]


def _by_measure(summary: Summary, catalogue: Catalogue) -> dict[int, list[Version]]:
    """The entries that count by the number of each measure of the notice, in catalogue order."""
    said: dict[int, list[Version]] = {measure.number: [] for measure in catalogue.notice.measures}
    place, last = catalogue.place, len(catalogue.units)
    for version in sorted(counted_versions(summary), key=lambda version: place.get(version.subject.unit, last)):
        said[version.subject.measure].append(version)
    return said


def _contradictions(measure: Measure, versions: list[Version]) -> list[Contradiction]:
    return [*_statuses(measure, versions), *(item for target in measure.targets for item in _figures(measure, target, versions))]


def _statuses(measure: Measure, versions: list[Version]) -> list[Contradiction]:
    ends = {Status.COMPLETED, Status.NOT_STARTED}
    said = {version.subject.unit: version.entry.status for version in versions if version.entry.status in ends}
    if set(said.values()) != ends:
        return []
    return [Contradiction(measure.number, {unit: status.word for unit, status in said.items() if status})]


def _figures(measure: Measure, target: Target, versions: list[Version]) -> list[Contradiction]:
    results = {version.subject.unit: version.entry.target(target.id) for version in versions}
    figures = {unit: result.actual for unit, result in results.items() if result and result.actual is not None}
    owned = {unit: figure for unit, figure in figures.items() if unit in target.reported_by}
    compared = owned or figures
    if len(set(compared.values())) < 2:  # noqa: PLR2004 - two make a difference
        return []
    return [Contradiction(measure.number, {unit: f"{figure}{target.unit}" for unit, figure in compared.items()}, target)]


def compared(summary: Summary, matrix: Matrix, catalogue: Catalogue, overall: Mapping[int, Overall]) -> dict[int, Comparison]:
    """Returns each measure of the notice, by its number, as all its units tell it."""
    said = _by_measure(summary, catalogue)
    cells: dict[int, list[Cell]] = {number: [] for number in said}
    for (_, number), cell in matrix.cells.items():
        cells[number].append(cell)
    return {
        measure.number: Comparison(
            measure,
            tuple(cells[measure.number]),
            tuple(_contradictions(measure, said[measure.number])),
            overall_status(said[measure.number]),
            overall.get(measure.number),
        )
        for measure in catalogue.notice.measures
    }
