"""Chinese text: cleaning on the way in, widths in terminal cells, and wrapping that keeps ，。 off row starts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 but TAB, LF and the breaks above
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069]"  # bidi overrides, embeddings and isolates
)
_NEVER_AT_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·,.;:?!)]}%％℃")
_NEVER_AT_END = frozenset("（《〈「『【〔［｛“‘([{")


def clean(text: str) -> str:
    """Returns the text as it is kept: TAB a space, every line break ``\\n``, no other control, no bidi override, NFC.

    Cleaning twice changes nothing. Source: design.md, section 3.
    """
    text = _BREAKS.sub("\n", text.replace("\t", " "))
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def is_blank(text: str) -> bool:
    """Tells whether nothing but white space stands there."""
    return not text.strip()


_wide = "WF"
"""The East Asian widths that are drawn in two cells."""


def draw_ambiguous_in(cells: int) -> None:
    """Makes every width count “ ” … — and other characters of ambiguous width as that many cells, 1 or 2, from now on."""
    global _wide  # noqa: PLW0603  - one program speaks to one terminal
    _wide = "WFA" if cells == 2 else "WF"  # noqa: PLR2004
    cell_width.cache_clear()


@lru_cache(maxsize=8192)
def cell_width(character: str) -> int:
    """Returns the width of one character in cells: 0, 1 or 2, as the terminal draws it."""
    if character < "\x7f":
        return int(character >= " ")
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _wide else 1


def width(text: str) -> int:
    """Returns the width of one line of text in cells."""
    return sum(map(cell_width, text))


def fit(text: str, cells: int) -> str:
    """Returns one line of exactly ``cells`` cells: padded with spaces, or cut with ``…``."""
    over = width(text) - cells
    if over <= 0:
        return text + " " * -over
    room = cells - width("…")
    if room < 0:
        return " " * cells
    kept, used = "", 0
    for character in text:
        if used + cell_width(character) > room:
            break
        kept += character
        used += cell_width(character)
    return kept + "…" + " " * (room - used)


def wrap(text: str, cells: int) -> list[str]:
    """Returns the text in rows of at most ``cells`` cells, its own line breaks kept.

    A run of Latin letters or digits stays whole where it fits in a row; a closing mark never starts a row and
    an opening mark never ends one, as long as the row has room to give.
    """
    return [row for line in text.split("\n") for row in _wrap_line(line, max(cells, 2))]


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and content of the shortest runs that may not be torn when text is wrapped.

    A run is a word or one character, with the marks that lean on it.
    """
    return ((match.start(), match.end(), match[0]) for match in _PIECE.finditer(text))


def _wrap_line(line: str, cells: int) -> Iterator[str]:
    row, used = "", 0
    for piece in _pieces(line, cells):
        size = width(piece)
        if row and used + size > cells:
            yield row.rstrip(" ")
            row, used = piece.lstrip(" "), width(piece.lstrip(" "))
        else:
            row, used = row + piece, used + size
    if row or not line:
        yield row


def _pieces(line: str, cells: int) -> Iterator[str]:
    """The shortest runs that may not be torn: words, and marks with the character they lean on."""
    for _, _, piece in pieces(line):
        rest = piece
        while width(rest) > cells:
            head = _head(rest, cells)
            yield head
            rest = rest[len(head) :]
        yield rest


def _head(piece: str, cells: int) -> str:
    used = 0
    for index, character in enumerate(piece):
        used += cell_width(character)
        if used > cells and index:
            return piece[:index]
    return piece


def _mark_class(marks: frozenset[str]) -> str:
    return "[" + "".join(re.escape(mark) for mark in sorted(marks)) + "]"


_PIECE = re.compile(
    f"(?:{_mark_class(_NEVER_AT_END)} *)*(?:[A-Za-z0-9_./+-]+|[^ ]| +)(?: *{_mark_class(_NEVER_AT_START)})*",
)
