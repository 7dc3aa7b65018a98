"""What a reader of Markdown makes of a document."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

READER = MarkdownIt("gfm-like")
BREAK = "<br>"
"""How a line break is written in a cell of a table."""


def tokens(source: str) -> list[Token]:
    return READER.parse(source)


def is_break(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or token.content == BREAK


def shown(token: Token) -> str:
    """The text that a reader of this inline token sees."""
    return "".join("\n" if is_break(child) else child.content for child in token.children or []).replace("\xa0", " ")


def kinds(source: bytes) -> Iterator[tuple[str, str]]:
    """The structure of a document: every block token, and every inline token but text and line breaks."""
    for token in tokens(source.decode()):
        yield token.type, token.tag
        for child in token.children or []:
            if child.type != "text" and not is_break(child):
                yield child.type, child.tag


def rendered(source: bytes) -> str:
    return "\n".join(shown(token) for token in tokens(source.decode()) if token.type == "inline")


def same_words(text: str) -> list[str]:
    """The lines of a text as far as a Markdown reader keeps white space."""
    return [line.strip() for line in text.replace("\xa0", " ").strip().split("\n")]
