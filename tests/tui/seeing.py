"""Looking on while screens are painted: what is written, laid out and rendered, and what a terminal shows after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pyte
import pytest
from pyte.screens import Char
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.widget import Widget

from liuwen_tui.tui.painting import Painting
from liuwen_tui.tui.screens.entry import EntryScreen
from liuwen_tui.tui.shell import Shell
from tests.tui.driving import SMALL, Person


@dataclass
class Seen:
    """What was done since it was looked at last."""

    written: list[str] = field(default_factory=list)
    """What each painting wrote."""
    told: int = 0
    laid_out: int = 0
    rendered: set[str] = field(default_factory=set)
    """Kinds of widgets that were asked for rows."""

    def clear(self) -> None:
        self.__init__()  # type: ignore[misc]

    @property
    def sizes(self) -> list[int]:
        return [len(text.encode()) for text in self.written]


def look_on(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Looks on from now on, as a terminal of 256 colours."""
    seen = Seen()
    display, lay_out, tell, render = Shell._display, Screen._refresh_layout, EntryScreen.tell, Widget.render_lines

    def _display(app: Shell, screen: Screen[object], renderable: RenderableType | None) -> None:
        update = app._painting.of((screen, screen._compositor.size), app.size, renderable)
        if isinstance(update, CompositorUpdate):
            app.console._color_system = ColorSystem.EIGHT_BIT
            seen.written.append(update.render_segments(app.console))
        display(app, screen, renderable)

    def _refresh_layout(*given: object, **others: object) -> None:
        seen.laid_out += 1
        lay_out(*given, **others)  # type: ignore[arg-type]

    def _tell(screen: EntryScreen) -> None:
        seen.told += 1
        tell(screen)

    def _render(widget: Widget, *given: object) -> object:
        seen.rendered.add(type(widget).__name__)
        return render(widget, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Shell, "_display", _display)
    monkeypatch.setattr(Screen, "_refresh_layout", _refresh_layout)
    monkeypatch.setattr(EntryScreen, "tell", _tell)
    monkeypatch.setattr(Widget, "render_lines", _render)
    return seen


async def cost(me: Person, seen: Seen, key: str) -> Seen:
    seen.clear()
    await me.press(key)
    return seen


def shown(written: Sequence[str]) -> list[str]:
    """Returns the rows of a terminal of which nothing is known before that is written."""
    return ["".join(cell.data for cell in row).rstrip() for row in cells(written)]


def cells(written: Sequence[str]) -> list[list[Char]]:
    """Returns the same with what is seen of the looks: on a blank neither ink nor weight."""
    screen = pyte.Screen(*SMALL)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[7;31m" + "#" * SMALL[0] * SMALL[1])
    stream.feed("".join(written))
    whole = [[screen.buffer[row][column] for column in range(SMALL[0])] for row in range(SMALL[1])]
    return [
        [cell._replace(fg="", bold=False, italics=False) if cell.data == " " and not cell.reverse else cell for cell in row]
        for row in whole
    ]


async def is_mended(me: Person, seen: Seen) -> None:
    await cost(me, seen, "ctrl+l")
    assert shown(seen.written) == me.rows


def painted_whole(me: Person, changed: Widget) -> list[list[Char]]:
    """Returns the cells of the screen in front were it painted anew, and that widget with nothing kept in mind."""
    changed._styles_cache.clear()
    update = me.app.screen._compositor.render_full_update()
    return cells([Painting().write(update, me.app.console)])
