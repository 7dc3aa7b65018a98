"""A submission that the lead sent back, held for comparison with the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Answered:
    """What was sent back, and why."""

    receipt: Receipt
    revision: int
    entries: Mapping[int, Entry]
    """By measure, as they were submitted then."""
