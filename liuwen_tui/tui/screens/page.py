"""预览, 原文, 帮助 and other long texts to read; dismisses with nothing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose


class PageScreen(Room[None]):
    """A title and a long text."""

    HELP = words.PAGE_HELP
    BINDINGS = [Binding("f4", "back", "返回", show=False, id="page.back")]

    def __init__(self, title: str, text: str | Content, foot: str = words.PAGE_FOOT) -> None:
        super().__init__()
        self._title, self._text, self._foot = title, text, foot

    def compose(self) -> ComposeResult:
        yield Line(f" {self._title}", id="head")
        yield Page(self._text)
        yield Prose(rows=3, id="message")
        yield Foot(self._foot)
