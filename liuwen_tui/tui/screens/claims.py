"""认领: the measures that are not the unit's own, to claim, give back or put off; dismisses with nothing."""

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
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class ClaimScreen(Room[None]):
    """Every measure that is not the unit's own; those the notice leaves open come first."""

    HELP = words.CLAIM_HELP
    BINDINGS = [
        Binding("enter", "claim", "认领或放弃", show=False, priority=True, id="claims.claim"),
        Binding("d", "put_off", "暂不认领", show=False, id="claims.put_off"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._claimed: frozenset[int] = frozenset()

    def compose(self) -> ComposeResult:
        yield Line(f" {words.CLAIM_TITLE}", id="head")
        yield Choices()
        yield Prose(rows=3, id="message")
        yield Foot(words.CLAIM_FOOT)

    def on_mount(self) -> None:
        self._refill()

    def _refill(self) -> None:
        overview, catalogue = self._desk.overview(), self._desk.catalogue
        own = {item.measure.number: item.by for item in overview.assignments}
        self._claimed = frozenset(number for number, by in own.items() if by is AssignedBy.CLAIM)
        rows = []
        for measure in sorted(catalogue.notice.measures, key=lambda measure: not catalogue.is_offered(measure)):
            number, is_open = measure.number, catalogue.is_offered(measure)
            if number in own and number not in self._claimed:
                continue
            waits = words.OFFERED if measure in overview.offered else words.PUT_OFF if is_open else ""
            rows.append((str(number), f" {number:>2} {fit(measure.title, 34)} {words.CLAIMED if number in own else waits}"))
        choices = self.query_one(Choices)
        choices.fill(rows, choices.chosen)

    def action_claim(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen:
            self._claim(int(chosen), undo=int(chosen) in self._claimed)

    def action_put_off(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen:
            self._claim(int(chosen), undo=True)

    def _claim(self, number: int, undo: bool) -> None:
        try:
            self._desk.claim(number, undo)
        except LiuwenError as error:
            self.say(str(error))
            return
        self.say((words.GIVEN_UP if undo else words.CLAIMED_NOW).format(number=number))
        self._refill()
