"""The form of an entry: status, percent, targets and the free fields, shown from an entry and read back as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantBlur, DescendantFocus, Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from liuwen_tui.domain.carry import contradicts_unchanged
from liuwen_tui.domain.check import Finding, Severity, asked_fields, required_fields
from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.tui.widgets.free_fields import FreeFields
from liuwen_tui.tui.widgets.keyed import Keyed
from liuwen_tui.tui.widgets.lines import Line
from liuwen_tui.tui.widgets.number_box import NumberBox, PercentBox
from liuwen_tui.tui.widgets.status_line import StatusLine
from liuwen_tui.tui.widgets.target_box import TargetBox


class Form(Vertical):
    """Everything of an entry that is typed or picked."""

    @dataclass
    class Typed(Message):
        """A text or a number was changed, by a key or because another entry is shown; several at once are told as one."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Form.Typed)

    @dataclass
    class Left(Message):
        """A field was left."""

    @dataclass
    class Picked(Message):
        """A status or a percent was picked."""

    def __init__(self, quarter: Quarter, schedule: Schedule, most_targets: int) -> None:
        """``most_targets`` is how many targets a measure has at the most."""
        super().__init__()
        self._status, self._percent, self._fields = StatusLine(id="status"), PercentBox(id="percent"), FreeFields(quarter)
        self._boxes = tuple(TargetBox(schedule) for _ in range(most_targets))
        self._shown = self._before = self._unnumbered = Entry()
        self._unchanged = self._is_frozen = self._goes_on = False
        self._wanted = ""
        """The free field that the first thing to mend is in."""

    def compose(self) -> ComposeResult:
        with Horizontal(id="status-row"):
            yield self._status
            yield self._percent
        yield Line(id="before")
        yield from self._boxes
        yield self._fields

    def open(self, measure: Measure, entry: Entry, before: Entry | None) -> None:
        """Shows the entry of a measure, with what the quarter before said beside it."""
        self._before = before or Entry()
        for box, target in zip_longest(self._boxes, measure.targets):
            box.offer(target, self._before.target(target.id) if target else None)
        self._fields.open(entry, self._before)
        self.show(entry)

    def show(self, entry: Entry) -> None:
        """Puts an entry of the open measure into the form; what is the same keeps its caret."""
        self._pick(entry.status, entry.percent)
        self._unchanged = entry.unchanged
        for box in self._targets:
            box.result = entry.target(box.target.id) if box.target else None
        self._fields.show(entry)
        self._shown = entry

    def read(self) -> Entry:
        """Returns the form as an entry; 本季无新进展 is taken back by typing other words of progress than last quarter's."""
        entry = replace(
            self._fields.read(self._shown),
            status=self._status.status,
            percent=self._percent.percent,
            targets=self._results(),
            unchanged=self._unchanged,
        )
        is_typed_over = entry.progress != self._shown.progress and contradicts_unchanged(entry, self._before)
        return replace(entry, unchanged=False) if is_typed_over else entry

    def freeze(self, frozen: bool) -> None:
        """Lets the form be read only, or typed in."""
        self._is_frozen = frozen
        self._fields.freeze(frozen)
        for keyed in self.query(Keyed):
            keyed.disabled = frozen

    def tell(self, entry: Entry, before: str, findings: Sequence[Finding]) -> None:
        """Shows what was said the quarter before, and which fields the entry asks for, which is the one just read."""
        self.query_one("#before", Line).update(before)
        asked = self._ask(entry)
        missing = [finding.field for finding in findings if finding.severity is Severity.ERROR and finding.field in asked]
        self._wanted = next(iter((*missing, *asked)), "")

    def _ask(self, entry: Entry) -> tuple[str, ...]:
        """Keeps in sight what the entry asks for, and returns its names."""
        asked = () if self._is_frozen else asked_fields(entry, self._before)
        self._fields.ask(asked, required_fields(entry, self._before))
        return asked

    @property
    def written_in(self) -> str | None:
        """Name of the field that the caret stands in."""
        field = self._fields.written_in
        return field.field_name if field else None

    def begin(self, field: str = "") -> None:
        """Takes the keys in that field, at the end of its text; at the status line where it is none that is in sight."""
        place = self._place(field)
        if isinstance(place, TextArea):
            place.move_cursor(place.document.end)
        self.screen.set_focus(place)

    def go_on(self) -> None:
        """Moves from the status line to the first field with something to mend."""
        self.begin(self._wanted)

    @property
    def _targets(self) -> list[TargetBox]:
        return [box for box in self._boxes if box.target]

    def _place(self, field: str) -> Widget:
        if field == "percent":
            return self._percent
        if field == "targets" and self._targets:
            return min(self._targets, key=lambda box: box.result is not None)
        free = next((each.area for each in self._fields.all if each.field_name == field and each.display), None)
        return free or self._status

    def _results(self) -> tuple[TargetResult, ...]:
        """In the order that they were shown in, what is new behind."""
        given = {box.target.id: box.result for box in self._targets if box.target}
        kept = [given.pop(result.id, result) for result in self._shown.targets]
        return tuple(result for result in (*kept, *given.values()) if result)

    def _pick(self, status: Status | None, percent: int | None) -> None:
        self._status.status = status
        self._percent.percent = percent

    @on(StatusLine.Picked)
    def _picked(self, event: StatusLine.Picked) -> None:
        if event.begins:
            self._unnumbered = self.read()
        entry = self.read().with_status(event.status)
        self._pick(entry.status, entry.percent)
        self.post_message(self.Picked())

    @on(StatusLine.Mistaken)
    def _take_back(self) -> None:
        self.show(self._unnumbered)
        self._wanted = next(iter(self._ask(self._unnumbered)), "")  # the text follows at once
        self.post_message(self.Picked())

    @on(StatusLine.PercentMoved)
    def _moved(self, event: StatusLine.PercentMoved) -> None:
        self._percent.move(event.points)
        self.post_message(self.Picked())

    @on(Keyed.Wrote)
    def _wrote(self, event: Keyed.Wrote) -> None:
        """Goes on writing in the field that is wanted; the place of the keys is not left to be saved with that one character."""
        self.go_on()
        if isinstance(self.screen.focused, TextArea):
            self._goes_on = True
            self.screen.focused.insert(event.text)

    @on(NumberBox.Typed)
    @on(TextArea.Changed)
    def _typed(self, event: Message) -> None:
        event.stop()
        self.screen.post_message(self.Typed())  # at each key, and nothing between has to do with it

    @on(DescendantFocus)
    @on(Resize)
    def _make_room(self) -> None:
        """Where there are few rows and many targets, these give way while the caret is in a text; else no look depends on that."""
        is_crowded = self.screen.has_class("-short", "-many-targets")
        self.set_class(is_crowded and self.written_in is not None, "-written-in")

    @on(DescendantBlur)
    def _left(self) -> None:
        if not self._goes_on:
            self.post_message(self.Left())
        self._goes_on = False
