"""帮助: the keys of the place where one stands, taken from its bindings so that it cannot lie."""

from __future__ import annotations

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


def help_rows(screen: Screen[object]) -> list[tuple[str, str, str]]:
    """Returns (keys, what they do, action) for everything that can be done where the focus is, by name."""
    rows: dict[tuple[str, str], list[str]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if binding.description and active.enabled:
            rows.setdefault((binding.description, binding.action), []).append(key_words(key))
    return [("、".join(keys), description, action) for (description, action), keys in rows.items()]


class HelpScreen(PageScreen):
    """Built over the screen it explains."""

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__(HELP_TITLE, "\n".join(f"  {fit(keys, 16)} {what}" for keys, what, _ in help_rows(screen)))
