"""Failure injected at every step of a save, in a real process under strace: what was acknowledged is there afterwards."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from liuwen_tui.store.generations import SAVES_BETWEEN
from tests.store.saving import file, leftovers, put, store

CODE = Path(__file__).parent.parent.parent
STEPS = {"openat": "2020Q4", "write": "2020Q4", "fsync": "", "rename": "2020Q4", "fchmod": "", "flock": "2020Q4", "ftruncate": "2020Q4"}
"""By system call, what its arguments must name for it to be a step of a save; empty for all."""
SAVES = ("甲" * 500, "乙" * 900)


@cache
def no_strace() -> str:
    """Why strace cannot be used here, or nothing."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else f"ptrace is forbidden here: {tried.stderr.decode().strip()}"


@pytest.fixture(autouse=True)
def strace_works() -> None:
    if no_strace():
        pytest.skip(no_strace())


def saved(root: Path, log: Path, *strace: str) -> tuple[int, list[str]]:
    """Runs two saves under strace and returns the exit code and the saves that were acknowledged."""
    command = ["strace", "-f", "-y", "-qq", "-o", str(log), *strace, sys.executable, "-m", "tests.store.saving", str(root), *SAVES]
    done = subprocess.run(command, capture_output=True, check=False, cwd=CODE, timeout=60)
    return done.returncode, done.stdout.decode().split()


def prepared(root: Path, count: int) -> Path:
    """A store saved that often; 0 for a home where nothing was ever saved."""
    for turn in range(count):
        put(root, 2, f"早先第{turn}次")
    return root


def steps(root: Path, log: Path) -> list[tuple[str, int]]:
    """Every system call of two saves with its occurrence, as strace counts them."""
    code, acknowledged = saved(root, log, "-e", f"trace={','.join(STEPS)}")
    assert (code, acknowledged) == (0, list(SAVES))
    counts: dict[str, int] = {}
    found = []
    for line in log.read_text().splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)", line)
        if call and call[1] in STEPS:
            counts[call[1]] = counts.get(call[1], 0) + 1
            if root.name in call[2] and STEPS[call[1]] in call[2]:
                found.append((call[1], counts[call[1]]))
    return found


def disasters(found: list[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    for call, when in found:
        yield "signal=SIGKILL", call, when
        if call not in ("flock", "ftruncate"):
            yield "error=ENOSPC" if call in ("openat", "write") else "error=EIO", call, when


def assert_no_acknowledged_save_is_lost(tmp_path: Path, before: int, every: int) -> int:
    """Runs through every ``every``-th disaster on a store saved ``before`` times and returns how many there were."""
    kept = prepared(tmp_path / "kept", before)
    if not before:
        kept.mkdir()
    shutil.copytree(kept, tmp_path / "rehearsal")
    found = steps(tmp_path / "rehearsal", tmp_path / "log")
    assert {call for call, _ in found} >= {"openat", "write", "fsync", "rename", "flock"}
    chosen = list(disasters(found))[::every]
    for number, (what, call, when) in enumerate(chosen):
        root = tmp_path / f"trial{number}"
        shutil.copytree(kept, root)
        code, acknowledged = saved(root, tmp_path / "log", "-e", f"inject={call}:{what}:when={when}")
        told = f"{what} at {call} {when}: exit {code}, {len(acknowledged)} saved"
        ledger = store(root).read()
        expected = SAVES[len(acknowledged) - 1] if acknowledged else ""
        following = SAVES[len(acknowledged)] if len(acknowledged) < len(SAVES) else expected
        assert ledger.entry(1).progress in (expected, following), told
        assert ledger.entry(2).progress == (f"早先第{before - 1}次" if before else ""), told
        put(root, 1, "后来")
        assert store(root).read().entry(1).progress == "后来", told
        assert not leftovers(root), told
        assert [event.version.entry.progress for event in store(root).history.events() if event.version][-1] == "后来", told
        shutil.rmtree(root)
    return len(chosen)


@pytest.mark.parametrize("before", [0, 3, SAVES_BETWEEN - 1], ids=["first save", "later save", "save that keeps a generation"])
def test_a_disk_or_a_process_that_fails_at_a_step_of_a_save_loses_no_acknowledged_save(tmp_path: Path, before: int) -> None:
    assert assert_no_acknowledged_save_is_lost(tmp_path, before, every=9)


@pytest.mark.long
@pytest.mark.parametrize("before", [0, 3, SAVES_BETWEEN - 1], ids=["first save", "later save", "save that keeps a generation"])
def test_failure_at_every_single_step_loses_no_acknowledged_save(tmp_path: Path, before: int) -> None:
    count = assert_no_acknowledged_save_is_lost(tmp_path, before, every=1)
    print(f"{count} failures injected after {before} saves, 0 acknowledged saves lost")


def test_a_save_that_keeps_a_generation_is_one_of_those(tmp_path: Path) -> None:
    prepared(tmp_path, SAVES_BETWEEN)
    assert file(tmp_path, "2020Q4.json.1").exists()
