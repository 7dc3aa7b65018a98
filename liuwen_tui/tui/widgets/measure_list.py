"""The list of a unit's measures by area: filtered by what is typed, jumped in by digits."""

from __future__ import annotations

import time

from textual.events import Key, Resize

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.pinyin import fold, is_found
from liuwen_tui.domain.text import fit
from liuwen_tui.domain.units import matching_units
from liuwen_tui.reporting.overview import Assignment, Overview
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.widgets.choices import Choices

_DIGITS_TOGETHER = 1.0
"""Seconds within which two digits are one number."""
_MOST_DIGITS = 3
_BESIDE_TITLE = 21
"""Cells of a row that are not the title's: glyph, number, word, percent, mark, blanks, and the scrollbar."""
_STANDS_CELLS, _PERCENT_CELLS = 12, 4


class MeasureList(Choices):
    """A row a measure, under the areas in the notice's order."""

    HELP = words.MEASURES_HELP

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._shown: list[tuple[str, list[Assignment]]] = []
        """The headings shown, what was sent back before the areas, each with its measures."""
        self._title_cells = 0
        """Cells that titles have in the rows as they stand; 0 while none were laid out."""
        self._to_choose: int | None = None
        """The measure to highlight once the list has a width."""
        self._digits, self._digits_at = "", 0.0

    def show(self, overview: Overview, wanted: str, only_missing: bool, chosen: int | None) -> None:
        """Shows the measures that fit what is ``wanted``, else those whose text holds it, with the ``chosen`` one highlighted.

        With ``only_missing`` those that are filled are left out.
        """
        fitting = [item for item in overview.assignments if self._fits(item, wanted)]
        fitting = fitting or [item for item in overview.assignments if wanted in item.measure.text]
        fitting = [item for item in fitting if not (only_missing and item.is_filled)]
        areas = [area.name for area in self._catalogue.notice.areas]
        rest = [(area, [item for item in fitting if item.measure.area == area and not item.sent_back]) for area in areas]
        self._shown = [(words.SENT_BACK, [item for item in fitting if item.sent_back]), *rest]
        self._to_choose = chosen
        if self.outer_size.width:
            self._lay_out()

    def on_resize(self, _: Resize) -> None:
        if self._title_cells != self._room:
            self._to_choose = self.number
            self._lay_out()
        self.scroll_to_highlight()

    @property
    def _room(self) -> int:
        """Cells that a title may have at this width."""
        return max(2, self.outer_size.width - _BESIDE_TITLE)

    def _lay_out(self) -> None:
        self._title_cells = self._room
        rows: list[tuple[str | None, str]] = []
        for area, items in self._shown:
            rows += [(None, f" {area}")] if items else []
            rows += [(str(item.measure.number), _row(item, self._title_cells)) for item in items]
        self.fill(rows, str(self._to_choose) if self._to_choose else None)

    @property
    def number(self) -> int | None:
        """Number of the measure highlighted."""
        if not self._title_cells:
            return self._to_choose
        return int(self.chosen) if self.chosen else None

    def _fits(self, item: Assignment, wanted: str) -> bool:
        """By 汉字, initials, number or status; units by name or key."""
        measure, sought = item.measure, fold(wanted)
        if sought.isdecimal():
            return str(measure.number) == sought
        unfilled = "" if item.is_filled else words.NOT_FILLED
        texts = (measure.numeral + measure.title, measure.area, sentences.standing_words(item), unfilled, *measure.groups)
        return any(is_found(sought, text) for text in texts) or bool(matching_units(map(self._catalogue.unit, measure.units), sought))

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isdecimal():
            now = time.monotonic()
            together = now - self._digits_at < _DIGITS_TOGETHER
            self._digits, self._digits_at = ((self._digits if together else "") + event.character)[-_MOST_DIGITS:], now
            self.choose(str(int(self._digits)))


def _row(item: Assignment, cells: int) -> str:
    mark = "!" if item.version and not item.is_filled else " "
    return f" {item.entry.glyph} {item.measure.number:>2} {fit(item.measure.title, cells)} {_stands(item)}{mark}"


def _stands(item: Assignment) -> str:
    """The word of the status and the percent, or since when the measure is settled."""
    entry = item.entry
    if item.settled:
        return fit(f"{words.SETTLED} {item.settled}", _STANDS_CELLS)
    percent = "" if entry.percent is None else f"{entry.percent}%"
    word = entry.status.word if entry.status else words.NOT_FILLED
    return fit(word, _STANDS_CELLS - _PERCENT_CELLS) + percent.rjust(_PERCENT_CELLS)
