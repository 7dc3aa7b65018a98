"""选单位: asks which unit the person is of; dismisses with it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.units import Unit, matching_units
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.lines import Line, Prose


class UnitScreen(Room[Unit | None]):
    """Units by 汉字 or pinyin initials."""

    BINDINGS = [
        Binding("down", "move(1)", "下一个", show=False, priority=True, id="units.down"),
        Binding("up", "move(-1)", "上一个", show=False, priority=True, id="units.up"),
        Binding("enter", "choose", "确定", show=False, priority=True, id="units.choose"),
    ]

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def compose(self) -> ComposeResult:
        yield Line(f" {self._catalogue.notice.document_number}  {self._catalogue.notice.title}", id="head")
        yield Line(words.UNIT_QUESTION, id="question")
        field = Input(placeholder=words.UNIT_PLACEHOLDER, compact=True, id="wanted")
        field.cursor_blink = False
        yield field
        choices = Choices()
        choices.can_focus = False
        yield choices
        yield Prose(rows=3, id="message")
        yield Line(words.UNIT_FOOT, id="foot")

    def on_mount(self) -> None:
        self._refill()

    @on(Input.Changed)
    def _refill(self) -> None:
        wanted = self.query_one(Input).value
        units = matching_units(self._catalogue.units, wanted) if wanted.strip() else list(self._catalogue.units)
        choices = self.query_one(Choices)
        choices.fill([(unit.code, f" {unit.name}") for unit in units], choices.chosen)
        self.say("" if units else words.NO_UNIT)

    def action_move(self, rows: int) -> None:
        choices = self.query_one(Choices)
        if rows > 0:
            choices.action_cursor_down()
        else:
            choices.action_cursor_up()

    def action_choose(self) -> None:
        self._refill()
        chosen = self.query_one(Choices).chosen
        if chosen:
            self.dismiss(self._catalogue.unit(chosen))

    def action_back(self) -> None:
        self.query_one(Input).value = ""
