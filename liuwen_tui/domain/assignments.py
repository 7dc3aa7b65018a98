"""交办: the measures that the lead gave to units beyond the notice, and the units that own a target's figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Assignments:
    """What the lead decided for one notice. Units stand by code, sorted."""

    given: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By measure, the units that have it from the lead: at least one."""
    owners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By target, the units that are asked for its figure; with none nobody is, whatever the catalogue says."""

    def give(self, measure: int, units: Iterable[str]) -> Assignments:
        """Returns the assignments with the measure given to those units too."""
        return self._giving(measure, {*self.given.get(measure, ()), *units})

    def take_back(self, measure: int, units: Iterable[str]) -> Assignments:
        """Returns the assignments without the measure for those units."""
        return self._giving(measure, {*self.given.get(measure, ())} - {*units})

    def own(self, target: str, units: Iterable[str]) -> Assignments:
        """Returns the assignments with the target's figure asked of those units alone."""
        return replace(self, owners=dict(sorted({**self.owners, target: tuple(sorted({*units}))}.items())))

    def _giving(self, measure: int, units: set[str]) -> Assignments:
        given = {**self.given, measure: tuple(sorted(units))}
        return replace(self, given={number: given[number] for number in sorted(given) if given[number]})
