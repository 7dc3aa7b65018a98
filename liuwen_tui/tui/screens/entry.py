"""填报: the walk from measure to measure, the text above and the form below; dismisses with where it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer

from liuwen_tui.domain.carry import CARRIED, carry_forward
from liuwen_tui.domain.check import check
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.text import fit
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Clash, Desk
from liuwen_tui.reporting.writing import Writing
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import words
from liuwen_tui.tui.measure_texts import source_text
from liuwen_tui.tui.screens.base import POLL, Room
from liuwen_tui.tui.screens.clash import ClashScreen
from liuwen_tui.tui.screens.export import ExportScreen
from liuwen_tui.tui.screens.history import HistoryScreen
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.widgets.form import Form
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.status_line import StatusLine

_PAUSE_BEFORE_SAVING = 10.0
"""Seconds without a key after which what is typed is saved."""
_TEXT_ROWS = 3


class EntryScreen(Room[tuple[int, bool] | None]):
    """One measure at a time. Dismisses with its number, and whether the check is wanted next."""

    BINDINGS = [
        Binding("enter", "enter", "到下一栏", show=False, id="entry.enter"),
        Binding("f2", "walk(-1)", "上一条", show=False, priority=True, id="entry.previous"),
        Binding("f3", "walk(1)", "下一条", show=False, priority=True, id="entry.next"),
        Binding("f7", "next_unfilled", "下一未填", show=False, priority=True, id="entry.next_unfilled"),
        Binding("f4", "source", "全文", show=False, priority=True, id="entry.source"),
        Binding("h,ctrl+r", "history", "历史", show=False, id="entry.history"),
        Binding("f5", "carry", "抄上季", show=False, priority=True, id="entry.carry"),
        Binding("f6", "carry_field", "只抄这一栏", show=False, priority=True, id="entry.carry_field"),
        Binding("f8", "export", "导出", show=False, priority=True, id="entry.export"),
        Binding("f9", "check", "检查报送", show=False, priority=True, id="entry.check"),
    ]

    @dataclass
    class Visited(Message):
        """A measure was opened, so that a later start can come back to it."""

        number: int

    def __init__(self, desk: Desk, number: int, drafts: DraftKeeper, field: str = "") -> None:
        """``field`` is the text that is gone on with, where it is one."""
        super().__init__()
        self._desk, self._drafts, self._field = desk, drafts, field
        self._writing = Writing(desk, number)
        self._saving: Timer | None = None
        self.may_be_given_up = False
        """True once the person was told that what is typed could not be saved, until it could."""
        self._numbers: list[int] = []
        self._is_frozen = False

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Prose(rows=_TEXT_ROWS, id="text")
        yield Form()
        yield Prose(rows=3, id="message")
        yield Line(words.ENTRY_FOOT, id="foot")

    def on_mount(self) -> None:
        self._load(self.number, self._field)
        self.set_interval(POLL, self._look)

    @property
    def _form(self) -> Form:
        return self.query_one(Form)

    @property
    def number(self) -> int:
        """Number of the measure that is open."""
        return self._writing.number

    @property
    def _is_shown(self) -> bool:
        """True once an entry came into the form; before, what stands there is nobody's."""
        return bool(self._numbers)

    def _load(self, number: int, field: str = "") -> None:
        """Shows the measure of that number as it is stored; where that cannot be read, all stays as it is."""
        overview, writing = self._desk.overview(), Writing(self._desk, number)
        numbers = [item.measure.number for item in overview.assignments]
        if number not in numbers:
            raise WrongUse(f"第{number}项已经不是{self._desk.unit.name}的措施了，按 Esc 返回清单。")
        self._writing, self._numbers = writing, numbers
        self._is_frozen = overview.head.state.is_frozen
        self.post_message(self.Visited(number))
        self.query_one("#text", Prose).show(self._desk.catalogue.measure(number).text)
        self._form.freeze(self._is_frozen)
        self._show(writing.stored)
        self._form.begin("progress" if self._is_frozen else field)

    def _show(self, entry: Entry) -> None:
        self._form.show(entry)
        self._tell()

    def _tell(self) -> None:
        """Brings head, quarter before, required marks and the first finding up to date."""
        if not self._is_shown:
            return
        desk, writing, entry = self._desk, self._writing, self._form.read()
        measure = desk.catalogue.measure(self.number)
        place = words.position_words(self._numbers.index(self.number) + 1, len(self._numbers))
        saved = words.UNSAVED if entry != writing.stored else words.saved_words(writing.base)
        self.head(f" {place}  {fit(measure.numeral + measure.title, 34)} {measure.area}  {saved}")
        self._form.tell(words.before_words(writing.before, entry.unchanged))
        findings = check(measure, entry, desk.schedule, writing.before, desk.unit.code)
        self.say(words.FROZEN if self._is_frozen else f"! {findings[0].message}" if findings else "")

    def save(self, asks: bool = True) -> bool:
        """Saves what is typed; on failure the words stay on the screen, with a sentence, and it returns False.

        A clash with a colleague's words is put to the person where ``asks``: not while they are typing on.
        """
        entry = self._form.read()
        if entry == self._writing.stored or not self._is_shown:
            return True
        try:
            self._writing.save(entry)
        except LiuwenError as error:
            self.say(str(error))
            self._keep_draft()
            if asks and isinstance(error, Clash):
                self._ask_what_stands(error)
            return False
        self._saved()
        return True

    def _saved(self) -> None:
        """Shows the entry as it is stored now, which may hold what a colleague saved too."""
        self.may_be_given_up = False
        self._show(self._writing.stored)
        self._keep_draft()

    def _keep_draft(self) -> None:
        """Sees that what is typed and not saved outlives the program, and that what is saved leaves no draft."""
        if not self._is_shown:
            return
        home, unit = self._desk.office.home, self._desk.unit.code
        self._drafts.publish(home.root, home.drafts_folder(unit), self._writing.draft(self._form.read()))

    def _ask_what_stands(self, clash: Clash) -> None:
        if self.is_on_top:
            self.app.push_screen(ClashScreen(clash), partial(self._decided, clash))

    def _decided(self, clash: Clash, choice: Choice | None) -> None:
        if choice is None:
            return
        try:
            self._writing.settle(clash, choice)
        except Clash as again:
            self._ask_what_stands(again)
            return
        self._saved()

    def _look(self) -> None:
        """Takes over what a colleague saved meanwhile; what is being typed stays, and where it is the same field that is told."""
        if not (self.is_on_top and self._is_shown):
            return
        mine = self._form.read()
        try:
            joined = self._writing.catch_up(mine)
            if joined is not mine:
                self._show(joined)
                if self._desk.is_frozen != self._is_frozen and joined == self._writing.stored:
                    self._load(self.number)
        except Clash as clash:
            self.say(words.both_wrote(clash.theirs, clash.outcome.clashes))
        except LiuwenError as error:
            self.say(str(error))

    @on(Form.Left)
    def _left_field(self) -> None:
        self.save(asks=False)

    @on(Form.Picked)
    def _picked(self) -> None:
        self.save()

    @on(Form.Typed)
    def _typed(self) -> None:
        if self._saving:
            self._saving.stop()
        if not self._is_shown:
            return
        self._saving = self.set_timer(_PAUSE_BEFORE_SAVING, partial(self.save, asks=False))
        self._keep_draft()
        self._tell()

    @on(StatusLine.UnchangedToggled)
    def _toggle_unchanged(self) -> None:
        before, entry = self._writing.before, self._form.read()
        if before is None:
            return
        if entry.unchanged:
            self._show(replace(entry, unchanged=False))
        else:
            self._show(replace(carry_forward(entry, before), unchanged=True))
        self.save()

    def action_enter(self) -> None:
        """From the status line to the first text that is still to be filled."""
        self._form.go_on()

    def action_walk(self, steps: int) -> None:
        if self._is_shown and self.save():
            self._load(self._numbers[(self._numbers.index(self.number) + steps) % len(self._numbers)])

    def action_next_unfilled(self) -> None:
        if not self.save():
            return
        missing = self._desk.overview().missing
        if missing:
            self._load(next((number for number in missing if number > self.number), missing[0]))
        else:
            self.say(words.ALL_FILLED)

    def action_source(self) -> None:
        self.save()
        measure = self._desk.catalogue.measure(self.number)
        self.app.push_screen(PageScreen(f"{words.SOURCE_TITLE}  第{measure.number}项", source_text(measure, self._desk.catalogue)))

    def action_history(self) -> None:
        if self.save():
            self.app.push_screen(HistoryScreen(self._desk, self.number), self._restored)

    def _restored(self, version: Version | None) -> None:
        if version:
            self._load(version.subject.measure)

    def action_carry(self) -> None:
        self.save()
        before = self._writing.before
        if before is None or self._is_frozen:
            self.say(words.NOTHING_TO_CARRY)
            return
        self._show(carry_forward(self._form.read(), before))
        self.save()

    def action_carry_field(self) -> None:
        self.save()
        before, name = self._writing.before, self._form.written_in
        if before is None or self._is_frozen or name not in CARRIED:
            self.say(words.NOTHING_TO_CARRY)
            return
        self._form.write(name, before.text(name))
        self.save()

    def action_export(self) -> None:
        if self.save():
            self.app.push_screen(ExportScreen(self._desk))

    def action_check(self) -> None:
        if self.save():
            self.dismiss((self.number, True))

    def action_back(self) -> None:
        if self.save():
            self.dismiss((self.number, False))
