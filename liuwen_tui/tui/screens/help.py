"""帮助: the keys of the place where one stands, taken from its bindings so that it cannot lie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from textual.dom import DOMNode
from textual.screen import Screen

from liuwen_tui.domain.text import fit
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.words import HELP_TITLE

_KEYS = {
    "escape": "Esc",
    "enter": "回车",
    "question_mark": "?",
    "fullwidth_question_mark": "？",
    "slash": "/",
    "ideographic_comma": "、",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "backspace": "退格",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def key_words(key: str) -> str:
    """Returns a key as people call it: F1, Ctrl+P, 回车."""
    if key in _KEYS:
        return _KEYS[key]
    modifiers, _, last = key.rpartition("+")
    name = last.upper() if modifiers or (last[0] == "f" and last[1:].isdecimal()) else last
    return f"{modifiers.title()}+{name}" if modifiers else name


@dataclass(frozen=True, slots=True)
class Doable:
    """Something that can be done where the focus is."""

    keys: str
    what: str
    do: Callable[[], Awaitable[object]]


def doables(screen: Screen[object]) -> list[Doable]:
    """Returns what our own bindings offer where the focus is; Textual's for editing text have no id and stay out."""
    rows: dict[tuple[str, str], tuple[list[str], DOMNode]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id and binding.description and active.enabled:
            keys, _ = rows.setdefault((binding.description, binding.action), ([], active.node))
            keys.append(key_words(key))
    return [Doable("、".join(keys), what, partial(screen.app.run_action, action, node)) for (what, action), (keys, node) in rows.items()]


class HelpScreen(PageScreen):
    """Built over the screen it explains."""

    def __init__(self, screen: Screen[object]) -> None:
        rows = [f"  {fit(doable.keys, 16)} {doable.what}" for doable in doables(screen)]
        super().__init__(HELP_TITLE, "\n".join(rows))
