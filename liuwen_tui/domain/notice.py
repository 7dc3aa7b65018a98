"""The notice: its areas, measures, targets and what is damaged in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.quarter import Quarter


class TargetKind(StrEnum):
    """A target is a figure to reach or an act to do."""

    FIGURE = "figure"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure or a dated act that the text of a measure commits to."""

    id: str
    quote: str
    """The words of the notice, verbatim."""
    quote_span: tuple[int, int]
    name: str
    kind: TargetKind
    value: int | float | None = None
    """The figure to reach; None for an act."""
    unit: str = ""
    """亩, 家, % …; empty for an act."""
    due: date | None = None
    start: date | None = None
    """None stands for the day the notice was issued."""
    baseline: int | float | None = None
    reported_by: tuple[str, ...] = ()
    """Codes of the units that own the figure; empty until the lead says so."""

    @property
    def counts(self) -> bool:
        """True where the figure tells how many or how much there is of a thing, never less than nothing as money and shares may be."""
        return bool(self.unit) and not self.unit.endswith(("元", "%", "％", "‰", "点")) and (self.value is None or self.value >= 0)


@dataclass(frozen=True, slots=True)
class Measure:
    """One numbered measure of the notice. Spans are character positions [start, end) in the seed."""

    number: int
    """1 to 18 by sequence, whatever the label prints."""
    label: str
    """As printed, often damaged."""
    label_span: tuple[int, int]
    area: str
    title: str
    title_span: tuple[int, int]
    text: str
    """The full text between the title and the list of units, verbatim."""
    text_span: tuple[int, int]
    responsible: str
    """The list of responsible units as printed, brackets or their loss included."""
    responsible_span: tuple[int, int]
    units: tuple[str, ...]
    """Codes, in the notice's order."""
    groups: tuple[str, ...]
    """Names of unit groups."""
    unresolved: tuple[str, ...]
    """What could not be read as a unit; given to nobody."""
    targets: tuple[Target, ...] = ()

    @property
    def numeral(self) -> str:
        """The number as the notice would print it undamaged: ``(十三)``."""
        return f"({chinese_number(self.number)})"


@dataclass(frozen=True, slots=True)
class Area:
    """One of the six 保, in the notice's order."""

    name: str
    heading: str
    heading_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Damage in the published text and how it was read."""

    measure: int | None
    kind: str
    quote: str
    note: str


@dataclass(frozen=True)
class Notice:
    """A policy notice and the measures that it orders."""

    id: str
    document_number: str
    title: str
    issuer: str
    issued_on: date
    first_quarter: Quarter
    areas: tuple[Area, ...]
    measures: tuple[Measure, ...]
    anomalies: tuple[Anomaly, ...] = ()
    earlier: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """Digests of earlier readings of this notice, each with the numbers that changed since: old to new, 0 for a measure that is no more."""
    lead: str = ""
    """Code of the unit that collects and summarises, where the notice names one."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 over each measure's number and text alone, so that correcting an alias makes nothing foreign."""
        digest = hashlib.sha256()
        for measure in self.measures:
            digest.update(f"{measure.number}\n{measure.text}\n".encode())
        return digest.hexdigest()

    def refuse_before_first(self, quarter: Quarter) -> None:
        """Raises `WrongUse` for a quarter before the first that is reported."""
        if quarter < self.first_quarter:
            raise WrongUse(f"{self.document_number}从{self.first_quarter.label}起报，没有{quarter.label}，请换一个报告期。")

    def number_now(self, digest: str, number: int) -> int | None:
        """Returns the number that a measure has now which had that one in the reading of that digest, None for one that is no more."""
        numbers = self.earlier.get(digest)
        if numbers is None:
            return number
        return numbers.get(number, 0 if number in numbers.values() else number) or None

    def was_numbered(self, number: int, now: int) -> bool:
        """Tells whether an earlier reading has the measure ``now`` under that number."""
        return any(self.number_now(digest, number) == now for digest in self.earlier)


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Returns 1 to 99 in Chinese: 十三, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")
