"""落实情况: a summary judged as a whole, which is what a report on the quarter tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.comparison import Contradiction, Overall, contradictions
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Lamp, Schedule
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.summary import Conflict, Refused, Summary, claims, conflicts, counted_versions, overall_status
from liuwen_tui.domain.versions import Version

WORST_LAMP_FIRST = (Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.UNSCHEDULED)
_ON_SCHEDULE = (Status.IN_PROGRESS, Status.ONGOING)


@dataclass(frozen=True, slots=True)
class Progress:
    """One target as one unit tells it, held against the time elapsed."""

    measure: Measure
    target: Target
    version: Version | None
    """None where no unit tells of the target."""
    share: Share | None
    """Of the target's days that have passed; None where no day is due."""
    behind: Fraction | None
    """Percentage points behind schedule, negative when ahead; None where nothing can be said."""
    lamp: Lamp | None
    """None where no unit tells of the target."""


@dataclass(frozen=True)
class Situation:
    """One quarter; ``earlier`` are the quarters before it, the earliest first, as far as they are known."""

    summary: Summary
    standing: Standing
    catalogue: Catalogue
    settings: Settings
    refused: Sequence[Refused] = ()
    overall: Mapping[int, Overall] = field(default_factory=dict)
    """综合状态 by measure, where the lead set it."""
    earlier: tuple[Situation, ...] = ()
    as_of: date | None = None
    """The day that punctuality was judged at, None for the due day."""

    @cached_property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.summary.quarter)

    @property
    def last(self) -> Situation | None:
        """The quarter right before, where it is known."""
        found = self.earlier[-1] if self.earlier else None
        return found if found and found.quarter.next == self.quarter else None

    @property
    def due_day(self) -> date:
        """The day until which a report was on time, extensions of units aside."""
        return self.as_of or self.settings.due_day(self.quarter)

    @cached_property
    def schedule(self) -> Schedule:
        return self.settings.schedule(self.catalogue.notice, self.quarter)

    @cached_property
    def by_measure(self) -> Mapping[int, tuple[Version, ...]]:
        """What counts and says something of each measure, by its number: units as the notice names them there, then the others in catalogue order."""
        said: dict[int, list[Version]] = {measure.number: [] for measure in self.catalogue.notice.measures}
        for version in sorted(counted_versions(self.summary), key=self._place):
            if version.entry.status is not None:
                said[version.subject.measure].append(version)
        return {number: tuple(versions) for number, versions in said.items()}

    def _place(self, version: Version) -> tuple[int, int]:
        named, code = self.catalogue.measure(version.subject.measure).units, version.subject.unit
        return named.index(code) if code in named else len(named), self.catalogue.place[code]

    @cached_property
    def statuses(self) -> Mapping[int, Status | None]:
        """综合状态 of each measure by its number: what the lead set, else the least advanced of its units'."""
        return {
            number: self.overall[number].status if number in self.overall else overall_status(versions)
            for number, versions in self.by_measure.items()
        }

    @property
    def counts(self) -> Counter[Status | None]:
        """How many measures have each 综合状态, None for those that nobody reports on."""
        return Counter(self.statuses.values())

    @property
    def on_schedule(self) -> int:
        """How many measures have reached 序时进度 and are not done: 推进中 and 长期坚持."""
        return sum(self.counts[status] for status in _ON_SCHEDULE)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        return conflicts(self.summary)

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        return contradictions(self.summary, self.catalogue)

    def measures_of(self, unit: str) -> tuple[int, ...]:
        """Returns the numbers of the measures that the unit has: by the notice, from the lead, or because it claimed them."""
        return tuple(
            measure.number
            for measure in self.catalogue.notice.measures
            if self.catalogue.assigned_by(measure, unit) or unit in self._claims.get(measure.number, ())
        )

    @cached_property
    def _claims(self) -> Mapping[int, frozenset[str]]:
        return claims(self.summary)

    def of_status(self, *wanted: Status) -> list[Version]:
        """Returns what units say with one of those statuses, by measure and unit."""
        return [version for versions in self.by_measure.values() for version in versions if version.entry.status in wanted]

    @cached_property
    def targets(self) -> tuple[Progress, ...]:
        """Every target as each unit tells it that does, one row of its own where none does, in the notice's order."""
        return tuple(
            progress
            for measure in self.catalogue.notice.measures
            for target in measure.targets
            for progress in self._progress(measure, target)
        )

    def _progress(self, measure: Measure, target: Target) -> list[Progress]:
        share, schedule = self.schedule.share(target), self.schedule
        told = [(version, result) for version in self.by_measure[measure.number] if (result := version.entry.target(target.id))]
        if not told:
            return [Progress(measure, target, None, share, None, None)]
        return [Progress(measure, target, version, share, *schedule.judged(target, result)) for version, result in told]

    @cached_property
    def target_lamps(self) -> Mapping[str, Lamp | None]:
        """The worst lamp of each target by its id, None for those that nobody tells of."""
        told: dict[str, set[Lamp | None]] = {}
        for progress in self.targets:
            told.setdefault(progress.target.id, set()).add(progress.lamp)
        return {target: next((lamp for lamp in WORST_LAMP_FIRST if lamp in lamps), None) for target, lamps in told.items()}

    def lamp(self, number: int) -> Lamp | None:
        """Returns the worst lamp among the targets of that measure, None where none is told of."""
        lamps = {self.target_lamps[target.id] for target in self.catalogue.measure(number).targets}
        return next((lamp for lamp in WORST_LAMP_FIRST if lamp in lamps), None)
