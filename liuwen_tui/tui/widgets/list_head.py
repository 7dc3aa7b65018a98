"""The head of the list: where the report stands, and what the unit has to know before it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.domain.text import width
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.receiving import take_waiting
from liuwen_tui.reporting.takeover import takeover_words
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.widgets.lines import Line, Prose

_NOTE_ROWS = 4
_BETWEEN = 3
"""Cells that part left and right, and the last one of the row."""


class _HeadLine(Line):
    """One row, in the fullest of several wordings that there is room for."""

    _wordings: Sequence[tuple[str, str]] = (("", ""),)

    def offer(self, wordings: Sequence[tuple[str, str]]) -> None:
        """Takes wordings from the fullest on, each for the left and the right."""
        self._wordings = wordings
        self.refresh()

    def render(self) -> Content:
        room = self.content_size.width - _BETWEEN
        return self.drawn(*next((both for both in self._wordings if width("".join(both)) <= room), self._wordings[-1]))


class ListHead(Vertical):
    """One line, and under it those notes that there is reason for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._owed: list[tuple[Quarter, State]] = []
        self._merged: list[str] = []
        self._is_archived = False

    def compose(self) -> ComposeResult:
        yield _HeadLine(id="head")
        yield Prose(rows=_NOTE_ROWS, id="notes")

    def look_back(self) -> None:
        """Takes in what the lead answered, set and assigned, and reads which earlier quarters were not submitted: not at every look."""
        with suppress(LiuwenError):  # 换报告期 says which store cannot be read
            self._is_archived = self._desk.archived is not None
            self._desk.renew()
            take_waiting(self._desk)
            self._owed = self._desk.owed()
            self._merged = takeover_words(self._desk)

    def show(self, overview: Overview) -> None:
        """Shows how the report stands."""
        notes = self._notes(overview)
        self.query_one(_HeadLine).offer(list(self._wordings(overview)))
        self.query_one("#notes", Prose).display = bool(notes)
        self.query_one("#notes", Prose).show("\n".join(notes))

    def _notes(self, overview: Overview) -> list[str]:
        """The lead's own comes last, for it alone may be cut."""
        today, note = self._desk.office.today(), self._desk.office.settings.of(self._desk.quarter).note
        answer = overview.answer
        return [
            *([sentences.sent_back_words(answer)] if answer else []),
            *self._merged,
            *([words.TOO_LATE] if overview.is_late(today) and not self._is_archived else []),
            *([sentences.owed_words(*self._owed[0], len(self._owed))] if self._owed else []),
            *([f"本季填报要求：{note}"] if note else []),
        ]

    def _wordings(self, overview: Overview) -> Iterator[tuple[str, str]]:
        """Who saved goes first where room is short, then the quarter's long name, the days that are left, and when it was saved."""
        desk, state, today = self._desk, overview.head.state, self._desk.office.today()
        counts = [] if state.is_frozen else [f"已填 {len(overview.filled)}/{len(overview.assignments)}"]
        closed = [words.ARCHIVED] if self._is_archived else []
        stands = [*([] if state is State.DRAFT else [state.word]), *closed, *counts]
        name = f" {sentences.marked(desk.office.settings.mark)}{desk.unit.name}"
        due, saved_at = sentences.due_words(overview.due, today), sentences.saved_words(overview.last_saved, names=False)
        yield "  ".join((name, desk.quarter.label, *stands, due)), sentences.saved_words(overview.last_saved)
        for quarter, day in (
            (desk.quarter.label, due),
            (str(desk.quarter), due),
            (str(desk.quarter), sentences.due_day(overview.due, today)),
        ):
            yield "  ".join((name, quarter, *stands, day)), saved_at
        yield "  ".join((name, str(desk.quarter), *stands, sentences.due_day(overview.due, today))), ""
