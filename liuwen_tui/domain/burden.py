"""工作量: how much a quarter asked of the units to write, and how much of it they had written before."""

from __future__ import annotations

from dataclasses import dataclass

from liuwen_tui.domain.entry import TEXT_FIELDS, Entry
from liuwen_tui.domain.situation import Situation


@dataclass(frozen=True, slots=True)
class Burden:
    """Characters in the free texts of the entries that count, white space left out."""

    entries: int
    asked: int
    carried: int
    """Those of texts under 本季无新进展, and of texts that the unit wrote of the measure in the quarter before."""

    @property
    def average(self) -> int:
        """Characters of an entry, rounded to the nearest; there must be one."""
        return (2 * self.asked + self.entries) // (2 * self.entries)


def burden(situation: Situation) -> Burden:
    """Returns what the quarter asked; without the quarter before, carried are the texts under 本季无新进展 alone."""
    last = situation.last
    before = {
        (version.subject.unit, number): version.entry for number, told in (last.by_measure if last else {}).items() for version in told
    }
    said = [version for versions in situation.by_measure.values() for version in versions]
    return Burden(
        len(said),
        sum(_length(version.entry.text(field)) for version in said for field in TEXT_FIELDS),
        sum(_carried(version.entry, before.get((version.subject.unit, version.subject.measure), Entry())) for version in said),
    )


def _carried(entry: Entry, before: Entry) -> int:
    return sum(_length(entry.text(field)) for field in TEXT_FIELDS if entry.unchanged or entry.text(field) == before.text(field))


def _length(text: str) -> int:
    return len("".join(text.split()))
