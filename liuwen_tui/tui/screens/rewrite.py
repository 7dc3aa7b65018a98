"""合并后改写: the form in which the lead writes what stands in the place of versions in conflict; dismisses with it as an entry."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from liuwen_tui.domain.check import check
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.summary import Conflict
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.rewriting import draft_of
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.form import Form
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.status_line import StatusLine


class RewriteScreen(Room[Entry]):
    """Begins with what is given; whichever way it is left, what is written goes back, and until then it is kept as a draft."""

    HELP = words.REWRITE_HELP
    BINDINGS = [
        Binding("enter", "enter", "到该填的文字栏", show=False, id="rewrite.enter"),
        Binding("f9", "back", "写好了", show=False, priority=True, id="rewrite.done"),
    ]

    def __init__(self, board: Board, drafts: DraftKeeper, conflict: Conflict, start: Entry, said: str) -> None:
        """``said`` stands at the right of the head."""
        super().__init__()
        self._board, self._drafts, self._conflict, self._start, self._said = board, drafts, conflict, start, said
        self._measure = board.catalogue.measure(conflict.measure)
        self._schedule = board.office.settings.schedule(board.catalogue.notice, board.quarter)

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        with Vertical(id="work"):
            yield Form(self._board.quarter, self._schedule, len(self._measure.targets))
        yield Prose(rows=3, id="message")
        yield Foot(words.REWRITE_FOOT)

    def on_mount(self) -> None:
        self._form.open(self._measure, self._start, None)
        self._tell()
        self._form.begin("progress")
        name = self._board.catalogue.unit_name(self._conflict.unit)
        self.head(f" {words.REWRITE_TITLE}  {self._measure.numeral}{self._measure.title}  {name}", self._said)

    @property
    def _form(self) -> Form:
        return self.query_one(Form)

    def _tell(self) -> None:
        entry = self._form.read()
        findings = check(self._measure, entry, self._schedule, None, self._conflict.unit)
        self._form.tell(entry, sentences.sides_words(self._conflict.versions), findings)
        self.hint(sentences.first_finding(findings))

    @on(Form.Typed)
    def _typed(self) -> None:
        self._keep_draft()
        self.at_rest(self._tell)

    @on(Form.Picked)
    def _picked(self) -> None:
        self._keep_draft()
        self._tell()

    def _keep_draft(self) -> None:
        entry = self._form.read()
        if entry != self._start:
            home = self._board.office.home
            self._drafts.publish(home.root, home.lead_drafts_folder, draft_of(self._board, self._conflict, entry))

    @on(StatusLine.UnchangedToggled)
    def _toggle_unchanged(self) -> None:
        entry = self._form.read()
        self._form.show(replace(entry, unchanged=not entry.unchanged))
        self._picked()

    def action_enter(self) -> None:
        self._form.go_on()

    def action_back(self) -> None:
        self.dismiss(self._form.read())
