"""Commands that start, do little and end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.place import OURS, Place, Scale, floor
from tests.bench.table import Part, Row

_TARGETS = {"status": "≤ 1.3", "export": "≤ 1.3"}
_SIDES = {
    "地板": floor("hello"),
    "对照：python，什么都不做": floor("nothing"),
    "status": (*OURS, "status"),
    "export": (*OURS, "export"),
    "measures --json": (*OURS, "measures", "--json"),
}


@dataclass(frozen=True)
class Run:
    """One process from its start to its end."""

    seconds: float
    cpu: float
    """Seconds, its children's included."""
    peak: float
    """MB resident at the most."""
    code: int


def run(command: Sequence[str], env: Mapping[str, str], folder: Path, log: Path | None = None) -> Run:
    """Runs a command to its end, its words into ``log``."""
    with (log or Path(os.devnull)).open("wb") as out:
        began = monotonic()
        process = subprocess.Popen(command, env=env, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return Run(monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def commands(place: Place, scale: Scale) -> Part:
    """Runs the floor and the commands in turn."""
    runs: dict[str, list[Run]] = {side: [] for side in _SIDES}
    for _ in range(scale.commands):
        for side, command in _SIDES.items():
            done = run(command, place.env, place.folder)
            assert done.code == 0, command
            runs[side].append(done)
    least = runs.pop("地板")
    rows = [Row(side, "毫秒", _wall(done), _wall(least), _TARGETS.get(side, "")) for side, done in runs.items()]
    rows += [Row(f"{side}，CPU", "毫秒", _cpu(done), _cpu(least)) for side, done in runs.items()]
    return Part("命令（地板：用 Typer 问一声好）", tuple(rows))


def _wall(runs: Sequence[Run]) -> list[float]:
    return [1000 * done.seconds for done in runs]


def _cpu(runs: Sequence[Run]) -> list[float]:
    return [1000 * done.cpu for done in runs]
