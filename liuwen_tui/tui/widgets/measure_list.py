"""The list of a unit's measures by area: filtered by what is typed, jumped in by digits."""

from __future__ import annotations

import time

from textual.events import Key

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.text import fit
from liuwen_tui.reporting.overview import Assignment, Overview
from liuwen_tui.tui import words
from liuwen_tui.tui.widgets.choices import Choices

_DIGITS_TOGETHER = 1.0
"""Seconds within which two digits are one number."""
_MOST_DIGITS = 3
_TITLE_CELLS = 20


class MeasureList(Choices):
    """A row a measure, under the areas in the notice's order."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._digits, self._digits_at = "", 0.0

    def show(self, overview: Overview, wanted: str, chosen: int | None) -> bool:
        """Shows the measures that fit what is ``wanted``, with the ``chosen`` one highlighted; returns whether there are any."""
        rows: list[tuple[str | None, str]] = []
        for area in self._catalogue.notice.areas:
            here = [item for item in overview.assignments if item.measure.area == area.name and self._fits(item, wanted.strip().lower())]
            if here:
                rows.append((None, area.name))
            rows += [(str(item.measure.number), _row(item)) for item in here]
        self.fill(rows, str(chosen) if chosen else None)
        return bool(rows)

    @property
    def number(self) -> int | None:
        """Number of the measure highlighted."""
        return int(self.chosen) if self.chosen else None

    def _fits(self, item: Assignment, wanted: str) -> bool:
        measure, catalogue = item.measure, self._catalogue
        if wanted.isdecimal():
            return str(measure.number) == wanted
        units = [catalogue.unit(code) for code in measure.units]
        names = [measure.title, measure.area, words.status_words(item.entry), *measure.groups]
        names += [name for unit in units for name in (unit.name, *unit.aliases)]
        return any(wanted in name for name in names) or any(key.startswith(wanted) for unit in units for key in (unit.code, *unit.keys))

    def on_key(self, event: Key) -> None:
        if event.character and event.character.isdecimal():
            now = time.monotonic()
            together = now - self._digits_at < _DIGITS_TOGETHER
            self._digits, self._digits_at = ((self._digits if together else "") + event.character)[-_MOST_DIGITS:], now
            self.choose(str(int(self._digits)))


def _row(item: Assignment) -> str:
    entry = item.entry
    percent = "" if entry.percent is None else f"{entry.percent}%"
    title = fit(item.measure.title, _TITLE_CELLS)
    mark = "!" if item.version and not item.is_filled else " "
    return f" {entry.glyph} {item.measure.number:>2} {title}{percent:>4}{mark}"
