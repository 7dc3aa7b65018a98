"""A list to choose from, by arrows, j and k."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from liuwen_tui.domain.text import visible


class Choices(OptionList):
    """An option list whose rows are plain text; rows without an id are headings."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False, id="choices.down"),
        Binding("k", "cursor_up", show=False, id="choices.up"),
    ]

    highlighted: reactive[int | None] = reactive(None, repaint=False)

    def _watch_highlighted(self, before: int | None, highlighted: int | None) -> None:
        """Paints the two rows anew, not all."""
        lines = self._index_to_line
        for index in (before, highlighted):
            if index in lines:
                self.refresh_lines(lines[index])

    def fill(self, rows: Iterable[tuple[str | None, str]], chosen: str | None = None) -> None:
        """Shows rows of (id, text) with the ``chosen`` one, or the first that can be chosen, highlighted."""
        options = [Option(Content(visible(text)), id=row_id, disabled=row_id is None) for row_id, text in rows]
        self.clear_options()
        self.add_options(options)
        ids = [option.id for option in options]
        if chosen not in ids or chosen is None:
            chosen = next((row_id for row_id in ids if row_id), None)
        self.highlighted = ids.index(chosen) if chosen else None

    @property
    def chosen(self) -> str | None:
        """Id of the highlighted row."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def choose(self, row_id: str) -> None:
        """Highlights the row of that id, where it is shown."""
        if any(option.id == row_id for option in self.options):
            self.highlighted = self.get_option_index(row_id)
