"""What every screen keeps, each of them opened once."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from textual.actions import parse

from liuwen_tui.domain.text import width
from liuwen_tui.tui.doables import doables
from liuwen_tui.tui.themes import DARK, LIGHT, MONO
from tests.tui.driving import LARGE, LEAST, SMALL, Person, hold_against
from tests.tui.seeing import Seen, is_mended
from tests.tui.test_screens import EVERYWHERE, at
from tests.tui.test_themes import assert_colourless, assert_readable

_MOVING = {"Tab", "↑↓", "PgUp", "PgDn", "←→↑↓"}
_QUESTIONS = ("carry", "withdraw")
"""They have no foot."""


@pytest.mark.parametrize("place", EVERYWHERE)
def test_a_screen_keeps_what_all_of_them_do(home: Path, seen: Seen, place: str) -> None:
    async def steps(me: Person) -> None:
        await it_looks_as_it_did_and_fits_the_least_terminal(me, place)
        await is_mended(me, seen)
        await it_can_be_read_in_every_theme(me)
        if place not in _QUESTIONS:
            every_key_at_its_foot_is_bound(me)
        if place != "help":
            await every_key_that_help_names_has_something_to_do(me)

    at(place, home, steps)


async def it_looks_as_it_did_and_fits_the_least_terminal(me: Person, place: str) -> None:
    hold_against(place, me)
    await me.resize(LARGE)
    hold_against(place, me)
    await me.resize(LEAST)
    hold_against(place, me)
    assert len(me.rows) == LEAST[1]
    assert max(map(width, me.rows)) <= LEAST[0]
    assert "Esc" in me.screen or "F1" in me.screen
    await me.resize(SMALL)
    hold_against(place, me)


async def it_can_be_read_in_every_theme(me: Person) -> None:
    for theme in (MONO, LIGHT, DARK):
        me.app.theme = theme
        await me.press("ctrl+l")
        (assert_colourless if theme == MONO else assert_readable)(me)


def every_key_at_its_foot_is_bound(me: Person) -> None:
    entries = re.split("  +", me.rows[-1].strip())
    assert len(entries) <= 7
    bound = {key for doable in doables(me.app.screen) for key in (*doable.pressed, *doable.typed)}
    for entry in entries:
        *keys, what = entry.replace("^P", "Ctrl+P").split()
        assert what
        assert set(keys) - _MOVING <= bound, entry


async def every_key_that_help_names_has_something_to_do(me: Person) -> None:
    focusable = [None, *me.app.screen.focus_chain]
    for widget in focusable:
        me.app.screen.set_focus(widget)
        for active in me.app.screen.active_bindings.values():
            place, name, arguments = parse(active.binding.action)
            target = {"app": me.app, "screen": me.app.screen}.get(place, active.node)
            action = getattr(target, f"action_{name}", None) or getattr(target, f"_action_{name}", None)
            assert action, f"{active.binding.key}: {active.binding.action}"
            assert inspect.signature(action).bind(*arguments) is not None
    me.app.screen.set_focus(focusable[1] if len(focusable) > 1 else None)
    offered = doables(me.app.screen)
    await me.press("f1")
    first = me.rows
    await me.press("end")
    for doable in offered:
        await me.until(lambda it=doable: any(it.keys in row and it.what in row for row in (*first, *me.rows)), doable.what)
