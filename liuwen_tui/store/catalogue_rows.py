"""Rows of a catalogue's files, read strictly; what is refused says at which line its row begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.store.toml_file import line_of

Value = TypeVar("Value")


def read_rows(table: Table, name: str, read: Callable[[Table], Value], path: Path | None = None) -> tuple[Value, ...]:
    """Returns what ``read`` makes of each row of an array of tables; a key that it did not take is refused.

    Where the ``path`` of the file is given, the row that is refused is named with its line.
    """
    values = []
    for index, row in enumerate(table.tables(name), 1):
        with at_line(path, name, index) if path else nullcontext():
            values.append(read(row))
            row.close()
    return tuple(values)


@contextmanager
def at_line(path: Path, name: str, index: int) -> Iterator[None]:
    """Says of what is refused within at which line of the file that row (from 1) of an array of tables begins."""
    try:
        yield
    except LiuwenError as error:
        line = line_of(path, name, index)
        raise Unusable(f"第{line}行起的 {error}" if line else str(error)) from error


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Names the file in what is refused within."""
    try:
        yield
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error


def refuse_other_format(table: Table, known: str) -> None:
    """Takes ``format`` out of a file's table; raises `Unusable` unless it is the one that is known."""
    found = table.text("format")
    if found != known:
        raise table.refuse("format", f"是“{found}”，本程序只认识“{known}”")


def unknown(what: str, names: Iterable[str], known: set[str]) -> Iterator[Unusable]:
    """Yields the error for names that are not among those known, if there are any; ``what`` are they the names of."""
    unlisted = [name for name in names if name not in known]
    if unlisted:
        yield Unusable(f"{what} {'、'.join(unlisted)} 没有列出，请补上。")
