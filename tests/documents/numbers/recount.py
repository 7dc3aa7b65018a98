"""What a quarter amounts to, counted anew out of ``summary.toml``: the rules of design.md, section 7, written down a second time.

Beside the summary stands what the lead sets and no report holds: due days and thresholds (``liuwen.toml``), assignments,
综合状态, 定稿.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.documents.numbers.books import Table
from tests.documents.numbers.reports import Reports

WORDS = {
    "not_started": "未启动", "in_progress": "推进中", "delayed": "滞后",
    "completed": "已完成", "ongoing": "长期坚持", "not_applicable": "不涉及",
}  # fmt: skip
LEAST_ADVANCED_FIRST = ("not_started", "delayed", "in_progress", "ongoing", "completed", "not_applicable")
WORST_LAMP_FIRST = ("红灯", "黄灯", "绿灯", "无序时")
TEXTS = ("progress", "problems", "next_steps", "support_needed", "reason")


@dataclass(frozen=True)
class Told:
    """One unit's word on a target."""

    number: int
    target: Table
    unit: str
    value: Any
    """A figure, or whether the act is done."""
    behind: Fraction | None
    lamp: str

    @property
    def points(self) -> Decimal | None:
        """Percentage points behind, to one decimal."""
        if self.behind is None:
            return None
        return (Decimal(self.behind.numerator) / self.behind.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0


@dataclass(frozen=True)
class Recount(Reports):
    """One quarter, judged; ``earlier`` are those before it, the earliest first."""

    overall: dict[int, str] = field(default_factory=dict)
    """综合状态 by measure, where the lead set it."""
    earlier: tuple[Recount, ...] = ()
    refused: int = 0
    """Files that were given and not merged, which a summary does not tell of."""
    final_at: str = ""
    """When the report was finished, "" while it is open."""

    @property
    def last(self) -> Recount | None:
        """The quarter right before."""
        (year, number), found = self.quarter, self.earlier[-1:]
        return found[0] if found and found[0].quarter == ((year, number - 1) if number > 1 else (year - 1, 4)) else None

    @cached_property
    def statuses(self) -> dict[int, str | None]:
        """综合状态: what the lead set, else the least advanced of the units'."""
        found: dict[int, str | None] = {}
        for number in self.books.measures:
            told = {entry["status"] for entry in self.of(number).values()}
            found[number] = self.overall.get(number) or next((status for status in LEAST_ADVANCED_FIRST if status in told), None)
        return found

    def counts(self, area: str = "") -> Counter[str]:
        """How many measures, of one area or of all, have each 综合状态, by its word; 达到序时进度 are 推进中 and 长期坚持."""
        here = (status for number, status in self.statuses.items() if area in ("", self.books.measures[number]["area"]))
        counts = Counter(WORDS[status] if status else "尚无填报" for status in here)
        return counts + Counter({"达到序时进度": counts["推进中"] + counts["长期坚持"], "": counts.total()})

    @cached_property
    def told(self) -> list[Told]:
        """What units say of targets, in the notice's order."""
        return [
            self._judged(number, target, unit, result)
            for number, target in self.books.targets.values()
            for unit, entry in self.of(number).items()
            for result in entry.get("target", ())
            if result["id"] == target["id"]
        ]

    def elapsed(self, target: Table) -> Fraction | None:
        """The share of the target's days that have passed, None where it has no due day."""
        if "due" not in target:
            return None
        start = target.get("start", self.books.notice["issued_on"])
        return min(Fraction(1), max(Fraction(0), Fraction((self.last_day - start).days, (target["due"] - start).days)))

    @property
    def lamp_rules(self) -> dict[str, int]:
        """Points behind from which a lamp turns."""
        return {"yellow": 10, "red": 30, **self.books.settings.get("lamp", {})}

    def _judged(self, number: int, target: Table, unit: str, result: Table) -> Told:
        share, lamps = self.elapsed(target), self.lamp_rules
        if target["kind"] == "act":
            is_red = share is not None and self.last_day >= target["due"] and not result["done"]
            return Told(number, target, unit, result["done"], None, "无序时" if share is None else "红灯" if is_red else "绿灯")
        if share is None:
            return Told(number, target, unit, result["actual"], None, "无序时")
        from_, to, now = (Fraction(str(figure)) for figure in (target.get("baseline", 0), target["value"], result["actual"]))
        behind = 100 * (share - (now - from_) / (to - from_))
        lamp = "红灯" if behind >= lamps["red"] else "黄灯" if behind >= lamps["yellow"] else "绿灯"
        return Told(number, target, unit, result["actual"], behind, lamp)

    def lamps(self, area: str = "") -> Counter[str]:
        """How many targets, of one area or of all, have which worst lamp."""
        counts: Counter[str] = Counter()
        for number, target in self.books.targets.values():
            if area in ("", self.books.measures[number]["area"]):
                told = {each.lamp for each in self.told if each.target is target}
                counts[next((lamp for lamp in WORST_LAMP_FIRST if lamp in told), "尚无填报")] += 1
        return counts + Counter({"": counts.total()})

    @property
    def contradictions(self) -> int:
        """Of measures: 已完成 beside 未启动; of targets: different figures, of those that own it where anybody does."""
        told = [{entry["status"] for entry in self.of(number).values()} for number in self.books.measures]
        apart = sum({"completed", "not_started"} <= statuses for statuses in told)
        for _, target in self.books.targets.values():
            figures = {each.unit: each.value for each in self.told if each.target is target and target["kind"] == "figure"}
            owned = {unit: figure for unit, figure in figures.items() if unit in self.books.owners(target)}
            apart += len(set((owned or figures).values())) > 1
        return apart

    @property
    def characters(self) -> int:
        """In the free texts of the entries that count, white space left out."""
        return sum(_length(entry.get(name, "")) for entry in self.said.values() for name in TEXTS)

    @property
    def carried(self) -> int:
        """Characters under 本季无新进展, and of texts that the unit wrote of the measure the quarter before."""
        before = self.last.said if self.last else {}
        return sum(
            _length(entry.get(name, ""))
            for place, entry in self.said.items()
            for name in TEXTS
            if entry.get("unchanged") or entry.get(name, "") == before.get(place, {}).get(name, "")
        )

    @cached_property
    def asked(self) -> int:
        """How many different things units ask for, each of one measure."""
        return len({(number, entry["support_needed"]) for (_, number), entry in self.said.items() if "support_needed" in entry})


def _length(text: str) -> int:
    return len("".join(text.split()))
