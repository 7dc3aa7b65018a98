"""Whatever bytes, pastes and sizes the terminal sends, the program lives on and keeps what was saved."""

from __future__ import annotations

import itertools
import random
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte.screens
import pytest

from liuwen_tui.domain.text import clean
from tests.cli.running import run
from tests.tui.terminal import HERE, LIST, Terminal, until

ENTER, TAB, ESC, F1, F3, F10 = "\r", "\t", "\x1b", "\x1bOP", "\x1bOR", "\x1b[21~"
QUIT = 0x11
"""Ctrl+Q, the one byte that means to end the program."""
BYTES = [bytes([byte]) for byte in range(256) if byte != QUIT]
Start = Callable[..., Terminal]


def open_first(program: Terminal) -> None:
    program.wait_for(LIST)
    program.send(ENTER, "2")
    program.wait_for("1/9 ", "[2推进中]", "已保存")
    program.send(ENTER)


def outlive(program: Terminal, pieces: Sequence[bytes]) -> None:
    """Types those bytes, wherever they lead, a few at a time; fails where one of them ends the program."""
    rest = iter(pieces)
    while some := list(itertools.islice(rest, 64)):
        program.send(*some)
        program.settle(0.05)
    program.send("\x1b[201~", *[ESC] * 8)  # no paste, question or page is left open
    program.send(F1)
    program.wait_for("这里能按的键", timeout=30 + 0.5 * len(pieces))  # all of it is worked off by then
    program.send(ESC, F10)
    assert program.ending() == 0


def progress(home: Path) -> str:
    shown = run("show", "1", "--json", home=home, **HERE)
    return str(shown.json()["entry"].get("progress", ""))


def test_no_byte_ends_the_program(terminal: Start) -> None:
    program = terminal()
    open_first(program)
    outlive(program, BYTES)


def test_no_pair_of_bytes_ends_the_program(terminal: Start) -> None:
    program = terminal()
    open_first(program)
    outlive(program, random.Random(25).sample(pairs(), 400))


@pytest.mark.long
@pytest.mark.parametrize("part", range(16))
def test_none_of_all_pairs_of_bytes_ends_the_program(terminal: Start, part: int) -> None:
    program = terminal()
    open_first(program)
    some = pairs()[part::16]
    outlive(program, some)
    print(f"\n{len(some)} of {len(pairs())} pairs")


def pairs() -> list[bytes]:
    return [one + other for one in BYTES for other in BYTES]


def test_escape_sequences_that_mean_nothing_do_not_end_the_program(terminal: Start) -> None:
    program = terminal()
    open_first(program)
    signs = "[]<>?;0123456789MmRtu~ABCDPHFO$yp\\中"
    chance = random.Random(7)
    noise = ["\x1b" + "".join(chance.choices(signs, k=chance.randint(1, 14))) for _ in range(40)]
    outlive(program, [*map(str.encode, noise), b"\x1b[48;0;0;0;0t\x1b[<0;1;1M", b"\x1b[48;1;1;1;1t"])


def test_what_is_typed_behind_reports_that_nobody_asked_for_is_taken(terminal: Start, home: Path) -> None:
    program = terminal()
    open_first(program)
    program.send("\x1b[48;0;0;0;0t\x1b[<0;1;1M" + "\x1b[M !!" + "办结326户" + TAB)
    program.wait_for("已保存", "办结326户")
    assert progress(home) == "办结326户"


def test_chinese_of_another_encoding_is_refused_with_a_sentence_and_what_follows_is_taken(terminal: Start, home: Path) -> None:
    program = terminal()
    open_first(program)
    program.send("发改委".encode("gbk"))
    program.wait_for("终端送来的字读不懂", "UTF-8 后重新登录")
    program.send("办结326户", TAB)
    program.wait_for("已保存", "办结326户")
    assert "办结326户" in progress(home) and "\ufffd" not in progress(home)


@pytest.mark.parametrize("marks", [("\x1b[200~", "\x1b[201~"), ("", "")], ids=["bracketed", "plain"])
def test_a_large_paste_is_kept_whole(terminal: Start, home: Path, marks: tuple[str, str]) -> None:
    text = "".join(f"第{number}户已兑现稳岗补贴。" for number in range(14_000 if marks[0] else 30))
    program = terminal()
    open_first(program)
    program.send(marks[0], text, marks[1])
    program.wait_for(f"{len(text)} 字")
    program.send(TAB)
    program.wait_for("已保存", "缺“下一步打算”")
    assert progress(home) == text


