"""Who says what of a measure: the same words of several units once, under all their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version

MOST_MEMBERS = 2
"""So many different things are quoted of the members of groups such as 各镇; of more it is told how many stand how."""
NOTHING_NEW = "本季无新进展。"
NO_PROGRESS = "未填写工作进展。"
NO_PLAN = "未填写下一步打算。"
LONG_PROGRESS = "的进展详见分单位进展。"
LONG_PLAN = "的打算详见分单位进展。"
NOT_STARTED = "未启动。"
NOT_APPLICABLE = "不涉及本项。"
REMARKS = frozenset((NOTHING_NEW, NO_PROGRESS, NO_PLAN, LONG_PROGRESS, LONG_PLAN, NOT_STARTED, NOT_APPLICABLE))
"""What is said of units that leave nothing to quote."""
_WE = re.compile("(?:我|本)(?:局|委|办(?!法)|中心|镇|街道(?:办事处)?|园区|单位|部门)(?![的内])")
_WHEN = re.compile("[^，。；：]{2,15}，")
_OWNED = ("的", "内")
"""What makes the name before it part of another."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What some units say in the same words."""

    units: tuple[str, ...]
    """Names."""
    words: str

    @property
    def attributed(self) -> str:
        """``办结10件（区财政局、区科工局）。``, and of what is no quotation ``区财政局本季无新进展。``"""
        if self.words in REMARKS:
            return f"{'、'.join(self.units)}{self.words}"
        return f"{self.words.removesuffix('。')}（{'、'.join(self.units)}）。"


def sayings(versions: Iterable[Version], words: Callable[[Entry], str], catalogue: Catalogue) -> list[Saying]:
    """Returns what those units say, each thing once, in the order in which it first stands; "" is nothing said."""
    said: dict[str, list[str]] = {}
    for version in versions:
        unit = catalogue.unit_of(version.subject.unit)
        if text := without_subject(words(version.entry), unit):
            said.setdefault(text, []).append(unit.name)
    return [Saying(tuple(units), text) for text, units in said.items()]


def without_subject(sentence: str, unit: Unit) -> str:
    """Returns the sentence without 我局 or the unit's own name at its beginning or after 截至12月底，, for the name to stand there once."""
    when = match[0] if (match := _WHEN.match(sentence)) else ""
    for before in dict.fromkeys(("", when)):
        end = _end_of_subject(sentence, len(before), unit)
        if end:
            rest = before + sentence[end:].removeprefix("，")
            return rest if rest.strip("，。：") else sentence
    return sentence


def _end_of_subject(sentence: str, start: int, unit: Unit) -> int:
    """Where 我局 or the unit's own name ends that begins there, 0 where neither does."""
    if match := _WE.match(sentence, start):
        return match.end()
    for name in sorted((unit.name, *unit.aliases), key=len, reverse=True):
        end = start + len(name)
        if sentence.startswith(name, start) and not sentence.startswith(_OWNED, end):
            return end
    return 0


def told_apart(measure: Measure, versions: Iterable[Version], catalogue: Catalogue) -> tuple[list[Version], list[Version]]:
    """Returns what units say that the notice names or that took the measure on, and what members of its groups say."""
    named: list[Version] = []
    members: list[Version] = []
    for version in versions:
        is_named = version.subject.unit in measure.units or not catalogue.listing_group(measure, version.subject.unit)
        (named if is_named else members).append(version)
    return named, members
