"""What a unit's earlier quarters say to one: last quarter's entries, claims that hold, entries that are settled."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.domain.settled import Settled, settled
from liuwen_tui.store.office import Office


class Earlier:
    """A unit's quarters up to one. Every method reads the stores anew and may raise what a store raises."""

    def __init__(self, office: Office, unit: str, quarter: Quarter) -> None:
        """``unit`` is a code."""
        self._office, self._unit, self._quarter = office, unit, quarter

    def before(self) -> Ledger:
        """Returns what was said in the quarter before."""
        return self._ledger(self._quarter.previous)

    def claimed(self) -> dict[int, bool]:
        """Returns by measure whether the last claim up to the quarter itself holds."""
        ledgers = [ledger for _, ledger in self._kept()]
        rows = [(number, row.current.entry.claimed) for ledger in ledgers for number, row in ledger.rows.items()]
        return {number: claim for number, claim in rows if claim is not None}

    def settled(self) -> dict[int, Settled]:
        """Returns by measure what stands from earlier quarters."""
        return settled((quarter, ledger) for quarter, ledger in self._kept() if quarter < self._quarter)

    def states(self, latest: Quarter, first: Quarter) -> Iterator[tuple[Quarter, State]]:
        """Yields the quarters from the latest back to the first, each with the state of its report."""
        quarter = latest
        while quarter >= first:
            yield quarter, self._ledger(quarter).head.state
            quarter = quarter.previous

    def _kept(self) -> Iterator[tuple[Quarter, Ledger]]:
        for quarter in self._office.home.quarters_kept(self._unit):
            if quarter <= self._quarter:
                yield quarter, self._ledger(quarter)

    def _ledger(self, quarter: Quarter) -> Ledger:
        return self._office.home.store(self._unit, quarter, self._office.wait).read()
