"""A failure that nobody foresaw: the words typed are kept, the terminal is sane, one Chinese line names the log."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.terminal import LIST, Terminal

ENTER, F4 = "\r", "\x1bOS"
WORDS = "已兑现稳岗补贴326户"
OUR_FAULT = 70
LEAVES_SCREEN = "\x1b[?1049l"

FAULTS = {
    "a key": "from liuwen_tui.tui.screens.entry import EntryScreen\nEntryScreen.action_source = lambda self: 1 / 0",
    "a timer": "from liuwen_tui.tui.screens.entry import EntryScreen\n"
    "EntryScreen.action_source = lambda self: self.set_timer(0.01, lambda: 1 / 0)",
    "drawing": "from liuwen_tui.tui.screens.entry import EntryScreen\nfrom liuwen_tui.tui.widgets.lines import Line\n"
    "EntryScreen.action_source = lambda self: (setattr(Line, 'render', lambda line: 1 / 0), [line.refresh(layout=True) for line in self.query(Line)])",
    "the thread of the keys": "from liuwen_tui.tui.driver import TerminalDriver\nbefore = TerminalDriver._take\n"
    "TerminalDriver._take = lambda self, text: 1 / 0 if '\\x1bOS' in text else before(self, text)",
}
"""What is broken so that F4 fails, in a program that is otherwise ours."""


@pytest.fixture
def broken(terminal: Callable[..., Terminal], tmp_path: Path) -> Callable[[str], Terminal]:
    """``broken(code)`` starts the program after that code."""

    def start(code: str) -> Terminal:
        script = tmp_path / "broken.py"
        script.write_text(f"{_SETTINGS}\n{code}\nfrom liuwen_tui.__main__ import main\nmain()\n", encoding="utf-8")
        return terminal(command=[sys.executable, str(script)])

    return start


_SETTINGS = "import os, sys\nsys.argv[1:] = []\nos.environ['TEXTUAL_DISABLE_KITTY_KEY'] = '1'"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_keeps_the_words_leaves_the_terminal_and_names_its_log(broken: Callable[[str], Terminal], home: Path, fault: str) -> None:
    program = broken(fault)
    program.wait_for(LIST)
    program.send(ENTER, "2")
    program.wait_for("[2推进中]", "已保存")
    program.send(ENTER, WORDS)
    program.wait_for(WORDS)
    program.settle()
    program.send(F4)
    assert program.ending() == OUR_FAULT
    said = program.written.rpartition(LEAVES_SCREEN)[2]
    assert "程序出了错，已存的内容没有受影响" in said
    assert "Traceback" not in program.written and "ZeroDivisionError" not in program.written
    log = re.search(r"请把 (\S+?\.log)", said.replace("\r\n", ""))
    assert log and "ZeroDivisionError" in Path(log[1]).read_text(encoding="utf-8")
    again = broken("")
    again.wait_for("上次没有存下的内容", f"草稿  {WORDS}")
    again.send("1")
    again.wait_for("1/9 ", WORDS, "已保存")
