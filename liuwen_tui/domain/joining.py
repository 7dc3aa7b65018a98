"""汇总 is a join: reports of a quarter joined into one, by laws that make the order and grouping of files irrelevant.

Source: design.md, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from liuwen_tui.domain.decision import Decision, join_decisions
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.receipt import SealedReceipt
from liuwen_tui.domain.report import State
from liuwen_tui.domain.summary import Filing, Summary
from liuwen_tui.domain.versions import Version, instant, join


class Pile:
    """Summaries of one notice and quarter, each joined to those before it at the cost of what it holds itself."""

    def __init__(self, first: Summary) -> None:
        self._first = first
        self._own, self._papers = dict(first.own), dict(first.papers)

    def add(self, other: Summary) -> None:
        """Joins a further summary; raises `Unusable` when it is of a different notice or quarter."""
        first = self._first
        if (first.notice, first.notice_digest, first.quarter) != (other.notice, other.notice_digest, other.quarter):
            raise Unusable("通知或报告期不同，不能汇总在一起，请分开汇总。")
        _add_all(self._own, other.own)
        _add_all(self._papers, other.papers)

    @property
    def joined(self) -> Summary:
        """The join of all, in the order of the units."""
        return replace(self._first, own=dict(sorted(self._own.items())), papers=dict(sorted(self._papers.items())))


def merge(summaries: Iterable[Summary]) -> Summary:
    """Returns the join of at least one summary; commutative, associative, idempotent.

    Raises `Unusable` when they are of different notices or quarters.
    """
    first, *others = summaries
    pile = Pile(first)
    for other in others:
        pile.add(other)
    return pile.joined


def _add_all(filings: dict[str, Filing], further: Mapping[str, Filing]) -> None:
    for unit, filing in further.items():
        filings[unit] = _merge_filings(filings[unit], filing) if unit in filings else filing


def _merge_filings(one: Filing, other: Filing) -> Filing:
    stands = max(one, other, key=_precedence)
    first = min(filter(None, (one.head.first_submitted_at, other.head.first_submitted_at)), key=instant, default="")
    said = (version for filing in (one, other) for versions in filing.versions.values() for version in versions)
    return replace(
        stands,
        head=replace(stands.head, first_submitted_at=first),
        versions=join_by_measure(said),
        receipts=join_receipts((*one.receipts, *other.receipts)),
        decisions=join_decisions((*one.decisions, *other.decisions)),
    )


def _precedence(filing: Filing) -> tuple[bool, int, str]:
    """A draft never stands in the place of a report that was sent; else revision, then seal, decide."""
    return filing.head.state is not State.DRAFT, filing.head.revision, filing.seal


def join_by_measure(versions: Iterable[Version]) -> dict[int, tuple[Version, ...]]:
    """Returns by measure, in order, the versions that no other supersedes."""
    said: dict[int, list[Version]] = {}
    for version in versions:
        said.setdefault(version.subject.measure, []).append(version)
    return {measure: join(said[measure]) for measure in sorted(said)}


def join_receipts(receipts: Iterable[SealedReceipt]) -> tuple[SealedReceipt, ...]:
    """Returns each receipt once, sorted by seal."""
    return tuple({sealed.seal: sealed for sealed in sorted(receipts, key=lambda sealed: sealed.seal)}.values())


def with_receipts(summary: Summary, receipts: Iterable[SealedReceipt]) -> Summary:
    """Returns the summary with those answers beside the reports of the units that they are for."""
    filings = dict(summary.own)
    for sealed in receipts:
        filing = filings.get(sealed.receipt.unit)
        if filing:
            filings[filing.unit] = replace(filing, receipts=join_receipts((*filing.receipts, sealed)))
    return replace(summary, own=filings)


def with_decisions(summary: Summary, decisions: Iterable[Decision]) -> Summary:
    """Returns the summary with those decisions made in it; one for a unit of which there is no report is left out."""
    filings = dict(summary.own)
    for decision in decisions:
        filing = filings.get(decision.version.subject.unit)
        if filing:
            said = (version for versions in filing.versions.values() for version in versions)
            versions = join_by_measure((*said, decision.version))
            filings[filing.unit] = replace(filing, versions=versions, decisions=join_decisions((*filing.decisions, decision)))
    return replace(summary, own=filings)
