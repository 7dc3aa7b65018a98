"""帮助: what to do next where one stands, and its keys, taken from the bindings so that it cannot lie."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from liuwen_tui.domain.text import fit
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import Where, doables
from liuwen_tui.tui.keymap import with_own_keys
from liuwen_tui.tui.screens.manual import ManualScreen
from liuwen_tui.tui.screens.page import PageScreen

_KEYS_CELLS = 18


class HelpScreen(PageScreen):
    """Built over the screen it explains."""

    BINDINGS = [Binding("m", "manual", "手册", show=False, id="help.manual")]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__(words.HELP_TITLE, Content("\n").join(_lines(screen)), words.HELP_FOOT)

    def action_manual(self) -> None:
        self.app.switch_screen(ManualScreen())


def _lines(screen: Screen[object]) -> Iterator[Content]:
    """What screen and focused field say of themselves, then the keys, those of the field first."""
    for said in (screen.HELP, screen.focused.HELP if screen.focused else None):
        if said:
            yield from (Content(with_own_keys(said, screen.app._keymap)), Content())
    offered = doables(screen)
    for where in Where:
        here = [doable for doable in offered if doable.where is where]
        if here:
            yield Content(where.value).stylize("bold")
            yield from (Content(f"  {fit(doable.keys, _KEYS_CELLS)} {doable.what}") for doable in here)
            yield Content()
    yield Content(words.ON_TO_MANUAL)
