"""An input method opens its window at the terminal's cursor: it must stand where the next key goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.text import width
from liuwen_tui.tui import words
from tests.cli.running import run
from tests.tui.terminal import HERE, LIST, Terminal, until

ENTER, TAB, BACK_TAB, F3, F4, ESC = "\r", "\t", "\x1b[Z", "\x1bOR", "\x1bOS", "\x1b"
WORDS = "已兑现稳岗补贴326户，"


def at(program: Terminal, text: str, after: str = "") -> None:
    """The cursor comes to stand behind ``after`` in the row of that text, or somewhere in it."""

    def stands_there() -> bool:
        program.read(0.02)
        row = next((row for row, line in enumerate(program.lines()) if text in line), -1)
        line = program.lines()[row]
        column = line.find(after) + width(line[: line.find(after)]) - len(line[: line.find(after)]) + width(after) if after else -1
        return program.cursor[1] == row and (not after or program.cursor[0] == column)

    until(stands_there, f"光标在“{text}”，现在在 {program.cursor}\n{program.text()}")


def test_the_cursor_stands_where_the_next_key_goes(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("1未启动")
    at(program, "1未启动")
    program.send(WORDS)
    at(program, WORDS, WORDS)
    program.send(BACK_TAB)
    at(program, "进度")
    program.send(BACK_TAB)
    at(program, "1未启动")
    program.send(TAB, TAB, TAB)
    at(program, "存在问题")
    program.send(F3)
    program.wait_for("2/9")
    at(program, "1未启动")


def test_the_cursor_follows_the_text_when_the_window_changes_and_comes_back_from_another_screen(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    program.wait_for(LIST)
    program.send(ENTER, WORDS)
    at(program, WORDS, WORDS)
    program.resize(40, 120)
    at(program, WORDS, WORDS)
    program.send("又")
    at(program, WORDS + "又", WORDS + "又")
    program.send(F4)
    program.wait_for("原文")
    program.send(ESC)
    program.wait_for("2推进中")
    program.send("办")
    at(program, WORDS + "又办", WORDS + "又办")


def test_the_cursor_stands_in_a_field_in_which_nothing_is_written_yet(terminal: Callable[..., Terminal]) -> None:
    program = terminal(LIUWEN_UNIT="")
    program.wait_for("您是哪个单位")
    at(program, words.UNIT_PLACEHOLDER)
    program.send("fgw", ENTER, ENTER)
    program.wait_for(LIST)
    program.send("/")
    at(program, words.FILTER_PLACEHOLDER[:20])


def test_the_cursor_stands_at_the_end_of_the_text_that_is_gone_on_with(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    program.wait_for(LIST)
    program.send(ENTER, "2", WORDS)
    at(program, WORDS, WORDS)
    program.send(ESC)
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("2推进中")
    at(program, WORDS, WORDS)


def test_the_cursor_stays_where_one_writes_while_a_colleague_saves(terminal: Callable[..., Terminal], home: Path) -> None:
    program = terminal()
    program.wait_for(LIST)
    program.send(ENTER, "2", WORDS)
    at(program, WORDS, WORDS)
    run("record", "1", "--next-steps", "下季度办完。", home=home, **HERE)
    program.wait_for("下季度办完。")
    program.settle()
    at(program, WORDS, WORDS)
