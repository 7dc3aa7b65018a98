"""What the lead's board stands on: the summary as it was read last, the cell under the cursor, and the answers to a unit."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding

from liuwen_tui.domain.matrix import Cell
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.report import State
from liuwen_tui.domain.summary import Filing
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging import judging
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.reading import Reading
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.matrix import MatrixTable

LOOK = 3.0
"""Seconds between two looks at whether a unit sent something."""


class BoardRoom(Room[None]):
    """Reads again whatever changed, and answers the unit under the cursor."""

    BINDINGS = [
        Binding("a", "accept", "接收", show=False, id="board.accept"),
        Binding("r", "send_back", "退回", show=False, id="board.send_back"),
    ]

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board, self.reading = board, Reading(board)

    def show_all(self) -> None:
        """Shows what was read."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Reads again where something changed since the last look."""
        was_behind = self.reading.is_behind
        if self.reading.catch_up():
            self.show_all()
            if was_behind:
                self.say("")

    @property
    def table(self) -> MatrixTable:
        return self.query_one(MatrixTable)

    @property
    def unit(self) -> Unit | None:
        """The one under the cursor, None where no row is shown."""
        return self.board.catalogue.unit(self.table.unit) if self.table.unit else None

    @property
    def measure(self) -> Measure | None:
        """The one under the cursor, None beside the measures."""
        return self.board.catalogue.measure(self.table.measure) if self.table.measure else None

    @property
    def filing(self) -> Filing | None:
        """What stands of the unit under the cursor."""
        return self.reading.merged.summary.filings.get(self.table.unit or "")

    @property
    def cells(self) -> list[Cell]:
        """The cell under the cursor, or all of the unit where the cursor is beside the measures."""
        unit, number = self.table.unit, self.table.measure
        return [cell for cell in self.reading.matrix.row(unit) if number in (None, cell.measure)] if unit else []

    def action_accept(self) -> None:
        if self.unit:
            judging.acceptable(self.board, self.reading.merged, self.unit)
            self.visit(ConfirmScreen(words.ACCEPT_QUESTION.format(unit=self.unit.name)), partial(self._accept, self.unit))

    def _accept(self, unit: Unit, sure: bool | None) -> None:
        if sure:
            judging.accept(self.board, unit)
            self.catch_up()
            self.say(words.ACCEPTED.format(unit=unit.name))

    def action_send_back(self) -> None:
        """Sends back the entry under the cursor; beside the unit's own measures, the whole report."""
        if self.unit:
            filing = judging.submitted(self.board, self.unit, self.filing, judging.RETURNABLE)
            numbers = [self.measure.number] if self.measure and self.measure.number in filing.versions else []
            what = f"第{numbers[0]}项" if numbers else words.WHOLE_REPORT
            question = words.SEND_BACK_QUESTION.format(unit=self.unit.name, what=what)
            if filing.state is State.ACCEPTED:
                question = f"{words.ALREADY_ACCEPTED}{question}"
            self.visit(AskScreen(question, is_required=True), partial(self._send_back, self.unit, numbers))

    def _send_back(self, unit: Unit, numbers: list[int], reason: str | None) -> None:
        if reason:
            judging.send_back(self.board, unit, reason, numbers)
            self.catch_up()
            self.say(words.SENT_BACK_NOW.format(unit=unit.name))
