"""People who save all the time, each in a process, with a log of what they were told is saved."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liuwen_tui.reporting import past
from liuwen_tui.reporting.desk import Desk
from tests.conftest import FORK, open_desk

_SAVES_BEFORE = 5


def versions(desk: Desk) -> set[str]:
    """Returns the ids of all versions in the desk's history."""
    return {moment.version.id for moment in past.history(desk).moments if moment.version}


def keep_saving(home: Path, unit: str, log: Path, quarter: str = "2020Q4") -> None:
    """Saves until it is killed; what is acknowledged stands in the log, a line each."""
    desk = open_desk(home, unit, quarter)
    number = desk.numbers()[0]
    with log.open("a") as acknowledged:
        for turn in range(1_000_000):
            text = f"第{turn}次，" + "办结" * (turn % 7 * 300)
            version = desk.record(number, lambda entry, text=text: type(entry)(progress=text))
            acknowledged.write(f"{version.id}\n")
            acknowledged.flush()


@dataclass(frozen=True)
class People:
    """One process for each unit, with the log of what it was told is saved."""

    logs: dict[str, Path]
    processes: list[Any]

    def acknowledged(self) -> dict[str, set[str]]:
        return {unit: set(log.read_text().split("\n")[:-1]) for unit, log in self.logs.items()}

    @contextmanager
    def saving(self) -> Iterator[None]:
        """They save, wherever they were stopped, and are stopped again wherever they are, be it within a save."""
        for process in self.processes:
            os.kill(process.pid, signal.SIGCONT)
        yield
        for process in self.processes:
            os.kill(process.pid, signal.SIGSTOP)


@contextmanager
def at_work(units: Mapping[str, tuple[Callable[[Path], None], Path]]) -> Iterator[People]:
    """Starts for each unit what saves with a log to write, and waits until all have saved a few times; they end with the block."""
    processes = [FORK.Process(target=save, args=(log,)) for save, log in units.values()]
    for process in processes:
        process.start()
    logs = {unit: log for unit, (_, log) in units.items()}
    try:
        while not all(log.exists() and log.read_text().count("\n") > _SAVES_BEFORE for log in logs.values()):
            assert all(process.is_alive() for process in processes)
            time.sleep(0.01)
        yield People(logs, processes)
    finally:
        for process in processes:
            process.kill()
            process.join()
