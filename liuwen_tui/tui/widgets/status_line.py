"""The status of an entry, set by single keys."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive

from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.text import width
from liuwen_tui.tui import words
from liuwen_tui.tui.widgets.keyed import Keyed
from liuwen_tui.tui.widgets.number_box import STEP

_STATUSES = [str(status.number) for status in Status]
_AFTER_A_NUMBER = "月季、."
"""What follows the number that a sentence begins with: 1月, 3季度, 1、; no sentence begins with it."""


class StatusLine(Keyed):
    """1 to 6 pick the status, 0 says that nothing is new, ← → move the percent."""

    HELP = words.STATUS_HELP
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
    _number: str = ""
    """The digits that came last, one behind the other."""

    @dataclass
    class Picked(Message):
        """A status was picked."""

        status: Status
        begins: bool
        """True when no digit came right before."""

    class UnchangedToggled(Message):
        """本季无新进展 was said or taken back."""

    class Mistaken(Message):
        """The digits before were the beginning of a sentence: they set nothing."""

    @dataclass
    class PercentMoved(Message):
        """The percent was moved by so many points."""

        points: int

    def render(self) -> str:
        shown = [f"[{status.number}{status.word}]" if status is self.status else f" {status.number}{status.word} " for status in Status]
        line = f"{words.STATUS} {''.join(shown)}"
        return line if self.size.width >= width(line) else "".join(shown).strip()

    def take(self, key: str) -> bool:
        """Takes full-width digits, which no binding has, and what shows that the digits before it were text."""
        if key == "0":
            self.action_unchanged()
        elif key in _STATUSES:
            self.action_pick(int(key))
        elif self._number and key in _AFTER_A_NUMBER:
            self.pass_on(key)
        else:
            return False
        return True

    def pass_on(self, text: str) -> None:
        if self._number and text[0] in _AFTER_A_NUMBER:
            self.post_message(self.Mistaken())
            text = self._number + text
        self._number = ""
        super().pass_on(text)

    def on_focus(self) -> None:
        self._number = ""

    def action_pick(self, number: int) -> None:
        self.post_message(self.Picked(list(Status)[number - 1], begins=not self._number))
        self._number += str(number)

    def action_unchanged(self) -> None:
        self.post_message(self.UnchangedToggled())
        self._number += "0" if self._number else ""  # no month is the 0th

    def action_move(self, points: int) -> None:
        self._number = ""
        self.post_message(self.PercentMoved(points))
