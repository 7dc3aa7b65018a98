"""What a key costs, counted and not timed: what is written to the terminal, laid out, and told anew; and a screen that is mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.screen import Screen
from textual.widget import Widget

from liuwen_tui.tui.pen import told
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.entry import EntryScreen
from liuwen_tui.tui.shell import Shell
from tests.tui.driving import SMALL, Person, sit
from tests.tui.test_screens import EVERYWHERE, all_filled, at


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


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Looks on, as a terminal of 256 colours."""
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


@sit(prepare=all_filled)
async def test_a_row_moved_writes_two_rows_and_what_stands_beside_once_the_keys_rest(me: Person, seen: Seen) -> None:
    await me.press("down")
    await cost(me, seen, "down")
    rows, beside = seen.sizes
    assert rows <= 200
    assert 200 < beside <= 1200
    assert (seen.laid_out, seen.rendered) == (0, {"MeasureList", "Prose"})
    assert me.screen.count("提升公共服务水平") == 2


@sit(prepare=all_filled)
async def test_rows_run_through_end_with_the_words_of_the_last_of_them(me: Person) -> None:
    await me.press("down", "down", "down", "up")
    assert me.screen.count("提升公共服务水平") == 2


@sit(prepare=all_filled)
async def test_a_character_is_painted_once_with_all_that_follows_from_it(me: Person, seen: Seen) -> None:
    await me.press("enter", "2", "enter", "已")
    for key in "办3":
        await cost(me, seen, key)
        assert len(seen.sizes) == 1 and seen.sizes[0] <= 150
        assert (seen.told, seen.laid_out) == (1, 0)


@sit(prepare=all_filled)
async def test_a_status_is_painted_once(me: Person, seen: Seen) -> None:
    await me.press("enter", "2")
    for key in "32":
        await cost(me, seen, key)
        assert len(seen.sizes) == 1 and seen.sizes[0] <= 300
        assert (seen.told, seen.laid_out) == (1, 0)


@sit(prepare=all_filled)
async def test_another_measure_is_told_once_and_painted_once(me: Person, seen: Seen) -> None:
    await me.press("enter")
    for _ in range(5):
        await cost(me, seen, "f3")
        assert len(seen.sizes) == 1 and seen.sizes[0] <= 1500
        assert seen.told == 1 and seen.laid_out <= 2


@sit(prepare=all_filled)
async def test_what_a_notice_lay_over_is_painted_again_when_it_goes(me: Person, seen: Seen) -> None:
    await me.press("ctrl+l")
    written = list(seen.written)
    seen.clear()
    me.app.tell("终端送来的字读不懂。")
    await me.see("读不懂")
    await me.press("down")
    me.app.clear_notifications()
    await me.until(lambda: "读不懂" not in me.screen, "提示消失")
    await me.press("down")
    assert shown([*written, *seen.written]) == me.rows


# Ctrl+L


def shown(written: Sequence[str]) -> list[str]:
    """Returns the rows of a terminal of which nothing is known before that is written."""
    screen = pyte.Screen(*SMALL)
    stream = pyte.Stream(screen)
    stream.feed("\x1b[7;31m" + "#" * SMALL[0] * SMALL[1])
    stream.feed("".join(written))
    return ["".join(screen.buffer[row][column].data for column in range(SMALL[0])).rstrip() for row in range(SMALL[1])]


async def is_mended(me: Person, seen: Seen) -> None:
    await cost(me, seen, "ctrl+l")
    assert shown(seen.written) == me.rows


@pytest.mark.parametrize("place", EVERYWHERE)
def test_ctrl_l_writes_the_whole_screen_anew(home: Path, seen: Seen, place: str) -> None:
    at(place, home, lambda me: is_mended(me, seen))


@pytest.mark.parametrize("dialog", [lambda: AskScreen("为什么？"), lambda: ConfirmScreen("当真？")])
@sit()
async def test_ctrl_l_mends_a_question_and_what_lies_behind(me: Person, seen: Seen, dialog: Callable[[], Screen[object]]) -> None:
    me.app.push_screen(dialog())
    await me.see("Esc")
    await is_mended(me, seen)


# the pen


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ([("甲", "1;31;40"), ("乙", "1;31;40")], "\x1b[0;1;31;40m甲乙\x1b[0m"),
        ([("甲", "31;40"), ("乙", "32;40"), ("丙", "1;32;40")], "\x1b[0;31;40m甲\x1b[32m乙\x1b[1m丙\x1b[0m"),
        ([("甲", "1;31;40"), ("乙", "31;40")], "\x1b[0;1;31;40m甲\x1b[0;31;40m乙\x1b[0m"),
        ([("甲", "1;31;40"), (" ", "40"), ("乙", "1;31;40")], "\x1b[0;1;31;40m甲 乙\x1b[0m"),
        ([("甲", "4;31;40"), (" ", "40"), ("乙", "4;31;40")], "\x1b[0;4;31;40m甲\x1b[0;40m \x1b[4;31m乙\x1b[0m"),
        ([("甲", "38;5;253;48;5;16"), (" ", "48;5;17")], "\x1b[0;38;5;253;48;5;16m甲\x1b[48;5;17m \x1b[0m"),
        ([("甲", "38;2;1;2;3"), ("乙", "")], "\x1b[0;38;2;1;2;3m甲\x1b[0m乙"),
        ([("甲", "97;107"), ("乙", "91;107")], "\x1b[0;97;107m甲\x1b[91m乙\x1b[0m"),
        ([], ""),
    ],
)
def test_of_a_look_no_more_is_told_than_differs(written: list[tuple[str, str]], sent: str) -> None:
    assert told(written) == sent
