"""A number typed digit by digit, and the percent of an entry, which is one."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from liuwen_tui.domain.entry import FULL_PERCENT
from liuwen_tui.tui import words
from liuwen_tui.tui.widgets.keyed import Keyed

STEP = 5


class NumberBox(Keyed):
    """What is typed first after coming here replaces what stood there; what is typed then goes on with it."""

    BINDINGS = [Binding("backspace", "erase", "删去一位", show=False, id="number.erase")]
    typed: reactive[str] = reactive("")
    """The number as it was typed, empty for none."""

    class Typed(Message):
        """The number was changed by a key."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._is_fresh = True

    @property
    def unit(self) -> str:
        """What the number counts, in half-width form; typed behind it, it is not the beginning of a sentence."""
        return ""

    def accepts(self, typed: str) -> bool:
        """Tells whether that can be the number, or the beginning of one."""
        return typed.isdecimal()

    def take(self, key: str) -> bool:
        if not self._is_fresh and key in self.unit:
            return True
        longer = key if self._is_fresh else self.typed + key
        if not self.accepts(longer):
            if not self.accepts(key):
                return False
            longer = key
        self._put(longer)
        return True

    def take_paste(self, text: str) -> bool:
        text = text.removesuffix(self.unit).strip()
        is_number = bool(text) and self.accepts(text)
        if is_number:
            self._put(text)
        return is_number

    def on_focus(self) -> None:
        self._is_fresh = True

    def action_erase(self) -> None:
        self._put(self.typed[:-1])

    def _put(self, typed: str) -> None:
        self._is_fresh = False
        self.typed = typed
        self.post_message(self.Typed())


class PercentBox(NumberBox):
    """The percent: typed, or moved by ← →."""

    HELP = words.PERCENT_HELP
    is_beside = True
    BINDINGS = [
        Binding("left", f"move(-{STEP})", "进度 -5", show=False, id="percent.down"),
        Binding("right", f"move({STEP})", "进度 +5", show=False, id="percent.up"),
    ]

    @property
    def percent(self) -> int | None:
        """0 to 100, None for none."""
        return int(self.typed) if self.typed else None

    @percent.setter
    def percent(self, percent: int | None) -> None:
        self.typed = "" if percent is None else str(percent)

    @property
    def unit(self) -> str:
        return "%"

    def render(self) -> str:
        return f"{words.PERCENT} {self.typed:>3}%"

    def accepts(self, typed: str) -> bool:
        return typed.isdecimal() and int(typed) <= FULL_PERCENT

    def action_move(self, points: int) -> None:
        self.move(points)
        self.post_message(self.Typed())

    def move(self, points: int) -> None:
        """Moves the percent by so many points, within 0 and 100."""
        self.percent = max(0, min(FULL_PERCENT, (self.percent or 0) + points))
