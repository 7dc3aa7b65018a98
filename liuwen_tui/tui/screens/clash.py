"""冲突: a colleague saved other words in the same field; both are shown, and the person says what stands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.entry import FIELD_NAMES
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.reporting.refusals import Clash
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose


class ClashScreen(Room[Choice | None]):
    """Dismisses with what to take, None to go on editing."""

    HELP = words.CLASH_HELP
    BINDINGS = [
        Binding("1", "take('mine')", "用我写的", show=False, id="clash.mine"),
        Binding("2", "take('theirs')", "用对方的", show=False, id="clash.theirs"),
        Binding("3", "take('both')", "两段都留", show=False, id="clash.both"),
    ]

    def __init__(self, clash: Clash, measure: Measure) -> None:
        """``measure`` is the one that both wrote on."""
        super().__init__()
        self._clash, self._measure = clash, measure

    def compose(self) -> ComposeResult:
        yield Line(f" {self._clash}", id="head")
        yield Page("\n\n".join(map(self._both, self._clash.outcome.clashes)))
        yield Prose(rows=3, id="message")
        yield Foot(sentences.clash_foot(self._clash.outcome.can_keep_both))

    def _both(self, name: str) -> str:
        clash = self._clash
        who = clash.theirs.updated_by if clash.theirs else words.OTHERS
        mine, theirs = (sentences.field_words(name, entry, self._measure) for entry in (clash.mine, clash.outcome.entry))
        return f"{FIELD_NAMES[name]}\n\n1 {words.MINE}\n{mine}\n\n2 {who}\n{theirs}"

    def action_take(self, choice: str) -> None:
        self.dismiss(Choice(choice))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Both are not offered of what can be one thing only, such as a status."""
        if (action, parameters) == ("take", ("both",)) and not self._clash.outcome.can_keep_both:
            return False
        return super().check_action(action, parameters)
