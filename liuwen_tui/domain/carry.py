"""Carrying last quarter's words forward into what is still blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.text import is_blank

CARRIED = ("progress", "problems", "next_steps", "support_needed", "evidence", "steps")
"""The fields that can be carried one by one."""
_BELOW = ("progress", "problems", "next_steps", "support_needed")


def carry_forward(entry: Entry, before: Entry) -> Entry:
    """Returns the entry with each blank field, and each target not reported yet, as it stood the quarter before."""
    carried = entry if entry.status else replace(entry, status=before.status, percent=before.percent)
    for name in CARRIED:
        if _is_blank(getattr(entry, name)):
            carried = carry_field(carried, before, name)
    if carried.status is before.status is Status.NOT_APPLICABLE and is_blank(entry.reason):
        carried = replace(carried, reason=before.reason)  # why it does not concern the unit; other reasons are each quarter's own
    reported = {result.id for result in entry.targets}
    return replace(carried, targets=(*entry.targets, *(result for result in before.targets if result.id not in reported)))


def carry_field(entry: Entry, before: Entry, name: str) -> Entry:
    """Returns the entry with one field of ``CARRIED`` as it stood the quarter before."""
    return replace(entry, **{name: getattr(before, name)})


def side_by_side(entries: Sequence[Entry]) -> Entry:
    """Returns one entry of at least one, said of one measure by units that are one now: the first, and what the others wrote below it.

    Status, percent and reason are the first one's, for nobody said them of all; so is the figure of each target that it tells of.
    """
    first, *others = entries
    for other in others:
        texts: dict[str, Any] = {name: "\n".join(dict.fromkeys(filter(None, (first.text(name), other.text(name))))) for name in _BELOW}
        steps = {step.id: step for step in (*other.steps, *first.steps)}
        targets = {result.id: result for result in (*other.targets, *first.targets)}
        first = replace(
            first,
            **texts,
            evidence=tuple(dict.fromkeys((*first.evidence, *other.evidence))),
            steps=tuple(steps.values()),
            targets=tuple(targets.values()),
        )
    return first


def confirm_unchanged(entry: Entry, before: Entry) -> Entry:
    """Returns the entry with 本季无新进展 said, and what it stands on carried forward."""
    return replace(carry_forward(entry, before), unchanged=True)


def contradicts_unchanged(entry: Entry, before: Entry) -> bool:
    """Tells whether 本季无新进展 stands beside an account of progress that is not last quarter's."""
    return entry.unchanged and entry.progress != before.progress


def _is_blank(value: str | tuple[object, ...]) -> bool:
    return is_blank(value) if isinstance(value, str) else not value
