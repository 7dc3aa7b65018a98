"""Changes to an entry as options or JSON give them: absent keeps, null or empty clears."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from liuwen_tui.domain.carry import confirm_unchanged
from liuwen_tui.domain.entry import FIELD_NAMES, Entry, Status
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.fields import entry_fields, read_entry
from liuwen_tui.domain.misread import where_misread
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.steps import read_steps
from liuwen_tui.domain.text import clean, shorten
from liuwen_tui.store.durable import read_file

Changes = dict[str, object]
STANDARD_STREAM = Path("-")
"""Stands for the standard input, or output, where a file may be named."""
_LARGEST = 4 * 1024 * 1024
_LONGEST_NAME = 80


def changes_from_options(given: Mapping[str, object], clear: list[str]) -> Changes:
    """Returns the changes that options ask for; raises `WrongUse` for a field that does not exist, or is cleared and given a value."""
    for name in clear:
        _refuse_unknown(name, name.replace("-", "_"))
        if name.replace("-", "_") in given:
            raise WrongUse(f"{name} 又要清空，又写了内容，没有保存；请只留一样。")
    return {**{name: _cleaned(value) for name, value in given.items()}, **{name.replace("-", "_"): None for name in clear}}


def changes_from_json(source: Path) -> Changes:
    """Returns the changes in a JSON object of fields read from a file, or from stdin for ``-``; raises `WrongUse` for anything else."""
    content = sys.stdin.buffer.read(_LARGEST + 1) if source == STANDARD_STREAM else read_file(source, _LARGEST)
    if len(content) > _LARGEST:
        raise WrongUse(f"--from 的内容太大，最多 {_LARGEST} 字节，请压缩文字再试。")
    try:
        fields = _cleaned(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise WrongUse(f"--from 应为 UTF-8 的 JSON，{where_misread(error)}，没有保存；请改好再试。") from error
    if not isinstance(fields, dict):
        raise WrongUse('--from 应为一个 JSON 对象，如 {"status": "in_progress"}，请改好再试。')
    for name in fields:
        _refuse_unknown(name, name)
    return fields


def _refuse_unknown(written: str, name: str) -> None:
    if name not in FIELD_NAMES:
        raise WrongUse(f"没有“{shorten(written, _LONGEST_NAME)}”这个字段，请写 {'、'.join(FIELD_NAMES)} 之一。")


def alter_with(changes: Changes, targets: list[str], steps: list[str], before: Entry | None, quarter: Quarter) -> Callable[[Entry], Entry]:
    """Returns the function that makes those changes to an entry; ``targets`` are ``ID=V``, ``steps`` lines as the screens take them.

    The function raises `WrongUse` for values that an entry cannot hold. A status set without a percent brings the
    percent that must go with it; 本季无新进展 brings what stood ``before``, the quarter before, into what is blank.
    Steps that the entry has, or had before where it has none, keep their ids.
    """
    results = dict(map(_target, targets))

    def alter(entry: Entry) -> Entry:
        changed = dict(changes)
        if steps:
            known = entry.steps or (before.steps if before else ())
            read = read_steps("\n".join(map(clean, steps)), known, quarter)
            changed["steps"] = entry_fields(Entry(steps=read)).get("steps")
        if changes.get("unchanged") and before:
            entry = confirm_unchanged(entry, before)
        if changed.get("status") is not None:
            entry = entry.with_status(status_named(changed.pop("status")))
        merged = {**entry_fields(entry), **changed}
        if results:
            listed = merged.get("targets") or []
            rows = listed if isinstance(listed, list) else [listed]
            kept = [row for row in rows if not (isinstance(row, dict) and row.get("id") in list(results))]
            merged["targets"] = [*kept, *results.values()]
        return read_entry({name: value for name, value in merged.items() if not _is_absent(name, value)})

    return alter


def _is_absent(name: str, value: object) -> bool:
    return value is None or value in ("", []) or (value is False and name == "unchanged")


def status_named(given: object) -> Status:
    """Returns the status of that number, 中文 or English name; raises `WrongUse` for any other."""
    for status in Status:
        if str(given) in (status, str(status.number), status.word):
            return status
    raise WrongUse(f"状态“{given}”不对，应为 {'、'.join(f'{status.number} {status.word} {status}' for status in Status)} 之一。")


def _target(given: str) -> tuple[str, dict[str, object]]:
    target_id, _, value = given.partition("=")
    words = {"true": True, "done": True, "已完成": True, "false": False, "未完成": False}
    if value in words:
        return target_id, {"id": target_id, "done": words[value]}
    try:
        figure = float(value)
    except ValueError:
        raise WrongUse(f"--target {given} 应写成 15-1=480，或 10-2=已完成。") from None
    return target_id, {"id": target_id, "actual": figure}


def _cleaned(value: object) -> object:
    """The value with all text in it cleaned, and empty items of lists left out."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned for item in value if (cleaned := _cleaned(item)) != ""]
    if isinstance(value, dict):
        return {str(name): _cleaned(item) for name, item in value.items()}
    return value
