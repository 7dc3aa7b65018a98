"""手册: how a unit, the lead and the keeper work with the program, and every key by its id; dismisses with nothing."""

from __future__ import annotations

import re

from textual.binding import Binding
from textual.content import Content

from liuwen_tui.store.manual import ManualPage, manual
from liuwen_tui.tui import words
from liuwen_tui.tui.keymap import key_table, with_own_keys
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.widgets.lines import Page

_HEADING = re.compile(r"[^。：.]{1,16}")


class ManualScreen(PageScreen):
    """One part at a time."""

    HELP = words.MANUAL_HELP
    BINDINGS = [
        Binding("1", "open(0)", "手册：填报单位", show=False, id="manual.unit"),
        Binding("2", "open(1)", "手册：牵头单位", show=False, id="manual.lead"),
        Binding("3", "open(2)", "手册：管理员", show=False, id="manual.keeper"),
        Binding("4", "open(3)", "手册：全部的键", show=False, id="manual.keys"),
        Binding("right", "turn(1)", "下一部分", show=False, priority=True, id="manual.next"),
        Binding("left", "turn(-1)", "上一部分", show=False, priority=True, id="manual.previous"),
    ]

    def __init__(self) -> None:
        self._pages, self._at = [*manual(), ManualPage("keys", words.ALL_KEYS, key_table())], 0
        super().__init__(self._heading, "", words.MANUAL_FOOT)

    def on_mount(self) -> None:
        self.action_open(0)

    @property
    def _heading(self) -> str:
        return f"{words.MANUAL_TITLE} {self._at + 1}/{len(self._pages)}  {self._pages[self._at].title}"

    def action_open(self, part: int) -> None:
        self._at = part
        self.head(f" {self._heading}")
        self.query_one(Page).show(_headed(with_own_keys(self._pages[part].text, self.app._keymap)))

    def action_turn(self, parts: int) -> None:
        self.action_open((self._at + parts) % len(self._pages))


def _headed(text: str) -> Content:
    """The first line of every block stands out where it is a heading, which ends like no sentence and is no row of a table."""
    blocks = []
    for block in text.split("\n\n"):
        first, *others = block.split("\n")
        heading = Content(first).stylize("bold") if _HEADING.fullmatch(first) else Content(first)
        blocks.append(Content("\n").join([heading, *map(Content, others)]))
    return Content("\n\n").join(blocks)
