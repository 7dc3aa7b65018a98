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


def settled(earlier: Iterable[tuple[Quarter, Ledger]]) -> dict[int, Settled]:
    """Returns by measure what stands after those quarters, earliest first. Source: design.md, sections 1 and 3.

    A later quarter that says the same again leaves it standing; one that says anything else opens it.
    """
    standing: dict[int, Settled] = {}
    for quarter, ledger in earlier:
        for number, row in ledger.rows.items():
            entry = without_claim(row.current.entry)
            known = standing.get(number)
            if entry == Entry() or (known and entry == known.entry):
                continue
            if ledger.head.state is State.ACCEPTED and entry.status in _SETTLING:
                standing[number] = Settled(quarter, entry)
            else:
                standing.pop(number, None)
    return standing


def without_claim(entry: Entry) -> Entry:
    """Returns what the entry says of the measure itself."""
    return replace(entry, claimed=None)
