"""预览, 原文, 帮助 and other long texts to read; dismisses with nothing."""

from __future__ import annotations

from textual.app import ComposeResult

from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.lines import Line, Page


class PageScreen(Room[None]):
    """A title and a long text."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        yield Line(f" {self._title}", id="head")
        yield Page(self._text)
        yield Line(words.PAGE_FOOT, id="foot")
