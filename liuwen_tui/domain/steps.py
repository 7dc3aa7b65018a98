"""细化举措 as people write them, one step a line: ``√ 完成台账（2020-12-31前）``, and back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from liuwen_tui.domain.days import read_day
from liuwen_tui.domain.entry import Step
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.text import is_blank

DONE = "√"
"""Stands before a step that is done."""
_MARK = re.compile(r"(?:√|\[[xX√]\])\s*")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]\Z")
_BEFORE = re.compile(r"之?前\Z")
_ID_LENGTH = 8


def step_line(step: Step) -> str:
    """Returns a step as one line."""
    due = f"（{step.due}前）" if step.due else ""
    return f"{DONE + ' ' if step.done else ''}{_flat(step.text)}{due}"


def steps_text(steps: Iterable[Step]) -> str:
    """Returns steps as lines."""
    return "\n".join(map(step_line, steps))


def read_steps(text: str, known: tuple[Step, ...], quarter: Quarter) -> tuple[Step, ...]:
    """Returns the steps of those lines; what is no day of the calendar stays part of a step's text.

    A line that stands as one of the ``known`` steps is shown is that step. Another keeps the id of the known one of
    the same words, else of the one on its line that is gone. A day without a year is the first such day from the
    quarter's beginning on.
    """
    lines = [line.strip() for line in text.split("\n") if not is_blank(line)]
    written = [_read_line(line, quarter) for line in lines]
    left = dict(enumerate(known))
    kept = _matched(lines, left, lambda step: step_line(step).strip())
    same = _matched([None if at in kept else step.text for at, step in enumerate(written)], left, lambda step: _flat(step.text))
    ids = _new_ids({step.id for step in known})
    steps = []
    for at, step in enumerate(written):
        was = kept.get(at) or same.get(at) or left.pop(at, None)
        steps.append(kept.get(at) or replace(step, id=was.id if was else ids(step.text)))
    return tuple(steps)


def turned(line: str) -> str:
    """Returns the line as that of a step that is done, or no longer done."""
    mark = _MARK.match(line)
    return line[mark.end() :] if mark else f"{DONE} {line}"


def _matched(said: Iterable[str | None], left: dict[int, Step], words: Callable[[Step], str]) -> dict[int, Step]:
    """The steps of those words by their place in what is said, each once; they are taken out of what is ``left``."""
    places: dict[str, deque[int]] = {}
    for place, step in left.items():
        places.setdefault(words(step), deque()).append(place)
    return {at: left.pop(places[line].popleft()) for at, line in enumerate(said) if line is not None and places.get(line)}


def _read_line(line: str, quarter: Quarter) -> Step:
    """The step of a line, its id still to be given; a line of nothing but a mark or a day is all text."""
    mark = _MARK.match(line)
    rest = line[mark.end() :] if mark else line
    brackets = _IN_BRACKETS.search(rest, max(rest.rfind("（"), rest.rfind("("), 0))
    due = _day("".join(brackets[1].split()), quarter) if brackets else ""
    words = rest[: brackets.start()].strip() if brackets and due else rest
    return Step("", words, due, bool(mark)) if words else Step("", line)


def _day(text: str, quarter: Quarter) -> str:
    """The day meant as 2020-12-31, empty where none is."""
    day = read_day(_BEFORE.sub("", text), quarter.first_day)
    return day.isoformat() if day else ""


def _new_ids(taken: set[str]) -> Callable[[str], str]:
    """Names steps by their words, so that two people who add different steps at once add both."""
    numbers: Counter[str] = Counter()

    def new_id(words: str) -> str:
        digest = hashlib.sha256(words.encode()).hexdigest()[:_ID_LENGTH]
        while True:
            numbers[digest] += 1
            step_id = f"{digest}-{numbers[digest]}" if numbers[digest] > 1 else digest
            if step_id not in taken:
                return step_id

    return new_id


def _flat(text: str) -> str:
    """A step's words on one line; those that came from elsewhere may have several."""
    return " ".join(text.split("\n"))
