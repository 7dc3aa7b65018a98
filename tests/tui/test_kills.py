"""kill -9 at any moment of typing: all but the last two seconds is in the store or offered as a draft."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from signal import SIGKILL

import pytest

from tests.cli.running import run
from tests.tui.terminal import HERE, LIST, Terminal, running

ENTER, DOWN_TO_END, TAB = "\r", "\x1b[1;5F", "\t"
PROMISED = 2.0
"""Seconds of typing that a kill may cost."""


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.long)])
def test_a_kill_while_typing_costs_two_seconds_at_most(home: Path, rounds: int) -> None:
    chance = random.Random(rounds)
    run("record", "1", "--status", "2", home=home, **HERE)
    typed = lost = 0
    for turn in range(rounds):
        run("record", "1", "--clear", "progress", home=home, **HERE)
        fresh = {"XDG_STATE_HOME": str(home.parent / f"state{turn}")}  # opens at the list
        program = Terminal(home=home, **HERE, **fresh)  # type: ignore[arg-type]
        try:
            seen = type_until_killed(program, turn, chance.uniform(0.1, 5))
        finally:
            for pid in running(home):
                os.kill(pid, SIGKILL)
            program.close()
        kept = what_is_kept(home)
        typed += len(seen)
        lost += sum(piece not in kept for piece in seen)
        for path in drafts(home).glob("*.json"):
            path.unlink()
    print(f"\n{rounds} kills, {typed} pieces typed more than {PROMISED:.0f} s before, {lost} lost")
    assert lost == 0


def type_until_killed(program: Terminal, turn: int, seconds: float) -> list[str]:
    """Types numbered pieces until the time is over, kills, and returns those seen two seconds before; leaves the field now and then."""
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("1/9 ")
    program.send(ENTER)
    shown: dict[str, float] = {}
    started = time.monotonic()
    while time.monotonic() < started + seconds:
        piece = f"k{turn}_{len(shown)}。"
        program.send(piece)
        program.wait_for(piece)
        shown[piece] = time.monotonic()
        if len(shown) % 7 == 0:
            program.send(TAB, "\x1b[Z", DOWN_TO_END)
        program.read(0.2)
    program.kill()
    killed = time.monotonic()
    return [piece for piece, at in shown.items() if at < killed - PROMISED]


def drafts(home: Path) -> Path:
    return home / "notices/qsh-2020-25/units/fgw/drafts"


def what_is_kept(home: Path) -> str:
    """What the store and the drafts hold together."""
    entry = run("show", "1", "--json", home=home, **HERE).json()["entry"] or {}
    texts = [json.loads(path.read_text(encoding="utf-8"))["entry"] for path in drafts(home).glob("*.json")]
    return "\n".join(str(fields.get("progress", "")) for fields in (entry, *texts))
