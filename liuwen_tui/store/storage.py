"""TinyDB's reading and writing over a file that is replaced whole; TinyDB's own truncates in place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from liuwen_tui.domain.errors import Damaged, Unusable
from liuwen_tui.store.durable import is_there, replace_file
from liuwen_tui.store.migrations import Tables, migrate
from liuwen_tui.store.own import read_own

LARGEST = 64 * 1024 * 1024
"""Bytes that a store may have."""


def open_database(path: Path) -> TinyDB:
    """Returns a database that reads the file once and writes it once, when its storage is flushed."""
    return TinyDB(path, storage=CachingMiddleware(DurableStorage))  # type: ignore[no-untyped-call]


def compact_json(value: object) -> bytes:
    """Returns JSON on one line, text as it was typed."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class DurableStorage(Storage):
    """Reads tables of any known format and writes the present one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Tables | None:
        """Returns the tables, None where there is no file.

        Raises `Damaged` for what was never written by this program and `Unusable` for what a newer one wrote.
        """
        if not is_there(self._path):
            return None
        try:
            content = json.loads(read_own(self._path, LARGEST))
        except (ValueError, RecursionError) as error:
            raise Damaged("读不出内容。") from error
        if not _is_tables(content):
            raise Damaged("读不出内容。")
        try:
            return migrate(content)
        except Damaged:
            raise
        except Unusable as error:
            raise Unusable(f"{self._path} 不能用：{error}") from error

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        replace_file(self._path, compact_json(data))


def _is_tables(content: object) -> bool:
    """Tells whether this is what TinyDB writes: tables by name, each with documents by decimal number, a head among them."""
    return (
        isinstance(content, dict)
        and bool(content.get("head"))
        and all(isinstance(table, dict) for table in content.values())
        and all(isinstance(row, dict) and number.isdecimal() for table in content.values() for number, row in table.items())
    )
