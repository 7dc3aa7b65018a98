"""Two saves of one entry from one base: joined field by field where they differ in different fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from liuwen_tui.domain.entry import TEXT_FIELDS, Entry, Step, TargetResult

ONE_FIELD = ("status", "percent", "reason", "unchanged")
"""The fields that count as one when two saves meet; a clash among them is named by the first."""
_ALONE = ("progress", "problems", "next_steps", "support_needed", "evidence", "claimed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The joined entry, and the fields in which both sides changed differently (theirs stands there)."""

    entry: Entry
    clashes: tuple[str, ...]

    @property
    def can_keep_both(self) -> bool:
        """True where both sides can stand in every field that clashes: texts below each other, evidence piece by piece."""
        return all(name in TEXT_FIELDS or name == "evidence" for name in self.clashes)


class Choice(StrEnum):
    """What to take of the fields that both sides changed."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def resolve(outcome: Outcome, mine: Entry, choice: Choice) -> Entry:
    """Returns the joined entry with the clashing fields as chosen; BOTH puts what is mine below theirs, where both can be kept."""
    if choice is Choice.THEIRS:
        return outcome.entry
    taken: dict[str, object] = {}
    for clash in outcome.clashes:
        for name in ONE_FIELD if clash in ONE_FIELD else (clash,):
            taken[name] = getattr(mine, name)
        if choice is Choice.BOTH and clash in TEXT_FIELDS:
            taken[clash] = f"{outcome.entry.text(clash)}\n{mine.text(clash)}"
        elif choice is Choice.BOTH and clash == "evidence":
            taken[clash] = tuple(dict.fromkeys((*outcome.entry.evidence, *mine.evidence)))
    return replace(outcome.entry, **taken)  # type: ignore[arg-type]


def join_fields(base: Entry, mine: Entry, theirs: Entry) -> Outcome:
    """Joins two entries made from ``base``.

    Status, percent, reason and unchanged count as one field; steps and targets go by id; evidence goes whole.
    Source: promise 2 of the store.
    """
    joined, clashes = theirs, []
    for names in (ONE_FIELD, *((name,) for name in _ALONE)):
        was, ours, other = _values(base, names), _values(mine, names), _values(theirs, names)
        if ours in (was, other):
            continue
        if other == was:
            joined = replace(joined, **dict(zip(names, ours, strict=True)))  # type: ignore[arg-type]
        else:
            clashes.append(names[0])
    steps = _by_id(base.steps, mine.steps, theirs.steps)
    targets = _by_id(base.targets, mine.targets, theirs.targets)
    clashes += [name for name, items in (("steps", steps), ("targets", targets)) if items is None]
    if steps is not None:
        joined = replace(joined, steps=steps)
    if targets is not None:
        joined = replace(joined, targets=targets)
    return Outcome(joined, tuple(clashes))


_Item = TypeVar("_Item", bound=Step | TargetResult)


def _values(entry: Entry, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in names)


def _index(items: Iterable[_Item]) -> dict[str, _Item]:
    return {item.id: item for item in items}


def _by_id(base: Iterable[_Item], mine: Iterable[_Item], theirs: Iterable[_Item]) -> tuple[_Item, ...] | None:
    was = _index(base)
    ours = _index(mine)
    other = _index(theirs)
    joined: dict[str, _Item] = {}
    for item_id in dict.fromkeys((*other, *ours)):
        states = (was.get(item_id), ours.get(item_id), other.get(item_id))
        if states[1] != states[0] and states[2] not in (states[0], states[1]):
            return None
        kept = states[1] if states[1] != states[0] else states[2]
        if kept is not None:
            joined[item_id] = kept
    return tuple(joined.values())
