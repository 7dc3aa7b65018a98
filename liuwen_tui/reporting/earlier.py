"""What a unit's quarters say to a later one: last quarter's words, claims that hold, entries that are settled.

So do those of the units that were merged into it, whose measures it has since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from liuwen_tui.domain.carry import side_by_side
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settled import Settled, says_nothing, settled
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version
from liuwen_tui.store.office import Office


@dataclass(frozen=True, slots=True)
class Earlier:
    """A unit's quarters up to one, as their stores were read at one moment."""

    quarter: Quarter
    ledgers: Mapping[Quarter, Ledger]
    """Earliest first; the last is that of the quarter itself."""
    inherited: tuple[tuple[Quarter, Ledger], ...] = ()
    """What units merged into it said while they were there, without the claims that they gave up."""
    closed: tuple[Unit, ...] = ()
    """Those of these units whose stores cannot be read by this account."""

    @property
    def now(self) -> Ledger:
        return self.ledgers[self.quarter]

    def claimed(self) -> dict[int, bool]:
        """Returns by measure whether the last claim up to the quarter itself holds."""
        rows = [(number, row.current.entry.claimed) for _, ledger in self._all() for number, row in ledger.rows.items()]
        return {number: claim for number, claim in rows if claim is not None}

    def settled(self) -> dict[int, Settled]:
        """Returns by measure what stands from earlier quarters."""
        return settled((quarter, ledger) for quarter, ledger in self._all() if quarter < self.quarter)

    def before(self) -> dict[int, Entry]:
        """Returns by measure what was said in the quarter before, or is settled and stood through it.

        What several units said that are one now stands side by side, the unit's own first.
        """
        said: dict[int, list[Entry]] = {}
        for quarter, ledger in self._all():
            for number, row in ledger.rows.items() if quarter == self.quarter.previous else ():
                if not says_nothing(row.current.entry):
                    said.setdefault(number, []).append(row.current.entry)
        standing = {number: found.entry for number, found in self.settled().items()}
        return standing | {number: side_by_side(entries) for number, entries in said.items()}

    def taken_over(self, number: int) -> Version | None:
        """Returns what a unit merged into it said of that measure in the quarter before."""
        ledgers = (ledger for quarter, ledger in self.inherited if quarter == self.quarter.previous)
        return next((ledger.rows[number].current for ledger in ledgers if number in ledger.rows), None)

    def _all(self) -> list[tuple[Quarter, Ledger]]:
        """Earliest first, the unit's own first in each quarter."""
        return sorted((*self.ledgers.items(), *self.inherited), key=lambda each: each[0])


def read_earlier(office: Office, unit: str, quarter: Quarter, predecessors: Iterable[Unit] = ()) -> Earlier:
    """Returns what the unit of that code has kept up to the quarter; raises what a store raises that cannot be read.

    Not so of the units merged into it: another unit's store may be closed to this account.
    """
    ledgers = _read(office, unit, quarter, {quarter.previous, quarter})
    inherited: list[tuple[Quarter, Ledger]] = []
    closed: list[Unit] = []
    for predecessor in predecessors:
        last = predecessor.nearest(quarter)
        try:
            read = _read(office, predecessor.code, last, {last})
        except LiuwenError:
            closed.append(predecessor)
        else:
            inherited += [(each, _without_undone_claims(ledger)) for each, ledger in read.items()]
    return Earlier(quarter, ledgers, tuple(inherited), tuple(closed))


def _read(office: Office, unit: str, until: Quarter, wanted: set[Quarter]) -> dict[Quarter, Ledger]:
    """The ledgers that are kept up to that quarter, and those wanted, earliest first."""
    kept = {kept for kept in office.home.quarters_kept(unit) if kept <= until}
    return {each: office.home.store(unit, each, office.wait).read() for each in sorted(kept | wanted)}


def _without_undone_claims(ledger: Ledger) -> Ledger:
    return replace(ledger, rows={number: row for number, row in ledger.rows.items() if row.current.entry.claimed is not False})
