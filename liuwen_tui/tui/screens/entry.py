"""填报: the walk from measure to measure, the text above and the form below; dismisses with where it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.events import DescendantBlur
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from liuwen_tui.domain.carry import CARRIED, carry_forward
from liuwen_tui.domain.check import check, required_fields
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import fit, is_blank
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Clash, Desk
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.clash import ClashScreen
from liuwen_tui.tui.screens.export import ExportScreen
from liuwen_tui.tui.screens.page import PageScreen, source_text
from liuwen_tui.tui.widgets.field import Field
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.status_line import PercentBox, StatusLine

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
        Binding("f5", "carry", "抄上季", show=False, priority=True, id="entry.carry"),
        Binding("f6", "carry_field", "只抄这一栏", show=False, priority=True, id="entry.carry_field"),
        Binding("f8", "export", "导出", show=False, priority=True, id="entry.export"),
        Binding("f9", "check", "检查报送", show=False, priority=True, id="entry.check"),
    ]

    @dataclass
    class Visited(Message):
        """A measure was opened, so that a later start can come back to it."""

        number: int

    def __init__(self, desk: Desk, number: int) -> None:
        super().__init__()
        self._desk, self.number = desk, number
        self._base: Version | None = None
        self._before: Entry | None = None
        self._unchanged = False
        self._saving: Timer | None = None
        self.may_be_given_up = False
        """True once the person was told that what is typed could not be saved, until it could."""
        self._numbers: list[int] = []
        self._is_frozen = False

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Prose(rows=_TEXT_ROWS, id="text")
        with Horizontal(id="status-row"):
            yield StatusLine(id="status")
            yield PercentBox(id="percent")
        yield Line(id="before")
        with Vertical(id="form"):
            for name, title in TEXT_FIELDS.items():
                yield Field(name, words.SHORT_NAMES.get(name, title))
            yield Field("evidence", FIELD_NAMES["evidence"], words.EVIDENCE_HINT)
        yield Prose(rows=3, id="message")
        yield Line(words.ENTRY_FOOT, id="foot")

    def on_mount(self) -> None:
        self._load(self.number)

    def _load(self, number: int) -> None:
        """Shows the measure of that number as it is stored; where that cannot be read, all stays as it is."""
        overview, version, before = self._desk.overview(), self._desk.version(number), self._desk.before(number)
        measure = self._desk.catalogue.measure(number)
        self.number, self._base, self._before = number, version, before.entry if before else None
        self._numbers = [item.measure.number for item in overview.assignments]
        self._is_frozen = overview.head.state.is_frozen
        self.post_message(self.Visited(number))
        self.query_one("#text", Prose).show(measure.text)
        self._show(self._base.entry if self._base else Entry())
        self.set_focus(self._field("progress").area if self._is_frozen else self.query_one(StatusLine))

    def _show(self, entry: Entry) -> None:
        """Puts an entry into the form."""
        self.query_one(StatusLine).status = entry.status
        self.query_one(PercentBox).percent = entry.percent
        self._unchanged = entry.unchanged
        for name in TEXT_FIELDS:
            self._field(name).text = entry.text(name)
        self._field("evidence").text = "\n".join(entry.evidence)
        for field in self.query(Field):
            field.area.read_only = self._is_frozen
        self.query_one("#status-row").disabled = self._is_frozen
        self._tell()

    def _read(self) -> Entry:
        """The form as an entry; what it does not show stays as it was."""
        return replace(
            self._base.entry if self._base else Entry(),
            status=self.query_one(StatusLine).status,
            percent=self.query_one(PercentBox).percent,
            evidence=tuple(line for line in self._field("evidence").text.split("\n") if not is_blank(line)),
            unchanged=self._unchanged,
            **{name: self._field(name).text for name in TEXT_FIELDS},  # type: ignore[arg-type]
        )

    def _field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    def _tell(self) -> None:
        """Brings head, quarter before, required marks and the first finding up to date."""
        desk, entry = self._desk, self._read()
        measure = desk.catalogue.measure(self.number)
        place = words.position_words(self._numbers.index(self.number) + 1, len(self._numbers))
        unsaved = entry != (self._base.entry if self._base else Entry())
        saved = words.UNSAVED if unsaved else words.saved_words(self._base)
        self.head(f" {place}  {fit(measure.numeral + measure.title, 34)} {measure.area}  {saved}")
        unchanged = f"  [{words.UNCHANGED}]" if self._unchanged else f"  0 {words.UNCHANGED}" if self._before else ""
        offer = f"{unchanged}  F5 抄上季" if self._before else unchanged
        before = words.status_words(self._before) if self._before else words.NO_ENTRY_BEFORE
        self.query_one("#before", Line).update(f"{words.BEFORE}  {before}{offer}  {words.FULL_TEXT}")
        required = required_fields(entry.status)
        for name in TEXT_FIELDS:
            self._field(name).require(name in required)
        self._field("reason").display = "reason" in required or self._unchanged or bool(entry.reason)
        findings = check(measure, entry, self._before, desk.unit.code)
        self.say(words.FROZEN if self._is_frozen else f"! {findings[0].message}" if findings else "")

    def save(self, asks: bool = True) -> bool:
        """Saves what is typed; on failure the words stay on the screen, with a sentence, and it returns False.

        A clash with a colleague's words is put to the person where ``asks``: not while they are typing on.
        """
        entry = self._read()
        if entry == (self._base.entry if self._base else Entry()):
            return True
        try:
            self._base = self._desk.save(self.number, entry, self._base)
        except Clash as clash:
            self.say(str(clash))
            if asks:
                self._ask_what_stands(clash, entry)
            return False
        except LiuwenError as error:
            self.say(str(error))
            return False
        self.may_be_given_up = False
        if self._base.entry != entry:
            self._show(self._base.entry)
        self._tell()
        return True

    def _ask_what_stands(self, clash: Clash, mine: Entry) -> None:
        def answer(chosen: Entry | None) -> None:
            if chosen is not None:
                self._base = clash.theirs
                self._show(chosen)
                self.save()

        if self.is_current:
            self.app.push_screen(ClashScreen(clash, mine), answer)

    @on(DescendantBlur)
    def _left_field(self) -> None:
        self.save(asks=False)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._saving:
            self._saving.stop()
        self._saving = self.set_timer(_PAUSE_BEFORE_SAVING, partial(self.save, asks=False))
        self._tell()

    @on(StatusLine.Picked)
    def _pick(self, event: StatusLine.Picked) -> None:
        entry = self._read().with_status(event.status)
        self.query_one(StatusLine).status = entry.status
        self.query_one(PercentBox).percent = entry.percent
        self.save()

    @on(StatusLine.PercentMoved)
    def _move_percent(self, event: StatusLine.PercentMoved) -> None:
        self.query_one(PercentBox).move(event.points)
        self.save()

    @on(StatusLine.UnchangedToggled)
    def _toggle_unchanged(self) -> None:
        if self._before is None:
            return
        self._unchanged = not self._unchanged
        if self._unchanged:
            self._show(replace(carry_forward(self._read(), self._before), unchanged=True))
        self.save()

    def action_enter(self) -> None:
        """From the status line to the first text that is still to be filled."""
        required = required_fields(self.query_one(StatusLine).status) or ("progress",)
        blank = next((name for name in required if is_blank(self._field(name).text)), required[0])
        self.set_focus(self._field(blank).area)

    def action_walk(self, steps: int) -> None:
        if self.save():
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

    def action_carry(self) -> None:
        self.save()
        if self._before is None or self._is_frozen:
            self.say(words.NOTHING_TO_CARRY)
            return
        self._show(carry_forward(self._read(), self._before))
        self.save()

    def action_carry_field(self) -> None:
        self.save()
        field = next((field for field in self.query(Field) if field.area.has_focus), None)
        if self._before is None or self._is_frozen or field is None or field.field_name not in CARRIED:
            self.say(words.NOTHING_TO_CARRY)
            return
        field.text = self._before.text(field.field_name)
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
