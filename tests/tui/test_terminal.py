"""The program as a person meets it: in a real terminal of 80x24, with the keyboard alone."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, environment, run
from tests.tui.terminal import LIST, Terminal

NINE = {
    1: "稳定就业岗位",
    4: "完善社会保障",
    5: "提升公共服务水平",
    6: "坚决打好污染防治攻坚战",
    7: "进一步减轻企业负担",
    8: "强化融资支持",
    9: "实施精准帮扶",
    10: "优化营商环境",
    12: "加快发展都市现代农业",
}
ENTER, TAB, ESC = "\r", "\t", "\x1b"
F3, F8, F9, F10 = "\x1bOR", "\x1b[19~", "\x1b[20~", "\x1b[21~"
UNITS = "您是哪个单位"
NO_TERMINAL = 2
SOON = 20.0


@pytest.fixture
def terminal(terminal: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """``terminal()`` starts the program on the fresh home, of a person whose unit is not known."""
    return partial(terminal, LIUWEN_UNIT="")


def listed(screen: str) -> dict[int, str]:
    """The measures in the left pane, by number."""
    rows = re.findall(r"^ [√~!o=.-] +(\d+) (\S+)", screen, flags=re.M)
    return {int(number): title for number, title in rows}


def stored(home: Path, number: int) -> dict[str, object]:
    """The entry of 区发改委 as the store has it."""
    shown = run("show", str(number), "--unit", "fgw", "--quarter", "2020Q4", "--json", home=home)
    entry: dict[str, object] = shown.json()["entry"]
    return entry


def choose_fgw(program: Terminal) -> str:
    program.wait_for(UNITS)
    program.send("fgw", ENTER)
    program.wait_for("先做哪一样")
    program.send(ENTER)
    return program.wait_for(LIST, "区发改委  2020年第四季度", NINE[12])


def test_a_fresh_start_asks_for_the_unit(terminal: Callable[..., Terminal]) -> None:
    screen = terminal().wait_for(UNITS, "湖政发〔2020〕25号", "区发改委", "F1 帮助")
    assert len(screen.splitlines()) == 24


def test_the_chosen_unit_sees_its_nine_measures_and_is_remembered(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    assert listed(choose_fgw(program)) == NINE
    program.send(F10)
    assert program.ending() == 0
    assert listed(terminal().wait_for(LIST, NINE[12])) == NINE


def test_nine_measures_are_filled_submitted_and_exported_with_the_keyboard_alone(terminal: Callable[..., Terminal], home: Path) -> None:
    program = terminal()
    choose_fgw(program)
    program.send(ENTER)
    for place, number in enumerate(NINE, 1):
        program.wait_for(f"{place}/9 ", "尚未填报")
        program.send("2", ENTER, f"第{number}项办理“{number}0”件。", TAB, TAB, f"再办{number}件。", F3)
    program.wait_for("1/9 ", "已保存", "第1项办理“10”件。")
    program.send(F9)
    program.wait_for("报送前检查", "可以报送 9 项", "必须补 0 项")
    program.send(TAB, "张某", TAB, "李某", F9)
    program.wait_for("冻结，要改须撤回")
    program.send("y")
    program.wait_for("已报送，文件在")
    report = tomllib.loads((home / "notices/qsh-2020-25/units/fgw/out/qsh-2020-25_2020Q4_fgw.toml").read_text(encoding="utf-8"))
    assert (report["state"], report["prepared_by"], report["reviewed_by"]) == ("submitted", "张某", "李某")
    assert {entry["measure"]: (entry["progress"], entry["next_steps"]) for entry in report["entry"]} == {
        number: (f"第{number}项办理“{number}0”件。", f"再办{number}件。") for number in NINE
    }
    program.send(F8)
    program.wait_for("导出本季报告", "Markdown")
    program.send("\x1b[B", "\x1b[B", "\x1b[B", ENTER)
    program.wait_for("已导出到")
    assert (home / "notices/qsh-2020-25/units/fgw/out/qsh-2020-25_2020Q4_fgw.md").is_file()


def test_quitting_and_starting_again_comes_back_to_the_same_measure(terminal: Callable[..., Terminal]) -> None:
    program = terminal()
    choose_fgw(program)
    program.send(ENTER)
    program.wait_for("1/9 ")
    program.send(F3)
    program.wait_for("2/9 ")
    program.send("3", F10)
    assert program.ending() == 0
    terminal().wait_for("2/9 ", "完善社会保障", "[3滞后]")


def test_what_was_shown_as_saved_outlives_a_killed_program_which_comes_back_to_it(terminal: Callable[..., Terminal], home: Path) -> None:
    program = terminal()
    choose_fgw(program)
    program.send(ENTER)
    program.wait_for("1/9 ")
    program.send(F3)
    program.wait_for("2/9 ", "尚未填报")
    program.send("2", ENTER, "办理326户。", TAB)
    program.wait_for("2/9 ", "已保存", "办理326户。")
    program.kill()
    kept = stored(home, 4)
    assert (kept["status"], kept["progress"]) == ("in_progress", "办理326户。")
    terminal().wait_for("完善社会保障", "推进中", "2/9 ", "办理326户。")


def test_names_typed_on_the_check_screen_outlive_enter(terminal: Callable[..., Terminal]) -> None:
    program = terminal("--unit", "fgw")
    program.wait_for(LIST)
    program.send(F9)
    program.wait_for("报送前检查", "审核人")
    program.send(TAB, "张某", ENTER, TAB, "李某")
    program.wait_for("报送前检查", "张某", "李某")


def test_a_town_reads_through_which_group_it_is_responsible(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("--unit", "tsz").wait_for(LIST, "塘山镇因“各镇”列入")
    assert list(listed(screen)) == [4, 13, 14, 16, 17, 18]


def test_the_leads_board_opens_with_who_reported_and_who_did_not(terminal: Callable[..., Terminal]) -> None:
    program = terminal("lead")
    program.wait_for("汇总台", "2020Q4", "应报32", "区发改委", "未报")
    program.send(F10)
    assert program.ending() == 0


@pytest.mark.parametrize("variables", [{}, {"TERM": "dumb"}])
def test_without_a_terminal_to_type_on_it_refuses_at_once_in_one_chinese_line(home: Path, variables: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    stdin = theirs if variables else subprocess.DEVNULL
    known = environment(home, TERM="xterm-256color")
    done = subprocess.run(
        PROGRAM, stdin=stdin, stdout=theirs, stderr=theirs, env={**known, **variables}, cwd=home.parent, check=False, timeout=SOON
    )
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert done.returncode == NO_TERMINAL
    assert said.count("\n") == 1 and "终端" in said
    assert ESC not in said
