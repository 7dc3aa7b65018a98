"""The status and the percent of an entry, set by single keys."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from textual.binding import Binding
from textual.events import Key, Paste
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from liuwen_tui.domain.entry import FULL_PERCENT, Status
from liuwen_tui.domain.text import width
from liuwen_tui.tui import words

STEP = 5
_KEYS = "？、"
_STATUSES = [str(status.number) for status in Status]


class StatusLine(Static, can_focus=True):
    """1 to 6 pick the status, 0 says that nothing is new, ← → move the percent."""

    BINDINGS = [
        *(
            Binding(str(status.number), f"pick({status.number})", status.word, show=False, id=f"entry.status{status.number}")
            for status in Status
        ),
        Binding("0", "unchanged", words.UNCHANGED, show=False, id="entry.unchanged"),
        Binding("left", f"move(-{STEP})", "进度 -5", show=False, id="entry.percent_down"),
        Binding("right", f"move({STEP})", "进度 +5", show=False, id="entry.percent_up"),
    ]
    status: reactive[Status | None] = reactive(None)

    @dataclass
    class Picked(Message):
        """A status was picked."""

        status: Status

    @dataclass
    class Wrote(Message):
        """Text came where only digits are asked for: it was meant for the fields below."""

        text: str

    class UnchangedToggled(Message):
        """本季无新进展 was said or taken back."""

    @dataclass
    class PercentMoved(Message):
        """The percent was moved by so many points."""

        points: int

    def render(self) -> str:
        shown = [f"[{status.number}{status.word}]" if status is self.status else f" {status.number}{status.word} " for status in Status]
        line = f"{words.STATUS} {''.join(shown)}"
        return line if self.size.width >= width(line) else "".join(shown).strip()

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def on_key(self, event: Key) -> None:
        """Takes full-width digits for digits, and other text than that of ASCII for words; ？ and 、 are keys as everywhere."""
        if not event.character or event.character.isascii() or event.character in _KEYS:
            return
        event.stop()
        plain = unicodedata.normalize("NFKC", event.character)
        if plain == "0":
            self.action_unchanged()
        elif plain in _STATUSES:
            self.action_pick(int(plain))
        else:
            self.post_message(self.Wrote(event.character))

    def on_paste(self, event: Paste) -> None:
        event.stop()
        self.post_message(self.Wrote(event.text))

    def action_pick(self, number: int) -> None:
        self.post_message(self.Picked(list(Status)[number - 1]))

    def action_unchanged(self) -> None:
        self.post_message(self.UnchangedToggled())

    def action_move(self, points: int) -> None:
        self.post_message(self.PercentMoved(points))


class PercentBox(Static, can_focus=True):
    """The percent: typed digit by digit, or moved by ← →."""

    BINDINGS = [
        Binding("left", f"move(-{STEP})", "进度 -5", show=False, id="percent.down"),
        Binding("right", f"move({STEP})", "进度 +5", show=False, id="percent.up"),
        Binding("backspace", "erase", "删去一位", show=False, id="percent.erase"),
    ]
    percent: reactive[int | None] = reactive(None)

    class Typed(Message):
        """A digit was typed or erased."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def render(self) -> str:
        return f"{words.PERCENT} {'' if self.percent is None else self.percent:>3}%"

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isdecimal():
            event.stop()
            typed = int(f"{self.percent or ''}{event.character}")
            self.percent = typed if typed <= FULL_PERCENT else int(event.character)
            self.post_message(self.Typed())

    def action_erase(self) -> None:
        digits = str(self.percent or "")[:-1]
        self.percent = int(digits) if digits else None
        self.post_message(self.Typed())

    def action_move(self, points: int) -> None:
        self.move(points)

    def move(self, points: int) -> None:
        """Moves the percent by so many points, within 0 and 100."""
        self.percent = max(0, min(FULL_PERCENT, (self.percent or 0) + points))
