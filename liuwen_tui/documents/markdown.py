"""Markdown: what people typed, escaped so that it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from liuwen_tui.domain.text import clean

_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&@$])")
_LINK = re.compile(r"//|\.(?=[A-Za-z])")
_ANY = re.compile(r"[\\`*_\[\]<>|~&@$/.]")
"""What nearly every text has nothing of: found by one look at each character."""
_LINE_START = re.compile(r"^([#+\-=:]|\d+(?=[.)]))")


def escape(text: str) -> str:
    """Returns one line of typed text so that no Markdown reader finds markup, a row, HTML or a link in it."""
    if _ANY.search(text):
        text = _ACTIVE.sub(r"\\\1", text)
        text = _LINK.sub(lambda match: "\\/\\/" if match[0] == "//" else "\\.", text)
    if text.startswith(" "):
        indent = len(text) - len(text.lstrip(" "))
        text = "&nbsp;" * indent + text[indent:]
    return _LINE_START.sub(lambda match: match[1] + "\\" if match[1][0].isdigit() else "\\" + match[1], text)


def paragraph(text: str, name: str = "") -> str:
    """Returns typed text as one paragraph, its line breaks kept, after a name in bold where one is given."""
    if name:
        return f"**{escape_inline(name.strip())}**：" + (paragraph(text) if text else "")
    return "\\\n".join(escape(line) or "&nbsp;" for line in text.split("\n"))


def escape_inline(text: str) -> str:
    """Returns typed text on one line, escaped."""
    return escape(" ".join(clean(text).split("\n")))


def document(blocks: Iterator[str]) -> bytes:
    """Returns blocks as a Markdown document: an empty line between them, one line break at the end."""
    return ("\n\n".join(blocks) + "\n").encode()
