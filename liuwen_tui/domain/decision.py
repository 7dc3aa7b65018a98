"""裁定: what the lead decided where versions of one entry did not know of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liuwen_tui.domain.versions import Version, instant, join


@dataclass(frozen=True, slots=True)
class Decision:
    """A version made from all versions of a conflict, and why it is the one; its ``updated_at`` and ``updated_by`` tell who and when."""

    version: Version
    reason: str


def join_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Returns, sorted by version, each decision once; of two that decided the same the earliest stands.

    Two that decided differently are both kept: their versions are a conflict anew.
    """
    by_id: dict[str, Decision] = {}
    for decision in decisions:
        known = by_id.get(decision.version.id)
        by_id[decision.version.id] = decision if known is None else _same(known, decision)
    return tuple(by_id[version_id] for version_id in sorted(by_id))


def _same(one: Decision, other: Decision) -> Decision:
    first = min(one, other, key=lambda it: (instant(it.version.updated_at), it.version.updated_by, it.reason))
    (version,) = join((one.version, other.version))
    return Decision(version, first.reason)
