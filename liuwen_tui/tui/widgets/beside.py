"""Two texts beside each other, part by part; where there is no room, one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from liuwen_tui.domain.text import fit, visible, wrap
from liuwen_tui.tui.widgets.lines import Page

_GAP = 2
_LEAST_BESIDE = 70
"""Cells that two columns need."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of two texts under its name; of two that are the same the second is None."""

    name: str
    left: str
    right: str | None


class Beside(Page):
    """Lays parts out by its width, anew when that changes."""

    def __init__(self) -> None:
        super().__init__("")
        self._parts: Sequence[Part] = ()

    def compare(self, parts: Sequence[Part]) -> None:
        """Shows those parts from their beginning."""
        self._parts = parts
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        cells = self.scrollable_content_region.width
        if cells > _GAP:
            self.show("\n".join(row for part in self._parts for row in _rows(part, cells)))


def _rows(part: Part, cells: int) -> Iterator[str]:
    """The rows of a part, and an empty one below it."""
    name = [part.name] if part.name else []
    if part.right is None:
        yield from (*name, *wrap(visible(part.left), cells))
    elif cells < _LEAST_BESIDE:
        sides = (f"{side} {text}" if part.name else text for side, text in ((1, part.left), (2, part.right)))
        yield from (*name, *(row for text in sides for row in wrap(visible(text), cells)))
    else:
        column = (cells - _GAP) // 2
        left, right = ([*name, *wrap(visible(text), column)] for text in (part.left, part.right))
        for one, other in zip_longest(left, right, fillvalue=""):
            yield (fit(one, column) + " " * _GAP + other).rstrip()
    yield ""
