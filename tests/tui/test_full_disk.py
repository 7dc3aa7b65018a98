"""A disk that takes nothing more: said in one line, the words stay on the screen, and what was saved is whole."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.running import PROGRAM, content, run
from tests.tui.terminal import HERE, LIST, Terminal, running, until

ENTER, ESC, F1, F3, F10 = "\r", "\x1b", "\x1bOP", "\x1bOR", "\x1b[21~"
WORDS = "办结326户[50%]"
Start = Callable[..., Terminal]


@pytest.fixture
def small_disk(home: Path) -> Iterator[Path]:
    """The home on a disk of its own of 256 kB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    home.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "liuwen-test", home], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield home
    for pid in running(home):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not running(home), "程序结束")
    subprocess.run(["umount", home], check=True)


def type_words(program: Terminal) -> None:
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("1/9 ", "第一句。")
    program.send(ENTER, WORDS)
    program.wait_for(WORDS, "未保存")


def test_a_full_disk_keeps_the_words_on_the_screen_until_there_is_room(small_disk: Path, terminal: Start) -> None:
    run("record", "1", "--status", "2", "--next-steps", "第一句。", home=small_disk, **HERE)
    program = terminal()
    type_words(program)
    ballast = small_disk / "ballast"
    subprocess.run(["dd", "if=/dev/zero", f"of={ballast}", "bs=4k"], check=False, capture_output=True)
    program.send(F3)
    program.wait_for("1/9 ", "磁盘满了", WORDS, "未保存")
    kept = run("show", "1", "--json", home=small_disk, **HERE).json()["entry"]
    assert kept["next_steps"] == "第一句。" and "progress" not in kept
    ballast.unlink()
    program.send(F3)
    program.wait_for("2/9 ")
    assert run("show", "1", "--json", home=small_disk, **HERE).json()["entry"]["progress"] == WORDS


def test_where_not_even_a_draft_can_be_written_leaving_says_so_and_asks_twice(home: Path, terminal: Start) -> None:
    run("record", "1", "--status", "2", "--next-steps", "第一句。", home=home, **HERE)
    before = content(home / "notices")
    program = terminal(command=["sh", "-c", f"ulimit -f 0; exec {' '.join(PROGRAM)}"])
    type_words(program)
    program.send(F10)
    program.wait_for("草稿也写不进去", WORDS)
    program.send(F10)
    assert program.ending() == 0
    after = content(home / "notices")
    assert {name: after[name] for name in before if not name.endswith(".lock")} == {
        name: data for name, data in before.items() if not name.endswith(".lock")
    }
    assert not [name for name in after if name.endswith(".new")]


def test_a_folder_that_vanished_is_said_and_the_words_stay(home: Path, terminal: Start) -> None:
    run("record", "1", "--status", "2", "--next-steps", "第一句。", home=home, **HERE)
    program = terminal()
    type_words(program)
    (home / "notices").rename(home / "elsewhere")
    program.wait_for("1/9 ", "不见了", WORDS, "第一句。")
    program.send(F3, F1)
    program.wait_for("这里能按的键")  # by then the save was tried
    program.send(ESC)
    program.wait_for("1/9 ", WORDS, "第一句。")
    (home / "notices").rename(home / "second") if (home / "notices").exists() else None
    (home / "elsewhere").rename(home / "notices")
    program.send(F3)
    program.wait_for("2/9 ")
    assert run("show", "1", "--json", home=home, **HERE).json()["entry"]["progress"] == WORDS
