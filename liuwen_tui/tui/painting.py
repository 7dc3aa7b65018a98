"""Writes of each update to the screen only the cells that do not stand on the terminal already.

Textual writes whole rows of every widget that changed; over a slow line that is felt at each key. Another screen is written
whole, so that it mends whatever else wrote to the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.control import Control
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from liuwen_tui.tui.pen import on_blank, told

Cell = tuple[str, str]
"""A character with what combines with it, "" for the second half of a wide one; and what is seen of its look, as the terminal is told it."""
_MOVE = 7
"""Bytes that it takes to move the cursor: over fewer it is written on."""


class Painting:
    """What stands on the terminal, as far as it was written from here."""

    def __init__(self) -> None:
        self._shown: tuple[object, Size] = (None, Size())
        self._rows: list[list[Cell | None]] = []

    def forget(self) -> None:
        """Takes the terminal for one that may show anything."""
        self._shown = None, Size()

    def of(self, screen: tuple[object, Size], size: Size, update: RenderableType | None) -> RenderableType | None:
        """Returns the update of a screen as it is laid out, so that it writes no more than is needed on a terminal of that size."""
        if self._shown != (screen, size):
            self._shown, self._rows = (screen, size), [[None] * size.width for _ in range(size.height)]
        return _Needed(self, update) if isinstance(update, (ChopsUpdate, LayoutUpdate)) else update

    def write(self, update: ChopsUpdate | LayoutUpdate, console: Console) -> str:
        """Returns what writes the cells of an update that stand otherwise on the terminal, or are not known to."""
        pieces = _parts(update) if isinstance(update, ChopsUpdate) else _all(update)
        return told(each for y, x, strip in pieces for each in self._changes(y, x, _cells(strip, console)))

    def _changes(self, y: int, x: int, cells: Sequence[Cell]) -> Iterator[tuple[str, str | None]]:
        """What is written, with moves of the cursor among it: so a look is told once for several rows."""
        for start, end in _runs(self._stand(y, x, cells), cells):
            yield Control.move_to(x + start, y).segment.text, None
            yield from cells[start:end]

    def _stand(self, y: int, x: int, cells: Sequence[Cell]) -> Sequence[Cell | None]:
        """Keeps in mind that these cells stand there from now on, and returns those that stood there."""
        if y >= len(self._rows):
            return [None] * len(cells)
        before = self._rows[y][x : x + len(cells)]
        self._rows[y][x : x + len(cells)] = cells
        return [*before, *[None] * (len(cells) - len(before))]


class _Needed(CompositorUpdate):
    """An update that is held against the terminal when it is written, and not before: some never are."""

    def __init__(self, painting: Painting, update: ChopsUpdate | LayoutUpdate) -> None:
        self._painting, self._update = painting, update

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._update

    def render_segments(self, console: Console) -> str:
        return self._painting.write(self._update, console)


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and content of what an update of parts of the screen covers."""
    for y, first, last in update.spans:
        for (x, strip), end in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            if strip is not None and x < last and end > first:
                yield y, x, strip.crop(0, min(end, last) - x)


def _all(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and content of an update of the whole screen."""
    for y, strips in enumerate(update.strips, update.region.y):
        yield y, update.region.x, Strip.join(strips)


def _cells(strip: Strip, console: Console) -> list[Cell]:
    """The strip cell by cell."""
    cells: list[Cell] = []
    colours = console._color_system or ColorSystem.TRUECOLOR
    for text, style, control in strip:
        if control:
            continue
        look = Strip.render_ansi(style, colours) if style else ""
        for character in text:
            wide = cell_len(character)
            if wide == 0 and cells:
                place = -1 if cells[-1][0] else -2
                cells[place] = (cells[place][0] + character, cells[place][1])
            else:
                cells += [(character, on_blank(look) if character == " " else look), ("", look)][:wide]
    return cells


def _runs(before: Sequence[Cell | None], cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where cells differ from those before, from and to, with no half of a wide character at either end."""
    changed = [place for place, (was, now) in enumerate(zip(before, cells, strict=True)) if was != now]
    start = end = -1
    for place in changed:
        if start >= 0 and _is_near(cells, end, place):
            end = place + 1
            continue
        if start >= 0:
            yield _whole(cells, start, end)
        start, end = place, place + 1
    if start >= 0:
        yield _whole(cells, start, end)


def _is_near(cells: Sequence[Cell], start: int, end: int) -> bool:
    """Tells whether cells between two changes are fewer bytes than a move of the cursor over them."""
    between, look = cells[start:end], cells[start - 1][1]
    if len(between) > _MOVE or any(each not in (look, on_blank(look)) for _, each in between):
        return False
    return len("".join(text for text, _ in between).encode()) <= _MOVE


def _whole(cells: Sequence[Cell], start: int, end: int) -> tuple[int, int]:
    while start and not cells[start][0]:
        start -= 1
    while end < len(cells) and not cells[end][0]:
        end += 1
    return start, end
