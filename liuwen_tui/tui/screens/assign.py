"""交办: the units that a measure is given to, by 汉字 or pinyin initials; dismisses with nothing."""

from __future__ import annotations

from liuwen_tui.domain.text import fit
from liuwen_tui.domain.units import matching_units
from liuwen_tui.merging.assigning import assign, take_back
from liuwen_tui.merging.board import Board
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.finding import FindScreen
from liuwen_tui.tui.widgets.choices import Choices

_NAME_CELLS = 24


class AssignScreen(FindScreen[None]):
    """Every unit, with how it stands to the measure; one after another can be given it."""

    HELP = words.ASSIGN_HELP

    def __init__(self, board: Board, number: int) -> None:
        measure = board.catalogue.measure(number)
        title = f"{words.ASSIGN_TITLE}  {measure.numeral}{measure.title}"
        super().__init__(title, words.ASSIGN_QUESTION, words.UNIT_PLACEHOLDER, words.ASSIGN_FOOT)
        self._board, self._measure = board, measure

    def found(self, wanted: str) -> list[tuple[str, str]]:
        catalogue = self._board.catalogue
        units = matching_units(catalogue.present, wanted) if wanted.strip() else catalogue.present
        return [(unit.code, f" {fit(unit.name, _NAME_CELLS)} {self._stands(unit.code)}".rstrip()) for unit in units]

    def said_of(self, chosen: str | None) -> str:
        return "" if chosen else words.NO_UNIT

    def _stands(self, code: str) -> str:
        if self._board.catalogue.assigned_by_notice(self._measure, code):
            return words.RESPONSIBLE
        return words.ASSIGNED if self._is_given(code) else ""

    def _is_given(self, code: str) -> bool:
        return code in self._board.catalogue.given.get(self._measure.number, ())

    def action_choose(self) -> None:
        """Gives the measure to the unit highlighted, or takes it back; the screen stays for the next."""
        chosen = self.query_one(Choices).chosen
        if chosen:
            decide = take_back if self._is_given(chosen) else assign
            decide(self._board, self._measure.number, [self._board.catalogue.unit(chosen)])
            self._refill()
