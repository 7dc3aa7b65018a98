"""How each kind of paragraph looks. Source: GB/T 9704-2012, sections 5.2 and 7.3."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from liuwen_tui.documents.office.fonts import Font
from liuwen_tui.documents.office.word_xml import element, letters

LINE = 579
"""Twentieths of a point from line to line: 22 lines in 225 mm."""
CHARACTER = 314
"""Twentieths of a point from character to character: 28 in 156 mm."""
_SIZE = 32
"""Half points of the text."""


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's look."""

    id: str
    name: str
    """As Word knows it; headings have the names that its navigation looks for."""
    font: Font = Font.TEXT
    size: int = _SIZE
    """In half points."""
    line: int = LINE
    """From line to line, in twentieths of a point."""
    lines_after: int = 0
    """Left free before a paragraph of another style."""
    first: int = 0
    """Characters that the first line is indented by."""
    left: int = 0
    """Characters."""
    right: int = 0
    """Characters."""
    alignment: str = "both"
    outline: int | None = None
    """Of a heading, from 0; it stays with what it heads."""


NORMAL = Style("Normal", "Normal")
TITLE = Style("Title", "Title", Font.TITLE, size=44, lines_after=1, alignment="center", outline=0)
MARK = Style("Mark", "附件标记", Font.FIRST_HEADING, lines_after=1, alignment="left")
TEXT = Style("BodyText", "Body Text", first=2)
QUOTATION = Style("Quote", "Quote", Font.SECOND_HEADING, first=2, left=2)
LINE_LEFT = Style("LineLeft", "顶格行", alignment="left")
LINE_RIGHT = Style("LineRight", "右空二字行", right=2, alignment="right")
HEADINGS = {
    level: Style(f"Heading{level}", f"heading {level}", font, first=2, outline=level - 1)
    for level, font in enumerate((Font.FIRST_HEADING, Font.SECOND_HEADING, Font.TEXT, Font.SECOND_HEADING), 1)
}
PAGE_NUMBER_ODD = Style("FooterOdd", "单页页码", Font.PAGE_NUMBER, size=28, line=280, right=1, alignment="right")
PAGE_NUMBER_EVEN = Style("FooterEven", "双页页码", Font.PAGE_NUMBER, size=28, line=280, left=1, alignment="left")
_CELL_SIZES = ((24, "小四", 360), (21, "五号", 320))
CELLS = {size: Style(f"Cell{size}", f"表格{name}", size=size, line=line, alignment="left") for size, name, line in _CELL_SIZES}
"""By size in half points."""
HEAD_CELLS = {
    size: Style(f"Head{size}", f"栏名{name}", Font.FIRST_HEADING, size=size, line=line, alignment="center")
    for size, name, line in _CELL_SIZES
}
"""By size in half points."""
AFTER_TABLE = Style("AfterTable", "表后", size=2, line=20)
STYLES = (
    *(NORMAL, TITLE, MARK, TEXT, QUOTATION, LINE_LEFT, LINE_RIGHT, *HEADINGS.values()),
    *(PAGE_NUMBER_ODD, PAGE_NUMBER_EVEN, *CELLS.values(), *HEAD_CELLS.values(), AFTER_TABLE),
)


def style_element(style: Style) -> BaseOxmlElement:
    """Returns the style as Word reads it; `NORMAL` is the default, of which the grid of characters is taken."""
    is_default = {"default": 1} if style is NORMAL else {}
    based = [] if style is NORMAL else [element("basedOn", val=NORMAL.id)]
    after = [] if style.outline is None else [element("next", val=TEXT.id)]
    looks = element("pPr", *_paragraph_properties(style)), element("rPr", *_letter_properties(style))
    told = [element("name", val=style.name), *based, *after, element("qFormat"), *looks]
    return element("style", *told, type="paragraph", styleId=style.id, **is_default)


def _paragraph_properties(style: Style) -> list[BaseOxmlElement]:
    """In the order of the schema. Nothing hangs over the edge and no blank comes in beside digits: 28 characters are 28."""
    kept = [element("keepNext")] if style.outline is not None else []
    off = [element(name, val=0) for name in ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid")]
    spacing = element("spacing", before=0, after=style.lines_after * LINE, line=style.line, lineRule="exact")
    outline = [] if style.outline is None else [element("outlineLvl", val=style.outline)]
    return [*kept, *off, spacing, _indents(style), element("contextualSpacing"), element("jc", val=style.alignment), *outline]


def _indents(style: Style) -> BaseOxmlElement:
    wanted = {"left": style.left, "right": style.right, "firstLine": style.first}
    lengths = {name: characters * CHARACTER for name, characters in wanted.items()}
    return element("ind", **lengths, **{f"{name}Chars": characters * 100 for name, characters in wanted.items()})


def _letter_properties(style: Style) -> list[BaseOxmlElement]:
    """Exact steps in place of the page's grid, on which LibreOffice gives a character of 16 points two places of 15.8."""
    fonts, language = letters(style.font)
    step = CHARACTER - _SIZE * 10 if style.size == _SIZE else 0
    sizes = element("sz", val=style.size), element("szCs", val=style.size)
    return [fonts, element("snapToGrid", val=0), element("spacing", val=step), element("kern", val=0), *sizes, language]
