"""深色, 浅色, 单色: chosen, remembered, and all that is told by colour told without it."""

from __future__ import annotations

import asyncio
from itertools import product
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment

from liuwen_tui.store.personal import config_file, recall
from liuwen_tui.tui import words
from liuwen_tui.tui.themes import DARK, LIGHT, MONO, THEMES, first_theme
from tests.tui.driving import Person, sit, visit
from tests.tui.test_screens import at, some_entries

SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)
_CONTRAST = 4.5
"""Source: WCAG 2.1, 1.4.3."""


def drawn(me: Person) -> list[Segment]:
    """What is written, blanks left out, as the terminal gets it."""
    return [segment for strip in me.app.screen._compositor.render_strips() for segment in strip if segment.text.strip()]


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: Color, ground: Color, system: ColorSystem) -> float:
    lights = sorted(luminance(color.downgrade(system)) + 0.05 for color in (ink, ground))
    return lights[1] / lights[0]


def assert_readable(me: Person) -> None:
    """Fails where a word on the screen stands out too little in a palette of a terminal."""
    for ink, ground in {(segment.style.color, segment.style.bgcolor) for segment in drawn(me)}:
        for system in SYSTEMS:
            assert contrast(ink, ground, system) >= _CONTRAST, (ink, ground, system)


def assert_colourless(me: Person) -> None:
    """Fails where a word has a colour, or nothing tells which place takes the keys."""
    seen = drawn(me)
    assert all(segment.style and segment.style.color.is_default and segment.style.bgcolor.is_default for segment in seen)
    assert any(segment.style.reverse for segment in seen)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_words_can_be_read_on_every_ground_that_they_may_come_to_stand_on(theme: str) -> None:
    look = THEMES[theme]
    inks = [look.foreground, *(look.variables[name] for name in ("text-primary", "text-warning", "hint"))]
    pairs = [(look.variables["bar-text"], look.panel), (look.background, look.foreground)]
    for ink, ground in [*product(inks, [look.background, look.surface, look.variables["here"]]), *pairs]:
        for system in SYSTEMS:
            assert contrast(Color.parse(ink), Color.parse(ground), system) >= _CONTRAST, (ink, ground, system)


@pytest.mark.parametrize("theme", [DARK, LIGHT, MONO])
@sit(prepare=some_entries)
async def test_the_place_that_takes_the_keys_looks_unlike_the_others(me: Person, theme: str) -> None:
    def looks(words: str) -> tuple[object, ...]:
        (found,) = {(s.style.color, s.style.bgcolor, s.style.reverse) for s in drawn(me) if words in s.text}
        return found

    me.app.theme = theme
    await me.press("down")
    assert looks("4 完善社会保障") != looks("5 提升公共服务水平")
    await me.press("enter")
    at_status = looks("1未启动"), looks("进度"), looks("工作进展")
    await me.press("tab")
    at_percent = looks("1未启动"), looks("进度"), looks("工作进展")
    await me.press("tab")
    at_text = looks("1未启动"), looks("进度"), looks("工作进展")
    assert [a != b for a, b in zip(at_status, at_percent, strict=True)] == [True, True, False]
    assert [a != b for a, b in zip(at_percent, at_text, strict=True)] == [False, True, True]


def test_a_theme_is_shown_at_once_kept_by_enter_and_there_the_next_time(home: Path) -> None:
    async def choose(me: Person) -> None:
        assert me.app.theme == DARK
        await me.press("ctrl+p")
        await me.type("换配色")
        await me.press("enter", "down")
        assert me.app.theme == LIGHT
        await me.press("escape")
        assert me.app.theme == DARK
        await me.press("f11", "down", "enter")
        assert recall(config_file(), home)["theme"] == LIGHT

    async def come_again(me: Person) -> None:
        assert me.app.theme == LIGHT

    asyncio.run(visit(home, choose))
    asyncio.run(visit(home, come_again))


@pytest.mark.parametrize(
    ("remembered", "environment", "theme"),
    [("", {}, DARK), ("light", {}, LIGHT), ("purple", {}, DARK), ("light", {"NO_COLOR": "1"}, MONO), ("light", {"NO_COLOR": ""}, LIGHT)],
)
def test_no_color_has_the_last_word(remembered: str, environment: dict[str, str], theme: str) -> None:
    assert first_theme(remembered, environment) == theme


def test_every_look_can_be_chosen() -> None:
    assert list(words.THEMES) == list(THEMES)


def test_no_color_leaves_no_colour(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def steps(me: Person) -> None:
        assert {(s.style.color.name, s.style.bgcolor.name) for s in drawn(me)} == {("default", "default")}

    at("list", home, steps)
