"""Drafts: what a person typed and a store does not hold yet, a file for each account and process, read by that account alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, Self, TypeVar

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.fields import entry_fields, read_entry
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import Subject, Version, read_time, read_version, version_fields
from liuwen_tui.store.durable import failure, read_file, replace_file, sweep

FORMAT = 2
_LARGEST = 8 * 1024 * 1024
_MODE = 0o600
_ENDED = "ZX"
"""States of a process that only waits to be taken note of."""


class Kept(Protocol):
    """Something as it was being typed."""

    @property
    def at(self) -> str:
        """When, RFC 3339 to the second."""

    @property
    def about(self) -> Hashable:
        """What it was typed for."""

    def fields(self) -> dict[str, object]:
        """Returns it as JSON knows it, but for when."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as it was being typed."""

    subject: Subject
    base: Version | None
    """The version that it was made from, None where there was none."""
    entry: Entry
    at: str
    """RFC 3339 to the second."""

    @property
    def about(self) -> Subject:
        return self.subject

    def fields(self) -> dict[str, object]:
        base = [version_fields(self.base)] if self.base else []
        return {**asdict(self.subject), "base": base, "entry": entry_fields(self.entry)}

    @classmethod
    def take(cls, table: Table, at: str) -> Self:
        """Takes the draft out of a table; raises `Unusable` for what is none."""
        subject = Subject(table.text("notice"), table.text("unit"), table.text("quarter"), table.whole("measure"))
        bases = [read_version(subject, base.rest()) for base in table.tables("base")]
        return cls(subject, bases[0] if bases else None, read_entry(table.table("entry").rest()), at)


@dataclass(frozen=True, slots=True)
class PartDraft:
    """The text of one part of the report as it was being typed."""

    quarter: str
    part: str
    text: str
    before: str
    """What stood there when typing began."""
    drafted: str
    """The draft that it is written over."""
    at: str
    """RFC 3339 to the second."""

    @property
    def about(self) -> tuple[str, str]:
        return self.quarter, self.part

    def fields(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if name != "at"}

    @classmethod
    def take(cls, table: Table, at: str) -> Self:
        """Takes the draft out of a table; raises `Unusable` for what is none."""
        text = table.text
        return cls(text("quarter"), text("part"), text("text"), text("before"), text("drafted"), at)


Typed = TypeVar("Typed", bound=Kept)


@dataclass(frozen=True, slots=True)
class Process:
    """One run of the program. Two runs may have the same pid, never with the same start."""

    pid: int
    started: str
    """Clock ticks after boot, empty where the system does not tell."""

    @property
    def is_running(self) -> bool:
        return bool(self.started) and self.started == _started(self.pid)


def this_process() -> Process:
    return Process(os.getpid(), _started(os.getpid()))


def draft_file(folder: Path, mark: str = "") -> Path:
    """Returns the file of this account and process, without a mark the one for what is being typed."""
    return folder / f"{os.getuid()}-{os.getpid()}{mark and f'.{mark}'}.json"


def write_draft(path: Path, draft: Kept, process: Process, serial: int = 0) -> None:
    """Puts a draft into its file, durably; raises `Unusable` when the disk refuses.

    Of two drafts of one process that with the greater ``serial`` was typed later, whichever was written first.
    """
    fields = {
        "format": FORMAT,
        "pid": process.pid,
        "started": process.started,
        "serial": serial,
        "at": draft.at,
        **draft.fields(),
    }
    replace_file(path, json.dumps(fields, ensure_ascii=False).encode(), _MODE)


def drafts_left(folder: Path, take: Callable[[Table, str], Typed]) -> list[tuple[Path, Typed]]:
    """Returns this account's drafts whose program no longer runs, oldest first; what cannot be read is passed over and stays.

    ``take`` reads the kind that is looked for. Of two drafts about one thing that one process left the one typed last
    alone is kept.
    """
    found: dict[tuple[Process, Hashable], tuple[int, Path, Typed]] = {}
    for path in sorted(folder.glob(f"{os.getuid()}-*.json"), key=_written_at):
        try:
            if path.lstat().st_uid != os.getuid():
                continue
            draft, process, serial = _read(Table(json.loads(read_file(path, _LARGEST))), take)
        except (LiuwenError, OSError, ValueError, RecursionError):
            continue
        if process.is_running:
            continue
        key, this = (process, draft.about), (serial, path, draft)
        before = found.get(key, this)
        older, found[key] = sorted((before, this), key=lambda each: each[0])
        if before is not this:
            with suppress(Unusable):
                remove_draft(older[1])
    return sorted(((path, draft) for _, path, draft in found.values()), key=lambda pair: pair[1].at)


def _written_at(path: Path) -> int:
    try:
        return path.lstat().st_mtime_ns
    except OSError:
        return 0


def remove_draft(path: Path) -> None:
    """Removes a draft and what its program left half-written; raises `Unusable` when the disk refuses."""
    try:
        path.unlink(missing_ok=True)
        sweep(path)
    except OSError as error:
        raise failure("删不掉草稿", path, error) from error


def _read(table: Table, take: Callable[[Table, str], Typed]) -> tuple[Typed, Process, int]:
    if table.whole("format") > FORMAT:
        raise Unusable("它是更新版本的程序存的，请升级 liuwen。")
    process = Process(table.whole("pid"), table.text("started"))
    serial = table.whole("serial", 0)
    draft = take(table, read_time("at", table.text("at")))
    table.close()
    return draft, process, serial


def _started(pid: int) -> str:
    """When a process started, by the kernel's word in the 22nd field of its ``stat``; empty for one that has ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    state, *fields = status.rpartition(")")[2].split()
    return "" if state in _ENDED else fields[18]
