"""A line to type in and what fits what is typed below it; dismisses with what is chosen."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList

from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.sparing import Result
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.one_line import OneLine


class FindScreen(Room[Result]):
    """The list is moved through while the line keeps the keys."""

    BINDINGS = [
        Binding("down", "move(1)", "下一个", show=False, priority=True, id="find.down"),
        Binding("up", "move(-1)", "上一个", show=False, priority=True, id="find.up"),
        Binding("enter", "choose", "确定", show=False, priority=True, id="find.choose"),
    ]

    def __init__(self, title: str, question: str, placeholder: str, foot: str) -> None:
        super().__init__()
        self._title, self._question, self._placeholder, self._foot = title, question, placeholder, foot

    def found(self, wanted: str) -> list[tuple[str, str]]:
        """Returns what fits as (id, text)."""
        raise NotImplementedError

    def answer(self, chosen: str) -> Result:
        """Returns what the screen dismisses with when the row of that id is chosen."""
        raise NotImplementedError

    def said_of(self, chosen: str | None) -> str:
        """Returns the sentence shown while the row of that id is highlighted, None where nothing fits."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Line(f" {self._title}", id="head")
        yield Prose(self._question, id="question")
        yield OneLine(placeholder=self._placeholder, id="wanted")
        choices = Choices()
        choices.can_focus = False
        yield choices
        yield Prose(rows=3, id="message")
        yield Foot(self._foot)

    def on_mount(self) -> None:
        self._refill()

    def on_resize(self) -> None:
        if self.is_mounted:
            self._refill()

    @on(Input.Changed)
    def _refill(self) -> None:
        choices = self.query_one(Choices)
        choices.fill(self.found(self.query_one(Input).value), choices.chosen)
        self._describe()

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        self.say(self.said_of(self.query_one(Choices).chosen))

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
            self.dismiss(self.answer(chosen))
