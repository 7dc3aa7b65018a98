"""What changed between two entries, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.plain import ABSENT_BEFORE, field_lines, plain_status
from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.differences import marked
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.versions import Version

_ON_THE_STATUS_LINE = ("status", "percent", "unchanged")


def plain_changes(before: Entry, after: Entry, measure: Measure | None) -> Iterator[str]:
    """Yields a line for the status, where it changed, and for each other field that did, with what changed in it marked.

    ``measure`` is the entries' own, None where the notice does not have it.
    """
    if any(getattr(before, name) != getattr(after, name) for name in _ON_THE_STATUS_LINE):
        yield f"{plain_status(before)} → {plain_status(after)}"
    for name, label in FIELD_NAMES.items():
        if name in _ON_THE_STATUS_LINE or getattr(before, name) == getattr(after, name):
            continue
        was, now = _said(before, name, measure), _said(after, name, measure)
        if not now:
            yield f"{label}清空了"
        elif not was or name == "claimed":
            yield f"{label}{'改为' if was else ''}：{now}"
        else:
            yield f"{label}改为：{marked(was, now)}"


def plain_since(before: Entry | None, after: Entry, measure: Measure) -> Iterator[str]:
    """Yields what changed since the quarter before, then the names of the fields that stayed the same."""
    if before is None:
        yield ABSENT_BEFORE
        return
    yield from plain_changes(before, after, measure)
    same = [label for name, label in FIELD_NAMES.items() if _said(after, name, measure) and getattr(before, name) == getattr(after, name)]
    if same:
        yield f"与上季相同：{'、'.join(same)}"


def plain_since_answer(before: Answered, version: Version, measure: Measure) -> Iterator[str]:
    """Yields why an entry was sent back, where it was, and what changed in it since."""
    why = before.receipt.why(measure.number)
    changes = list(plain_changes(before.entries.get(measure.number, Entry()), version.entry, measure))
    if why or changes:
        if why:
            yield f"退回原因：{why}"
        yield f"与退回的第{before.revision}稿相比：{'' if changes else '没有改动'}"
        yield from (f"  {line}" for line in changes)


def _said(entry: Entry, name: str, measure: Measure | None) -> str:
    return "；".join(field_lines(name, entry, measure))
