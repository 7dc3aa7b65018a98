"""One-line and many-line texts that never read markup, wrapped by our own rules."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from liuwen_tui.domain.text import wrap


class Line(Static):
    """A text of one row, cut at the edge."""

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)


class Prose(Static):
    """A text wrapped to the widget's width; ``rows`` at the most, the last ending in …… where there is more."""

    def __init__(self, text: str = "", rows: int | None = None, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._text, self._rows = text, rows

    def show(self, text: str) -> None:
        """Shows another text."""
        self._text = text
        self._lay_out()

    def on_resize(self, _: Resize) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.content_size.width
        if not width:
            return
        rows = wrap(self._text, width)
        if self._rows is not None and len(rows) > self._rows:
            rows = [*rows[: self._rows - 1], wrap(rows[self._rows - 1], max(2, width - 4))[0] + "……"]
        self.update("\n".join(rows))


class Page(VerticalScroll, can_focus=True):
    """A long text to read, moved with the arrows."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False, id="page.down"),
        Binding("k", "scroll_up", show=False, id="page.up"),
    ]

    def __init__(self, text: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def compose(self) -> ComposeResult:
        yield Prose(self._text)
