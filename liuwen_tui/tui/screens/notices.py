"""选通知: asks which of a home's notices it is about; dismisses with its id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.widgets import Input

from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.text import fit
from liuwen_tui.notices import NoticeStanding
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.finding import FindScreen
from liuwen_tui.tui.widgets.choices import Choices

_NAME_CELLS, _QUARTER_CELLS = 20, 16


class NoticeScreen(FindScreen[str]):
    """Each notice with its quarter and where the report stands; the one that was open last is highlighted."""

    HELP = words.NOTICE_HELP

    def __init__(self, standings: Iterable[NoticeStanding], last: str, today: date) -> None:
        super().__init__(words.NOTICE_TITLE, words.NOTICE_QUESTION, words.NOTICE_PLACEHOLDER, words.NOTICE_FOOT)
        self._standings = {each.id: each for each in standings}
        self._last, self._today = last, today

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Choices).choose(self._last)

    def found(self, wanted: str) -> list[tuple[str, str]]:
        sought = wanted.strip()
        fitting = (each for each in self._standings.values() if is_found(sought, each.name) or is_found(sought, each.title))
        return [(each.id, self._row(each)) for each in fitting]

    def _row(self, each: NoticeStanding) -> str:
        quarter = each.quarter.label if each.quarter else ""
        return f" {fit(each.name, _NAME_CELLS)} {fit(quarter, _QUARTER_CELLS)} {words.UNREADABLE_NOTICE if each.refused else each.stands}".rstrip()

    def said_of(self, chosen: str | None) -> str:
        if chosen is None:
            return words.NO_NOTICE
        return sentences.notice_words(self._standings[chosen], self._today)

    def answer(self, chosen: str) -> str:
        return chosen

    def action_choose(self) -> None:
        """One that cannot be read is not opened; the reason stands below it."""
        self._refill()
        chosen = self.query_one(Choices).chosen
        if chosen and not self._standings[chosen].refused:
            self.dismiss(chosen)

    def action_back(self) -> None:
        """Nothing is behind this screen: clears what was typed."""
        self.query_one(Input).value = ""
