"""Where a text has come to: what its next figure is about, and what that must be by what units say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.documents.numbers.books import Table
from tests.documents.numbers.recount import LEAST_ADVANCED_FIRST, Recount, Told

QUOTED = 2
"""So many different plans are quoted of the members of groups."""


@dataclass
class Place:
    """Where a text has come to: what it named last, and how far it has numbered."""

    units: list[str] = field(default_factory=list)
    measure: int = 0
    target: Table = field(default_factory=dict)
    area: str = ""
    version: str = ""
    is_of_area: bool = False
    """True where measures are counted of one area."""
    number: int = 0
    annex: int = 0
    is_letter: bool = False
    """True in the text of the report itself."""
    is_row: bool = False
    """True in a row of a table, which speaks of all units."""

    def copy(self) -> Place:
        return Place(**{**vars(self), "units": [*self.units]})

    @property
    def scope(self) -> str:
        return self.area if self.is_of_area else ""

    def entry(self, count: Recount) -> Table:
        """What the unit named last says of the measure; of several versions the one named last."""
        entries = count.versions.get((self.units[-1], self.measure), []) if self.units else []
        return next((entry for entry in entries if len(entries) == 1 or entry["version"] == self.version), {})

    def each(self, count: Recount, value: Callable[[Table], Any]) -> Any:
        """The value that is alike in what all units named last say of the measure."""
        return _alike(value(count.said.get((unit, self.measure), {})) for unit in self.units)

    def told(self, count: Recount, value: Callable[[Told], Any]) -> Any:
        """The value that is alike in what all units named last tell of the target."""
        return _alike(value(each) for each in count.told if each.target is self.target and each.unit in self.units)

    def figures(self, count: Recount) -> Any:
        """The figure that all units tell of the target alike."""
        return _alike(each.value for each in count.told if each.target is self.target)

    def members(self, count: Recount) -> dict[str, Table]:
        """What those say that the notice names in groups alone."""
        return {unit: entry for unit, entry in count.of(self.measure).items() if count.books.is_member(unit, self.measure)}

    def rest(self, count: Recount) -> int:
        """Of how many members that hold the measure back the plans are not quoted."""
        told = {entry["status"] for entry in count.of(self.measure).values()}
        slowest = next(status for status in LEAST_ADVANCED_FIRST if status in told)
        plans = Counter(entry.get("next_steps") for entry in self.members(count).values() if entry["status"] == slowest)
        return sum(list(plans.values())[QUOTED:])

    def own_target(self, count: Recount) -> Any:
        return next((row.get("actual") for row in self.entry(count).get("target", ()) if row["id"] == self.target.get("id")), None)


def _alike(values: Iterable[Any]) -> Any:
    found = set(values)
    return found.pop() if len(found) == 1 else f"不一致：{found}"
