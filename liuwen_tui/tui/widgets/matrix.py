"""The matrix on the screen: a row a unit, a column a measure, under heads that stay."""

from __future__ import annotations

from collections.abc import Container, Mapping
from time import monotonic

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from textual.binding import Binding
from textual.coordinate import Coordinate
from textual.events import Key
from textual.widgets import DataTable

from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.matrix import DISPUTED_GLYPH, Cell, Matrix
from liuwen_tui.domain.text import fit, visible
from liuwen_tui.tui import words

_UNIT_CELLS, _MEASURE_CELLS, _FILLED_CELLS = 14, 3, 10
_DIGITS_TOGETHER = 1.0
"""Seconds within which two digits are one number."""
_BEYOND = 1000
"""Greater than the number of any measure."""
_UNIT, _FILLED = "unit", "filled"
"""Keys of the columns that are no measure."""
_LOOKS = {
    DISPUTED_GLYPH: "matrix--wrong",
    Status.DELAYED.glyph: "matrix--wrong",
    Status.COMPLETED.glyph: "matrix--done",
}


class _Glyph:
    """A glyph in the colour that the theme of the moment has for it."""

    def __init__(self, table: MatrixTable, glyph: str) -> None:
        self._table, self._glyph = table, glyph

    def __rich_console__(self, _: Console, __: ConsoleOptions) -> RenderResult:
        look = _LOOKS.get(self._glyph)
        style = self._table.get_component_rich_style(look, partial=True) if look else ""
        yield Text(f" {self._glyph}", style, end="")


class MatrixTable(DataTable[object]):
    """Knows which unit and measure the cursor is at; both stay when other rows are shown."""

    HELP = words.MATRIX_HELP
    COMPONENT_CLASSES = {"matrix--wrong", "matrix--done"}
    BINDINGS = [
        Binding("h", "cursor_left", show=False, id="matrix.left"),
        Binding("j", "cursor_down", show=False, id="matrix.down"),
        Binding("k", "cursor_up", show=False, id="matrix.up"),
        Binding("l", "cursor_right", show=False, id="matrix.right"),
    ]

    def __init__(self) -> None:
        super().__init__(cell_padding=0, cursor_type="cell", fixed_columns=1)
        self._shown: dict[str, dict[str, str]] = {}
        """By unit and column, what stands there."""
        self._digits, self._digits_at = "", 0.0

    @property
    def unit(self) -> str | None:
        """Code of the unit that the cursor is at, None where no row is shown."""
        row = self.cursor_coordinate.row
        return list(self._shown)[row] if 0 <= row < len(self._shown) else None  # Textual counts the row of none as -1

    @property
    def measure(self) -> int | None:
        """Number of the measure that the cursor is at, None beside the measures."""
        columns = next(iter(self._shown.values()), {})
        key = list(columns)[self.cursor_column] if self.cursor_column < len(columns) else ""
        return int(key) if key.isdecimal() else None

    def show(self, matrix: Matrix, names: Mapping[str, str], notes: Mapping[str, str]) -> None:
        """Shows a matrix, with units by their ``names`` and a word after what is filled where there are ``notes``.

        Draws nothing where nothing differs.
        """
        rows = {unit: _row(matrix, unit, names[unit], notes.get(unit, "")) for unit in matrix.units}
        if [*rows] == [*self._shown] and all(rows[unit].keys() == self._shown[unit].keys() for unit in rows):
            for unit, row in rows.items():
                for key, text in row.items():
                    if self._shown[unit][key] != text:
                        self.update_cell(unit, key, self._drawn(key, text))
            self._shown = rows
        else:
            self._lay_out(matrix, rows)

    def _lay_out(self, matrix: Matrix, rows: dict[str, dict[str, str]]) -> None:
        unit, measure, column, at = self.unit, self.measure, self.cursor_column, self.scroll_offset
        self.clear(columns=True)
        self.add_column(words.UNIT_COLUMN, width=_UNIT_CELLS, key=_UNIT)
        for number in matrix.measures:
            self.add_column(f"{number:>2}", width=_MEASURE_CELLS, key=str(number))
        self.add_column(words.FILLED_COLUMN, width=_FILLED_CELLS, key=_FILLED)
        for code, row in rows.items():
            self.add_row(*(self._drawn(key, text) for key, text in row.items()), key=code)
        self._shown = rows
        if rows:
            columns = [_UNIT, *map(str, matrix.measures), _FILLED]
            there = columns.index(str(measure)) if str(measure) in columns else min(column, len(columns) - 1)
            self.cursor_coordinate = Coordinate([*rows].index(unit) if unit in rows else 0, there)
            self.scroll_to(at.x, at.y, animate=False)

    def _drawn(self, key: str, text: str) -> object:
        return _Glyph(self, text) if key.isdecimal() else Text(visible(text), end="")

    def go_to(self, unit: str | None = None, measure: int | None = None) -> None:
        """Moves the cursor to that unit, that measure, or both, where they are shown."""
        row, column = self.cursor_coordinate
        columns = list(next(iter(self._shown.values()), {}))
        row = [*self._shown].index(unit) if unit in self._shown else row
        self.cursor_coordinate = Coordinate(row, columns.index(str(measure)) if str(measure) in columns else column)

    def next_of(self, wanted: Container[str]) -> str | None:
        """Returns the first unit shown below the cursor, and then from the top, that is wanted."""
        units, here = list(self._shown), self.cursor_row + 1
        return next((unit for unit in (*units[here:], *units[:here]) if unit in wanted), None)

    def next_disputed(self, step: int) -> tuple[str, int] | None:
        """Returns unit and measure of the nearest conflict shown after the cursor, or before it with a negative step."""
        here = (self.cursor_row, self.measure or (0 if self.cursor_column == 0 else _BEYOND))
        found = [
            ((row, int(key)), unit)
            for row, (unit, cells) in enumerate(self._shown.items())
            for key, glyph in cells.items()
            if key.isdecimal() and glyph == DISPUTED_GLYPH
        ]
        further = [one for one in found if (one[0] > here if step > 0 else one[0] < here)]
        if not found:
            return None
        (_, measure), unit = (further or found)[0 if step > 0 else -1]
        return unit, measure

    def on_key(self, event: Key) -> None:
        """Digits jump to the measure of that number."""
        if event.character and event.character.isdecimal():
            now = monotonic()
            together = now - self._digits_at < _DIGITS_TOGETHER
            self._digits, self._digits_at = ((self._digits if together else "") + event.character)[-2:], now
            self.go_to(measure=int(self._digits))


def _row(matrix: Matrix, unit: str, name: str, note: str) -> dict[str, str]:
    cells: list[Cell] = matrix.row(unit)
    glyphs = {str(number): "" for number in matrix.measures} | {str(cell.measure): cell.glyph for cell in cells}
    filled = f" {sum(cell.is_filled for cell in cells)}/{len(cells)}{note and f' {note}'}"
    return {_UNIT: fit(name, _UNIT_CELLS), **glyphs, _FILLED: filled}
