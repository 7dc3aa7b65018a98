"""认领: the measures that the notice leaves open, to claim or give back; dismisses with nothing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import fit
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.lines import Line, Prose


class ClaimScreen(Room[None]):
    """Every measure that is not the unit's own; those the notice leaves open come first."""

    BINDINGS = [Binding("enter", "claim", "认领或放弃", show=False, priority=True, id="claims.claim")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Line(f" {words.CLAIM_TITLE}", id="head")
        yield Choices()
        yield Prose(rows=3, id="message")
        yield Line(words.CLAIM_FOOT, id="foot")

    def on_mount(self) -> None:
        self._refill()

    def _refill(self) -> None:
        catalogue, rows = self._desk.catalogue, []
        for measure in sorted(catalogue.notice.measures, key=lambda measure: not catalogue.is_offered(measure)):
            by = self._desk.assigned_by(measure)
            if by in (None, AssignedBy.CLAIM):
                mark = "已认领" if by else "通知未写全责任单位" if catalogue.is_offered(measure) else ""
                rows.append((str(measure.number), f" {measure.number:>2} {fit(measure.title, 34)} {mark}"))
        choices = self.query_one(Choices)
        choices.fill(rows, choices.chosen)

    def action_claim(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen is None:
            return
        number = int(chosen)
        try:
            self._desk.claim(number, undo=self._desk.assigned_by(self._desk.catalogue.measure(number)) is AssignedBy.CLAIM)
        except LiuwenError as error:
            self.say(str(error))
            return
        self._refill()
