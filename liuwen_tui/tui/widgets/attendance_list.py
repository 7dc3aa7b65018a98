"""The list of 报送情况: the measures that nobody has or the lead gave away, then the due units by how they stand."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.attendance import Attendance, Stands
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.text import fit
from liuwen_tui.domain.units import matching_units
from liuwen_tui.merging.chasing import Roll
from liuwen_tui.tui import words
from liuwen_tui.tui.attendance_texts import attendance_row
from liuwen_tui.tui.widgets.choices import Choices

_TITLE_CELLS = 34
_SCROLLBAR = 2
_Row = tuple[str | None, str]


class AttendanceList(Choices):
    """A row a measure or a unit, under headings."""

    def __init__(self) -> None:
        super().__init__()
        self._units: dict[str, Attendance] = {}

    def show(self, roll: Roll, catalogue: Catalogue, wanted: str) -> None:
        """Shows what fits what is ``wanted``: a unit by name or key, a measure by title, either by how it stands."""
        self._units = {row.unit.code: row for row in roll.rows}
        rows = (*_measures(roll, catalogue, wanted), *_units(roll, wanted))
        self.fill([(name, fit(text, self.screen.size.width - _SCROLLBAR)) for name, text in rows], self.chosen)

    @property
    def unit(self) -> Attendance | None:
        """The unit highlighted."""
        return self._units.get(self.chosen or "")

    @property
    def number(self) -> int | None:
        """Number of the measure highlighted."""
        return int(self.chosen) if self.chosen and not self.unit else None


def _measures(roll: Roll, catalogue: Catalogue, wanted: str) -> Iterator[_Row]:
    rows = []
    for measure in catalogue.notice.measures:
        given = "、".join(catalogue.unit_name(code) for code in sorted(catalogue.given.get(measure.number, ())))
        stands = words.GIVEN_TO.format(units=given) if given else words.UNCLAIMED if measure.number in roll.standing.unclaimed else ""
        if stands and any(is_found(wanted, text) for text in (measure.title, stands)):
            rows.append((str(measure.number), f" {measure.number:>2} {fit(measure.title, _TITLE_CELLS)} {stands}"))
    if rows:
        yield None, f" {words.UNCLAIMED_AND_GIVEN}"
        yield from rows


def _units(roll: Roll, wanted: str) -> Iterator[_Row]:
    named = {unit.code for unit in matching_units((row.unit for row in roll.rows), wanted)}
    for stands in Stands:
        rows = [row for row in roll.rows if row.stands is stands and (row.unit.code in named or is_found(wanted, stands.word))]
        if rows:
            yield None, f" {stands.word} {len(rows)}"
            yield from ((row.unit.code, attendance_row(row, roll.contact(row.unit.code))) for row in rows)
