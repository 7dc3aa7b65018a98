"""What every screen has: head, foot, a message line, help, and the way back."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from liuwen_tui.tui.widgets.lines import Line, Prose

Result = TypeVar("Result")


class Room(Screen[Result]):
    """A screen with a head line, a foot line and a message line above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "返回", show=False, id="room.back"),
    ]

    def say(self, sentence: str) -> None:
        """Shows one sentence in the message line until the next one."""
        self.query_one("#message", Prose).show(sentence)

    def head(self, text: str) -> None:
        """Shows the head line."""
        self.query_one("#head", Line).update(text)

    def action_back(self) -> None:
        self.dismiss(None)
