"""The formats that a store was ever kept in, and how each becomes the next; the next save writes the present one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from liuwen_tui.domain.errors import Damaged, Unusable

FORMAT = 4
Tables = dict[str, dict[str, Any]]
"""What TinyDB keeps: documents by decimal number, by table."""


def migrate(tables: Tables) -> Tables:
    """Returns tables of any known format in the present one.

    Raises `Unusable` for those of a newer program and `Damaged` for those that say no format.
    """
    (head, *_) = tables["head"].values()
    number = head.get("format")
    if type(number) is not int or number < min(_MIGRATIONS):
        raise Damaged("没有格式号。")
    if number > FORMAT:
        raise Unusable("它是更新版本的程序存的，请升级 liuwen。")
    for older in range(number, FORMAT):
        tables = _MIGRATIONS[older](tables)
    return tables


def _count_saves(tables: Tables) -> Tables:
    return {**tables, "head": {number: {**head, "format": 2, "saves": 0} for number, head in tables["head"].items()}}


def _know_receipts(tables: Tables) -> Tables:
    return {**tables, "head": {number: {**head, "format": 3, "receipt": ""} for number, head in tables["head"].items()}}


def _know_decisions(tables: Tables) -> Tables:
    """No row says what was submitted until the lead decides otherwise; a program that does not know of it must not read the store."""
    return {**tables, "head": {number: {**head, "format": 4} for number, head in tables["head"].items()}}


_MIGRATIONS: Mapping[int, Callable[[Tables], Tables]] = {1: _count_saves, 2: _know_receipts, 3: _know_decisions}
"""By format, what makes the next format of it."""
