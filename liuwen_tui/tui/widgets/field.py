"""A named text field of the form: its name and length at the left, the text at the right."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import TextArea

from liuwen_tui.domain.text import clean
from liuwen_tui.tui import words
from liuwen_tui.tui.widgets.lines import Line


class Words(TextArea):
    """A text area whose caret does not blink over the line."""

    def __init__(self, hint: str) -> None:
        super().__init__("", soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False, placeholder=hint)
        self.cursor_blink = False


class Field(Horizontal):
    """Free text of one field; a paste of many lines keeps them all."""

    def __init__(self, name: str, title: str, hint: str = "") -> None:
        """``name`` is the entry's field."""
        super().__init__(id=f"field-{name}", classes="field")
        self.field_name, self._title = name, title
        self._hint = hint

    def compose(self) -> ComposeResult:
        yield Line(self._title, classes="field-name")
        yield Words(self._hint)

    @property
    def area(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def text(self) -> str:
        """The text as it is kept."""
        return clean(self.area.text)

    @text.setter
    def text(self, text: str) -> None:
        if self.text != text:
            self.area.load_text(text)
        self.name_it()

    def require(self, required: bool) -> None:
        """Marks the field as one that must be filled, or not."""
        self.set_class(required, "required")
        self.name_it()

    @on(TextArea.Changed)
    def name_it(self) -> None:
        """Shows the name, whether it is required, and how long the text is."""
        mark = "*" if self.has_class("required") else ""
        count = f"\n{words.counter_words(len(self.area.text))}" if self.area.text else ""
        self.query_one(Line).update(f"{self._title}{mark}{count}")
