"""The real program in its own process, far from the checkout and from the person who runs the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import liuwen_tui

CODE = Path(liuwen_tui.__file__).parent.parent
"""The folder that the package under test is imported from."""
PROGRAM = (sys.executable, "-m", "liuwen_tui")
WORD = ("summary.docx", "summary-circular.docx", "summary-progress.docx")
"""The Word documents of a summary, in the order in which they are written."""
_LONGEST = 60


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
    done = subprocess.run(
        [*PROGRAM, *arguments], check=False, input=given, capture_output=True, env=variables, cwd=home.parent, timeout=_LONGEST
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def content(folder: Path) -> dict[str, bytes]:
    """Returns every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def unit_content(home: Path, unit: str) -> dict[str, bytes]:
    """Returns every file that a unit has in a home with its bytes, but not the locks, which say who came last."""
    kept = content(home / "notices" / "qsh-2020-25" / "units" / unit)
    return {name: data for name, data in kept.items() if not name.endswith(".lock")}
