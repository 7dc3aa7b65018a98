"""What ``doctor`` found of one thing, as a row of JSON and as lines of which the first is marked √, ! or -."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from liuwen_tui.cli.shapes import Json
from liuwen_tui.domain.text import fit, wrap

_TITLE_CELLS = 12
_MARKS = {True: "√", False: "!", None: "-"}


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at."""

    name: str
    """As JSON calls it."""
    title: str
    is_good: bool | None
    """None where it could not be seen."""
    found: str
    """A phrase."""
    advice: str = ""
    """What to change, in sentences, "" where nothing is to be."""
    value: object = None
    """What JSON has beside the phrase, for programs."""


def unseen(name: str, title: str, why: str) -> Examined:
    """Returns what is said of a thing that could not be looked at."""
    return Examined(name, title, None, f"看不到：{why}")


def examined_shape(items: Iterable[Examined]) -> Json:
    """``ok`` of the whole is false as soon as one thing is wrong; of a thing that could not be seen it is null."""
    rows = [
        {"name": item.name, "ok": item.is_good, "found": item.found, "value": item.value, "advice": item.advice or None} for item in items
    ]
    return {"ok": all(row["ok"] is not False for row in rows), "checks": rows}


def examined_words(items: Iterable[Examined], cells: int) -> str:
    """Returns the rows of at most that many cells."""
    return "\n".join(line for item in items for line in _lines(item, cells))


def _lines(item: Examined, cells: int) -> Iterator[str]:
    head = f"{_MARKS[item.is_good]} {fit(item.title, _TITLE_CELLS)}"
    indent = " " * (_TITLE_CELLS + 2)
    for text in filter(None, (item.found, item.advice)):
        for row in wrap(text, cells - len(indent)):
            yield head + row
            head = indent
