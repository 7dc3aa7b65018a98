"""Where measures are taken: a home of its own in which 区发改委 has filled its nine measures, and how programs are started there."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.recorded import Recorded
from tests.cli.running import PROGRAM, environment
from tests.conftest import fill, open_desk
from tests.tui.terminal import HERE

OURS = PROGRAM


def floor(name: str) -> tuple[str, ...]:
    """The command that runs that floor."""
    return (sys.executable, "-m", f"tests.bench.floors.{name}")


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    starts: int
    keys: int
    sessions: int
    idle_seconds: float
    commands: int
    saves: int
    reports: tuple[int, ...]
    merges: tuple[str, ...]
    """Which ways to merge: ``preview``, ``toml`` and ``all``."""
    largest_seconds: float
    """A merge that is foreseen to take longer is left out."""


FULL = Scale(
    starts=11,
    keys=100,
    sessions=20,
    idle_seconds=10,
    commands=15,
    saves=40,
    reports=(60, 600, 3_000, 30_000),
    merges=("preview", "toml", "all"),
    largest_seconds=1_800,
)
QUICK = replace(FULL, starts=3, keys=12, sessions=3, idle_seconds=2, commands=3, saves=10, reports=(60, 300), largest_seconds=60)


@dataclass(frozen=True)
class Place:
    """A folder on disk, the home in it, and the environment of the programs."""

    folder: Path
    home: Path
    env: Mapping[str, str]

    def renew(self) -> None:
        """Puts the home back as it was, and forgets where a program was left; nothing may run there."""
        for gone in (self.home, self.folder / "person"):
            shutil.rmtree(gone, ignore_errors=True)
        shutil.copytree(self.folder / "filled", self.home)
        (self.folder / "person").mkdir()

    def start(self, command: Sequence[str]) -> Recorded:
        """Starts a program of screens."""
        return Recorded(command, self.env, self.folder)


@contextmanager
def place() -> Iterator[Place]:
    """Yields a place that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="liuwen-bench-") as name:
        folder = Path(name)
        fill(open_desk(folder / "filled", HERE["LIUWEN_UNIT"]))
        here = Place(folder, folder / "home", environment(folder / "home", **HERE))
        here.renew()
        yield here


Wrap = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Way:
    """How a program is reached: here, or through a login."""

    name: str = ""
    wrap: Wrap = tuple
    is_here: bool = True
    """True where the process started is the program itself."""
    quiet: float = 0.05
    """Seconds without a byte after which a key has had its effect; here the program is also seen to sleep."""


DIRECTLY = Way()
