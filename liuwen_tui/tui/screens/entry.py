"""填报: the walk from measure to measure, the text above and the form below; dismisses with where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import TextArea

from liuwen_tui.domain.carry import CARRIED, carry_field, carry_forward, confirm_unchanged
from liuwen_tui.domain.check import Finding, check
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.text import is_blank
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.writing import Writing
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.measure_texts import beside_text, marked_text
from liuwen_tui.tui.screens.writing_room import WritingRoom
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.form import Form
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.status_line import StatusLine

_TEXT_ROWS = 3
_FEW_TARGETS = 2
"""Beside as many the fields of a small screen have room for an empty row between them."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Where the walk ended."""

    number: int
    field: str
    """The text to go on with, which the caret stood in; "" where it stood in none, and where the status is still to be picked."""
    wants_check: bool


class EntryScreen(WritingRoom[Ended]):
    """One measure at a time."""

    HELP = words.ENTRY_HELP
    BINDINGS = [
        Binding("enter", "enter", "到该填的文字栏", show=False, id="entry.enter"),
        Binding("f2", "walk(-1)", "上一条", show=False, priority=True, id="entry.previous"),
        Binding("f3", "walk(1)", "下一条", show=False, priority=True, id="entry.next"),
        Binding("f7", "next_unfilled", "下一未填", show=False, priority=True, id="entry.next_unfilled"),
        Binding("f4", "source", "全文", show=False, priority=True, id="entry.source"),
        Binding("h,ctrl+r", "history", "历史", show=False, id="entry.history"),
        Binding("f5", "carry", "抄上季", show=False, priority=True, id="entry.carry"),
        Binding("f6", "carry_field", "只抄这一栏", show=False, priority=True, id="entry.carry_field"),
        Binding("ctrl+t", "phrases", "写过的句子", show=False, priority=True, id="entry.phrases"),
        Binding("f8", "export", "导出", show=False, priority=True, id="entry.export"),
        Binding("f9", "check", "检查报送", show=False, priority=True, id="entry.check"),
    ]

    @dataclass
    class Visited(Message):
        """A measure was opened, so that a later start can come back to it."""

        number: int

    def __init__(self, desk: Desk, number: int, drafts: DraftKeeper, field: str = "") -> None:
        """``field`` is the one that is gone on with, where it is one."""
        super().__init__(desk, number, drafts)
        self._field = field
        self._numbers: Sequence[int] = ()

    def compose(self) -> ComposeResult:
        desk = self.desk
        most_targets = max((len(measure.targets) for measure in desk.catalogue.notice.measures), default=0)
        self._make_room(desk.catalogue.measure(self.number))  # before there is anything in it
        yield Line(id="head")
        with Horizontal(id="walk"):
            yield Prose(id="beside")
            with Vertical(id="work"):
                yield Prose(rows=_TEXT_ROWS, id="text", more=words.MORE_TEXT)
                yield Form(desk.quarter, desk.schedule, most_targets)
        yield Prose(rows=3, id="message")
        yield Foot(words.ENTRY_FOOT)

    def on_mount(self) -> None:
        self._load(self.number, self._field)

    @property
    def number(self) -> int:
        """Number of the measure that is open."""
        return self.writing.number

    @property
    def written(self) -> int:
        return self.number

    def _load(self, number: int, field: str = "") -> None:
        """Shows the measure of that number as it is stored; where that cannot be read, all stays as it is."""
        desk, writing = self.desk, self.writing if self.number == number and not self.is_shown else Writing(self.desk, number)
        numbers = desk.numbers()
        if number not in numbers:
            raise WrongUse(f"第{number}项已经不是{desk.unit.name}的措施了，请按 Esc 返回清单。")
        self._numbers = numbers
        measure = desk.catalogue.measure(number)
        self.query_one("#text", Prose).show(marked_text(measure))
        self.query_one("#beside", Prose).show(beside_text(measure, desk.catalogue, desk.unit, writing.before))
        self._make_room(measure)
        if self.form.written_in:  # where one wrote of the measure before is not kept in sight for this one
            self.set_focus(None)
        self.write(writing)
        self.post_message(self.Visited(number))
        self.form.begin("progress" if self.is_frozen else field)

    def _make_room(self, measure: Measure) -> None:
        self.set_class(len(measure.targets) > _FEW_TARGETS, "-many-targets")

    def tell(self) -> None:
        """Brings head, quarter before, required marks and the first finding up to date."""
        if not self.is_shown:
            return
        desk, writing, entry = self.desk, self.writing, self.form.read()
        measure = desk.catalogue.measure(self.number)
        findings = self._findings(entry)
        place = sentences.position_words(self._numbers.index(self.number) + 1, len(self._numbers))
        self.is_told_unsaved = entry != writing.stored
        saved = words.UNSAVED if self.is_told_unsaved else sentences.saved_words(writing.base)
        whose = f" {desk.mark} " if desk.mark else ""
        self.head(
            f"{whose} {place}  {measure.numeral}{measure.title}  {desk.quarter.label}", f"{sentences.missing_words(findings)}  {saved}"
        )
        standing = writing.stands(entry)
        before = sentences.settled_words(standing) if standing else sentences.before_words(writing.before, entry.unchanged)
        self.form.tell(entry, before, findings)
        self.hint(self._said(entry, findings))

    def _said(self, entry: Entry, findings: Sequence[Finding]) -> str:
        """Why the form can only be read, how to begin, or the first thing to mend."""
        base = self.writing.base
        if self.is_frozen:
            return sentences.decided_words(base) if base and self.writing.is_decided else self.why_frozen
        return words.BEGIN if entry == Entry() else sentences.first_finding(findings)

    def _findings(self, entry: Entry) -> list[Finding]:
        if self.writing.stands(entry):
            return []
        return check(self.desk.catalogue.measure(self.number), entry, self.desk.schedule, self.writing.before, self.desk.unit.code)

    @on(StatusLine.UnchangedToggled)
    def _toggle_unchanged(self) -> None:
        before, entry = self.writing.before, self.form.read()
        if before is None:
            self.say(words.NOTHING_BEFORE)
        elif entry.unchanged:
            self.show(replace(entry, unchanged=False))
        elif not is_blank(entry.progress) and entry.progress != before.progress:
            self.say(words.NOT_UNCHANGED)
        else:
            self.show(confirm_unchanged(entry, before))
        self.save()

    def action_enter(self) -> None:
        """From the status line to the first text that is still to be filled, from a number to the next field."""
        if isinstance(self.focused, StatusLine):
            self.form.go_on()
        else:
            self.focus_next()

    def action_walk(self, steps: int) -> None:
        if self.is_shown and self.save():
            self._load(self._numbers[(self._numbers.index(self.number) + steps) % len(self._numbers)])

    def action_next_unfilled(self) -> None:
        if not self.save():
            return
        missing = self.desk.overview().missing
        if missing:
            self._load(next((number for number in missing if number > self.number), missing[0]))
        else:
            self.say(sentences.nothing_missing(self.state))

    def action_source(self) -> None:
        from liuwen_tui.tui.screens.source import SourceScreen

        self.save()
        self.app.push_screen(SourceScreen(self.desk.catalogue, self.desk.unit, self.number))

    def action_history(self) -> None:
        if self.save():
            from liuwen_tui.tui.screens.history import HistoryScreen

            self.visit(HistoryScreen(self.desk, self.number), self._restored)

    def _restored(self, version: Version | None) -> None:
        if version:
            self._load(version.subject.measure)
            self.say(words.RESTORED)

    def action_carry(self) -> None:
        """Carries the whole measure and goes to the end of its account of progress, which is to be changed."""
        before = self._carried_from()
        if before is None:
            return
        entry = self.form.read()
        carried = carry_forward(entry, before)
        if carried == entry:
            self.say(words.NOTHING_BLANK)
            return
        self.show(carried)
        if self.save():
            self.form.begin("progress")

    def action_carry_field(self) -> None:
        before, name = self._carried_from(), self.form.written_in
        if before is None:
            return
        if name not in CARRIED:
            self.say(words.NOWHERE_TO_CARRY)
            return
        if not getattr(before, name):
            self.say(words.NOTHING_TO_CARRY)
            return
        self.show(carry_field(self.form.read(), before, name))
        self.save()

    def _carried_from(self) -> Entry | None:
        """The entry of the quarter before, once what is typed is saved; None, and why, where nothing can be carried."""
        if not self.save():
            return None
        if self.is_frozen or self.writing.before is None:
            self.say(self.why_frozen if self.is_frozen else words.NOTHING_TO_CARRY)
            return None
        return self.writing.before

    def action_phrases(self) -> None:
        """Offers what the unit wrote before, to go in where the caret stands."""
        area = self.focused
        if isinstance(area, TextArea) and not self.is_frozen:
            from liuwen_tui.reporting.phrases import phrases
            from liuwen_tui.tui.screens.phrases import PhrasesScreen

            self.visit(PhrasesScreen(phrases(self.desk, self.number)), partial(self._put_in, area))
        else:
            self.say(self.why_frozen if self.is_frozen else words.NOWHERE_TO_WRITE)

    def _put_in(self, area: TextArea, text: str | None) -> None:
        if text:
            area.insert(text)

    def action_export(self) -> None:
        if self.save():
            from liuwen_tui.tui.screens.export import ExportScreen

            self.app.push_screen(ExportScreen(self.desk))

    def action_check(self) -> None:
        self._end(wants_check=True)

    def action_back(self) -> None:
        self._end(wants_check=False)

    def _end(self, wants_check: bool) -> None:
        if self.leave():
            field = self.form.written_in if self.writing.stored.status else None
            self.dismiss(Ended(self.number, field or "", wants_check))
