"""A run that is forked ends as one that is started: the tests of the commands stand on it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.prepared import Start
from tests.cli.running import environment, is_forked, prepared, run

Q4 = ("--unit", "sfj", "--quarter", "2020Q4")
STARTED = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Python reads it at its start, so that a run with it is started and not forked."""


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (("units",), "", 0),
        (("status", "--json", *Q4), "", 1),
        (("show", "1", *Q4), "", 0),
        (("nope",), "", 2),
        (("check", *Q4), "", 1),
        (("--help",), "", 0),
        (("import", "-", *Q4), b"\xff\x00", 3),
    ],
)
def test_a_forked_run_says_and_ends_as_a_started_one(home: Path, arguments: tuple[str, ...], stdin: str | bytes, code: int) -> None:
    assert is_forked(environment(home)) and not is_forked(environment(home, **STARTED))
    forked, started = (run(*arguments, home=home, stdin=stdin, **extra) for extra in ({}, STARTED))
    assert forked == started
    assert forked.code == code


def test_runs_share_nothing_and_are_the_askers_only(home: Path) -> None:
    assert "司法局" in run("status", home=home, LIUWEN_UNIT="sfj", LIUWEN_QUARTER="2020Q4").out
    assert run("status", home=home, LIUWEN_QUARTER="2020Q4").code != 1, "the unit of the run before is not this one's"
    before = os.umask(0o027)
    try:
        run("record", "9", "--progress", "办结3件", *Q4, home=home)
    finally:
        os.umask(before)
    assert run("show", "9", *Q4, home=home).out == run("show", "9", *Q4, home=home, **STARTED).out
    assert "办结3件" in run("show", "9", *Q4, home=home).out
    pid = os.fork()
    if pid == 0:
        os._exit(is_forked(environment(home)))
    assert os.waitpid(pid, 0)[1] == 0, "a process that a test forks starts its own"


def test_a_run_that_takes_too_long_is_ended(home: Path, tmp_path: Path) -> None:
    waiting, never = os.pipe()
    variables = environment(home, LIUWEN_UNIT="sfj")
    with open(waiting, "rb") as stdin, (tmp_path / "out").open("wb") as out, pytest.raises(subprocess.TimeoutExpired):
        prepared().run(Start(("import", "-"), variables, str(home.parent), 0o022), (stdin, out, out), 0.5)
    os.close(never)
    assert not home.exists()
