"""The matrix of units by measures: what stands in each cell, which part of it is meant, and how the areas stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import EMPTY_GLYPH, Status
from liuwen_tui.domain.pinyin import fold, is_found
from liuwen_tui.domain.report import AFTER_FINAL, State
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.summary import Summary, claims, conflicts
from liuwen_tui.domain.units import matching_units
from liuwen_tui.domain.versions import Version

DISPUTED_GLYPH = "x"
"""Stands for 冲突 in the matrix."""
DISPUTED, NOTHING_SAID = "冲突", "未填"
_BEST_FIRST = (Status.COMPLETED, Status.IN_PROGRESS, Status.DELAYED, Status.NOT_STARTED, Status.ONGOING, Status.NOT_APPLICABLE)
GLYPHS = (*(status.glyph for status in _BEST_FIRST), EMPTY_GLYPH, DISPUTED_GLYPH)
"""Everything that may stand in a cell, in the order in which it is counted."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit says of one measure that it has."""

    unit: str
    measure: int
    versions: tuple[Version, ...]
    """Those that count or compete; empty where nothing is reported."""

    @property
    def is_disputed(self) -> bool:
        return len(self.versions) > 1

    @property
    def glyph(self) -> str:
        if self.is_disputed:
            return DISPUTED_GLYPH
        return self.versions[0].entry.glyph if self.versions else EMPTY_GLYPH

    @property
    def word(self) -> str:
        """The status by its name, 冲突, or 未填."""
        if self.is_disputed:
            return DISPUTED
        status = self.versions[0].entry.status if self.versions else None
        return status.word if status else NOTHING_SAID

    @property
    def is_filled(self) -> bool:
        return self.glyph != EMPTY_GLYPH


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cells that there are: a unit has none for measures that are not its own."""

    units: tuple[str, ...]
    """Codes of the units that are due, in catalogue order."""
    measures: tuple[int, ...]
    cells: Mapping[tuple[str, int], Cell]
    """By unit and measure."""

    def row(self, unit: str) -> list[Cell]:
        """Returns the unit's cells in measure order."""
        return [self.cells[unit, measure] for measure in self.measures if (unit, measure) in self.cells]

    def part(self, units: Iterable[str], measures: Iterable[int]) -> Matrix:
        """Returns the matrix of those units and measures alone, units that have none of the measures left out."""
        wanted, numbers = set(units), tuple(number for number in self.measures if number in set(measures))
        cells = {key: cell for key, cell in self.cells.items() if key[0] in wanted and key[1] in numbers}
        having = {unit for unit, _ in cells}
        return Matrix(tuple(unit for unit in self.units if unit in having), numbers, cells)


def matrix_of(summary: Summary, units: tuple[str, ...], catalogue: Catalogue) -> Matrix:
    """Returns what stands where; ``units`` are those that are due."""
    claimed, cells, filings = claims(summary), {}, summary.filings
    for unit in units:
        filing = filings.get(unit)
        for measure in catalogue.notice.measures:
            versions = filing.versions.get(measure.number, ()) if filing and filing.counts else ()
            told = tuple(version for version in versions if len(versions) > 1 or version.entry.claimed is not False)
            if told or catalogue.assigned_by(measure, unit) or unit in claimed.get(measure.number, ()):
                cells[unit, measure.number] = Cell(unit, measure.number, told)
    return Matrix(units, tuple(measure.number for measure in catalogue.notice.measures), cells)


def standings(summary: Summary, standing: Standing, after_final: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Returns by how they stand the codes of the units that do; the later ones are the more pressing.

    ``after_final`` are those whose report came, or came anew, after 定稿.
    """
    filings = [summary.filings[unit] for unit in standing.reported]
    return {
        "按时": standing.on_time,
        "迟报": standing.late,
        "已收": tuple(filing.unit for filing in filings if filing.state is State.ACCEPTED),
        "重报": tuple(filing.unit for filing in filings if filing.state is State.SUBMITTED and filing.head.answers),
        "代录": tuple(filing.unit for filing in filings if filing.head.on_behalf),
        AFTER_FINAL: after_final,
        "退回": standing.returned,
        "冲突": tuple(dict.fromkeys(conflict.unit for conflict in conflicts(summary))),
        "未报": standing.missing,
    }


def narrowed(matrix: Matrix, wanted: str, standing: Mapping[str, tuple[str, ...]], catalogue: Catalogue) -> Matrix:
    """Returns the part that is meant: a measure by its number, an area by its name, units by name or key or by how they
    stand, as in `standings`, cells by status; names also by pinyin initials. What is blank means all.
    """
    sought = fold(wanted)
    if not sought:
        return matrix
    if sought.isdecimal():
        return matrix.part(matrix.units, [int(sought)])
    units = {catalogue.heir(unit.code) for unit in matching_units(catalogue.units, sought)}
    units |= {unit for word, codes in standing.items() if is_found(sought, word) for unit in codes}
    units |= {unit for (unit, _), cell in matrix.cells.items() if is_found(sought, cell.word)}
    if units & set(matrix.units):
        return matrix.part(units, matrix.measures)
    return matrix.part(matrix.units, [measure.number for measure in catalogue.notice.measures if is_found(sought, measure.area)])


def counted_by_area(matrix: Matrix, catalogue: Catalogue) -> dict[str, Counter[str]]:
    """Returns for each area, in the notice's order, how many cells have each glyph."""
    counts: dict[str, Counter[str]] = {area.name: Counter() for area in catalogue.notice.areas}
    for (_, number), cell in matrix.cells.items():
        counts[catalogue.measure(number).area][cell.glyph] += 1
    return counts
