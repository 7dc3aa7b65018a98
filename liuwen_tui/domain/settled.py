"""办结: an accepted 已完成 or 不涉及, which stands in later quarters until it is opened again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State

_SETTLING = (Status.COMPLETED, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was accepted of one measure, and in the report of which quarter."""

    quarter: Quarter
    entry: Entry

    def stands_beside(self, entry: Entry) -> bool:
        """Tells whether it still stands where a later quarter says that: nothing, or the same again."""
        return says_nothing(entry) or _without_claim(entry) == self.entry


def settled(earlier: Iterable[tuple[Quarter, Ledger]]) -> dict[int, Settled]:
    """Returns by measure what stands after those quarters, earliest first. Source: design.md, sections 1 and 3.

    A later quarter that says the same again leaves it standing; one that says anything else opens it. What is said
    under a claim that was given up is told to nobody, and settles and opens nothing.
    """
    standing: dict[int, Settled] = {}
    for quarter, ledger in earlier:
        for number, row in ledger.rows.items():
            entry = row.current.entry
            known = standing.get(number)
            if says_nothing(entry) or entry.claimed is False or (known and known.stands_beside(entry)):
                continue
            if ledger.head.state is State.ACCEPTED and entry.status in _SETTLING:
                standing[number] = Settled(quarter, _without_claim(entry))
            else:
                standing.pop(number, None)
    return standing


def says_nothing(entry: Entry) -> bool:
    """Tells whether the entry tells at most whether the measure is claimed."""
    return _without_claim(entry) == Entry()


def _without_claim(entry: Entry) -> Entry:
    return replace(entry, claimed=None)
