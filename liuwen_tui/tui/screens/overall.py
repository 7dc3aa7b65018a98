"""定综合状态: dismisses with what was chosen for a measure, None to leave all as it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.documents.plain_comparison import NOTHING, plain_overall
from liuwen_tui.domain.comparison import Comparison
from liuwen_tui.domain.entry import Status
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose

_AS_DRAFTED = "drafted"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose."""

    status: Status | None
    """None for the drafted one."""


class OverallScreen(Room[Chosen | None]):
    """The six statuses, and the drafted one."""

    HELP = words.OVERALL_HELP
    BINDINGS = [Binding("enter", "choose", "确定", show=False, priority=True, id="overall.choose")]

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison = comparison

    def compose(self) -> ComposeResult:
        measure = self._comparison.measure
        yield Line(f" {words.OVERALL_TITLE}  {measure.numeral}{measure.title}", id="head")
        yield Prose(f"现在：{plain_overall(self._comparison)}", id="question")
        yield Choices()
        yield Prose(rows=3, id="message")
        yield Foot(words.OVERALL_FOOT)

    def on_mount(self) -> None:
        drafted = self._comparison.drafted
        rows: list[tuple[str | None, str]] = [(str(status), f" {status.glyph} {status.word}") for status in Status]
        rows.append((_AS_DRAFTED, f"   照拟定的：{drafted.word if drafted else NOTHING}"))
        self.query_one(Choices).fill(rows, str(self._comparison.status or _AS_DRAFTED))

    def action_choose(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen:
            self.dismiss(Chosen(None if chosen == _AS_DRAFTED else Status(chosen)))
