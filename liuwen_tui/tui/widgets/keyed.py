"""A place in the form that takes single keys, where an input method may be on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from textual.binding import Binding
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

_KEYS = "？、"


class Keyed(Static, can_focus=True):
    """Takes keys one by one; text of other scripts than ASCII was meant for the fields below, and nothing of it is lost."""

    BINDINGS = [
        Binding("up", "above", "上一栏", show=False, id="form.above"),
        Binding("down", "below", "下一栏", show=False, id="form.below"),
    ]

    is_beside = False
    """True for a place that stands behind another in one row: ↑ and ↓ pass it over."""

    @dataclass
    class Wrote(Message):
        """Text came where only keys are asked for."""

        text: str

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def action_above(self) -> None:
        go_above(self.screen)

    def action_below(self) -> None:
        go_below(self.screen)

    def take(self, key: str) -> bool:
        """Takes a printable key in its half-width form; False where it means nothing here."""
        return False

    def on_key(self, event: Key) -> None:
        """？ and 、 are keys as everywhere."""
        if not event.character or not event.is_printable:
            return
        if self.take(plain(event.character)):
            event.stop()
        elif not event.character.isascii() and event.character not in _KEYS:
            event.stop()
            self.pass_on(event.character)

    def pass_on(self, text: str) -> None:
        """Gives text to the fields below."""
        self.post_message(self.Wrote(text))

    def on_paste(self, event: Paste) -> None:
        event.stop()
        if not self.take_paste(plain(event.text).strip()):
            self.pass_on(event.text)

    def take_paste(self, text: str) -> bool:
        """Takes pasted text in its half-width form; False where it means nothing here."""
        return False


def go_above(screen: Screen[object]) -> None:
    """Takes the keys in the row above."""
    _pass_over(screen.focus_previous(), screen.focus_previous)


def go_below(screen: Screen[object]) -> None:
    """Takes the keys in the row below."""
    _pass_over(screen.focus_next(), screen.focus_next)


def _pass_over(place: Widget | None, go_on: Callable[[], Widget | None]) -> None:
    if isinstance(place, Keyed) and place.is_beside:
        go_on()


def plain(text: str) -> str:
    """Returns text with full-width digits and letters as half-width ones."""
    return unicodedata.normalize("NFKC", text)
