"""Saves to one unit's store, in this process or in one of their own that prints each save it was told is kept."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.ledger import Ledger, amend
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.versions import Subject
from liuwen_tui.store.history import Act
from liuwen_tui.store.home import Home
from liuwen_tui.store.quarter_store import QuarterStore
from tests.conftest import AT

NOTICE, QUARTER = "qsh-2020-25", Quarter(2020, 4)


def store(root: Path, unit: str = "rsj", wait: float = 30) -> QuarterStore:
    return Home(root, NOTICE).store(unit, QUARTER, wait)


def put(root: Path, measure: int, entry: Entry | str, wait: float = 30) -> Ledger:
    """Saves an entry, or one of that progress alone."""
    said = entry if isinstance(entry, Entry) else Entry(progress=entry)
    subject = Subject(NOTICE, "rsj", str(QUARTER), measure)
    return store(root, wait=wait).change(
        lambda ledger: ledger.with_row(measure, amend(ledger.rows.get(measure), subject, said, AT, "张三")), Act("save", AT, "张三")
    )


def file(root: Path, name: str = "2020Q4.json") -> Path:
    return root / "notices" / NOTICE / "units" / "rsj" / name


def history(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file(root, "2020Q4.history.jsonl").read_bytes().splitlines()]


def leftovers(root: Path) -> list[str]:
    return [name for name in os.listdir(file(root).parent) if name.endswith(".new")]


if __name__ == "__main__":
    for text in sys.argv[2:]:
        put(Path(sys.argv[1]), 1, text)
        print(text, flush=True)
