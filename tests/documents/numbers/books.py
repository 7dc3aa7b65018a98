"""The notice's catalogue and what the lead set beside it, as they lie on the disk: nothing of the program reads them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

Table = dict[str, Any]


def read_toml(path: Path) -> Table:
    """Figures with a point are read as they are written."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal) if path.exists() else {}


def percent(part: int, whole: int) -> int | None:
    """Rounded to the nearest, halves up; neither 0 nor 100 for a part of it."""
    if not whole:
        return None
    nearest = int((Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP))
    return nearest if part in (0, whole) else min(99, max(1, nearest))


@dataclass(frozen=True)
class Books:
    """What is known beside the summary, as it lies on the disk."""

    notice: Table
    units: Table
    seed: str
    settings: Table = field(default_factory=dict)
    assignments: Table = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        return {unit["code"]: unit["name"] for unit in self.units["unit"]}

    @cached_property
    def measures(self) -> dict[int, Table]:
        return {measure["number"]: measure for measure in self.notice["measure"]}

    @cached_property
    def targets(self) -> dict[str, tuple[int, Table]]:
        return {target["id"]: (number, target) for number, measure in self.measures.items() for target in measure.get("target", ())}

    def named(self, number: int) -> set[str]:
        """Codes of the units that the notice itself gives the measure to."""
        members = {group["name"]: group["members"] for group in self.units["group"]}
        measure = self.measures[number]
        return {*measure["units"], *(code for name in measure["groups"] for code in members[name])}

    def owners(self, target: Table) -> list[str]:
        """Codes of the units that are asked for the target's figure."""
        given = {row["id"]: row["reported_by"] for row in self.assignments.get("target", ())}
        owners: list[str] = given.get(target["id"], target["reported_by"])
        return owners

    def is_member(self, unit: str, number: int) -> bool:
        """Tells whether the notice names the unit in a group alone."""
        return unit in self.named(number) and unit not in self.measures[number]["units"]
