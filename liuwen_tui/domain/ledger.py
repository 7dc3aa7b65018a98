"""What a unit's store holds for one quarter: a row for each measure with its version, and how a row changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.report import Head
from liuwen_tui.domain.versions import Subject, Version, descend, join, rewrite


@dataclass(frozen=True, slots=True)
class Row:
    """One measure in the store."""

    current: Version
    has_left: bool = False
    """True once the current version was exported, submitted or imported: only then does it become a parent."""
    base: Version | None = None
    """The only parent of a current version that has not left, so that undoing a change leads back to it."""
    rivals: tuple[Version, ...] = ()
    """Imported versions in conflict with the current one, until the next save settles it."""
    submitted: tuple[Version, ...] | None = None
    """What the frozen report says of the measure, at most one version, where the lead decided otherwise since; else None."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A store's content. Rows stand by measure number."""

    head: Head = field(default_factory=Head)
    rows: Mapping[int, Row] = field(default_factory=dict)
    receipt: str = ""
    """Seal of the lead's answer that was taken in last."""

    def entry(self, measure: int) -> Entry:
        """Returns the current entry, empty where none is kept."""
        row = self.rows.get(measure)
        return row.current.entry if row else Entry()

    def with_row(self, measure: int, row: Row) -> Ledger:
        return replace(self, rows=dict(sorted({**self.rows, measure: row}.items())))

    def all_left(self) -> Ledger:
        """Returns the ledger after every current version has left the store."""
        return replace(self, rows={number: leave(row) for number, row in self.rows.items()})

    def with_head(self, head: Head) -> Ledger:
        """Returns the ledger under another head; once nothing is frozen, what was decided is what the report says."""
        if head.state.is_frozen:
            return replace(self, head=head)
        return replace(self, head=head, rows={number: replace(row, submitted=None) for number, row in self.rows.items()})

    def with_decision(self, version: Version) -> Ledger:
        """Returns the ledger after the lead's decision arrived: it is what people read, and a frozen report stays as it was submitted."""
        measure = version.subject.measure
        take = overrule if self.head.state.is_frozen else absorb
        return self.with_row(measure, take(self.rows.get(measure), version))

    def versions(self) -> tuple[Version, ...]:
        """Returns what the report says, in measure order: the current versions, or those that it was submitted with."""
        rows = (self.rows[number] for number in sorted(self.rows))
        return tuple(version for row in rows for version in ((row.current,) if row.submitted is None else row.submitted))


def amend(row: Row | None, subject: Subject, entry: Entry, at: str, by: str) -> Row:
    """Returns the row after a save of ``entry``; the same row when nothing changes.

    A version that left its store, or several in conflict, become parents; one that did not is replaced. A save
    equal to the only parent is that parent again. Source: design.md, section 3.
    """
    if row is None:
        return Row(descend(subject, entry, (), at, by))
    if row.rivals:
        return Row(descend(subject, entry, (row.current, *row.rivals), at, by))
    if entry == row.current.entry:
        return row
    if row.has_left:
        return Row(descend(subject, entry, (row.current,), at, by), base=row.current)
    if row.base is not None and entry == row.base.entry:
        return Row(row.base, has_left=True)
    return Row(rewrite(row.current, entry, at, by), base=row.base)


def leave(row: Row) -> Row:
    """Returns the row after its current version has left the store."""
    return row if row.has_left else replace(row, has_left=True, base=None)


def absorb(row: Row | None, version: Version) -> Row:
    """Returns the row joined with a version from elsewhere; what is in conflict stands as rivals."""
    if row is None:
        return Row(version, has_left=True)
    latest = join((row.current, *row.rivals, version))
    if row.current.id not in {kept.id for kept in latest}:
        current, *rivals = latest
        return Row(current, has_left=True, rivals=tuple(rivals))
    rivals = [kept for kept in latest if kept.id != row.current.id]
    if version.id == row.current.id:
        row = leave(replace(row, current=next(kept for kept in latest if kept.id == version.id)))
    return replace(row, rivals=tuple(rivals))


def overrule(row: Row | None, version: Version) -> Row:
    """Returns the row of a frozen report joined with the lead's decision; what was submitted is kept beside it."""
    decided = absorb(row, version)
    if decided == row:
        return decided
    submitted = () if row is None else (row.current,) if row.submitted is None else row.submitted
    return replace(decided, submitted=submitted)
