"""How wide columns and how high rows are: Excel and LibreOffice leave a row of wrapped text as low as any other."""

from __future__ import annotations

from liuwen_tui.documents.office.typed import lines_of
from liuwen_tui.documents.paper import Cell, Table, cell_words

_MOST_LINES = 22
"""Excel has no row higher than 409 points."""
_LINE_HEIGHT = 18
"""Points."""
_WIDEST = 80
"""Characters of Chinese."""


def column_widths(table: Table) -> list[int]:
    """Returns the widths in characters of Chinese, more than was wanted where a row would be too high for Excel."""
    return [_width(column.width, [row[index] for row in table.rows]) for index, column in enumerate(table.columns)]


def row_height(cells: tuple[Cell, ...], widths: list[int]) -> int:
    """Returns the height in points that shows all lines of all cells, up to what Excel can."""
    lines = max(_lines(cell, width) for cell, width in zip(cells, widths, strict=True))
    return min(lines, _MOST_LINES) * _LINE_HEIGHT


def _width(wanted: int, cells: list[Cell]) -> int:
    longest = max(cells, key=lambda cell: _lines(cell, wanted), default=None)
    return next((width for width in range(wanted, _WIDEST) if _lines(longest, width) <= _MOST_LINES), max(wanted, _WIDEST))


def _lines(cell: Cell, width: int) -> int:
    return lines_of(cell_words(cell), width)
