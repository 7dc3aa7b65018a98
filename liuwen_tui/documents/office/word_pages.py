"""Pages: paper, margins, the grid of 22 lines of 28 characters, and page numbers. Source: GB/T 9704-2012, sections 5 and 7.5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from liuwen_tui.documents.office.fonts import Font
from liuwen_tui.documents.office.word_styles import LINE, PAGE_NUMBER_EVEN, PAGE_NUMBER_ODD, Style
from liuwen_tui.documents.office.word_xml import element, paragraph, run

_CLOSER = -849
"""How much less than 16 points a character has in a line of 28, in 4096ths of a point."""


class Page(NamedTuple):
    """A page with its margins, in twentieths of a point."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    """From the paper's edge to the page number, which stands 7 mm below the text."""

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


PORTRAIT = Page(11906, 16838, top=2098, right=1474, bottom=1984, left=1587, footer=1304)
"""A4; margins of 37, 26, 35 and 28 mm."""
LANDSCAPE = Page(16838, 11906, top=1587, right=2098, bottom=1474, left=1984, footer=794)
"""The same page turned, its head at the side where it is bound."""


def page_of(is_landscape: bool) -> Page:
    """Returns the page a sheet stands on."""
    return LANDSCAPE if is_landscape else PORTRAIT


def add_footers(document: Document) -> tuple[str, str]:
    """Adds the page number at the outer edge of odd and of even pages and returns what sections name the two by."""
    section = document.sections[0]
    for footer, style in ((section.footer, PAGE_NUMBER_ODD), (section.even_page_footer, PAGE_NUMBER_EVEN)):
        footer.is_linked_to_previous = False
        root = footer.part.element
        root.clear()
        root.append(_page_number(style))
    made = document.element.body.sectPr
    odd, even = (made.xpath(f"w:footerReference[@w:type='{kind}']/@r:id")[0] for kind in ("default", "even"))
    document.element.body.remove(made)
    return odd, even


def section_properties(page: Page, footers: Sequence[str]) -> BaseOxmlElement:
    """Returns what a section says of its pages; it begins on a new one and the numbers run on."""
    orientation = {"orient": "landscape"} if page.width > page.height else {}
    references = [element("footerReference", type=kind) for kind in ("default", "even")]
    for reference, name in zip(references, footers, strict=True):
        reference.set(qn("r:id"), name)
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return element(
        "sectPr",
        *references,
        element("type", val="nextPage"),
        element("pgSz", w=page.width, h=page.height, **orientation),
        element("pgMar", **margins, header=851, footer=page.footer, gutter=0),
        element("docGrid", type="linesAndChars", linePitch=LINE, charSpace=_CLOSER),
    )


def _page_number(style: Style) -> BaseOxmlElement:
    number = element("fldSimple", run("1", Font.PAGE_NUMBER), instr="PAGE")
    return paragraph(style.id, run("— ", Font.PAGE_NUMBER), number, run(" —", Font.PAGE_NUMBER))
