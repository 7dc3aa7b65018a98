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
    order = {unit.code: index for index, unit in enumerate(catalogue.units)}
    versions = sorted(counted_versions(summary), key=lambda version: order.get(version.subject.unit, len(order)))
    found = []
    for measure in catalogue.notice.measures:
        here = [version for version in versions if version.subject.measure == measure.number]
        found += _statuses(measure, here)
        found += [item for target in measure.targets for item in _figures(measure, target, here)]
    return found


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


def compared(summary: Summary, matrix: Matrix, catalogue: Catalogue, overall: Mapping[int, Overall], number: int) -> Comparison:
    """Returns the measure of that number as all its units tell it."""
    found = tuple(item for item in contradictions(summary, catalogue) if item.measure == number)
    cells = tuple(matrix.cells[unit, number] for unit in matrix.units if (unit, number) in matrix.cells)
    drafted = overall_status(version for version in counted_versions(summary) if version.subject.measure == number)
    return Comparison(catalogue.measure(number), cells, found, drafted, overall.get(number))
