"""``liuwen doctor``: asked at terminals of several kinds, which it leaves as it found them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from liuwen_tui.cli.examined import Examined, examined_shape, examined_words
from liuwen_tui.cli.installation_examined import examine_installation
from liuwen_tui.cli.terminal_examined import examine_terminal
from liuwen_tui.opening import Options
from liuwen_tui.store.space import free_bytes, may_write
from liuwen_tui.tui.terminal import Terminal as Answered
from tests.cli.running import PROGRAM
from tests.conftest import as_nobody, give_to_nobody
from tests.tui.terminal import Terminal

SHELL = """
before=$(stty -g)
for each in {runs}; do {program} doctor --unit fgw --quarter 2020Q4; echo "code=$?"; done
[ "$before" = "$(stty -g)" ] && echo "tty=same"
read -r -s -t 0.05 -n 1 left; echo "left=[$left]"
"""
NAMES = ["encoding", "ambiguous_width", "size", "colours", "term", "round_trip", "locale", "account", "unit", "home"]
NAMES += ["permissions", "space", "versions"]


@pytest.fixture
def shell(home: Path) -> Iterator[Callable[..., Terminal]]:
    """``shell()`` runs doctor in a shell in a terminal, so often as asked; the shell tells what was left behind."""
    started: list[Terminal] = []

    def start(runs: int = 1, **kind: object) -> Terminal:
        script = SHELL.format(runs=" ".join(map(str, range(runs))), program=" ".join(PROGRAM))
        started.append(Terminal(home=home, command=["bash", "-c", script], rows=kind.pop("rows", 40), **kind))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for one in started:
        one.close()


def marked(screen: str) -> dict[str, str]:
    """The marks of the things on a screen, by title, but that of the round trip, which hangs on what else this machine does."""
    rows = [line.split() for line in screen.splitlines() if line[:2] in ("√ ", "! ", "- ")]
    return {row[1]: row[0] for row in rows if row[1] != "往返时间"}


def test_a_good_terminal_is_told_so_and_left_as_it_was(shell: Callable[..., Terminal]) -> None:
    program = shell()
    screen = program.wait_for("left=")
    assert set(marked(screen).values()) == {"√"} and len(marked(screen)) == len(NAMES) - 1
    assert all(words in screen for words in ("UTF-8", "一格", "80 列 40 行", "256 色", "毫秒", "LANG=C.UTF-8", "区发改委（fgw）"))
    assert all(line in screen for line in (f"code={int('! 往返时间' in screen)}", "tty=same", "left=[]"))


def test_a_small_gbk_terminal_is_spoken_to_in_gbk_and_told_what_to_change(shell: Callable[..., Terminal]) -> None:
    program = shell(encoding="gb18030", columns=50, TERM="xterm", NO_COLOR="1")
    screen = program.wait_for("left=")
    assert [title for title, mark in marked(screen).items() if mark == "!"] == ["窗口大小", "区域设置"]
    assert all(
        words in screen for words in ("GB18030", "50 列 40 行，太小", "不用颜色", "PuTTY 在 Window", "code=1", "tty=same", "left=[]")
    )


def test_a_silent_terminal_is_not_waited_for_long_and_ctrl_c_ends_the_wait(shell: Callable[..., Terminal]) -> None:
    program = shell(runs=2, is_silent=True)
    while "\x1b[6n" not in program.written:
        program.read(20)
    program.send("\x03")
    program.wait_for("code=130")
    screen = program.wait_for("left=")
    assert all(words in screen for words in ("! 编码        终端没有回答", "等了 3 秒", "code=1\n", "tty=same", "left=[]"))


def looked_at(terminal: Answered | None, **environment: str) -> dict[str, Examined]:
    return {item.name: item for item in examine_terminal(terminal, "这里不是终端", environment)}


def test_what_cannot_be_seen_is_said_and_counts_for_nothing(home: Path) -> None:
    items = [*looked_at(None).values(), *installed(home=str(home)).values()]
    shape: Any = examined_shape(items)
    rows = {row["name"]: row for row in shape["checks"]}
    assert shape["ok"] is True and list(rows) == NAMES
    assert {rows[name]["ok"] for name in ("encoding", "ambiguous_width", "round_trip")} == {None}
    assert rows["encoding"]["found"] == "看不到：这里不是终端"
    assert set(rows["versions"]["value"]) == {"liuwen", "python", "textual"}
    wrong = [*items, Examined("x", "甲", False, "不好", "请改。")]
    assert examined_shape(wrong)["ok"] is False and examined_words(wrong, 78).endswith("! 甲          不好\n              请改。")


def test_what_a_terminal_answered_is_judged() -> None:
    good = looked_at(Answered(ambiguous=2, seconds=0.05), LANG="C.UTF-8")
    assert (good["ambiguous_width"].is_good, good["ambiguous_width"].value, good["round_trip"].value) == (True, 2, 50)
    slow = looked_at(Answered(seconds=0.5))
    assert (slow["round_trip"].is_good, "线路慢" in slow["round_trip"].advice) == (False, True)
    foreign = looked_at(Answered(knows_chinese=False, seconds=0.01))["encoding"]
    assert foreign.is_good is False and all(name in foreign.advice for name in ("PuTTY", "Xshell", "SecureCRT", "Windows Terminal"))
    assert looked_at(Answered("gbk", seconds=0.01))["encoding"].is_good is False
    absent = looked_at(Answered(seconds=0.01), LANG="xx_XX.GBK")["locale"]
    assert (absent.is_good, "这台机器上没有" in absent.found) == (False, True)
    assert looked_at(None, LC_CTYPE="C.UTF-8")["locale"].found == "没有设", "Python set it, not the person"
    other = looked_at(Answered("gb18030", seconds=0.01), LANG="C.UTF-8")["locale"]
    assert other.is_good is False and "乱码" in other.advice


def installed(**options: str) -> dict[str, Examined]:
    return {item.name: item for item in examine_installation(Options(**options))}


def test_an_installation_that_cannot_be_used_is_told_with_what_to_do(home: Path) -> None:
    assert installed(home=str(home), unit="nope")["unit"].is_good is False
    assert installed(home=str(home))["unit"].found == "还没有选，打开界面时会问"
    home.mkdir()
    (home / "liuwen.toml").write_text("due_days = 'x'", encoding="utf-8")
    broken = installed(home=str(home), unit="fgw")
    assert (broken["home"].is_good, broken["permissions"].is_good) == (False, None)
    assert "due_days" in broken["home"].advice


def test_a_home_that_others_keep_closed_is_named(shared_folder: Path) -> None:
    home, own = shared_folder / "home", shared_folder / "own"
    home.mkdir(mode=0o555)
    own.mkdir()
    for folder in (home, own):
        give_to_nobody(folder)

    def look() -> Examined:
        os.environ["XDG_CONFIG_HOME"] = str(own)
        return installed(home=str(home), unit="fgw")["permissions"]

    found = as_nobody(look)
    assert found.is_good is False and str(home) in found.found
    assert as_nobody(lambda: (may_write(own / "new" / "folder"), may_write(home / "new"))) == (True, False)
    assert free_bytes(own / "new") > 0
