"""The real program in its own process, far from the checkout and from the person who runs the tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

import liuwen_tui
from tests.cli.prepared import Prepared, Start

CODE = Path(liuwen_tui.__file__).parent.parent
"""The folder that the package under test is imported from."""
PROGRAM = (sys.executable, "-m", "liuwen_tui")
WORD = ("summary.docx", "summary-circular.docx", "summary-progress.docx")
"""The Word documents of a summary, in the order in which they are written."""
_LONGEST = 60
_OURS = os.getpid()


@cache
def prepared() -> Prepared:
    """Returns the process from which this one's runs are forked."""
    return Prepared({"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(CODE)}, Path(__file__).parents[2])


@dataclass(frozen=True)
class Result:
    """How a run ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def environment(home: Path, **extra: str) -> dict[str, str]:
    """Returns an environment in which nothing but ``home`` and ``extra`` is set; the person's folders lie beside the home."""
    person = home.parent / "person"
    person.mkdir(parents=True, exist_ok=True)
    own = {f"XDG_{name}_HOME": str(person / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    base = {"PATH": os.environ["PATH"], "HOME": str(person), "LANG": "C.UTF-8", "PYTHONPATH": str(CODE), **own}
    return {**base, "LIUWEN_HOME": str(home), **extra}


def run(*arguments: str, home: Path, stdin: str | bytes = "", **extra: str) -> Result:
    """Runs ``liuwen`` with those arguments on that home; ``extra`` are further environment variables, "" to set none."""
    given = stdin if isinstance(stdin, bytes) else stdin.encode()
    variables = {name: value for name, value in environment(home, **extra).items() if value}
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked.write(given)
        asked.seek(0)
        code = _ended(arguments, variables, home.parent, (asked, out, err))
        out.seek(0)
        err.seek(0)
        return Result(code, out.read().decode(), err.read().decode())


def is_forked(variables: Mapping[str, str]) -> bool:
    """Tells whether a run is forked: never for a process that a test forked, whose account, mounts and limits may be others."""
    return os.getpid() == _OURS and prepared().is_meant(variables)


def _ended(arguments: Sequence[str], variables: Mapping[str, str], folder: Path, streams: tuple[IO[bytes], IO[bytes], IO[bytes]]) -> int:
    """Runs the program to its end, from a process that is ready where that is the same, and returns its exit code."""
    if is_forked(variables):
        return prepared().run(Start(arguments, variables, str(folder), _umask()), streams, _LONGEST)
    stdin, stdout, stderr = streams
    command = [*PROGRAM, *arguments]
    return subprocess.run(
        command, check=False, stdin=stdin, stdout=stdout, stderr=stderr, env=variables, cwd=folder, timeout=_LONGEST
    ).returncode


def _umask() -> int:
    """Returns this process's umask, which only setting it would tell otherwise."""
    return int(re.search(r"^Umask:\s*(\d+)", Path("/proc/self/status").read_text(), re.MULTILINE)[1], 8)


def content(folder: Path) -> dict[str, bytes]:
    """Returns every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unit_content(home: Path, unit: str) -> dict[str, bytes]:
    """Returns every file that a unit has in a home with its bytes, but not the locks, which say who came last."""
    kept = content(home / "notices" / "qsh-2020-25" / "units" / unit)
    return {name: data for name, data in kept.items() if not name.endswith(".lock")}
