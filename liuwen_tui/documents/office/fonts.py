"""The fonts of an official document. Source: GB/T 9704-2012, section 7."""

from __future__ import annotations

from enum import StrEnum


class Font(StrEnum):
    """A typeface by what it is used for."""

    TEXT = "仿宋_GB2312"
    TITLE = "方正小标宋简体"
    FIRST_HEADING = "黑体"
    SECOND_HEADING = "楷体_GB2312"
    PAGE_NUMBER = "宋体"


FONTS = tuple(str(font) for font in Font)
"""What a machine should have for a document to look as it is meant to."""

INSTEAD = {Font.TEXT: "仿宋", Font.TITLE: "宋体", Font.SECOND_HEADING: "楷体"}
"""What an office program takes where one is missing."""
