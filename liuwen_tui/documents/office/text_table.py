"""The text of a paper without tables as a table of one column."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.paper import Column, Gap, Heading, Items, Line, Paper, Paragraph, Quotation, Sheet, Table


def text_table(paper: Paper) -> Table:
    """Returns a row for each paragraph, in order, under the paper's title."""
    lines = [line for sheet in paper.sheets for line in _lines(sheet)]
    return Table("正文", (Column(paper.title, 40),), tuple((line,) for line in lines[1:]))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield sheet.name
    for block in sheet.blocks:
        if not isinstance(block, Gap | Table):
            yield from _block(block)


def _block(block: Heading | Paragraph | Quotation | Items | Line) -> Iterator[str]:
    match block:
        case Items():
            yield from block.items
        case Paragraph() if block.name:
            yield f"{block.name}：{block.text}"
        case _:
            yield block.text
