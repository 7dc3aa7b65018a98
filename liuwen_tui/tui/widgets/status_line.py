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

    @dataclass
    class Picked(Message):
        """A status was picked."""

        status: Status

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

    def take(self, key: str) -> bool:
        """Takes full-width digits, which no binding has."""
        if key == "0":
            self.action_unchanged()
        elif key in _STATUSES:
            self.action_pick(int(key))
        return key == "0" or key in _STATUSES

    def action_pick(self, number: int) -> None:
        self.post_message(self.Picked(list(Status)[number - 1]))

    def action_unchanged(self) -> None:
        self.post_message(self.UnchangedToggled())

    def action_move(self, points: int) -> None:
        self.post_message(self.PercentMoved(points))
