"""A Paper as Markdown: what is typed stays text, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from liuwen_tui.documents.markdown import document, escape, escape_inline, paragraph
from liuwen_tui.documents.paper import Cell, Gap, Heading, Items, Line, Paper, Paragraph, Quotation, Table, cell_words

_CLOSING = re.compile(r"(?<=\s)(#+)$")
"""What a heading would lose at its end."""
_MOST_CELLS = 200
"""Texts that are remembered: a ledger has the same measure and units in every row."""


def write_markdown(paper: Paper) -> bytes:
    """Returns the paper in Markdown: its title is the one heading of level 1, further sheets have level 2."""
    return document(_blocks(paper))


def _blocks(paper: Paper) -> Iterator[str]:
    for sheet in paper.sheets:
        level = 1 if sheet is paper.sheets[0] else 2
        yield _heading(sheet.name, level)
        yield from (_block(block, level) for block in sheet.blocks if not isinstance(block, Gap))


def _block(block: Heading | Paragraph | Quotation | Items | Line | Table, level: int) -> str:
    match block:
        case Heading(text, depth):
            return _heading(text, level + depth)
        case Paragraph(text, name):
            return paragraph(text, name)
        case Quotation(text):
            return _under("> ", "> ", text)
        case Items(items):
            return "\n".join(_under("- ", "  ", item) for item in items)
        case Line(text):
            return paragraph(text)
        case Table():
            return _table(block)


def _heading(text: str, level: int) -> str:
    return "#" * level + " " + _CLOSING.sub(r"\\\1", escape_inline(text))


def _under(first: str, further: str, text: str) -> str:
    return first + paragraph(text).replace("\n", f"\n{further}")


def _table(table: Table) -> str:
    head = [escape_inline(column.name) for column in table.columns]
    return "\n".join(map(_row, [head, ["---"] * len(head), *(map(_cell, row) for row in table.rows)]))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return _in_cell(cell) if isinstance(cell, str) else cell_words(cell)


@lru_cache(_MOST_CELLS)
def _in_cell(text: str) -> str:
    return "<br>".join(map(escape, text.split("\n")))
