"""TOML just as this program writes it, read by a few patterns, line for line; whatever else TOML allows is left to `narrow_toml`.

It is what makes reading a report cheap: an entry is some fifteen lines, and no character of it is looked at in Python.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

MOST_HEADINGS = 16
"""Kinds of headings in one document; we write thirteen."""
_TEXT = r'(?:[^"\\\x00-\x1f\x7f]++|\\(?:["\\bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*+'
_BARE = r"true|false|-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,25})?(?:e-[0-9]{2,3})?"
_NAME = "[a-z_]{1,20}"
_LINE = re.compile(
    rf"""
    ({_NAME})\ =\ ( "{_TEXT}" | {_BARE} | \[ (?: \n(?:[ ]{{4}}[^\n]+\n)+ )? \] ) \n
    | \[\[ ({_NAME}(?:\.{_NAME}){{0,2}}) \]\] \n
    | \n
    | (.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ITEM = re.compile(rf'    ("{_TEXT}"|\{{ [^\n]+ \}}),\n|(.)', re.DOTALL)
_PAIR = re.compile(rf'({_NAME}) = ("{_TEXT}"|{_BARE})(?:, (?=[a-z])|\Z)|(.)', re.DOTALL)
Fields = dict[str, object]


class NotOurs(Exception):
    """The document may be TOML, but not as this program writes it."""


def parse_own(content: bytes) -> Fields:
    """Returns what ``tomllib`` returns for the same bytes; raises `NotOurs` where that is not certain at a glance."""
    root: Fields = {}
    here, path, headings = root, list[tuple[str, list[Fields]]](), set[str]()
    try:
        lines = _LINE.findall(content.decode())
    except UnicodeDecodeError:
        raise NotOurs from None
    for name, value, heading, other in lines:
        if name:
            if name in here:
                raise NotOurs
            here[name] = _value(value)
        elif heading:
            headings.add(heading)
            here = _open(heading.split("."), root, path)
        elif other:
            raise NotOurs
    if len(headings) > MOST_HEADINGS:
        raise NotOurs
    return root


def _open(names: list[str], root: Fields, path: list[tuple[str, list[Fields]]]) -> Fields:
    """Returns a new table at the end of an array; ``path``, which it changes, are the arrays that are open, each within the last table of the one before."""
    depth, name, table = len(names) - 1, names[-1], Fields()
    if [each for each, _ in path[:depth]] != names[:-1]:
        raise NotOurs
    parent = path[depth - 1][1][-1] if depth else root
    if name not in parent:
        tables: list[Fields] = []
        parent[name] = tables
        path[depth:] = [(name, tables)]
    elif len(path) <= depth or path[depth][0] != name:
        raise NotOurs
    path[depth][1].append(table)
    del path[depth + 1 :]
    return table


def _value(written: str) -> object:
    if written[0] == '"':
        return str(json.loads(written)) if "\\" in written else written[1:-1]
    if written[0] == "[":
        return [_pairs(item) if item[0] == "{" else _value(item) for item in _whole(_ITEM.findall(written[2:-1]))]
    if written in ("true", "false"):
        return written == "true"
    return float(written) if "." in written or "e" in written else int(written)


def _whole(found: list[tuple[str, str]]) -> Iterator[str]:
    for item, other in found:
        if other:
            raise NotOurs
        yield item


def _pairs(written: str) -> Fields:
    fields: Fields = {}
    for name, value, other in _PAIR.findall(written[2:-2]):
        if other or name in fields:
            raise NotOurs
        fields[name] = _value(value)
    return fields
