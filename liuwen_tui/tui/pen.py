"""How a terminal is told the looks of what it is sent: no more of each than differs from the one before."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_UNSEEN_ON_BLANKS = {"1", "2", "3"}
"""Bold, dim and italic."""
_KEPT = 1024
"""Looks and turns kept in mind; screens have some dozens."""


class _Pen(NamedTuple):
    """A look in its parts, each a code or codes as they are sent, "" where it is the terminal's own."""

    marks: frozenset[str] = frozenset()
    ink: str = ""
    ground: str = ""


_PLAIN = _Pen()
_UNKNOWN = _Pen(frozenset({"?"}))
"""Somebody else may have written: the first look is told in full."""


def told(written: Iterable[tuple[str, str | None]]) -> str:
    """Returns texts, each with its look or None for one that is not seen, as they are sent; afterwards the pen is plain."""
    pen, sent = _UNKNOWN, list[str]()
    for text, look in written:
        if look is not None:
            codes, pen = _turned(pen, look, text == " ")
            sent.append(codes)
        sent.append(text)
    return "".join(sent) + ("" if pen in (_UNKNOWN, _PLAIN) else "\x1b[0m")


@lru_cache(_KEPT)
def on_blank(look: str) -> str:
    """Returns what is seen of a look where nothing is written."""
    pen = _pen(look)
    return pen.ground if pen.marks <= _UNSEEN_ON_BLANKS else look


@lru_cache(_KEPT)
def _turned(pen: _Pen, look: str, is_blank: bool) -> tuple[str, _Pen]:
    """What is sent for that pen to write in that look, and the pen that it is then; on a blank neither ink nor bold is seen."""
    new = _pen(look)
    if is_blank and new.marks | pen.marks <= _UNSEEN_ON_BLANKS:
        new = _Pen(pen.marks, pen.ink, new.ground)
    if new == pen:
        return "", pen
    goes_on = pen.marks <= new.marks and (new.ink or not pen.ink) and (new.ground or not pen.ground)
    before = pen if goes_on else _PLAIN
    if not goes_on:
        new = _pen(look)
    changed = [
        *sorted(new.marks - before.marks),
        *(new_code for code, new_code in zip(before[1:], new[1:], strict=True) if code != new_code),
    ]
    return f"\x1b[{';'.join(changed if goes_on else ['0', *changed])}m", new


@lru_cache(_KEPT)
def _pen(look: str) -> _Pen:
    marks, ink, ground = set[str](), "", ""
    codes = iter(look.split(";") if look else ())
    for code in codes:
        tens = int(code) // 10
        whole = _colour(code, codes) if code in ("38", "48") else code
        if tens in (3, 9):
            ink = whole
        elif tens in (4, 10):
            ground = whole
        else:
            marks.add(code)
    return _Pen(frozenset(marks), ink, ground)


def _colour(code: str, following: Iterable[str]) -> str:
    """A colour of a palette, or of red, green and blue."""
    codes = iter(following)
    kind = next(codes)
    return ";".join((code, kind, *(next(codes) for _ in range(1 if kind == "5" else 3))))
