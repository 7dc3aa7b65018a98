"""The body of a Word document: every sheet a section, every block its paragraphs or its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from liuwen_tui.documents.office.fonts import Font
from liuwen_tui.documents.office.word_pages import Page, page_of, section_properties
from liuwen_tui.documents.office.word_styles import AFTER_TABLE, HEADINGS, LINE_LEFT, LINE_RIGHT, MARK, QUOTATION, TEXT, TITLE, Style
from liuwen_tui.documents.office.word_tables import table_element
from liuwen_tui.documents.office.word_xml import paragraph, run
from liuwen_tui.documents.paper import Block, Gap, Heading, Items, Line, Paragraph, Quotation, Sheet, Table


def fill_body(body: BaseOxmlElement, sheets: Sequence[Sheet], footers: Sequence[str]) -> None:
    """Appends every sheet; a section is described in the last paragraph of it, the last one at the end of the body."""
    for sheet in sheets:
        page = page_of(sheet.is_landscape)
        body.extend(_sheet(sheet, page))
        section = section_properties(page, footers)
        if sheet is sheets[-1]:
            body.append(section)
        else:
            body[-1].pPr.append(section)


def _sheet(sheet: Sheet, page: Page) -> Iterator[BaseOxmlElement]:
    if sheet.mark:
        yield from _lines(sheet.mark, MARK)
    yield from _lines(sheet.title, TITLE)
    for block in sheet.blocks:
        yield from _block(block, page)


def _block(block: Block, page: Page) -> Iterator[BaseOxmlElement]:
    match block:
        case Heading():
            yield from _lines(block.text, HEADINGS[block.level])
        case Paragraph():
            yield from _lines(block.text, TEXT, f"{block.name}：" if block.name else "")
        case Quotation():
            yield from _lines(block.text, QUOTATION)
        case Items():
            for item in block.items:
                yield from _lines(item, TEXT)
        case Line():
            yield from _lines(block.text, LINE_RIGHT if block.is_right else LINE_LEFT)
        case Gap():
            yield paragraph(TEXT.id)
        case Table():
            yield table_element(block, page)
            # Word wants a paragraph between two tables and after the last.
            yield paragraph(AFTER_TABLE.id)


def _lines(text: str, style: Style, name: str = "") -> Iterator[BaseOxmlElement]:
    """A paragraph for each typed line; the name stands before the first."""
    for number, line in enumerate(text.split("\n")):
        runs = [run(name, Font.SECOND_HEADING)] if name and not number else []
        yield paragraph(style.id, *runs, *([run(line, style.font)] if line else []))
