"""交办: the measures that the lead gave to units beyond the notice, and the units that own a target's figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from liuwen_tui.domain.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Given:
    """One measure that one unit has from the lead, from a quarter on."""

    measure: int
    unit: str
    """A code."""
    since: Quarter
    until: Quarter | None = None
    """The last quarter that it held in, None while it holds."""

    def holds(self, quarter: Quarter) -> bool:
        """Tells whether the unit has the measure in that quarter."""
        return self.since <= quarter and (self.until is None or quarter <= self.until)


@dataclass(frozen=True, slots=True)
class Assignments:
    """What the lead decided for one notice; what was taken back stays true of the quarters before."""

    given: tuple[Given, ...] = ()
    """Sorted; of one measure and unit no two overlap."""
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By target, the units that are asked for its figure; with none nobody is, whatever the catalogue says."""

    def of(self, quarter: Quarter) -> dict[int, frozenset[str]]:
        """Returns by measure the units that have it from the lead in that quarter: at least one."""
        held = [each for each in self.given if each.holds(quarter)]
        return {each.measure: frozenset(other.unit for other in held if other.measure == each.measure) for each in held}

    def give(self, measure: int, units: Iterable[str], quarter: Quarter) -> Assignments:
        """Returns the assignments with the measure given to those units from that quarter on."""
        chosen = set(units) - self.of(quarter).get(measure, frozenset())
        kept = (each for each in self.given if not (each.measure == measure and each.unit in chosen and each.since > quarter))
        return replace(self, given=tuple(sorted({*kept, *(Given(measure, unit, quarter) for unit in chosen)}, key=_place)))

    def take_back(self, measure: int, units: Iterable[str], quarter: Quarter) -> Assignments:
        """Returns the assignments without the measure for those units from that quarter on."""
        chosen = set(units)
        kept = [
            replace(each, until=quarter.previous) if each.measure == measure and each.unit in chosen and each.holds(quarter) else each
            for each in self.given
        ]
        return replace(self, given=tuple(each for each in kept if each.until is None or each.since <= each.until))

    def own(self, target: str, units: Iterable[str]) -> Assignments:
        """Returns the assignments with the target's figure asked of those units alone."""
        return replace(self, owners=dict(sorted({**self.owners, target: tuple(sorted({*units}))}.items())))


def _place(given: Given) -> tuple[int, str, Quarter]:
    return given.measure, given.unit, given.since
