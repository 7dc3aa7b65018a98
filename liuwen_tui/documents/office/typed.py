"""Typed text as the XML of office files can hold it, and the room that it takes."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """Returns the text without the characters that XML 1.0 forbids; everything else stays."""
    return _FORBIDDEN.sub("", text)


def lines_of(text: str, width: int) -> int:
    """Returns how many lines the text takes where so many characters of Chinese stand beside each other.

    GB18030 has one byte for what is half as wide as Chinese, and two or four for all else.
    """
    return sum(max(1, -(-len(line.encode("gb18030")) // (2 * width))) for line in allowed(text).split("\n"))
