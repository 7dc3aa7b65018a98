"""An empty Word document with our styles and settings and nothing of what python-docx's template brings along."""

from __future__ import annotations

from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from liuwen_tui.documents.office.fonts import INSTEAD, Font
from liuwen_tui.documents.office.typed import allowed
from liuwen_tui.documents.office.word_styles import STYLES, style_element
from liuwen_tui.documents.office.word_xml import element

_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
_WRITTEN = datetime(2020, 1, 1)
_LONGEST = 255
"""Characters that python-docx takes."""


def empty_document(title: str, origin: str) -> WordDocument:
    """Returns a document without text that has that title, ``origin`` for a comment, nobody's name and a fixed day."""
    document = Document()
    for related in (document.part.package.rels, document.part.rels):
        for key in [key for key, relationship in related.items() if relationship.reltype not in _KEPT]:
            del related[key]
    _set_styles(document)
    _set_fonts(document)
    _set_settings(document)
    _set_properties(document, title, origin)
    return document


def _set_styles(document: WordDocument) -> None:
    styles = document.styles.element
    styles.clear()
    styles.extend(map(style_element, STYLES))


def _set_fonts(document: WordDocument) -> None:
    """Names a font to take for each that a machine may lack."""
    fonts = [
        element("font", *([element("altName", val=INSTEAD[font])] if font in INSTEAD else []), element("charset", val="86"), name=font)
        for font in Font
    ]
    part = XmlPart(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, element("fonts", *fonts), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_settings(document: WordDocument) -> None:
    settings = document.settings.element
    settings.clear()
    compatibility = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    settings.extend(
        (
            element("evenAndOddHeaders"),
            element("characterSpacingControl", val="doNotCompress"),
            element("compat", element("useFELayout"), compatibility),
            element("themeFontLang", val="zh-CN", eastAsia="zh-CN"),
        )
    )


def _set_properties(document: WordDocument, title: str, origin: str) -> None:
    document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element.clear()
    properties = document.core_properties
    properties.title, properties.author = _property(title), ""
    if origin:
        properties.comments = _property(origin)
    properties.created = properties.modified = _WRITTEN


def _property(text: str) -> str:
    return allowed(text)[:_LONGEST]
