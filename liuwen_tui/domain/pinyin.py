"""拼音首字母: the initials of Chinese text, and whether what somebody typed is found in a text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRSTS = [character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
"""The first character of each letter in GB2312 level 1, which is ordered by pinyin; 座 is the last of all."""
_LAST = "座".encode("gb2312")
_ANY = "?"
"""Stands in initials for a Chinese character whose own is not known."""


def fold(text: str) -> str:
    """Returns the text as it is compared: half-width, lower case, without white space at its ends."""
    return unicodedata.normalize("NFKC", text).lower().strip()


def initials(text: str) -> str:
    """Returns the pinyin initials of a text: ``wdjy`` for 稳定就业.

    Letters and digits stand for themselves, ``?`` for a Chinese character beyond GB2312 level 1; all else is left out.
    """
    return "".join(map(_initial, fold(text)))


def is_found(wanted: str, text: str) -> bool:
    """Tells whether ``wanted`` is part of the text, as it stands or as initials; what is blank is found everywhere.

    Where the initial of a character is not known, any letter or none may be typed for it.
    """
    sought = fold(wanted)
    return sought in fold(text) or (sought.isascii() and sought.isalnum() and _has(initials(text), sought))


def _has(given: str, sought: str) -> bool:
    reached: set[int] = set()
    """How many letters of what is sought may have been met up to here."""
    for initial in given:
        met = {count + 1 for count in (0, *reached) if initial in (sought[count], _ANY)}
        reached = met | reached if initial == _ANY else met
        if len(sought) in reached:
            return True
    return False


@lru_cache(maxsize=8192)
def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        code = b""
    if _FIRSTS[0] <= code <= _LAST:
        return _LETTERS[bisect_right(_FIRSTS, code) - 1]
    return _ANY if unicodedata.category(character) == "Lo" else ""
