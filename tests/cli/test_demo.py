"""``liuwen demo``: invented, marked entries in a home of its own, which is gone afterwards."""

from __future__ import annotations

import signal
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liuwen_tui.demonstration import MARK
from tests.cli.running import content, run
from tests.tui.terminal import LIST, Terminal, until

TEXTS = ("progress", "problems", "next_steps", "support_needed", "reason")
KILLS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


@pytest.fixture
def temporary(home: Path) -> Path:
    """The person's temporary folder."""
    folder = home.parent / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def screens(home: Path, temporary: Path) -> Iterator[Callable[..., Terminal]]:
    """``screens("--lead")`` opens the demonstration on a terminal; every one opened is closed with the test."""
    opened: list[Terminal] = []

    def start(*options: str) -> Terminal:
        opened.append(Terminal("demo", *options, home=home, TMPDIR=str(temporary)))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def kept(home: Path, temporary: Path) -> Path:
    """Makes a demonstration that stays and returns its home."""
    done = run("demo", "--path", home=home, TMPDIR=str(temporary))
    assert (done.code, done.err) == (0, "")
    return Path(done.out.strip())


def test_without_a_terminal_it_says_what_it_would_open_and_leaves_nothing(home: Path, temporary: Path) -> None:
    done = run("demo", home=home, TMPDIR=str(temporary))
    assert (done.code, done.err) == (0, "")
    assert "区发改委填了一半" in done.out and "liuwen demo --lead" in done.out
    assert run("demo", "--json", home=home, TMPDIR=str(temporary)).json() == {
        "path": None,
        "units": ["fgw", "tsz", "wjw"],
        "quarter": "2020Q4",
    }
    assert list(temporary.iterdir()) == []
    assert not home.exists()


def test_it_stays_where_its_path_was_asked_for_and_only_its_owner_may_look_into_it(home: Path, temporary: Path) -> None:
    root = kept(home, temporary)
    assert root.parent == temporary and root.stat().st_mode & 0o777 == 0o700
    assert [path for path in temporary.iterdir() if path != root] == []
    assert not home.exists()
    asked = run("demo", "--path", "--json", home=home, TMPDIR=str(temporary)).json()
    assert Path(asked["path"]).is_dir()


def test_every_paragraph_says_that_it_is_invented(home: Path, temporary: Path) -> None:
    root = kept(home, temporary)
    said = [
        text
        for path in root.glob("notices/*/units/*/out/*.toml")
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
        for name in TEXTS
        for text in entry.get(name, "").splitlines()
    ]
    assert len(said) > 40
    assert [text for text in said if not text.startswith(MARK)] == []
    shown = run("show", "7", "--unit", "fgw", "--quarter", "2020Q4", home=root)
    assert shown.out.count(MARK) >= 4


def test_the_lead_finds_one_late_and_one_contradicting_itself_and_last_quarter_whole(home: Path, temporary: Path) -> None:
    root = kept(home, temporary)
    merged = run("merge", "--quarter", "2020Q4", "--json", home=root).json()
    assert (merged["counts"]["reported"], merged["counts"]["on_time"], merged["counts"]["late"]) == (2, 1, 1)
    assert [conflict["unit"] for conflict in merged["conflicts"]] == ["tsz"]
    assert merged["refused"] == []
    before = run("merge", "--quarter", "2020Q3", "--json", home=root).json()
    assert sorted(report["unit"] for report in before["reports"]) == ["fgw", "tsz", "wjw"]
    assert (before["conflicts"], before["counts"]["late"]) == ([], 0)
    status = run("status", "--unit", "fgw", "--quarter", "2020Q4", "--json", home=root).json()
    assert (len(status["filled"]), len(status["missing"])) == (4, 5)


def test_it_is_the_same_every_time(home: Path, temporary: Path) -> None:
    one, other = (content(kept(home, temporary)) for _ in range(2))
    assert {name: data for name, data in one.items() if not name.endswith(".lock")} == {
        name: data for name, data in other.items() if not name.endswith(".lock")
    }


def test_it_takes_no_home_and_no_notice_of_ones_own(home: Path, temporary: Path) -> None:
    done = run("demo", "--home", str(home), home=home, TMPDIR=str(temporary))
    assert (done.code, done.out) == (2, "")
    assert list(temporary.iterdir()) == []


def test_a_unit_tries_everything_and_nothing_is_left(home: Path, temporary: Path, screens: Callable[..., Terminal]) -> None:
    terminal = screens()
    terminal.wait_for(LIST, "演示 区发改委  2020年第四季度  已填 4/9", "(还有8天)")
    terminal.send("\x1bOS")  # F4
    terminal.wait_for("原文  第1项")
    terminal.send("\x1b[21~")  # F10
    assert terminal.ending() == 0
    assert list(temporary.iterdir()) == []
    assert not home.exists()
    remembered = content(home.parent / "person")
    assert [name for name, data in remembered.items() if b"liuwen-demo" in data] == []


def test_the_lead_tries_the_board_and_another_unit_its_list(screens: Callable[..., Terminal]) -> None:
    screens("--lead").wait_for("演示 2020Q4 汇总台", "应报32 已报2(按时1 迟报1)", "冲突1")
    screens("--unit", "tsz").wait_for("演示 塘山镇", "已报送")


def test_what_a_killed_one_leaves_is_swept_by_the_next_and_what_runs_or_was_kept_stays(
    home: Path, temporary: Path, screens: Callable[..., Terminal]
) -> None:
    killed, running = screens(), screens()
    for terminal in (killed, running):
        terminal.wait_for(LIST)
    asked_for = kept(home, temporary)
    killed.kill()
    assert len(list(temporary.iterdir())) == 3
    kept(home, temporary)
    assert len(list(temporary.iterdir())) == 3 and asked_for.is_dir()
    running.send("\x1bOS")  # F4
    running.wait_for("原文  第1项")


@pytest.mark.parametrize("number", KILLS, ids=lambda number: number.name)
def test_nothing_is_left_of_it_when_the_program_is_told_to_end(
    temporary: Path, screens: Callable[..., Terminal], number: signal.Signals
) -> None:
    terminal = screens()
    terminal.wait_for(LIST)
    terminal.signal(number)
    assert terminal.ending() == 128 + number
    assert "草稿" not in terminal.text()
    assert ("演示结束了" in terminal.text()) == (number != signal.SIGHUP)
    until(lambda: list(temporary.iterdir()) == [], "文件夹删去")