def test_a_storm_of_sizes_down_to_one_cell_loses_nothing(terminal: Start, home: Path) -> None:
    program = terminal()
    open_first(program)
    program.send("办结326户，")
    chance = random.Random(3)
    for rows, columns in [(1, 1), (2, 3), *((chance.randint(1, 60), chance.randint(1, 200)) for _ in range(40)), (1, 1), (24, 80)]:
        program.resize(rows, columns)
        program.read(0.01)
    program.settle()
    program.send("余2户。")
    program.wait_for("1/9 ", "办结326户，余2户。", "Esc 返回")
    program.send(F3)
    program.wait_for("2/9 ")
    assert progress(home) == "办结326户，余2户。"


def test_a_size_that_is_taken_back_at_once_leaves_the_screen_whole(terminal: Start) -> None:
    def stands(cells: list[list[object]]) -> bool:
        return program.read(0.1) == "" and program.cells() == cells

    program = terminal()
    open_first(program)
    program.settle()
    before = program.cells()
    for rows, columns in [(30, 100), (15, 60), (40, 120)] * 3:
        program.resize(rows, columns)
        program.resize(24, 80)
        until(lambda: stands(before), "排成原来的大小")
        program.write_over("\x1b[2J")  # as a terminal may drop what found no room
        program.signal(signal.SIGWINCH)
        until(lambda: stands(before), "画全")


# other terminals


def test_a_gb18030_terminal_shows_and_types_chinese(terminal: Start, home: Path, wide: None) -> None:
    program = terminal(encoding="gb18030")
    program.wait_for(LIST, "区发改委  2020年第四季度", "稳定就业岗位")
    open_first(program)
    program.send("已开通“惠企政策”专题—㐀。", TAB)
    program.wait_for("已保存", "已开通“惠企政策”专题—㐀。")
    assert progress(home) == "已开通“惠企政策”专题—㐀。"
    program.send(F10)
    assert program.ending() == 0


def test_a_terminal_that_draws_quotes_wide_shows_every_row_whole(terminal: Start, wide: None) -> None:
    program = terminal(LIUWEN_UNIT="tsz")
    screen = program.wait_for(LIST, "塘山镇因“各镇”列入")
    shown = [row for row in screen.splitlines() if row.startswith((" √", " .", " ~"))]
    assert len(shown) == 6
    program.send(ENTER)
    program.wait_for("1/6 ", "下一步打算", "Esc 返回  F1 帮助")


def test_help_manual_palette_and_looks_are_whole_in_the_least_gb18030_terminal_that_draws_quotes_wide(terminal: Start, wide: None) -> None:
    program = terminal(encoding="gb18030", rows=18, columns=60)
    program.wait_for(LIST)
    ways = {F1: "Esc F4 返回", "m": "4 全部的键  ↑↓ 翻看  Esc 返回", "\x10": "回车 就做  Esc 返回", "\x1b[23~": "回车 就用这种  Esc 照旧"}
    for key, foot in ways.items():
        program.send(key)
        program.wait_for(foot)
        program.settle()
        assert "?" not in program.text().replace("F1 ?", "")
        assert foot in program.lines()[-1]
        if key != F1:
            program.send(ESC)
            program.wait_for(LIST)


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals draw “ ” … — in two cells, as PuTTY and Xshell do when set for CJK."""
    narrow = pyte.screens.wcwidth
    ambiguous = frozenset("“”‘’…—·①○│─√〔〕《》")
    monkeypatch.setattr(pyte.screens, "wcwidth", lambda character: 2 if character in ambiguous else narrow(character))


def test_a_terminal_that_answers_nothing_is_served_all_the_same(terminal: Start, home: Path) -> None:
    program = terminal(is_silent=True)
    open_first(program)
    program.send("办结326户", TAB)
    program.wait_for("已保存", "办结326户")
    assert progress(home) == clean("办结326户")


def test_what_is_typed_before_the_screens_are_there_is_not_lost(terminal: Start, home: Path) -> None:
    program = terminal()
    program.send(ENTER, "2", ENTER, "办结326户", TAB)
    program.wait_for("1/9 ", "已保存", "办结326户")
    assert progress(home) == "办结326户"


def test_a_locale_of_another_encoding_changes_nothing(terminal: Start) -> None:
    terminal(LANG="zh_CN.GBK", LC_ALL="zh_CN.GBK", PYTHONIOENCODING="gbk").wait_for(LIST, "稳定就业岗位")
