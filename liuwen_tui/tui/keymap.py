"""A person's own keys in the place of ours: what may be changed, what is refused and why, and the table of all keys."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key

from liuwen_tui.domain.text import fit, visible_line
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.doables import key_words, typed

_QUIT = "app.quit"
_SHARED = ("app", "room", "page", "choices", "find", "number", "percent")
"""Beginnings of ids that hold on more than one screen; any other names a screen, where all that begin with it hold together."""
_SAME_AS_OTHERS = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+@", "ctrl+c", "escape"}
"""What a terminal sends for Backspace, Tab and Enter, too, and what is needed to get out of anything."""
_NAMED = {key.value for key in Keys if "<" not in key.value} - _SAME_AS_OTHERS
_NAMED_KEY = re.compile("【([^】]+)】([^【\n]*)")
_ID_CELLS, _KEYS_CELLS = 24, 16


@dataclass(frozen=True, slots=True)
class _Bound:
    """Everything bound under one id."""

    what: str
    keys: frozenset[str]
    is_priority: bool


def apply(wanted: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Returns the keys to use by binding id, and a sentence for each line of ``wanted`` that is left out."""
    if not wanted:
        return {}, []
    bound, chosen, refused = _bound(), dict[str, tuple[str, ...]](), list[str]()
    for name, keys in wanted.items():
        why = _refusal(name, keys, bound)
        if why:
            refused.append(sentences.key_refused(visible_line(name), why))
        else:
            chosen[name] = _split(str(keys))
    while clash := _clash(chosen, bound):
        name, key, other = clash
        del chosen[name]
        refused.append(sentences.key_refused(name, words.KEY_TAKEN.format(key=key_words(key), what=other)))
    return {name: ",".join(keys) for name, keys in chosen.items()}, refused


def key_table() -> str:
    """Returns every id that has a key, with its keys as they are without a keymap, and what it does: a row each."""
    rows = [
        f"{fit(name, _ID_CELLS)} {fit(' '.join(map(key_words, sorted(one.keys))), _KEYS_CELLS)} {one.what}"
        for name, one in sorted(_bound().items())
    ]
    return "\n".join((words.KEYS_INTRODUCTION, "", *rows))


def with_own_keys(text: str, keymap: Mapping[str, str]) -> str:
    """Returns a text of ours in which 【F7】下一未填 names the key that the person has for it."""
    if not keymap:
        return text
    return _NAMED_KEY.sub(lambda named: f"【{_own_key(named[1], named[2], keymap)}】{named[2]}", text)


def own_foot(foot: str, names: Container[str], keymap: Mapping[str, str]) -> str:
    """Returns a foot line that names the person's keys in the place of ours, for the ids that hold here."""
    ours = {key_words(binding.key): binding.id or "" for binding in every_binding() if binding.id in names}
    entries = []
    for entry in foot.split("  "):
        key = entry.strip().partition(" ")[0]
        own = keymap.get(ours.get(key.replace("^", "Ctrl+"), ""))
        entries.append(entry.replace(key, key_words(own.split(",")[0]), 1) if own else entry)
    return "  ".join(entries)


def _own_key(key: str, following: str, keymap: Mapping[str, str]) -> str:
    for binding in every_binding():
        own = keymap.get(binding.id or "")
        if own and key_words(binding.key) == key and following.startswith(binding.description):
            return key_words(own.split(",")[0])
    return key


def every_binding() -> Iterator[Binding]:
    """Yields the bindings with an id and a description of all our screens and widgets, one for each key."""
    for module in iter_modules([str(Path(__file__).with_name("screens"))]):  # which are otherwise imported when they are opened
        import_module(f"liuwen_tui.tui.screens.{module.name}")
    for kind in _kinds(DOMNode):
        for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
            if kind.__module__.startswith("liuwen_tui.") and binding.id and binding.description:
                yield binding


def _kinds(root: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _bound() -> dict[str, _Bound]:
    found: dict[str, list[Binding]] = {}
    for binding in every_binding():
        found.setdefault(binding.id or "", []).append(binding)
    return {name: _Bound(same[0].description, frozenset(binding.key for binding in same), same[0].priority) for name, same in found.items()}


def _refusal(name: str, keys: object, bound: Mapping[str, _Bound]) -> str:
    """Why that line cannot stand by itself, nothing where it can."""
    if name not in bound:
        return words.NO_SUCH_ID
    if name == _QUIT:
        return words.QUIT_STAYS
    if not isinstance(keys, str) or not _split(keys):
        return words.KEYS_ARE_TEXT
    one = bound[name]
    return next(filter(None, (_key_refusal(key, one) for key in _split(keys) if key not in one.keys)), "")


def _key_refusal(key: str, one: _Bound) -> str:
    character = typed(key)
    if character and (one.is_priority or character.isdecimal()):  # typed in a text it would be taken from the text
        return words.NO_LETTER.format(key=key_words(key))
    if not character and key not in _NAMED:
        return words.NO_SUCH_KEY.format(key=visible_line(key))
    return words.KEY_TAKEN.format(key=key_words(key), what=words.EDITING) if key in _editing() else ""


def _split(keys: str) -> tuple[str, ...]:
    found = (key.strip() for key in keys.split(","))
    return tuple(_character_to_key(key) if len(key) == 1 else key.lower() for key in found if key)


def _editing() -> set[str]:
    """The keys that move about and edit text; F-keys among them are ours already."""
    from textual.widgets import Input, OptionList, TextArea

    listed = (binding for kind in (Input, TextArea, OptionList) for binding in Binding.make_bindings(kind.BINDINGS))
    return {binding.key for binding in listed if not binding.key.startswith("f")}


def _clash(chosen: Mapping[str, tuple[str, ...]], bound: Mapping[str, _Bound]) -> tuple[str, str, str] | None:
    """The last line that gives a key to something where something else has it: its id, the key, and what has it."""
    for name, keys in reversed(list(chosen.items())):
        for key in keys:
            if key in bound[name].keys:
                continue
            for other, one in bound.items():
                if other != name and _meet(name, other) and key in chosen.get(other, one.keys):
                    return name, key, one.what
    return None


def _meet(name: str, other: str) -> bool:
    """Tells whether two ids may hold at one place."""
    places = name.partition(".")[0], other.partition(".")[0]
    return places[0] == places[1] or any(place in _SHARED for place in places)
