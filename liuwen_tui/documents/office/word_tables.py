"""A table of a Word document: thin lines, a head on every page, rows that no page tears unless they are higher than a page."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from liuwen_tui.documents.office.typed import lines_of
from liuwen_tui.documents.office.word_pages import Page
from liuwen_tui.documents.office.word_styles import CELLS, HEAD_CELLS, Style
from liuwen_tui.documents.office.word_xml import element, paragraph, run
from liuwen_tui.documents.paper import Cell, Table, cell_words

_PADDING = {"top": 30, "left": 60, "bottom": 30, "right": 60}
"""Twentieths of a point around the text of a cell."""
_LARGE, _SMALL = 24, 21
"""Half points: 小四 where the columns have room for it, otherwise 五号."""


def table_element(table: Table, page: Page) -> BaseOxmlElement:
    """Returns the table, its columns scaled to fill the width of the page."""
    wanted, room = sum(column.width for column in table.columns), page.text_width
    size = _LARGE if wanted * _LARGE * 10 + len(table.columns) * (_PADDING["left"] + _PADDING["right"]) <= room else _SMALL
    widths = [room * column.width // wanted for column in table.columns]
    names = tuple(column.name for column in table.columns)
    head = _row(names, widths, HEAD_CELLS[size], element("cantSplit"), element("tblHeader"))
    room_below = page.text_height - _height(names, widths, HEAD_CELLS[size])
    rows = [
        _row(cells, widths, CELLS[size], *([element("cantSplit")] if _height(cells, widths, CELLS[size]) <= room_below else []))
        for cells in table.rows
    ]
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", _properties(sum(widths)), grid, head, *rows)


def _properties(width: int) -> BaseOxmlElement:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [element(edge, val="single", sz=4, space=0, color="auto") for edge in edges]
    padding = [element(side, w=length, type="dxa") for side, length in _PADDING.items()]
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *lines),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *padding),
    )


def _height(cells: tuple[Cell, ...], widths: list[int], style: Style) -> int:
    """About how high a row becomes, in twentieths of a point."""
    free, character = _PADDING["left"] + _PADDING["right"], style.size * 10
    lines = max(lines_of(cell_words(cell), max(1, (width - free) // character)) for cell, width in zip(cells, widths, strict=True))
    return lines * style.line + _PADDING["top"] + _PADDING["bottom"]


def _row(cells: tuple[Cell, ...], widths: list[int], style: Style, *properties: BaseOxmlElement) -> BaseOxmlElement:
    boxes = (_cell(cell, width, style) for cell, width in zip(cells, widths, strict=True))
    return element("tr", element("trPr", *properties), *boxes)


def _cell(cell: Cell, width: int, style: Style) -> BaseOxmlElement:
    place = element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center"))
    return element("tc", place, *_lines(cell, style))


def _lines(cell: Cell, style: Style) -> Iterator[BaseOxmlElement]:
    alignment = "" if isinstance(cell, str) else "center"
    for line in cell_words(cell).split("\n"):
        yield paragraph(style.id, *([run(line, style.font)] if line else []), alignment=alignment)
