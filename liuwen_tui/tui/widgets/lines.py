"""One-line and many-line texts that never read markup, wrapped by our own rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.scrollbar import ScrollBarRender
from textual.visual import VisualType
from textual.widgets import Static

from liuwen_tui.domain.text import fit, visible, width, wrap


def mend_scrollbars() -> None:
    """Draws scrollbars of whole cells: a part of a cell is two wide on some terminals and missing on others."""
    ScrollBarRender.VERTICAL_BARS = ScrollBarRender.HORIZONTAL_BARS = [" "]


class Line(Static):
    """A text whose rows are cut at the edge, never wrapped."""

    def __init__(self, text: str = "", id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)
        self._right = ""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Shows another text; the screen is laid out anew only where the size follows the text."""
        if content != self.content:
            super().update(content, layout=layout and self.styles.auto_dimensions)

    def tell(self, text: str, right: str) -> None:
        """Shows one row of text, with ``right`` whole at its end."""
        if right != self._right:
            self._right = right
            self.refresh()
        self.update(text)

    def render(self) -> Content:
        return self.drawn(self.shown(), self._right)

    def drawn(self, text: str, right: str) -> Content:
        """Returns rows of text cut for this width, each with ``right`` whole at its end."""
        end = f" {visible(right)} " if right else ""
        cells = max(0, self.content_size.width - width(end))
        return Content("\n".join((fit(row, cells) + end).rstrip() for row in text.split("\n")))

    def shown(self) -> str:
        """Returns the text before it is cut."""
        return visible(str(self.content))


class Prose(Static):
    """A text wrapped to the widget's width; ``rows`` or its height at the most, the last ending in ``more`` where there is more."""

    def __init__(self, text: str | Content = "", rows: int | None = None, id: str | None = None, more: str = "……") -> None:
        """``text`` may be `Content`, parts of which stand out."""
        super().__init__("", id=id, markup=False)
        self._text, self._rows, self._more = text, rows, more
        self._laid_out, self._height = Content(), 0
        """As it was laid out last, and its rows."""

    def show(self, text: str | Content) -> None:
        """Shows another text."""
        self._text = text
        self._lay_out()

    def on_resize(self, _: Resize) -> None:
        self._lay_out()
        if self.styles.is_auto_height:  # the height for the rows that the width gives is not asked for while it is given
            self.call_after_refresh(self.refresh, layout=True)

    def _lay_out(self) -> None:
        cells = self.content_size.width
        if not cells:
            return
        text = self._text if isinstance(self._text, Content) else Content(visible(self._text))
        rows = wrap(text.plain, cells)
        more = ""
        most = self._most_rows
        if most and len(rows) > most:
            rows, more = [*rows[: most - 1], wrap(rows[most - 1], max(2, cells - width(self._more)))[0]], self._more
        grows, self._height = len(rows) != self._height, len(rows)
        before, self._laid_out = self._laid_out, Content("\n").join(_cut(text, rows) if text.spans else rows) + more
        if grows or not before.is_same(self._laid_out):
            self.update(self._laid_out, layout=grows and self.styles.is_auto_height)

    @property
    def _most_rows(self) -> int | None:
        """As many as there is room for, None while the height follows the text."""
        if self.styles.is_auto_height:
            return self._rows
        return min(self._rows or self.content_size.height, self.content_size.height)


def _cut(text: Content, rows: Iterable[str]) -> Iterator[Content]:
    """The rows that a text was wrapped to, in order, with what stands out in them: wrapping leaves out white space alone."""
    start = 0
    for row in rows:
        start = text.plain.index(row, start)
        yield text[start : start + len(row)]
        start += len(row)


class Page(VerticalScroll, can_focus=True):
    """A long text to read, moved with the arrows."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False, id="page.down"),
        Binding("k", "scroll_up", show=False, id="page.up"),
    ]

    def __init__(self, text: str | Content, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text

    def compose(self) -> ComposeResult:
        yield Prose(self._text)

    def show(self, text: str | Content) -> None:
        """Shows another text, from its beginning."""
        self.query_one(Prose).show(text)
        self.scroll_home(animate=False)
