"""Carrying last quarter's words forward into what is still blank."""

from __future__ import annotations

from dataclasses import replace

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.text import is_blank

CARRIED = ("progress", "problems", "next_steps", "support_needed")


def carry_forward(entry: Entry, before: Entry) -> Entry:
    """Returns the entry with each blank field as it stood the quarter before; what is filled stays."""
    carried = entry if entry.status else replace(entry, status=before.status, percent=before.percent)
    texts = {name: before.text(name) for name in CARRIED if is_blank(entry.text(name))}
    return replace(
        carried,
        **texts,  # type: ignore[arg-type]
        evidence=entry.evidence or before.evidence,
        steps=entry.steps or before.steps,
        targets=entry.targets or before.targets,
    )
