"""The foot line: the next steps with their keys, as the person who changed them has them."""

from __future__ import annotations

from liuwen_tui.tui.doables import doables
from liuwen_tui.tui.keymap import own_foot
from liuwen_tui.tui.widgets.lines import Line


class Foot(Line):
    """Entries two blanks apart, each a key and what it does."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, id="foot")

    def shown(self) -> str:
        text, keymap = super().shown(), self.app._keymap
        if not keymap:
            return text
        return own_foot(text, {name for doable in doables(self.screen) for name in doable.names}, keymap)
