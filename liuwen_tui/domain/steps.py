"""细化举措 as people write them, one step a line: ``√ 完成台账（2020-12-31前）``, and back."""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import count

from liuwen_tui.domain.entry import Step
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.text import is_blank

DONE = "√"
"""Stands before a step that is done."""
_LINE = re.compile(r"(?P<done>(?:√|\[[xX√]\])\s*)?(?P<text>.*?)(?P<due>\s*[（(][^（）()]*[）)])?", re.DOTALL)
_DUE = re.compile(r"(?:(?P<year>20\d\d)\s*[-年./]\s*)?(?P<month>\d{1,2})\s*(?:[-./月]\s*(?P<day>\d{1,2})\s*日?|月\s*底?)\s*(?:之?前)?")
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

    A step keeps the id that it has among the ``known`` ones: by its words, else by its line where the step that stood
    there is gone; one whose line nobody changed stays as it is, also where it would be read otherwise. A day without
    a year is the first such day from the quarter's beginning on.
    """
    lines = dict(enumerate(line for line in text.split("\n") if not is_blank(line)))
    left = dict(enumerate(known))
    same = _taken(lines, left, step_line)
    written = {at: _read_line(line, quarter) for at, line in lines.items() if at not in same}
    were = _taken({at: words for at, (words, _, _) in written.items()}, left, lambda step: _flat(step.text))
    were |= {at: left.pop(at) for at in written if at not in were and at in left}
    ids = {step.id for step in known}
    steps = []
    for at in lines:
        step = same.get(at)
        if step is None:
            words, due, done = written[at]
            step = Step(were[at].id if at in were else _new_id(words, ids), words, due, done)
            ids.add(step.id)
        steps.append(step)
    return tuple(steps)


def _taken(lines: Mapping[int, str], left: dict[int, Step], told: Callable[[Step], str]) -> dict[int, Step]:
    """The steps of those left that a line tells of, by the line; they are left no more."""
    found = {}
    for at, line in lines.items():
        place = next((place for place, step in left.items() if told(step) == line), None)
        if place is not None:
            found[at] = left.pop(place)
    return found


def turned(line: str) -> str:
    """Returns the line as that of a step that is done, or no longer done."""
    match = _LINE.fullmatch(line)
    if match and match["done"]:
        return line[match.end("done") :]
    return f"{DONE} {line}"


def _read_line(line: str, quarter: Quarter) -> tuple[str, str, bool]:
    """Text, due day and whether it is done; a line of nothing but a mark or a day is all text."""
    match = _LINE.fullmatch(line.strip())
    if match is None or is_blank(match["text"]):
        return line.strip(), "", False
    due = _day(match["due"].strip()[1:-1].strip(), quarter) if match["due"] else ""
    text = match["text"] if due else match["text"] + (match["due"] or "")
    return text.strip(), due, bool(match["done"])


def _day(text: str, quarter: Quarter) -> str:
    """The day meant as 2020-12-31, empty where none is; a month alone means its last day."""
    match = _DUE.fullmatch(text)
    if match is None:
        return ""
    month = int(match["month"])
    years = [int(match["year"])] if match["year"] else [quarter.year, quarter.year + 1]
    for year in years:
        try:
            due = date(year, month, int(match["day"]) if match["day"] else monthrange(year, month)[1])
        except ValueError:
            continue
        if match["year"] or due >= quarter.first_day:
            return due.isoformat()
    return ""


def _new_id(words: str, taken: set[str]) -> str:
    """Named by its words, so that two people who add different steps at once add both."""
    digest = hashlib.sha256(words.encode()).hexdigest()[:_ID_LENGTH]
    ids = (f"{digest}-{number}" if number > 1 else digest for number in count(1))
    return next(step_id for step_id in ids if step_id not in taken)


def _flat(text: str) -> str:
    """A step's words on one line; those that came from elsewhere may have several."""
    return " ".join(text.split("\n"))
