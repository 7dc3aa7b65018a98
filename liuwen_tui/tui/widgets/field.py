"""A named text field of the form: its name and length at the left, the text at the right."""

from __future__ import annotations

from operator import is_
from typing import Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import TextArea

from liuwen_tui.domain.steps import turned
from liuwen_tui.domain.text import clean, is_blank, visible, wrap
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.widgets.keyed import go_above, go_below
from liuwen_tui.tui.widgets.lines import Line


class Words(TextArea):
    """A text area whose caret does not blink over the line, and that shows last quarter's words while it is empty."""

    HELP = words.TEXT_HELP
    _typed_in: tuple[int, tuple[int, int]] | None = None
    """The line that a key changes, and how many lines and rows there were before it."""

    def __init__(self) -> None:
        super().__init__("", soft_wrap=True, tab_behavior="focus", compact=True, highlight_cursor_line=False)
        self.cursor_blink = self.match_cursor_bracket = False
        self.disable_messages(self.SelectionChanged)  # which nobody asks for, at each key
        self._hint = ""
        self._look: tuple[object, object] = (None, None)
        """Where the colours of the moment come from."""

    def hint(self, text: str) -> None:
        """Shows that text in grey while nothing is typed."""
        if text != self._hint:
            self._hint = text
            self.on_resize()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Looks colours up once they may have changed; Textual does for each row."""
        look = self._theme, self._component_styles.get("text-area--cursor")
        if all(map(is_, look, self._look)):
            return ScrollView.render_lines(self, crop)
        self._look = look
        return super().render_lines(crop)

    def edit(self, edit: Edit) -> EditResult:
        """Repaints one line alone where a key changes no other: each letter comes here."""
        row = self.cursor_location[0]
        if self.text and self.selection.is_empty and edit.top[0] == edit.bottom[0] == row:
            self._typed_in = row, self._extent
        try:
            return super().edit(edit)
        finally:
            self._typed_in = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if self._typed_in and not regions and self.text and self._extent == self._typed_in[1]:
            regions = (self._rows_of(self._typed_in[0]),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def _extent(self) -> tuple[int, int]:
        return self.document.line_count, self.wrapped_document.height

    def _rows_of(self, line: int) -> Region:
        first = self.wrapped_document.location_to_offset((line, 0)).y - self.scroll_offset.y
        return Region(0, first, self.size.width, len(self.wrapped_document.get_sections(line)))

    def on_resize(self) -> None:
        width = self.content_size.width
        self.placeholder = Content("\n".join(wrap(visible(self._hint), width)) if width else "")

    def action_cursor_up(self, select: bool = False) -> None:
        """From the first row to the field above."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            go_above(self.screen)
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """From the last row to the field below."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            go_below(self.screen)
        else:
            super().action_cursor_down(select)


class Field(Horizontal):
    """Free text of one field; a paste of many lines keeps them all."""

    def __init__(self, name: str, title: str, hint: str = "") -> None:
        """``name`` is the entry's field; ``hint`` is shown while there are no words of last quarter to show."""
        super().__init__(id=f"field-{name}", classes="field")
        self.field_name, self._title, self._hint = name, title, hint
        self.area, self._name_line = Words(), Line(title, classes="field-name")
        self._is_fresh = True
        """True while the caret was not in the text that stands here."""

    def compose(self) -> ComposeResult:
        yield self._name_line
        yield self.area

    @property
    def text(self) -> str:
        """The text as it is kept."""
        return clean(self.area.text)

    @property
    def is_blank(self) -> bool:
        return is_blank(self.text)

    def put(self, text: str, anew: bool = False) -> None:
        """Puts another text here, which Ctrl+Z takes back; ``anew`` forgets what could be taken back, as for another measure."""
        if anew:
            self._load(text)
        elif self.text != text:
            self.area.replace(text, self.area.document.start, self.area.document.end)
            if not self.area.has_focus:
                self._is_fresh = True
                self.area.move_cursor(self.area.document.start)  # of more rows than there is room for the first is shown
        self.name_it()

    def _load(self, text: str) -> None:
        """Without a message: whoever opens another measure brings all that follows from its texts up to date at once."""
        if text or self.area.text:
            with self.area.prevent(TextArea.Changed):
                self.area.load_text(text)
        self.area.history.clear()
        self._is_fresh = True

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _mark(self) -> None:
        """The name of the field that the caret stands in stands out; whoever comes here first goes on at the end."""
        self._name_line.set_class(self.area.has_focus, "written-in")
        if self.area.has_focus and self._is_fresh:
            self._is_fresh = False
            self.area.move_cursor(self.area.document.end)

    def show_before(self, text: str) -> None:
        """Shows the words of the quarter before in grey, never as the field's own."""
        self.area.hint(f"〔{words.BEFORE}〕{text}" if text else self._hint)

    def require(self, required: bool) -> None:
        """Marks the field as one that must be filled, or not."""
        self._name_line.set_class(required, "required")
        self.name_it()

    def name_it(self) -> None:
        """Shows the name, whether it is required, and how long the text is."""
        mark = "*" if self._name_line.has_class("required") else ""
        count = f"\n{sentences.counter_words(len(self.area.text))}" if self.area.text else ""
        lines = self.area.document.line_count
        many = f" {lines}行" if lines > 1 and self.has_class("folded") else ""
        self._name_line.update(f"{self._title}{mark}{many}{count}")


class StepsField(Field):
    """细化举措, one a line."""

    BINDINGS = [Binding("ctrl+g", "turn", "这一条办完、没办完", show=False, id="entry.turn_step")]

    def action_turn(self) -> None:
        """Marks the step that the caret stands in as done, or as not done."""
        area, (row, _) = self.area, self.area.cursor_location
        line = area.document.get_line(row)
        if not area.read_only and not is_blank(line):
            area.replace(turned(line), (row, 0), (row, len(line)))
