"""One unit's store for one quarter: a TinyDB file replaced durably, with its history in a file beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Document

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.ledger import Ledger, Row
from liuwen_tui.domain.report import head_fields, take_head
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import Subject, Version, read_version, version_fields
from liuwen_tui.store.durable import append_lines, make_folder, read_if_there, replace_file, sweep
from liuwen_tui.store.lock import locked

FORMAT = 1
_LARGEST = 64 * 1024 * 1024
_HEAD_ID = 1


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what to a store, as the history keeps it."""

    name: str
    """save, claim, submit, withdraw, export, import …"""
    at: str
    by: str
    reason: str = ""


@dataclass(frozen=True)
class Key:
    """What a store is of; a store of anything else is refused."""

    notice: str
    unit: str
    quarter: str


class DurableStorage(Storage):
    """TinyDB's reading and writing over files that are replaced whole; TinyDB's own truncates in place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        stored = read_if_there(self._path, _LARGEST)
        if stored is None:
            return None
        try:
            content = json.loads(stored)
        except (ValueError, RecursionError):
            content = None
        if not _is_tables(content):
            raise Unusable(f"{self._path} 已损坏，读不出内容；旁边的 .history.jsonl 里有每次保存的内容，请找管理员恢复。")
        return cast(dict[str, dict[str, Any]], content)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        replace_file(self._path, _json(data))


class QuarterStore:
    """Reads and changes the ledger of one unit and quarter."""

    def __init__(self, root: Path, folder: Path, key: Key, wait: float) -> None:
        """``root`` is the home that the folder lies in; ``wait`` is how many seconds a change waits for the lock."""
        quarter = key.quarter
        self._root, self._folder = root, folder
        self._path = folder / f"{quarter}.json"
        self._history = folder / f"{quarter}.history.jsonl"
        self._lock = folder / f"{quarter}.lock"
        self._key = asdict(key)
        self._wait = wait

    def read(self) -> Ledger:
        """Returns the ledger as last saved, empty where nothing was; takes no lock.

        Raises `Unusable` for a store that is damaged, foreign or of a newer format.
        """
        database = self._open()
        return self._ledger(database) if database.storage.read() is not None else Ledger()

    def stamp(self) -> tuple[int, int, int] | None:
        """Returns inode, mtime in nanoseconds and size of the store file, None where there is none.

        It differs after every save, costs one system call and takes no lock.
        """
        try:
            status = self._path.lstat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def change(self, alter: Callable[[Ledger], Ledger], act: Act) -> Ledger:
        """Applies ``alter`` to the ledger under the lock, keeps what changed and returns the new ledger.

        New versions go to the history, synced, before the store is replaced. Nothing is written when nothing
        changes. Raises `Busy` and `Unusable`; whatever ``alter`` raises leaves the store as it is.
        """
        make_folder(self._folder, self._root)
        with locked(self._lock, f"{act.by}（{act.name}）", self._wait):
            sweep(self._path)
            before = self.read()
            after = alter(before)
            if after == before:
                return before
            self._remember(before, after, act)
            self._keep(before, after)
        return after

    def _open(self) -> TinyDB:
        return TinyDB(self._path, storage=CachingMiddleware(DurableStorage))  # type: ignore[no-untyped-call]

    def _subject(self, measure: int) -> Subject:
        return Subject(measure=measure, **self._key)

    def _ledger(self, database: TinyDB) -> Ledger:
        heads = database.table("head", cache_size=0).all()
        try:
            head = Table(heads[0] if heads else None, "报送状态")
            self._refuse_foreign(head)
            rows = {row.doc_id: self._read_row(row.doc_id, row) for row in database.table("entries", cache_size=0).all()}
            return Ledger(take_head(head), dict(sorted(rows.items())))
        except LiuwenError as error:
            raise Unusable(f"{self._path} 不能用：{error}") from error

    def _refuse_foreign(self, head: Table) -> None:
        if head.whole("format") > FORMAT:
            raise Unusable("它是更新版本的程序存的，请升级 liuwen。")
        if {name: head.text(name) for name in self._key} != self._key:
            raise Unusable("它是别的通知、单位或报告期的。")

    def _keep(self, before: Ledger, after: Ledger) -> None:
        """Changes the documents in memory, then writes the file once: an interruption before leaves it as it was."""
        database = self._open()
        head = {"format": FORMAT, **self._key, **head_fields(after.head)}
        database.table("head", cache_size=0).upsert(Document(head, doc_id=_HEAD_ID))
        entries = database.table("entries", cache_size=0)
        for measure, row in after.rows.items():
            if row != before.rows.get(measure):
                entries.upsert(Document(_row_fields(row), doc_id=measure))
        database.close()

    def _remember(self, before: Ledger, after: Ledger, act: Act) -> None:
        said = {"at": act.at, "by": act.by, "act": act.name} | ({"reason": act.reason} if act.reason else {})
        lines: list[dict[str, object]] = []
        for measure, row in after.rows.items():
            was = before.rows.get(measure)
            if was is None or was.current != row.current:
                lines.append({**said, "measure": measure, "entry": version_fields(row.current)})
        if after.head != before.head:
            lines.append({**said, "head": head_fields(after.head)})
        if lines:
            append_lines(self._history, [_json(line) for line in lines])

    def _read_row(self, measure: int, row: Mapping[str, Any]) -> Row:
        table = Table(row, f"第{measure}项")
        left = table.flag("left")
        current = self._read_version(measure, table.table("current"))
        bases = [self._read_version(measure, base) for base in table.tables("base")]
        rivals = tuple(self._read_version(measure, rival) for rival in table.tables("rivals"))
        table.close()
        return Row(current, left, bases[0] if bases else None, rivals)

    def _read_version(self, measure: int, table: Table) -> Version:
        return read_version(self._subject(measure), table.rest())


def _row_fields(row: Row) -> dict[str, object]:
    return {
        "left": row.has_left,
        "current": version_fields(row.current),
        "base": [version_fields(row.base)] if row.base else [],
        "rivals": [version_fields(rival) for rival in row.rivals],
    }


def _is_tables(content: object) -> bool:
    """Tells whether this is what TinyDB writes: tables by name, each with documents by decimal number, a head among them."""
    return (
        isinstance(content, dict)
        and bool(content.get("head"))
        and all(isinstance(table, dict) for table in content.values())
        and all(isinstance(row, dict) and number.isdecimal() for table in content.values() for number, row in table.items())
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
