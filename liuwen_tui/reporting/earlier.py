"""What a unit's quarters say to a later one: last quarter's words, claims that hold, entries that are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settled import Settled, says_nothing, settled
from liuwen_tui.store.office import Office


@dataclass(frozen=True, slots=True)
class Earlier:
    """A unit's quarters up to one, as their stores were read at one moment."""

    quarter: Quarter
    ledgers: Mapping[Quarter, Ledger]
    """Earliest first; the last is that of the quarter itself."""

    @property
    def now(self) -> Ledger:
        return self.ledgers[self.quarter]

    def claimed(self) -> dict[int, bool]:
        """Returns by measure whether the last claim up to the quarter itself holds."""
        rows = [(number, row.current.entry.claimed) for ledger in self.ledgers.values() for number, row in ledger.rows.items()]
        return {number: claim for number, claim in rows if claim is not None}

    def settled(self) -> dict[int, Settled]:
        """Returns by measure what stands from earlier quarters."""
        return settled((quarter, ledger) for quarter, ledger in self.ledgers.items() if quarter < self.quarter)

    def before(self) -> dict[int, Entry]:
        """Returns by measure what was said in the quarter before, or is settled and stood through it."""
        standing = {number: found.entry for number, found in self.settled().items()}
        entries = {number: row.current.entry for number, row in self.ledgers[self.quarter.previous].rows.items()}
        return standing | {number: entry for number, entry in entries.items() if not says_nothing(entry)}


def read_earlier(office: Office, unit: str, quarter: Quarter) -> Earlier:
    """Returns what the unit of that code has kept up to the quarter; raises what a store raises that cannot be read."""
    kept = {kept for kept in office.home.quarters_kept(unit) if kept <= quarter}
    wanted = sorted({*kept, quarter.previous, quarter})
    return Earlier(quarter, {each: office.home.store(unit, each, office.wait).read() for each in wanted})
