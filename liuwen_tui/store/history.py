"""The history of a store: every version and every head that entered it, one JSON line each, only ever appended."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.ledger import Ledger, Row, absorb, overrule
from liuwen_tui.domain.report import Head, head_fields, take_head
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import clean
from liuwen_tui.domain.versions import Version, read_time, read_version, version_fields
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.own import append_lines, own_lines
from liuwen_tui.store.storage import compact_json
from liuwen_tui.store.tables import Key

_LONGEST_LINE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what to a store, as the history keeps it."""

    name: str
    """save, claim, restore, yield, submit, withdraw, export, import, receipt, decide …"""
    at: str
    by: str
    reason: str = ""


class Place(StrEnum):
    """Where a version stood when it entered the store."""

    CURRENT = "current"
    RIVAL = "rival"
    """Imported, in conflict with the current one."""
    ASIDE = "aside"
    """Never in the store: words that gave way to a colleague's."""
    DECIDED = "decided"
    """Current by the lead's decision, beside what the frozen report says."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history: a version of one measure, or a head of the whole report."""

    act: Act
    content: Version | Head
    made_from: str = ""
    """Id of the version that was current before, empty for the first."""
    place: Place = Place.CURRENT

    @property
    def version(self) -> Version | None:
        return self.content if isinstance(self.content, Version) else None


class History:
    """A history file; reading takes no lock."""

    def __init__(self, path: Path, key: Key) -> None:
        self.path, self._key = path, key

    def append(self, events: Iterable[Event]) -> None:
        """Appends events durably; raises `Damaged` for a file that is not ours alone and `Unusable` when the disk refuses."""
        lines = [compact_json(_fields(event)) for event in events]
        if lines:
            append_lines(self.path, lines)

    def read(self) -> Iterator[Event | None]:
        """Yields the events, earliest first, None for each line that is torn, foreign or does not verify.

        Raises `Damaged` for a file that is not ours alone and `Unusable` for one that may not be read.
        """
        if is_there(self.path):
            for line in own_lines(self.path, _LONGEST_LINE):
                yield self._event(line)

    def events(self) -> list[Event]:
        """Returns all events that can be read, earliest first."""
        return [event for event in self.read() if event]

    def _event(self, line: bytes) -> Event | None:
        try:
            table = Table(json.loads(line))
            act = Act(table.line("act"), read_time("at", table.text("at")), table.line("by"), clean(table.text("reason", "")))
            measure = table.whole("measure", 0)
            if not measure:
                return Event(act, take_head(table.table("head")))
            version = read_version(self._key.subject(measure), table.table("entry").rest())
            return Event(act, version, clean(table.text("from", "")), Place(table.text("place", Place.CURRENT.value)))
        except (LiuwenError, ValueError, RecursionError):
            return None


def events_between(before: Ledger, after: Ledger, act: Act) -> list[Event]:
    """Returns what an act brought into a ledger: new current versions, new rivals, a new head."""
    events = []
    for measure, row in after.rows.items():
        was = before.rows.get(measure)
        made_from = was.current.id if was else ""
        if was is None:
            events += [Event(act, version) for version in row.submitted or ()]
        if was is None or was.current != row.current:
            place = Place.CURRENT if row.submitted is None else Place.DECIDED
            events.append(Event(act, row.current, made_from=made_from, place=place))
        known = was.rivals if was else ()
        events += [Event(act, rival, made_from=made_from, place=Place.RIVAL) for rival in row.rivals if rival not in known]
    return events + ([Event(act, after.head)] if after.head != before.head else [])


def replay(events: Iterable[Event]) -> Ledger:
    """Returns the ledger that a history leads to, every version taken as having left the store."""
    ledger = Ledger()
    for event in events:
        if isinstance(event.content, Head):
            ledger = ledger.with_head(event.content)
        elif event.place is not Place.ASIDE:
            measure = event.content.subject.measure
            ledger = ledger.with_row(measure, _replayed(ledger.rows.get(measure), event.content, event.place))
    return ledger


def _replayed(row: Row | None, version: Version, place: Place) -> Row:
    if place in (Place.RIVAL, Place.DECIDED):
        return absorb(row, version) if place is Place.RIVAL else overrule(row, version)
    settled = {version.id, *version.ancestors}
    return Row(version, has_left=True, rivals=tuple(rival for rival in (row.rivals if row else ()) if rival.id not in settled))


def _fields(event: Event) -> dict[str, object]:
    act = event.act
    reason = {"reason": act.reason} if act.reason else {}
    said: dict[str, object] = {"at": act.at, "by": act.by, "act": act.name, **reason}
    if isinstance(event.content, Head):
        return {**said, "head": head_fields(event.content)}
    made_from = {"from": event.made_from} if event.made_from else {}
    place = {} if event.place is Place.CURRENT else {"place": str(event.place)}
    return {**said, "measure": event.content.subject.measure, **made_from, **place, "entry": version_fields(event.content)}
