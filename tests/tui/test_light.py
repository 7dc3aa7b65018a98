"""What makes the screens quick, told without a clock: which modules a start loads, and how many bytes a key writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.tui.terminal import LIST, Terminal, until

DOWN, ENTER, ESC, F2, F10, CTRL_L = "\x1b[B", "\r", "\x1b", "\x1bOQ", "\x1b[21~", "\x0c"
STARTED = """
import atexit, gc, os, sys
atexit.register(lambda: open(os.environ["LOADED"], "w").write(" ".join([f"{gc.isenabled()} {gc.get_freeze_count()}", *sys.modules])))
from liuwen_tui.__main__ import main
main()
"""
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
LATER = {
    "textual.command",
    "textual.widgets._tree",
    "textual.widgets._input",
    "textual.widgets._directory_tree",
    "textual.widgets._text_area",
    "ssl",
    "zipfile",
    "liuwen_tui.merging",
    "liuwen_tui.keeping",
    "liuwen_tui.documents.papers",
    "liuwen_tui.documents.seal",
    "liuwen_tui.domain.summary",
    *(f"liuwen_tui.tui.screens.{name}" for name in ("entry", "board", "check", "help", "manual", "palette", "history", "export")),
}
"""What the list of measures does not need; Textual's own palette is stood in for, so that its name is there and empty."""
MOST = {"row": 1300, "digit": 300, "character": 150, "next": 1700}
"""Bytes of a key, one with another; of a row most are the words of the measure beside it, of the next measure its own."""


def cost(program: Terminal, keys: Sequence[str]) -> float:
    """Returns how many bytes the program writes for each of these keys."""
    program.settle(0.4)
    before = len(program.written.encode())
    for key in keys:
        program.send(key)
        program.settle(0.1)
    program.settle(0.4)
    return (len(program.written.encode()) - before) / len(keys)


def test_a_key_writes_few_bytes_and_a_start_loads_no_module_that_it_does_not_need(
    terminal: Callable[..., Terminal], tmp_path: Path
) -> None:
    loaded = tmp_path / "loaded"
    program = terminal(command=(sys.executable, "-c", STARTED), LOADED=str(loaded))
    program.wait_for(LIST)
    seen = {"row": cost(program, [DOWN] * 3)}
    program.send(ENTER)
    program.wait_for("4/9 ")
    seen["digit"] = cost(program, "3232")
    program.send(ENTER)
    seen["character"] = cost(program, "已兑3a户")
    seen["next"] = cost(program, [F2] * 2)
    program.send(ESC)
    program.wait_for(LIST)
    assert_painted_whole(program)
    program.send(F10)
    assert program.ending() == 0
    assert {what: size for what, size in seen.items() if not 0 < size <= MOST[what]} == {}, seen
    modules = set(loaded.read_text().split())
    assert "textual" in modules and UNWANTED & modules == set()


def test_a_start_loads_what_the_list_needs_and_the_rest_when_it_is_opened(terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    loaded = tmp_path / "loaded"
    program = terminal(command=(sys.executable, "-c", STARTED), LOADED=str(loaded))
    program.wait_for(LIST)
    program.send(F10)
    assert program.ending() == 0
    collects, frozen, *modules = loaded.read_text().split()
    assert collects == "True" and int(frozen) > 50_000, "the collector goes on from what the start made"
    assert "liuwen_tui.tui.screens.measures" in modules and LATER.intersection(modules) == {"textual.command", "ssl"}, (
        "of these only the names"
    )
    assert sum(name.startswith("liuwen_tui") for name in modules) < 110


def switches(program: Terminal) -> dict[str, int]:
    """How often each thread of the program but the main one has gone to sleep."""
    told = {task.name: (task / "status").read_text() for task in Path(f"/proc/{program.pid}/task").iterdir()}
    return {
        thread: int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
        for thread, text in told.items()
        if int(thread) != program.pid
    }


def test_no_thread_but_the_one_that_looks_at_the_store_wakes_while_nothing_is_typed(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("1/9 ")

    def sleeps() -> bool:
        before = switches(program)
        program.settle(1.0)
        return len(before) > 1 and switches(program) == before

    until(sleeps, "各线程都歇着")


def assert_painted_whole(program: Terminal) -> None:
    """Fails where what stands on the screen is not what Ctrl+L brings back there once somebody wrote over it."""
    program.settle(0.4)
    before = program.cells()
    program.write_over("\x1b[31mBroadcast message from root: 今晚八点停机维护\r\n" * 9)
    assert program.cells() != before
    program.send(CTRL_L)
    program.settle(0.4)
    assert program.cells() == before
