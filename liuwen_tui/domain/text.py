"""Chinese text: cleaning on the way in, widths in terminal cells, and wrapping that keeps ，。 off row starts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_CONTROLS = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 but TAB, LF and the breaks above
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides, embeddings and isolates
)
_UNWANTED = re.compile(f"[{_CONTROLS}]")
_UNSHOWN = re.compile(f"[{_CONTROLS}\r\v\f\u2028\u2029]")
_PLAIN = re.compile("[\n -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*+")
"""Text that is clean whatever stands beside what: the characters that nearly every text is made of."""
_MARK = "?"
"""Stands for what may not be shown; GBK has it."""
_MOST_MARKS = 10
"""Combining marks on one letter beyond which text is not normalised; no language comes near."""
_FIRST_MARK, _LAST_CHECKED = 0x300, 0x10000
WORD = "[A-Za-z0-9_./+-]+"
"""The pattern of a run of Latin letters or digits, which stays whole."""
_NEVER_AT_START = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·,.;:?!)]}%％℃")
_NEVER_AT_END = frozenset("（《〈「『【〔［｛“‘([{")


def clean(text: str) -> str:
    """Returns the text as it is kept: TAB a space, every line break ``\\n``, no other control, no bidi override, NFC.

    More than ten combining marks in a row stay as they are: putting them in order takes time that grows with their
    square. Cleaning twice changes nothing. Source: design.md, section 3.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _UNWANTED.sub("", _BREAKS.sub("\n", text.replace("\t", " ")))
    if text.isascii() or len(text) <= _MOST_MARKS:
        return unicodedata.normalize("NFC", text)
    pieces_and_marks = _many_marks().split(text)
    pieces_and_marks[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces_and_marks[::2]]
    return "".join(pieces_and_marks)


@lru_cache(maxsize=1)
def _many_marks() -> re.Pattern[str]:
    """Finds long runs of marks; a character beyond U+FFFF counts as one, because naming those makes the search slow."""
    others = "".join(f"{chr(first)}-{chr(last)}" for first, last in _runs_without_marks())
    return re.compile(f"([^{others}]{{{_MOST_MARKS + 1},}})")


def _runs_without_marks() -> Iterator[tuple[int, int]]:
    marks = [code for code in range(_FIRST_MARK, _LAST_CHECKED) if unicodedata.combining(chr(code))]
    for before, mark in pairwise([-1, *marks, _LAST_CHECKED]):
        if mark - before > 1:
            yield before + 1, mark - 1


def visible(text: str) -> str:
    """Returns text that was not cleaned on the way in as it may be shown: ``?`` for each control, override and lone
    surrogate and for each line break but ``\\n``, a space for a TAB; nothing vanishes.
    """
    return _UNSHOWN.sub(_MARK, text.replace("\t", " "))


def visible_line(text: str) -> str:
    """Returns what `visible` returns, on one line: ``?`` for ``\\n`` too."""
    return visible(text).replace("\n", _MARK)


def shorten(text: str, most: int) -> str:
    """Returns text of at most ``most`` characters, its end cut off with ``…``."""
    return text if len(text) <= most else text[: most - 1] + "…"


def one_line(text: str) -> str:
    """Returns the text cleaned, in one line, with single blanks between its words."""
    return " ".join(clean(text).split())


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
    f"(?:{_mark_class(_NEVER_AT_END)} *)*(?:{WORD}|[^ ]| +)(?: *{_mark_class(_NEVER_AT_START)})*",
)
