"""Ctrl+P: all that can be done where one stands, each with its key; dismisses with what is to be done."""

from __future__ import annotations

from collections.abc import Sequence

from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.text import fit
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import Doable
from liuwen_tui.tui.screens.finding import FindScreen

_OWN_ID = "app.palette"
_WHAT_CELLS = 24


class PaletteScreen(FindScreen[Doable | None]):
    """Found by 汉字, pinyin initials, or the English of the bindings' ids."""

    HELP = words.PALETTE_HELP

    def __init__(self, offered: Sequence[Doable]) -> None:
        super().__init__(words.PALETTE_TITLE, words.PALETTE_QUESTION, words.PALETTE_PLACEHOLDER, words.PALETTE_FOOT)
        self._offered = [doable for doable in offered if _OWN_ID not in doable.names]

    def found(self, wanted: str) -> list[tuple[str, str]]:
        rows = [(str(index), doable) for index, doable in enumerate(self._offered) if _is_meant(doable, wanted)]
        return [(index, f" {fit(doable.what, _WHAT_CELLS)} {doable.keys}") for index, doable in rows]

    def answer(self, chosen: str) -> Doable:
        return self._offered[int(chosen)]

    def said_of(self, chosen: str | None) -> str:
        return "" if chosen else words.NOTHING_TO_DO


def _is_meant(doable: Doable, wanted: str) -> bool:
    english = [spelling for name in doable.names for spelling in (name, name.replace(".", " ").replace("_", " "))]
    return any(is_found(wanted, text) for text in (doable.what, *english))
