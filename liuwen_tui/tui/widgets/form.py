"""The form of an entry: status, percent and the texts, shown from an entry and read back as one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantBlur
from textual.message import Message
from textual.widgets import TextArea

from liuwen_tui.domain.check import required_fields
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Status
from liuwen_tui.domain.text import is_blank
from liuwen_tui.tui import words
from liuwen_tui.tui.widgets.field import Field
from liuwen_tui.tui.widgets.lines import Line
from liuwen_tui.tui.widgets.status_line import PercentBox, StatusLine


class Form(Vertical):
    """Everything of an entry that is typed or picked; steps and targets stay as they were shown."""

    @dataclass
    class Typed(Message):
        """A text or the percent was changed, by a key or because another entry is shown."""

    @dataclass
    class Left(Message):
        """A field was left."""

    @dataclass
    class Picked(Message):
        """A status or a percent was picked."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = Entry()
        self._unchanged = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="status-row"):
            yield StatusLine(id="status")
            yield PercentBox(id="percent")
        yield Line(id="before")
        with Vertical(id="fields"):
            for name, title in TEXT_FIELDS.items():
                yield Field(name, words.SHORT_NAMES.get(name, title))
            yield Field("evidence", FIELD_NAMES["evidence"], words.EVIDENCE_HINT)

    def show(self, entry: Entry) -> None:
        """Puts an entry into the form; texts that are the same keep their caret."""
        self._pick(entry.status, entry.percent)
        self._unchanged = entry.unchanged
        for name in TEXT_FIELDS:
            self._field(name).text = entry.text(name)
        if self._evidence() != entry.evidence:
            self._field("evidence").text = "\n".join(entry.evidence)
        self._shown = entry

    def read(self) -> Entry:
        """Returns the form as an entry."""
        return replace(
            self._shown,
            status=self.query_one(StatusLine).status,
            percent=self.query_one(PercentBox).percent,
            evidence=self._evidence(),
            unchanged=self._unchanged,
            **{name: self._field(name).text for name in TEXT_FIELDS},  # type: ignore[arg-type]
        )

    def freeze(self, frozen: bool) -> None:
        """Lets the form be read only, or typed in."""
        for field in self.query(Field):
            field.area.read_only = frozen
        self.query_one("#status-row").disabled = frozen

    def tell(self, before: str) -> None:
        """Shows what was said the quarter before, and which fields this status asks for."""
        self.query_one("#before", Line).update(before)
        entry = self.read()
        required = required_fields(entry.status)
        for name in TEXT_FIELDS:
            self._field(name).require(name in required)
        self._field("reason").display = "reason" in required or entry.unchanged or bool(entry.reason)

    @property
    def written_in(self) -> str | None:
        """Name of the field that the caret stands in."""
        return next((field.field_name for field in self.query(Field) if field.area.has_focus), None)

    def write(self, name: str, text: str) -> None:
        """Puts a text into one field."""
        self._field(name).text = text

    def begin(self, field: str = "") -> None:
        """Takes the keys at the status line, or at the end of that text field."""
        if field not in TEXT_FIELDS:
            self.screen.set_focus(self.query_one(StatusLine))
            return
        area = self._field(field).area
        area.move_cursor(area.document.end)
        self.screen.set_focus(area)

    def go_on(self) -> TextArea:
        """Moves from the status line to the first text that is still to be filled, and returns it."""
        required = required_fields(self.query_one(StatusLine).status) or ("progress",)
        blank = next((name for name in required if is_blank(self._field(name).text)), required[0])
        area = self._field(blank).area
        self.screen.set_focus(area)
        return area

    def _field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    def _evidence(self) -> tuple[str, ...]:
        """A piece a line; as it was shown while nothing is changed, for a piece may have come with several lines."""
        text = self._field("evidence").text
        if text == "\n".join(self._shown.evidence):
            return self._shown.evidence
        return tuple(line for line in text.split("\n") if not is_blank(line))

    def _pick(self, status: Status | None, percent: int | None) -> None:
        self.query_one(StatusLine).status = status
        self.query_one(PercentBox).percent = percent

    @on(StatusLine.Picked)
    def _picked(self, event: StatusLine.Picked) -> None:
        entry = self.read().with_status(event.status)
        self._pick(entry.status, entry.percent)
        self.post_message(self.Picked())

    @on(StatusLine.PercentMoved)
    def _moved(self, event: StatusLine.PercentMoved) -> None:
        self.query_one(PercentBox).move(event.points)
        self.post_message(self.Picked())

    @on(StatusLine.Wrote)
    def _wrote(self, event: StatusLine.Wrote) -> None:
        self.go_on().insert(event.text)

    @on(PercentBox.Typed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.post_message(self.Typed())

    @on(DescendantBlur)
    def _left(self) -> None:
        self.post_message(self.Left())
