"""用过的句子: what the unit wrote before, to put in once more; dismisses with the text, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.text import fit, width
from liuwen_tui.reporting.phrases import Phrase
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.finding import FindScreen

_BESIDE_TEXT = 3
"""Cells of a row that are not the text's: a blank at each end, and the scrollbar."""


class PhrasesScreen(FindScreen[str | None]):
    """Phrases by 汉字 or pinyin initials."""

    HELP = words.PHRASES_HELP

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        super().__init__(words.PHRASES_TITLE, words.PHRASES_QUESTION, words.PHRASES_PLACEHOLDER, words.PHRASES_FOOT)
        self._phrases = phrases

    def found(self, wanted: str) -> list[tuple[str, str]]:
        rows = [(str(index), "  ".join(filter(None, (phrase.text, phrase.about)))) for index, phrase in enumerate(self._phrases)]
        return [(index, f" {fit(text, self._cells).rstrip()}") for index, text in rows if is_found(wanted, text)]

    def answer(self, chosen: str) -> str:
        return self._phrases[int(chosen)].text

    def said_of(self, chosen: str | None) -> str:
        """The whole of what its row has no room for."""
        if chosen is None:
            return words.NO_PHRASE
        return self.answer(chosen) if width(self.answer(chosen)) > self._cells else ""

    @property
    def _cells(self) -> int:
        return max(2, self.size.width - _BESIDE_TEXT)
