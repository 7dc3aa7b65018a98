"""One table of a TOML file that people keep by hand is changed, and every other byte, comments too, is left alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import tomli_w

Value = str | int | date


@dataclass(frozen=True, slots=True)
class _Statement:
    """What stands in the lines [start, end) of a table: keys with their values."""

    start: int
    end: int
    keys: Mapping[str, object]


def with_values(text: str, table: tuple[str, ...], values: Mapping[str, Value | None]) -> str | None:
    """Returns the text with those values in the table of that path, which is made where it is missing; None drops a key.

    A table that nothing is left in goes with its heading. Returns None where the file is written in a way that does not
    let itself be changed line by line, as with the table written inline.
    """
    lines = text.splitlines(keepends=True)
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    start = next((at for at, line in enumerate(lines) if _heading(line) == table), None)
    try:
        changed = _appended(lines, table, values, end_of_line) if start is None else _changed(lines, start, values, end_of_line)
        is_as_meant = _filled(tomllib.loads(changed)) == _filled(_meant(tomllib.loads(text), table, values))
    except ValueError:
        return None
    return changed if is_as_meant else None


def _changed(lines: list[str], start: int, values: Mapping[str, Value | None], end_of_line: str) -> str:
    end = next((at for at in range(start + 1, len(lines)) if _heading(lines[at]) is not None), len(lines))
    left, statements = dict(values), list(_statements(lines, start + 1, end))
    last = statements[-1].end if statements else start + 1
    new = {at: [line] for at, line in enumerate(lines)}
    for statement in statements:
        for key in [key for key in left if key in statement.keys]:
            new.update({at: [] for at in range(statement.start, statement.end)})
            new[statement.start] = _written(key, left.pop(key), _comment(lines, statement) + end_of_line)
    new[last - 1] += [line for key, value in left.items() for line in _written(key, value, end_of_line)]
    if not any("".join(new[at]).strip() for at in range(start + 1, last)) and len(new[start]) == 1:
        new[start] = []
    return "".join(line for at in sorted(new) for line in new[at])


def _appended(lines: list[str], table: tuple[str, ...], values: Mapping[str, Value | None], end_of_line: str) -> str:
    written = [line for key, value in values.items() for line in _written(key, value, end_of_line)]
    text = "".join(lines)
    if not written:
        return text
    closed = "" if not text or text.endswith("\n") else end_of_line
    apart = end_of_line if text.strip() else ""
    return f"{text}{closed}{apart}[{'.'.join(table)}]{end_of_line}{''.join(written)}"


def _heading(line: str) -> tuple[str, ...] | None:
    """The path that a line heads a table with, empty for a row of an array, None for a line that is no heading."""
    if not line.lstrip().startswith("["):
        return None
    try:
        below: object = tomllib.loads(line)
    except ValueError:
        return None
    path = []
    while isinstance(below, dict) and below:
        name, below = next(iter(below.items()))
        path.append(name)
    return tuple(path) if below == {} else ()


def _statements(lines: list[str], start: int, end: int) -> Iterator[_Statement]:
    """Raises ValueError where the lines cannot be told apart."""
    while start < end:
        if not lines[start].strip() or lines[start].lstrip().startswith("#"):
            start += 1
            continue
        stop, keys = next(_readable(lines, start, end), (0, {}))
        if not stop:
            raise ValueError(f"line {start + 1} is no statement")
        yield _Statement(start, stop, keys)
        start = stop


def _readable(lines: list[str], start: int, end: int) -> Iterator[tuple[int, dict[str, object]]]:
    """What the lines from there say, as few of them as can be read by themselves first."""
    for stop in range(start + 1, end + 1):
        try:
            yield stop, tomllib.loads("".join(lines[start:stop]))
        except ValueError:
            continue


def _comment(lines: list[str], statement: _Statement) -> str:
    """The comment at the end of a statement with the blanks before it, "" for none."""
    text = "".join(lines[statement.start : statement.end]).rstrip()
    for at in (at for at, character in enumerate(text) if character == "#"):
        try:
            if tomllib.loads(text[:at]) == statement.keys:
                return text[len(text[:at].rstrip()) :]
        except ValueError:
            continue
    return ""


def _written(key: str, value: Value | None, ending: str) -> list[str]:
    return [] if value is None else [tomli_w.dumps({key: value}).rstrip("\n") + ending]


def _meant(tables: dict[str, object], path: tuple[str, ...], values: Mapping[str, Value | None]) -> dict[str, object]:
    if not path:
        return {key: value for key, value in {**tables, **values}.items() if value is not None}
    below = tables.get(path[0], {})
    if not isinstance(below, dict):
        raise ValueError(f"{path[0]} is no table")
    return {**tables, path[0]: _meant(below, path[1:], values)}


def _filled(tables: dict[str, object]) -> dict[str, object]:
    """The tables without those that nothing stands in."""
    below = {name: _filled(value) if isinstance(value, dict) else value for name, value in tables.items()}
    return {name: value for name, value in below.items() if value != {}}
