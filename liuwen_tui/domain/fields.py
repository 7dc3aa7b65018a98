"""The one codec between an entry and its fields as they stand in JSON, TOML and the hash: present fields only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from liuwen_tui.domain.entry import FULL_PERCENT, TEXT_FIELDS, Entry, Status, Step, TargetResult
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure, TargetKind
from liuwen_tui.domain.text import clean, shorten

_STATUSES: Mapping[str, Status] = {str(status): status for status in Status}
_LONGEST_LIST = 80
_LARGEST_FIGURE = 10**15
"""Every reader of TOML, JSON or a spreadsheet has numbers up to this exactly."""


class InvalidField(WrongUse):
    """A field has a name, type or value that an entry cannot hold."""


def entry_fields(entry: Entry) -> dict[str, object]:
    """Returns the fields that are present, in the order of design.md section 3, as plain JSON values."""
    fields: dict[str, object] = {}
    if entry.status is not None:
        fields["status"] = str(entry.status)
    if entry.percent is not None:
        fields["percent"] = entry.percent
    for name in ("progress", "problems", "next_steps", "support_needed"):
        if text := entry.text(name):
            fields[name] = text
    if entry.evidence:
        fields["evidence"] = list(entry.evidence)
    if entry.reason:
        fields["reason"] = entry.reason
    if entry.unchanged:
        fields["unchanged"] = True
    if entry.claimed is not None:
        fields["claimed"] = entry.claimed
    if entry.steps:
        fields["steps"] = [_step_fields(step) for step in entry.steps]
    if entry.targets:
        fields["targets"] = [_target_fields(result) for result in entry.targets]
    return fields


def read_entry(fields: Mapping[str, object]) -> Entry:
    """Returns the entry of those fields, strictly.

    Raises `InvalidField` for an unknown name, a wrong type, a value out of range, an empty value, or text that
    is not clean (see `liuwen_tui.domain.text.clean`).
    """
    unknown = fields.keys() - _READERS.keys()
    if unknown:
        raise InvalidField(f"不认识的字段 {shorten('、'.join(sorted(unknown)), _LONGEST_LIST)}。")
    return Entry(**{name: _READERS[name](name, value) for name, value in fields.items()})  # type: ignore[arg-type]


def refuse_foreign_targets(measure: Measure, entry: Entry) -> None:
    """Raises `WrongUse` for a target that is not the measure's, or reported as what it is not, or as fewer than none."""
    targets = {target.id: target for target in measure.targets}
    for result in entry.targets:
        target = targets.get(result.id)
        if target is None:
            raise WrongUse(f"第{measure.number}项没有目标“{result.id}”，请看这一项有哪些目标。", f"liuwen show {measure.number}")
        is_act = target.kind is TargetKind.ACT
        if is_act != (result.done is not None):
            raise WrongUse(f"目标“{result.id}”应填{'是否完成' if is_act else '数字'}。")
        if target.counts and result.actual is not None and result.actual < 0:
            raise WrongUse(f"目标“{result.id}”以{target.unit}计，不会少于 0，没有保存；请核对数字。")


def _step_fields(step: Step) -> dict[str, object]:
    due = {"due": step.due} if step.due else {}
    return {"id": step.id, "text": step.text, **due, "done": step.done}


def _target_fields(result: TargetResult) -> dict[str, object]:
    if result.done is not None:
        return {"id": result.id, "done": result.done}
    return {"id": result.id, "actual": result.actual}


def _status(name: str, value: object) -> Status:
    if isinstance(value, str) and value in _STATUSES:
        return _STATUSES[value]
    raise InvalidField(f"{name} 应为 {'、'.join(Status)} 之一。")


def _percent(name: str, value: object) -> int:
    if type(value) is int and 0 <= value <= FULL_PERCENT:
        return value
    raise InvalidField(f"进度 {name} 应为 0 到 100 的整数。")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidField(f"{name} 应为非空文字。")
    if clean(value) != value:
        raise InvalidField(f"{name} 含有不允许的控制字符。")
    return value


def _true(name: str, value: object) -> bool:
    if value is not True:
        raise InvalidField(f"{name} 只能为 true，否则不写。")
    return True


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidField(f"{name} 应为 true 或 false。")
    return value


def _day(name: str, value: object) -> str:
    text = _text(name, value)
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise InvalidField(f"{name} 应为 2021-03-31 样子的日期。")


def _figure(name: str, value: object) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST_FIGURE:
        return int(value) if float(value).is_integer() else value
    raise InvalidField(f"{name} 应为数字，不超过 15 位。")


def _items(name: str, value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise InvalidField(f"{name} 应为非空列表。")
    return value


def _evidence(name: str, value: object) -> tuple[str, ...]:
    return tuple(_text(name, item) for item in _items(name, value))


def _table(name: str, value: object, required: frozenset[str], optional: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(value, dict) or not required <= value.keys() <= required | optional:
        raise InvalidField(f"{name} 的每一项须有 {'、'.join(sorted(required))}，不能有别的字段。")
    return value


def _steps(name: str, value: object) -> tuple[Step, ...]:
    steps = []
    for item in _items(name, value):
        row = _table(name, item, frozenset({"id", "text", "done"}), frozenset({"due"}))
        due = _day(f"{name}.due", row["due"]) if "due" in row else ""
        steps.append(Step(_text(f"{name}.id", row["id"]), _text(f"{name}.text", row["text"]), due, _flag(f"{name}.done", row["done"])))
    _no_repeats(name, [step.id for step in steps])
    return tuple(steps)


def _targets(name: str, value: object) -> tuple[TargetResult, ...]:
    results = []
    for item in _items(name, value):
        row = _table(name, item, frozenset({"id"}), frozenset({"actual", "done"}))
        target_id = _text(f"{name}.id", row["id"])
        if len(row) != 2:  # noqa: PLR2004
            raise InvalidField(f"{name} 的每一项须有 actual 或 done 之一。")
        if "done" in row:
            results.append(TargetResult(target_id, done=_flag(f"{name}.done", row["done"])))
        else:
            results.append(TargetResult(target_id, actual=_figure(f"{name}.actual", row["actual"])))
    _no_repeats(name, [result.id for result in results])
    return tuple(results)


def _no_repeats(name: str, ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        raise InvalidField(f"{name} 中有重复的 id。")


_READERS: Mapping[str, Callable[[str, object], object]] = {
    "status": _status,
    "percent": _percent,
    **dict.fromkeys(TEXT_FIELDS, _text),
    "evidence": _evidence,
    "unchanged": _true,
    "claimed": _flag,
    "steps": _steps,
    "targets": _targets,
}
