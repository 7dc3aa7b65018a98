"""What changed between two entries, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.plain import plain_status
from liuwen_tui.domain.entry import FIELD_NAMES, Entry, Step, TargetResult
from liuwen_tui.domain.fields import entry_fields

_ON_THE_STATUS_LINE = ("status", "percent", "unchanged")


def plain_changes(before: Entry, after: Entry) -> Iterator[str]:
    """Yields a line for the status, where it changed, and for each other field that did, with what stands there now."""
    was, now = entry_fields(before), entry_fields(after)
    if any(was.get(name) != now.get(name) for name in _ON_THE_STATUS_LINE):
        yield f"{plain_status(before)} → {plain_status(after)}"
    for name, label in FIELD_NAMES.items():
        if name not in _ON_THE_STATUS_LINE and was.get(name) != now.get(name):
            yield f"{label}{'改为' if name in was else ''}：{_said(after, name)}" if name in now else f"{label}清空了"


def _said(entry: Entry, name: str) -> str:
    if name == "claimed":
        return "认领" if entry.claimed else "放弃"
    value = getattr(entry, name)
    return value if isinstance(value, str) else "；".join(map(_item, value))


def _item(item: str | Step | TargetResult) -> str:
    if isinstance(item, str):
        return item
    done = "已完成" if item.done else "未完成"
    if isinstance(item, Step):
        return f"{item.text} {done}"
    return f"{item.id} {done if item.actual is None else item.actual}"
