"""What can be done where one stands, taken from the bindings: the one source of help and of Ctrl+P."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen

from liuwen_tui.tui import words

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
    "space": "空格",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


class Where(Enum):
    """How near to the caret a binding is held; the value is its heading in help."""

    FIELD = words.IN_THIS_FIELD
    SCREEN = words.ON_THIS_SCREEN
    EVERYWHERE = words.EVERYWHERE


@dataclass(slots=True)
class Doable:
    """Something that can be done where the focus is."""

    what: str
    where: Where
    do: Callable[[], Awaitable[object]]
    names: list[str] = field(default_factory=list)
    """Ids of its bindings."""
    pressed: list[str] = field(default_factory=list)
    """The keys that do it here."""
    typed: list[str] = field(default_factory=list)
    """The keys that would do it if the text field that has the focus did not take them for text."""

    @property
    def keys(self) -> str:
        """As they are shown."""
        here = " ".join(self.pressed)
        return here or (words.OUTSIDE_TEXT.format(keys=" ".join(self.typed)) if self.typed else "")


def doables(screen: Screen[object]) -> list[Doable]:
    """Returns what our own bindings offer where the focus is, nearest first; Textual's for editing text have no id and stay out."""
    chain = list(_chain(screen))
    reached = _reached(screen, chain)
    found: dict[tuple[str, str], Doable] = {}
    for node, binding in chain:
        if not (binding.id and binding.description and _is_enabled(node, binding)):
            continue
        key = binding.description, binding.action
        doable = found.setdefault(key, Doable(binding.description, _where(node), partial(screen.app.run_action, binding.action, node)))
        doable.names.append(binding.id)
        if reached.get(binding.key) is binding:
            doable.pressed.append(key_words(binding.key))
        elif _is_text(screen, node, binding):
            doable.typed.append(key_words(binding.key))
    return list(found.values())


def key_words(key: str) -> str:
    """Returns a key as people call it: F1, Ctrl+P, 回车."""
    if key in _KEYS:
        return _KEYS[key]
    modifiers, _, last = key.rpartition("+")
    name = last.upper() if modifiers or (last[0] == "f" and last[1:].isdecimal()) else typed(last) or last.title()
    return f"{modifiers.title()}+{name}" if modifiers else name


def typed(key: str) -> str:
    """Returns the character that a key types, nothing for one that types none: Delete has a character's name too."""
    character = key_to_character(key) or ""
    return character if character.isprintable() else ""


def _chain(screen: Screen[object]) -> Iterator[tuple[DOMNode, Binding]]:
    """Every binding from the focus up to the app, with the person's own keys in the place of ours.

    Textual's own chain leaves out the letters that a text field takes; what they do is offered all the same.
    """
    for node in (screen.focused or screen).ancestors_with_self:
        bindings = node._bindings.copy()
        bindings.apply_keymap(screen.app._keymap)
        yield from ((node, binding) for _, binding in bindings)


def _reached(screen: Screen[object], chain: list[tuple[DOMNode, Binding]]) -> dict[str, Binding]:
    """What each key does here: a priority binding from the app down, else the nearest that the key comes to."""
    reached: dict[str, Binding] = {}
    for node, binding in chain:
        is_beyond = screen.is_modal and isinstance(node, App)
        if binding.priority:
            reached[binding.key] = binding
        elif not is_beyond and not _is_text(screen, node, binding):
            reached.setdefault(binding.key, binding)
    return reached


def _is_text(screen: Screen[object], node: DOMNode, binding: Binding) -> bool:
    """Tells whether what has the focus takes the key for itself."""
    focused = screen.focused
    if focused in (None, node):
        return False
    breaks_line = binding.key == "enter" and not getattr(focused, "read_only", True)  # a text area, which Textual does not tell
    return breaks_line or focused.check_consume_key(binding.key, key_to_character(binding.key))


def _is_enabled(node: DOMNode, binding: Binding) -> bool:
    _, name, parameters = parse(binding.action)
    return bool(node.check_action(name, parameters))


def _where(node: DOMNode) -> Where:
    if isinstance(node, App):
        return Where.EVERYWHERE
    return Where.SCREEN if isinstance(node, Screen) else Where.FIELD
