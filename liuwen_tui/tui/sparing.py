"""A screen that is painted once a key has had its effect, and of which no more is rendered than is painted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer

Result = TypeVar("Result")
_MOMENT = 0.1
"""Seconds that keys rest for."""
_Row = dict[int, Strip | None]
"""What a row is made of: by column the piece that begins there, None while it is not known."""


class SparingScreen(Screen[Result]):
    """Overrides private parts of Textual's; a test guards that they are still asked."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = _SparingCompositor()
        self._is_held = False
        self._at_rest: tuple[Timer, Callable[[], object]] | None = None

    def at_rest(self, do: Callable[[], object]) -> None:
        """Does that when no key has followed for a moment; only what was asked for last."""
        if self._at_rest:
            self._at_rest[0].stop()
        self._at_rest = self.set_timer(_MOMENT, self.come_to_rest), do

    def come_to_rest(self) -> None:
        """Does at once what waits for the keys to rest."""
        if self._at_rest:
            timer, do = self._at_rest
            timer.stop()
            self._at_rest = None
            do()

    @property
    def is_at_rest(self) -> bool:
        """True while nothing waits for the keys to rest."""
        return self._at_rest is None

    def hold(self) -> None:
        """Neither lays out nor paints from now on: what a key does comes in several steps."""
        self._is_held = True

    def release(self) -> None:
        """Does both again, what waits for it with the next tick."""
        self._is_held = False
        if self._layout_required or self._dirty_widgets:
            self._update_timer.resume()

    def lay_out(self) -> bool:
        """Lays out what waits for it, unpainted: what then has another size may follow; False where nothing waits."""
        waits = self._layout_required or self._scroll_required
        if waits:
            with self._context():
                super()._on_timer_update()
        return waits

    def paint(self) -> None:
        """Paints at once what waits for it."""
        with self._context():
            self._on_timer_update()
            if self._compositor._dirty_regions:
                self._compositor_refresh()

    def _on_timer_update(self) -> None:
        if self._is_held:
            self._update_timer.pause()
        else:
            super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        if not self._is_held:
            super()._compositor_refresh()


class _SparingCompositor(Compositor):
    """Asks each widget for the rows of it that are painted and seen; Textual's asks all for all that lie between them."""

    _regions: Collection[Region] = ()
    """What is painted, where it is not the whole screen."""

    def render_partial_update(self) -> ChopsUpdate | None:
        self._regions = self._dirty_regions.copy()
        try:
            return super().render_partial_update()
        finally:
            self._regions = ()

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        rows: list[_Row] = [dict.fromkeys(cuts[:-1]) for cuts in self.cuts]
        painted: dict[int, list[tuple[int, int]]] = {}
        for y, start, end in self._regions_to_spans(self._regions or (crop,)):
            painted.setdefault(y, []).append((start, end))
        for widget, (region, clip) in self.visible_widgets.items():
            part = region.intersection(clip)
            gaps = [y for y in part.line_range if y in painted and self._is_seen(rows[y], y, part, painted[y])]
            for first, last in _runs(gaps):
                lines = widget.render_lines(Region(part.x - region.x, first - region.y, part.width, last - first))
                for y, strip in enumerate(lines, first):
                    self._fill(rows[y], y, part, strip)
        return rows  # type: ignore[return-value]

    def _is_seen(self, row: _Row, y: int, part: Region, painted: Collection[tuple[int, int]]) -> bool:
        """Tells whether there is a piece of the part that is painted, if only its end, and that nothing lies over."""
        return any(
            strip is None and part.x <= start < part.right and any(start < right and end > left for left, right in painted)
            for (start, strip), end in zip(row.items(), self.cuts[y][1:], strict=True)
        )

    def _fill(self, row: _Row, y: int, part: Region, strip: Strip) -> None:
        """Puts the pieces of a strip where nothing lies over them."""
        cuts = [cut for cut in self.cuts[y] if part.x <= cut <= part.right]
        for cut, piece in zip(cuts, strip.divide([cut - part.x for cut in cuts[1:]]), strict=False):
            if row[cut] is None:
                row[cut] = piece


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as runs without a gap, from and to."""
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number + 1 for number in numbers if number + 1 not in numbers]
    return zip(starts, ends, strict=True)
