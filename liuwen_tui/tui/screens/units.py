"""选单位: asks which unit the person is of; dismisses with it."""

from __future__ import annotations

from textual.widgets import Input

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.succession import time_words
from liuwen_tui.domain.units import Unit, matching_units
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import WentBack
from liuwen_tui.tui.screens.finding import FindScreen


class UnitScreen(FindScreen[Unit | None]):
    """Units by 汉字 or pinyin initials."""

    NOTICES_BEHIND = True
    HELP = words.UNIT_HELP

    def __init__(self, catalogue: Catalogue, units: tuple[Unit, ...]) -> None:
        """``units`` are those to choose from; one that is no more in the quarter of ``catalogue`` is found, and not offered."""
        title = f"{catalogue.notice.document_number}  {catalogue.notice.title}"
        super().__init__(title, words.UNIT_QUESTION, words.UNIT_PLACEHOLDER, words.UNIT_FOOT)
        self._catalogue, self._units = catalogue, units

    def found(self, wanted: str) -> list[tuple[str, str]]:
        present = [unit for unit in self._units if unit.code not in self._catalogue.absent]
        units = matching_units(self._units, wanted) if wanted.strip() else present
        return [(unit.code, f" {unit.name}") for unit in units]

    def answer(self, chosen: str) -> Unit:
        return self._catalogue.unit(chosen)

    def said_of(self, chosen: str | None) -> str:
        if chosen is None:
            return words.NO_UNIT
        unit = self._catalogue.unit(chosen)
        return f"{time_words(unit, self._catalogue.units)}。" if unit.code in self._catalogue.absent else ""

    def action_back(self) -> None:
        """Clears what was typed; where nothing was, whoever asks knows what lies behind the question."""
        field = self.query_one(Input)
        if not field.value:
            self.post_message(WentBack())
        field.value = ""
