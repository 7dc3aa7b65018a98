"""The least merge: all reports parsed with ``tomllib``, a summary written with ``tomli_w``, in parts like ours. Checks and joins nothing."""

import sys
import tomllib
from pathlib import Path

import tomli_w

PART = 60_000_000
"""Bytes of reports that go into one part."""


def merge(reports: Path, target: Path) -> None:
    """Writes the reports below that folder into ``target``."""
    target.mkdir()
    held: list[dict[str, object]] = []
    size = parts = 0
    for path in sorted(reports.iterdir()):
        content = path.read_bytes()
        held.append(tomllib.loads(content.decode()))
        size += len(content)
        if size > PART:
            parts += 1
            (target / f"{parts}.toml").write_bytes(tomli_w.dumps({"report": held}).encode())
            held, size = [], 0
    (target / f"{parts + 1}.toml").write_bytes(tomli_w.dumps({"report": held}).encode())


if __name__ == "__main__":
    merge(Path(sys.argv[1]), Path(sys.argv[2]))
