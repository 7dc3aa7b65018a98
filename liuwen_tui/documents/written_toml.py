"""TOML written as ``tomli_w`` writes it, byte for byte, for the values that documents hold: no character is looked at in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeGuard

_LONGEST_LINE = 100
_INDENT = "    "
_ESCAPED = re.compile(r'["\\\x00-\x08\x0a-\x1f\x7f]')
_ESCAPES = {"\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile("[A-Za-z0-9_-]+")
_MOST_NAMES = 1_000
Table = Mapping[str, object]


def write_toml(document: Table) -> str:
    """Returns a document of texts, numbers, booleans, and lists and tables of these; raises `TypeError` for anything else."""
    return "".join(_table(document, "", ""))


def write_tables(name: str, tables: Iterable[Table]) -> Iterator[str]:
    """Yields tables of one array as each stands in a document behind what precedes it and an empty line; each must be too long for one line."""
    for table in tables:
        yield "".join(_table(table, name, f"[[{name}]]\n"))


def _table(table: Table, name: str, heading: str) -> Iterator[str]:
    """A table's own values, then the tables in it; ``heading`` is what it begins with wherever that is needed."""
    own: list[str] = []
    within: list[tuple[str, Table, str]] = []
    for key, value in table.items():
        written = _key(key)
        if isinstance(value, str):
            own.append(f"{written} = {_text(value)}\n")
        elif isinstance(value, dict):
            below = f"{name}.{written}" if name else written
            within.append((below, value, f"[{below}]\n"))
        elif _is_array_of_tables(value) and not all(map(_fits, value)):
            below = f"{name}.{written}" if name else written
            within += [(below, each, f"[[{below}]]\n") for each in value]
        else:
            own.append(f"{written} = {_value(value)}\n")
    begun = bool(heading) and (heading.startswith("[[") or bool(own) or not within)
    if begun:
        yield heading
    yield from own
    begun = begun or bool(own)
    for below, each, its_heading in within:
        if begun:
            yield "\n"
        begun = True
        yield from _table(each, below, its_heading)


def _is_array_of_tables(value: object) -> TypeGuard[Sequence[Table]]:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(each, dict) for each in value)


def _fits(table: Table) -> bool:
    written = f"{_INDENT}{_inline(table)},"
    return len(written) <= _LONGEST_LINE and "\n" not in written


def _value(value: object, depth: int = 0) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return _list(value, depth)
    if isinstance(value, dict):
        return _inline(value)
    raise TypeError(f"{type(value).__name__} is no value of a document")


def _list(values: Iterable[object], depth: int) -> str:
    items = "".join(f"{_INDENT * (depth + 1)}{_value(each, depth + 1)},\n" for each in values)
    return f"[\n{items}{_INDENT * depth}]" if items else "[]"


def _inline(table: Table) -> str:
    return f"{{ {', '.join(f'{_key(key)} = {_value(value)}' for key, value in table.items())} }}" if table else "{}"


@lru_cache(_MOST_NAMES)
def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"' if _ESCAPED.search(text) else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}"
