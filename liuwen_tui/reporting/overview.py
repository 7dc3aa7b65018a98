"""What a unit has to report in a quarter, as it stands at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Head
from liuwen_tui.domain.settled import Settled
from liuwen_tui.domain.versions import Version


@dataclass(frozen=True, slots=True)
class Assignment:
    """One measure of a unit in a quarter, with what is said of it so far."""

    measure: Measure
    by: AssignedBy
    version: Version | None
    before: Entry | None
    """The unit's entry of the quarter before, or the settled one that stood through it."""
    findings: tuple[Finding, ...]
    standing: Settled | None = None
    """What is settled and stands, nothing else being said of the measure in this quarter."""

    @property
    def entry(self) -> Entry:
        if self.standing:
            return self.standing.entry
        return self.version.entry if self.version else Entry()

    @property
    def settled(self) -> Quarter | None:
        """The quarter in which it was 办结."""
        return self.standing.quarter if self.standing else None

    @property
    def is_filled(self) -> bool:
        """True when nothing keeps this entry from being submitted."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything a unit has to report in a quarter, as it stands now."""

    head: Head
    due: date
    assignments: tuple[Assignment, ...]
    offered: tuple[Measure, ...]
    """Measures that the unit may be meant by and has neither claimed nor put off (暂不认领)."""

    def of(self, number: int) -> Assignment | None:
        return next((item for item in self.assignments if item.measure.number == number), None)

    @property
    def filled(self) -> tuple[int, ...]:
        return tuple(item.measure.number for item in self.assignments if item.is_filled)

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(item.measure.number for item in self.assignments if not item.is_filled)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for item in self.assignments for finding in item.findings)

    def is_late(self, today: date) -> bool:
        """Tells whether the due day is over and nothing was ever submitted."""
        return not self.head.first_submitted_at and self.due < today

    @property
    def last_saved(self) -> Version | None:
        """The version saved last."""
        kept = [item.version for item in self.assignments if item.version]
        return max(kept, key=lambda version: version.updated_at, default=None)
