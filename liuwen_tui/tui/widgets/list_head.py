"""The head of the list: where the report stands, and what the unit has to know before it begins."""

from __future__ import annotations

from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Vertical

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.receiving import take_waiting
from liuwen_tui.tui import sentences
from liuwen_tui.tui.widgets.lines import Line, Prose

_NOTE_ROWS = 4


class ListHead(Vertical):
    """One line, and under it those notes that there is reason for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._owed: list[tuple[Quarter, State]] = []

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Prose(rows=_NOTE_ROWS, id="notes")

    def look_back(self) -> None:
        """Takes in what the lead answered, set and assigned, and reads which earlier quarters were not submitted: not at every look."""
        with suppress(LiuwenError):  # 换报告期 says which store cannot be read
            self._desk.renew()
            take_waiting(self._desk)
            self._owed = self._desk.owed()

    def show(self, overview: Overview) -> None:
        """Shows how the report stands."""
        notes = self._notes(overview)
        self.query_one("#head", Line).update(self._line(overview))
        self.query_one("#notes", Prose).display = bool(notes)
        self.query_one("#notes", Prose).show("\n".join(notes))

    def _notes(self, overview: Overview) -> list[str]:
        """The lead's own comes last, for it alone may be cut."""
        today, note = self._desk.office.today(), self._desk.office.settings.of(self._desk.quarter).note
        answer = overview.answer
        return [
            *([sentences.sent_back_words(answer)] if answer else []),
            *([sentences.late_words(overview.due, today)] if overview.is_late(today) else []),
            *([sentences.owed_words(*self._owed[0], len(self._owed))] if self._owed else []),
            *([f"本季填报要求：{note}"] if note else []),
        ]

    def _line(self, overview: Overview) -> str:
        desk, state = self._desk, overview.head.state
        counts = [] if state.is_frozen else [f"已填 {len(overview.filled)}/{len(overview.assignments)}"]
        stands = [*([] if state is State.DRAFT else [state.word]), *counts]
        due = sentences.due_words(overview.due, desk.office.today())
        return "  ".join(
            (
                f" {sentences.marked(desk.office.settings.mark)}{desk.unit.name}",
                desk.quarter.label,
                *stands,
                due,
                sentences.saved_words(overview.last_saved),
            )
        )
