"""谁填目标数: the units that own the figures of a measure's targets; dismisses with nothing."""

from __future__ import annotations

from liuwen_tui.documents.plain import plain_target
from liuwen_tui.domain.notice import Target
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.text import fit
from liuwen_tui.merging.assigning import own_target
from liuwen_tui.merging.board import Board
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.finding import FindScreen
from liuwen_tui.tui.widgets.choices import Choices

_TARGET_CELLS, _NAME_CELLS = 34, 22


class OwnersScreen(FindScreen[None]):
    """A row for each target and unit that has the measure; one after another can be chosen."""

    HELP = words.OWNERS_HELP

    def __init__(self, board: Board, number: int, units: tuple[str, ...]) -> None:
        """``units`` are the codes of those that have the measure."""
        measure = board.catalogue.measure(number)
        title = f"{words.OWNERS_TITLE}  {measure.numeral}{measure.title}"
        super().__init__(title, words.OWNERS_QUESTION, words.UNIT_PLACEHOLDER, words.OWNERS_FOOT)
        self._board, self._number, self._units = board, number, units

    @property
    def _targets(self) -> dict[str, Target]:
        return {target.id: target for target in self._board.catalogue.measure(self._number).targets}

    def found(self, wanted: str) -> list[tuple[str, str]]:
        name = self._board.catalogue.unit_name
        return [
            (f"{target.id} {unit}", f" {fit(plain_target(target), _TARGET_CELLS)} {fit(name(unit), _NAME_CELLS)} {_stands(target, unit)}")
            for target in self._targets.values()
            for unit in self._units
            if is_found(wanted, plain_target(target)) or is_found(wanted, name(unit)) or unit.startswith(wanted.strip().lower())
        ]

    def said_of(self, chosen: str | None) -> str:
        return "" if chosen else words.NO_UNIT

    def action_choose(self) -> None:
        """Asks the unit highlighted for the figure, or asks it no more; the screen stays for the next."""
        chosen = self.query_one(Choices).chosen
        if chosen:
            target, unit = chosen.split(" ")
            owners = {*self._targets[target].reported_by} ^ {unit}
            own_target(self._board, target, [self._board.catalogue.unit(code) for code in sorted(owners)])
            self._refill()


def _stands(target: Target, unit: str) -> str:
    return words.OWNS if unit in target.reported_by else ""
