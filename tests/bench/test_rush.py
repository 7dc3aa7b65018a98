"""Forty people open the program within a minute; ``pytest -m long tests/bench/test_rush.py -n 0 -s`` prints what it took.

They are accounts of a shared home that was installed and laid out as README says, with the distribution's own Python.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep

import pytest

from tests.conftest import CATALOGUE
from tests.new_machine import built_as_readme_says, on_new_machine, why_no_new_machine
from tests.tui.terminal import LIST, Terminal

PEOPLE = 40
WITHIN = 60.0
"""Seconds."""
PROGRAM = "/usr/local/bin/liuwen"
ADDED = """
for number in $(seq {people}); do useradd -m -s /bin/sh "p$number"; done
liuwen server init --home /srv/liuwen --accounts {accounts} --yes
exec sleep infinity
"""


@pytest.mark.long
def test_forty_people_open_the_program_within_a_minute(home: Path) -> None:
    if reason := why_no_new_machine():
        pytest.skip(reason)
    with machine(home.with_name("checkout")) as pid, ThreadPoolExecutor(PEOPLE) as pool:
        began = monotonic()
        sessions = list(pool.map(lambda number: opened(home, pid, number, began), range(PEOPLE)))
        last = monotonic() - began
        held = [megabytes(process) for process in programs()]
        for session, _ in sessions:
            session.send("\x1b[21~")
            assert session.ending() == 0
    waited = sorted(seconds for _, seconds in sessions)
    print(f"\n{PEOPLE} 人在 {last:.0f} 秒里都打开了；从登录到第一屏 {median(waited):.2f} 秒，最快 {waited[0]:.2f}，最慢 {waited[-1]:.2f}")
    print(f"每个会话 PSS {median(held):.1f} MB，最大 {max(held):.1f}，共 {sum(held):.0f} MB；1 GB 可以同时开 {1024 / median(held):.0f} 个")
    assert len(held) == PEOPLE


@contextmanager
def machine(checkout: Path) -> Iterator[int]:
    """Gives a process on a new machine with the people's accounts, each of one unit."""
    built_as_readme_says(checkout)
    accounts, log = checkout.with_name("people.csv"), checkout.with_name("log")
    units = [unit.code for unit in CATALOGUE.units]
    rows = [f"p{number + 1},{units[number % len(units)]},,\n" for number in range(PEOPLE)]
    accounts.write_text("账号,单位,牵头,管理\n" + "".join(rows), encoding="utf-8")
    process = subprocess.Popen(on_new_machine(checkout, ADDED.format(people=PEOPLE, accounts=accounts)))
    try:
        while not (log.exists() and "+ exec sleep" in log.read_text()):
            assert process.poll() is None, log.read_text()[-2000:]
            sleep(0.1)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def opened(home: Path, pid: int, number: int, began: float) -> tuple[Terminal, float]:
    """Logs a person in when it is their turn, and returns the session with the seconds until the list stood there."""
    sleep(max(0.0, began + number * WITHIN / PEOPLE - monotonic()))
    start = monotonic()
    entered = ["nsenter", "-m", "-t", str(pid), "su", "-", f"p{number + 1}", "--session-command", "liuwen --quarter 2020Q4"]
    session = Terminal(home=home, command=entered)
    session.wait_for(LIST)
    return session, monotonic() - start


def programs() -> list[Path]:
    """Returns the folders in /proc of the people's programs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if words[1:2] == [PROGRAM] and words[0].startswith("/opt/liuwen/"):
            found.append(folder)
    return found


def megabytes(process: Path) -> float:
    """Returns the memory of a process, of what it shares with others its part."""
    (kilobytes,) = re.findall(r"^Pss: +(\d+) kB$", (process / "smaps_rollup").read_text(), re.M)
    return int(kilobytes) / 1024
