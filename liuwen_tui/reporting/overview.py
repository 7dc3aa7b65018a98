"""What a unit has to report in a quarter, as it stands at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.check import Finding, Severity, check
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import Head
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.domain.settled import Settled
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.earlier import Earlier


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
    sent_back: str = ""
    """Why the lead sent this entry back, until the report is submitted again."""

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
    answer: Receipt | None = None
    """The lead's answer while the report is sent back."""

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


def overview_of(  # noqa: PLR0913, PLR0917 - all that a judgement looks at
    earlier: Earlier, catalogue: Catalogue, unit: str, schedule: Schedule, due: date, answer: Receipt | None
) -> Overview:
    """Returns what the unit of that code has to report, with findings; ``answer`` is the lead's while it is sent back."""
    claimed, settled, before = earlier.claimed(), earlier.settled(), earlier.before()
    assignments, offered = [], []
    for measure in catalogue.notice.measures:
        number = measure.number
        if by := assigned_by(measure, catalogue, unit, claimed):
            row = earlier.now.rows.get(number)
            item = Assignment(measure, by, row.current if row else None, before.get(number), ())
            item = _judged(item, row.rivals if row else (), settled.get(number), schedule, unit)
            why = answer.returned.get(number, "") if answer else ""
            assignments.append(_sent_back(item, row is None or row.has_left, why) if why else item)
        elif catalogue.is_offered(measure) and number not in claimed:
            offered.append(measure)
    return Overview(earlier.now.head, due, tuple(assignments), tuple(offered), answer)


def assigned_by(measure: Measure, catalogue: Catalogue, unit: str, claimed: Mapping[int, bool]) -> AssignedBy | None:
    """Tells why the unit answers for the measure, given the last of its claims by number; None when it does not."""
    return catalogue.assigned_by(measure, unit) or (AssignedBy.CLAIM if claimed.get(measure.number) else None)


def _judged(item: Assignment, rivals: Sequence[Version], settled: Settled | None, schedule: Schedule, unit: str) -> Assignment:
    """The assignment as what stands of it is settled, or with its findings; ``rivals`` are in conflict with its version."""
    if settled and settled.stands_beside(item.entry) and not rivals:
        return replace(item, standing=settled)
    findings = check(item.measure, item.entry, schedule, item.before, unit)
    if rivals:
        message = "本项有互不知晓的版本，请核对后重新保存一次，以保存的为准。"
        findings.append(Finding(item.measure.number, "conflict", Severity.ERROR, message, "status"))
    return replace(item, findings=tuple(findings))


def _sent_back(item: Assignment, is_untouched: bool, why: str) -> Assignment:
    """The assignment with the reason that it was sent back for, which is a finding until something is changed."""
    told = Finding(item.measure.number, "sent_back", Severity.WARNING, f"区发改委退回：{why}", "progress")
    return replace(item, sent_back=why, findings=(told, *item.findings) if is_untouched else item.findings)
