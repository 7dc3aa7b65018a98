"""TOML files of a home or a catalogue, opened as strict tables."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.misread import where_misread
from liuwen_tui.domain.table import Table
from liuwen_tui.store.durable import read_file

_LARGEST = 4 * 1024 * 1024
_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*]]")


def read_table(path: Path) -> Table:
    """Returns the tables of a file of at most 4 MB; raises `Unusable`, naming the file, when it is not TOML in UTF-8."""
    try:
        return Table(tomllib.loads(read_file(path, _LARGEST).decode()))
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} 不是 UTF-8 的 TOML：{where_misread(error)}，请改好再试。") from error


def line_of(path: Path, name: str, index: int) -> int | None:
    """Returns the line, from 1, of the header of that row (from 1) in an array of tables; None where it has no header of its own."""
    lines = read_file(path, _LARGEST).decode().splitlines()
    headers = [number for number, line in enumerate(lines, 1) if (found := _HEADER.match(line)) and found[1] == name]
    return headers[index - 1] if index <= len(headers) else None
