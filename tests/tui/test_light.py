"""What makes the screens quick, told without a clock: which modules a start loads, and how many bytes a key writes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.tui.terminal import LIST, Terminal

DOWN, ENTER, ESC, F1, F3, F10 = "\x1b[B", "\r", "\x1b", "\x1bOP", "\x1bOR", "\x1b[21~"
STARTED = "import atexit, sys; atexit.register(lambda: open({path!r}, 'w').write(' '.join(sys.modules))); from liuwen_tui.__main__ import main; main()"
UNWANTED = {
    "typer",
    "click",
    "docx",
    "lxml",
    "xlsxwriter",
    "markdown_it",
    "pygments",
    "tree_sitter",
    "pydantic",
    "textual.widgets._markdown",
}
MOST = {"row": 1600, "digit": 450, "character": 220, "next": 1900}
"""Bytes of one key; of a row most are the words of the measure beside it, of the next measure its own."""


def cost(program: Terminal, key: str) -> int:
    """Returns how many bytes a key makes the program write."""
    program.settle(0.2)
    before = len(program.written.encode())
    program.send(key)
    program.settle(0.2)
    return len(program.written.encode()) - before


def test_a_key_writes_few_bytes_and_a_start_loads_no_module_that_it_does_not_need(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    loaded = tmp_path / "loaded"
    program = terminal(command=(sys.executable, "-c", STARTED.format(path=str(loaded))))
    program.wait_for(LIST)
    rows = [cost(program, DOWN) for _ in range(4)]
    program.send(ENTER)
    program.wait_for("5/9 ")
    digits = [cost(program, digit) for digit in "323"]
    program.send("2", ENTER)
    characters = [cost(program, character) for character in "已兑现ab"]
    walked = [cost(program, F3) for _ in range(2)]
    program.send(ESC)
    program.wait_for(LIST)
    program.settle(0.2)
    repainted(program)
    program.send(F10)
    assert program.ending() == 0
    seen = {"row": max(rows), "digit": max(digits), "character": max(characters), "next": max(walked)}
    assert {what: size for what, size in seen.items() if not 0 < size <= MOST[what]} == {}, seen
    modules = set(loaded.read_text().split())
    assert "textual" in modules and UNWANTED & modules == set()


def repainted(program: Terminal) -> None:
    """Fails where what stands on the screen is not what stands there once all of it is written anew."""
    before = program.cells()
    program.resize(30, 90)
    program.settle(0.3)
    program.resize(24, 80)
    program.settle(0.3)
    assert program.cells() == before
