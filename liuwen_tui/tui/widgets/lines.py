"""One-line and many-line texts that never read markup, wrapped by our own rules."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.scrollbar import ScrollBarRender
from textual.widgets import Static

from liuwen_tui.domain.text import fit, visible, wrap


def mend_scrollbars() -> None:
    """Draws scrollbars of whole cells: a part of a cell is two wide on some terminals and missing on others."""
    ScrollBarRender.VERTICAL_BARS = ScrollBarRender.HORIZONTAL_BARS = [" "]


class Line(Static):
    """A text whose rows are cut at the edge, never wrapped."""

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)

    def render(self) -> Content:
        cells = self.content_size.width
        return Content("\n".join(fit(row, cells).rstrip() for row in visible(str(self.content)).split("\n")))


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
        if self.styles.is_auto_height:  # the height for the rows that the width gives is not asked for while it is given
            self.call_after_refresh(self.refresh, layout=True)

    def _lay_out(self) -> None:
        width = self.content_size.width
        if not width:
            return
        rows = wrap(visible(self._text), width)
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

    def show(self, text: str) -> None:
        """Shows another text, from its beginning."""
        self.query_one(Prose).show(text)
        self.scroll_home(animate=False)
