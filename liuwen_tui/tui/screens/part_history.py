"""一部分的历史: every text that stood in a part of the report; dismisses with the one to be brought back, None without one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from liuwen_tui.domain.manuscript import Edited, Part, Redrafted
from liuwen_tui.tui import words
from liuwen_tui.tui.manuscript_texts import act_row, act_text
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose


class PartHistoryScreen(Room[str | None]):
    """Latest first, with what changed in the one highlighted."""

    HELP = words.PART_HISTORY_HELP
    BINDINGS = [Binding("enter", "restore", "找回这一稿", show=False, priority=True, id="part_history.restore")]

    def __init__(self, part: Part, acts: Sequence[Edited | Redrafted]) -> None:
        super().__init__()
        self._part, self._acts = part, acts

    def compose(self) -> ComposeResult:
        yield Line(f" {words.HISTORY_TITLE}  {self._part.title}", id="head")
        yield Choices(id="moments")
        yield Page("" if self._acts else words.NEVER_EDITED, id="changes")
        yield Prose(rows=3, id="message")
        yield Foot(words.PART_HISTORY_FOOT)

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.display = bool(self._acts)
        choices.fill([(str(at), act_row(self._acts[at])) for at in reversed(range(len(self._acts)))])

    @property
    def _at(self) -> int | None:
        chosen = self.query_one(Choices).chosen
        return int(chosen) if chosen else None

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        if self._at is not None:
            act = self._acts[self._at]
            self.query_one(Page).show(act_text(act, self._before(self._at, act)))

    def _before(self, at: int, act: Edited | Redrafted) -> str:
        """What stood there until then: the text before, or the draft that it was written over."""
        before = self._acts[at - 1] if at else None
        if isinstance(before, Edited):
            return before.text
        return act.drafted if isinstance(act, Edited) else ""

    def action_restore(self) -> None:
        act = self._acts[self._at] if self._at is not None else None
        if isinstance(act, Edited):
            self.dismiss(act.text)
        else:
            self.say(words.NO_TEXT_HERE)
