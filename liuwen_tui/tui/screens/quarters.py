"""选报告期: dismisses with the quarter chosen."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class QuarterScreen(Room[Quarter | None]):
    """Quarters from the latest down to the notice's first, each with its state."""

    HELP = words.QUARTERS_HELP
    BINDINGS = [Binding("enter", "choose", "确定", show=False, priority=True, id="quarters.choose")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Line(f" {words.QUARTER_TITLE}  {self._desk.unit.name}", id="head")
        yield Choices()
        yield Prose(rows=3, id="message")
        yield Foot(words.QUARTER_FOOT)

    def on_mount(self) -> None:
        desk, today = self._desk, self._desk.office.today()
        due = partial(desk.office.settings.due_day, unit=desk.unit.code)
        rows = [(str(quarter), f" {sentences.quarter_words(quarter, state, due(quarter), today)}") for quarter, state in desk.quarters()]
        self.query_one(Choices).fill(rows, str(desk.quarter))

    def action_choose(self) -> None:
        chosen = self.query_one(Choices).chosen
        self.dismiss(Quarter.parse(chosen) if chosen else None)
