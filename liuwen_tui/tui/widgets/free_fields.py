"""The fields of an entry that are written freely: texts, 细化举措 and 佐证材料."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical

from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Step
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.steps import read_steps, steps_text
from liuwen_tui.domain.text import is_blank
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.widgets.field import Field, StepsField
from liuwen_tui.tui.widgets.lines import Line

_TALL = ("progress", "problems", "next_steps")
_FOLDED = ("reason", "support_needed", "steps", "evidence")
"""Fields of one row while the caret is elsewhere."""


class FreeFields(Vertical):
    """One field below the other; those that are not asked for are out of sight."""

    def __init__(self, quarter: Quarter) -> None:
        """``quarter`` tells which year a day without one is of."""
        super().__init__(id="fields")
        self._quarter = quarter
        self._shown = Entry()
        self.all = tuple(map(_made, (*_TALL, *_FOLDED)))
        """The fields, held here because every key asks for each of them."""
        self._below = Line(id="below")

    def compose(self) -> ComposeResult:
        yield from self.all
        yield self._below

    def open(self, entry: Entry, before: Entry) -> None:
        """Shows another measure's entry, with what the quarter before said in grey."""
        for field in self.all:
            field.show_before(_written(before, field.field_name))
            field.put(_written(entry, field.field_name), anew=True)
        self._shown = entry

    def show(self, entry: Entry) -> None:
        """Puts an entry of the same measure into the fields; what is the same keeps its caret."""
        now = self.read(entry)
        for field in self.all:
            if getattr(now, field.field_name) != getattr(entry, field.field_name):
                field.put(_written(entry, field.field_name))
        self._shown = entry

    def read(self, entry: Entry) -> Entry:
        """Returns that entry with what is written here."""
        texts = {name: self.field(name).text for name in TEXT_FIELDS}
        return replace(entry, steps=self._steps(), evidence=self._evidence(), **texts)  # type: ignore[arg-type]

    def ask(self, asked: Collection[str], required: Collection[str]) -> None:
        """Keeps in sight what is asked for, what is filled and what is being written in, and marks what is required."""
        before, written_in = self._in_sight, self.written_in
        for field in self.all:
            field.require(field.field_name in required)
            field.display = field.field_name in asked or field is written_in or not field.is_blank
        if self._in_sight != before:
            self.call_after_refresh(self._count_below)

    @property
    def _in_sight(self) -> list[Field]:
        return [field for field in self.all if field.display]

    def on_resize(self) -> None:
        self.call_after_refresh(self._count_below)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._count_below()

    def _count_below(self) -> None:
        """Says how many fields a small screen has no room for."""
        ends = [field.virtual_region.bottom - self.scroll_offset.y for field in self._in_sight]
        is_cut = max(ends, default=0) > self.size.height
        self._below.display = is_cut
        self._below.update(sentences.below_words(sum(end >= self.size.height for end in ends)))

    def freeze(self, frozen: bool) -> None:
        """Lets the fields be read only, or written in."""
        for field in self.all:
            field.area.read_only = frozen

    @property
    def written_in(self) -> Field | None:
        """The field that the caret stands in."""
        return next((field for field in self.all if field.area is self.screen.focused), None)

    def field(self, name: str) -> Field:
        return next(field for field in self.all if field.field_name == name)

    def _steps(self) -> tuple[Step, ...]:
        """As they were shown while nothing is changed: one that came from elsewhere may be of several lines."""
        text, shown = self.field("steps").text, self._shown.steps
        return shown if text == steps_text(shown) else read_steps(text, shown, self._quarter)

    def _evidence(self) -> tuple[str, ...]:
        """A piece a line; as it was shown while nothing is changed, for a piece may have come with several lines."""
        text, shown = self.field("evidence").text, self._shown.evidence
        return shown if text == "\n".join(shown) else tuple(line for line in text.split("\n") if not is_blank(line))


def _made(name: str) -> Field:
    hints = {"steps": words.STEPS_HINT, "evidence": words.EVIDENCE_HINT}
    kind = StepsField if name == "steps" else Field
    field = kind(name, words.SHORT_NAMES.get(name, FIELD_NAMES[name]), hints.get(name, ""))
    field.set_class(name in _FOLDED, "folded")
    return field


def _written(entry: Entry, name: str) -> str:
    """A field as it is typed."""
    if name == "steps":
        return steps_text(entry.steps)
    return "\n".join(entry.evidence) if name == "evidence" else entry.text(name)
