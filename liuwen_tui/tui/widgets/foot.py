"""The foot line: the next steps with their keys, as the person who changed them has them."""

from __future__ import annotations

from liuwen_tui.domain.text import width
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import doables
from liuwen_tui.tui.keymap import own_foot
from liuwen_tui.tui.terminal import SMALLEST
from liuwen_tui.tui.widgets.lines import Line

_BETWEEN = "  "
_STAY = ("Esc", "F1 ", "^P")


class Foot(Line):
    """Entries two blanks apart, each a key and what it does."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, id="foot")

    def shown(self) -> str:
        if any(have < least for have, least in zip(self.app.size, SMALLEST, strict=True)):
            return words.TOO_SMALL
        text, keymap = super().shown(), self.app._keymap
        if keymap:
            text = own_foot(text, {name for doable in doables(self.screen) for name in doable.names}, keymap)
        return self._whole(text.split(_BETWEEN))

    def _whole(self, entries: list[str]) -> str:
        """As many entries as there is room for, none of them cut; the ways out and to what is left out stay."""
        while width(_BETWEEN.join(entries)) > self.content_size.width and (
            others := [entry for entry in entries if not entry.startswith(_STAY)]
        ):
            entries.remove(others[-1])
        return _BETWEEN.join(entries)
