"""汇总: what stands of the reports of a quarter, and what counts in it.

Source: design.md, section 7. A summary holds for each unit the head that stands and, for each measure, every
version that no other supersedes. All that people read (counts, conflicts, who is missing) is derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.receipt import SealedReceipt, judged, latest
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.domain.versions import Version

_LEAST_ADVANCED_FIRST = (
    Status.NOT_STARTED,
    Status.DELAYED,
    Status.IN_PROGRESS,
    Status.ONGOING,
    Status.COMPLETED,
    Status.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Filing:
    """What stands of one unit's reports."""

    unit: str
    unit_name: str
    head: Head
    """The head of the highest revision, without the phone number."""
    seal: str
    """Seal of the report that this head came from."""
    versions: Mapping[int, tuple[Version, ...]]
    """By measure, sorted by id; more than one is a conflict."""
    receipts: tuple[SealedReceipt, ...] = ()
    """Every answer of the lead to any of the unit's submissions, sorted by seal."""
    decisions: tuple[Decision, ...] = ()
    """Everything that the lead decided, sorted by version; all of it went into ``versions``."""

    @property
    def standing_decisions(self) -> tuple[Decision, ...]:
        """The decisions that nothing later supersedes."""
        standing = {version.id for versions in self.versions.values() for version in versions}
        return tuple(decision for decision in self.decisions if decision.version.id in standing)

    def decision(self, version: Version) -> Decision | None:
        """Returns the decision by which that version stands, None where the unit said it."""
        return next((decision for decision in self.decisions if decision.version.id == version.id), None)

    @property
    def answer(self) -> SealedReceipt | None:
        """The lead's last answer to the submission that stands."""
        return latest(self.receipts, self.seal)

    @property
    def state(self) -> State:
        """Where the report stands once the lead's answer is heard."""
        return judged(self.head, self.answer)

    @property
    def counts(self) -> bool:
        """True when the filing's entries go into the summary: neither draft nor withdrawn, and not empty."""
        return self.head.state not in (State.DRAFT, State.WITHDRAWN) and bool(self.versions)


@dataclass(frozen=True)
class Summary:
    """汇总 of one quarter of one notice, filings by unit code."""

    notice: str
    notice_digest: str
    quarter: str
    own: Mapping[str, Filing]
    """What units sent themselves."""
    papers: Mapping[str, Filing] = field(default_factory=dict)
    """代录: what the lead entered for units that sent paper. The two never mix, so that each joins by the same laws."""

    @cached_property
    def filings(self) -> Mapping[str, Filing]:
        """What stands of each unit: its own report where that counts, else 代录."""
        if not self.papers:
            return self.own
        counting = {unit for unit, filing in self.own.items() if filing.counts}
        papers = {unit: paper for unit, paper in self.papers.items() if paper.counts and unit not in counting}
        return dict(sorted({**self.own, **papers}.items()))


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not merged, and why."""

    file: str
    reason: str


def summary_of(report: Report, seal: str) -> Summary:
    """Returns the summary of a single report. A draft brings its head alone."""
    versions = () if report.head.state is State.DRAFT else report.versions
    head = replace(report.head, signatories=replace(report.head.signatories, phone=""))
    entries = {version.subject.measure: (version,) for version in versions}
    filing = Filing(report.unit, report.unit_name, head, seal, entries)
    own, papers = ({}, {report.unit: filing}) if head.on_behalf else ({report.unit: filing}, {})
    return Summary(report.notice, report.notice_digest, report.quarter, own, papers)


def speaker(summary: Summary) -> str:
    """Returns the unit whose own single report, and no word of anybody else's, a summary is; "" for any other."""
    alone = next(iter(summary.own.values())) if len(summary.own) == 1 and not summary.papers else None
    return alone.unit if alone and not alone.receipts and not alone.decisions else ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Several versions of one entry, none of which knows of the others; none counts until a person decides."""

    unit: str
    measure: int
    versions: tuple[Version, ...]


def conflicts(summary: Summary) -> list[Conflict]:
    """Returns the conflicts of all filings that count, by unit and measure."""
    return [
        Conflict(filing.unit, measure, versions)
        for filing in summary.filings.values()
        if filing.counts
        for measure, versions in filing.versions.items()
        if len(versions) > 1
    ]


def counted_versions(summary: Summary) -> list[Version]:
    """Returns the entries that count: of filings that count, those of one version, undone claims left out."""
    return [
        versions[0]
        for filing in summary.filings.values()
        if filing.counts
        for versions in filing.versions.values()
        if len(versions) == 1 and versions[0].entry.claimed is not False
    ]


def claims(summary: Summary) -> dict[int, frozenset[str]]:
    """Returns the codes of the units that claimed each measure, by its number."""
    claimed: dict[int, set[str]] = {}
    for version in counted_versions(summary):
        if version.entry.claimed:
            claimed.setdefault(version.subject.measure, set()).add(version.subject.unit)
    return {measure: frozenset(units) for measure, units in claimed.items()}


def overall_status(versions: Iterable[Version]) -> Status | None:
    """综合状态 as drafted: the least advanced of the units', 不涉及 aside unless all say so."""
    said = {version.entry.status for version in versions if version.entry.status}
    return next((status for status in _LEAST_ADVANCED_FIRST if status in said), None)
