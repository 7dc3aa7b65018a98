"""Typed text as the XML of office files can hold it."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """Returns the text without the characters that XML 1.0 forbids; everything else stays."""
    return _FORBIDDEN.sub("", text)
