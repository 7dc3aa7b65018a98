"""Commands killed at random moments and commands that run at once: no save that was shown as kept is lost."""

from __future__ import annotations

import random
import subprocess
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from liuwen_tui.domain.errors import LiuwenError
from tests.cli.running import PROGRAM, environment, run
from tests.store.saving import file, leftovers, store

FIELDS = ("--progress", "--problems", "--next-steps", "--support-needed")
MOST_ROUNDS = 5
"""Saves for each kill that is wanted."""
RECORD = ("record", "1", "--unit", "rsj", "--quarter", "2020Q4")


def start(home: Path, *options: str) -> subprocess.Popen[str]:
    """Starts a save on measure 1 in a process of its own."""
    command = [*PROGRAM, *RECORD, *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(home), cwd=home.parent)


def killed(home: Path, text: str, moment: float) -> tuple[float | None, bool]:
    """Starts a save and kills it after so many seconds; returns how long it took, None if it was killed, and whether it had said that it saved."""
    began, process = perf_counter(), start(home, "--progress", text)
    try:
        out, _ = process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        out, _ = process.communicate()
    return None if process.returncode < 0 else perf_counter() - began, "已保存" in out


def count_kills(home: Path, kills: int) -> Counter[str]:
    """Kills that many saves of different lengths and counts what came of it; of five times as many saves all may end before they are killed.

    Each is killed within the time that the last one took that nothing killed: a machine that is slow for a moment makes
    neither the kills come too late for good nor the rounds endless.
    """
    chance, counts = random.Random(20201231), Counter(kills=0, corrupt=0, lost=0, leftovers=0)
    began = perf_counter()
    assert run(*RECORD, "--progress", "0", home=home).code == 0
    usual, last = perf_counter() - began, 0
    for turn in range(1, MOST_ROUNDS * kills + 1):
        if counts["kills"] == kills:
            break
        took, acknowledged = killed(home, f"{turn}" + "长" * (turn % 2 * 3000), usual * chance.uniform(0.4, 1.1))
        counts["kills"] += took is None
        usual = took or usual
        try:
            found = int(store(home).read().entry(1).progress.rstrip("长"))
        except LiuwenError:
            counts["corrupt"] += 1
            break
        counts["lost"] += found not in ((turn,) if acknowledged else (last, turn))
        last = found
    assert run(*RECORD, "--progress", "后来", home=home).code == 0
    counts["leftovers"] = len(leftovers(home))
    return counts


def test_twenty_killed_commands_lose_nothing_that_was_shown_as_saved(home: Path) -> None:
    assert count_kills(home, 20) == {"kills": 20, "corrupt": 0, "lost": 0, "leftovers": 0}


@pytest.mark.long
def test_a_thousand_killed_commands_lose_nothing_that_was_shown_as_saved(home: Path) -> None:
    counts = count_kills(home, 1000)
    print(dict(counts))
    assert counts == {"kills": 1000, "corrupt": 0, "lost": 0, "leftovers": 0}


def codes(processes: list[subprocess.Popen[str]]) -> list[int]:
    for process in processes:
        process.communicate(timeout=60)
    return [process.returncode for process in processes]


def saves_kept(home: Path) -> list[str]:
    return [event.version.id for event in store(home).history.events() if event.version]


def assert_four_at_once_lose_no_field(home: Path, rounds: int) -> None:
    for turn in range(rounds):
        assert codes([start(home, field, f"{field[2:]} {turn}") for field in FIELDS]) == [0] * 4
        entry = store(home).read().entry(1)
        assert [entry.text(field[2:].replace("-", "_")) for field in FIELDS] == [f"{field[2:]} {turn}" for field in FIELDS]
    assert len(saves_kept(home)) == 4 * rounds


def assert_of_four_at_once_on_one_version_one_saves(home: Path, rounds: int) -> None:
    for turn in range(rounds):
        row = store(home).read().rows.get(1)
        version = row.current.id if row else ""
        said = [f"{turn} {who}" for who in "甲乙丙丁"]
        ended = codes([start(home, "--progress", text, "--if-version", version) for text in said])
        assert sorted(ended) == [0, 4, 4, 4]
        assert store(home).read().entry(1).progress == said[ended.index(0)]
    assert len(saves_kept(home)) == rounds


def test_four_commands_at_once_on_different_fields_of_one_measure_all_save(home: Path) -> None:
    assert_four_at_once_lose_no_field(home, 2)


def test_of_four_commands_at_once_on_one_version_one_saves_and_three_are_told(home: Path) -> None:
    assert_of_four_at_once_on_one_version_one_saves(home, 2)


@pytest.mark.long
def test_four_hundred_commands_at_once_on_different_fields_all_save(home: Path) -> None:
    assert_four_at_once_lose_no_field(home, 100)


@pytest.mark.long
def test_a_hundred_races_for_one_version_have_one_winner_each(home: Path) -> None:
    assert_of_four_at_once_on_one_version_one_saves(home, 100)


def test_a_folder_that_vanishes_is_made_again_by_the_next_save(home: Path) -> None:
    assert run(*RECORD, "--progress", "一", home=home).code == 0
    file(home).parent.rename(home.with_name("moved away"))
    assert store(home).read().rows == {}
    assert run(*RECORD, "--progress", "二", home=home).code == 0
    assert store(home).read().entry(1).progress == "二"
