"""冲突: a colleague saved other words in the same field; both are shown, and the person says what stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.threeway import Choice, resolve
from liuwen_tui.reporting.desk import Clash
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.lines import Line, Page


class ClashScreen(Room[Entry | None]):
    """Dismisses with the entry to save, None to go on editing."""

    BINDINGS = [
        Binding("1", "take('mine')", "用我写的", show=False, id="clash.mine"),
        Binding("2", "take('theirs')", "用对方的", show=False, id="clash.theirs"),
        Binding("3", "take('both')", "两段都留", show=False, id="clash.both"),
    ]

    def __init__(self, clash: Clash, mine: Entry) -> None:
        super().__init__()
        self._clash, self._mine = clash, mine

    def compose(self) -> ComposeResult:
        yield Line(f" {self._clash}", id="head")
        yield Page("\n\n".join(self._both(name) for name in self._clash.outcome.clashes))
        yield Line(words.CLASH_FOOT, id="foot")

    def _both(self, name: str) -> str:
        who = self._clash.theirs.updated_by if self._clash.theirs else words.OTHERS
        mine, theirs = _said(name, self._mine), _said(name, self._clash.outcome.entry)
        return f"{FIELD_NAMES[name]}\n\n1 {words.MINE}\n{mine}\n\n2 {who}\n{theirs}"

    def action_take(self, choice: str) -> None:
        self.dismiss(resolve(self._clash.outcome, self._mine, Choice(choice)))


def _said(name: str, entry: Entry) -> str:
    if name == "status":
        return words.status_words(entry)
    value = getattr(entry, name)
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
