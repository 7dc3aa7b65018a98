"""The elements that a Word document is made of. Imports python-docx: imported only where a document is written."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from liuwen_tui.documents.office.fonts import Font
from liuwen_tui.documents.office.typed import allowed


def element(tag: str, *children: BaseOxmlElement, **values: str | int) -> BaseOxmlElement:
    """Returns ``<w:tag w:name="value">`` around its children."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in values.items()})
    made.extend(children)
    return made


def letters(font: Font) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Returns the font for every script and the language; the hint makes “ ” ‘ ’ — … as wide as Chinese."""
    fonts = element("rFonts", hint="eastAsia", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    return fonts, element("lang", val="en-US", eastAsia="zh-CN")


def run(text: str, font: Font) -> BaseOxmlElement:
    """Returns one line of text in a font, its blanks kept."""
    words = element("t")
    words.text = allowed(text)
    words.set(qn("xml:space"), "preserve")
    return element("r", deepcopy(_properties(font)), words)


@cache
def _properties(font: Font) -> BaseOxmlElement:
    """Made once and copied: nearly every run has the same, and a copy costs a fraction of what making its three elements does."""
    return element("rPr", *letters(font))


def paragraph(style: str, *runs: BaseOxmlElement, alignment: str = "") -> BaseOxmlElement:
    """Returns a paragraph in the style of that id, aligned as the style is or as is said."""
    aligned = [element("jc", val=alignment)] if alignment else []
    return element("p", element("pPr", element("pStyle", val=style), *aligned), *runs)
