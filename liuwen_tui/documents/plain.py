"""An entry in plain words, for a terminal or a screen, also beside what was said the quarter before."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Status, Step, TargetResult
from liuwen_tui.domain.notice import Measure, Target, TargetKind

ABSENT_BEFORE = "上季无填报"
_NOT_FILLED = "未填"
_SAME = "（与上季相同）"


def plain_status(entry: Entry) -> str:
    """``~ 推进中 60%``, or ``. 未填``."""
    unchanged = f"  {FIELD_NAMES['unchanged']}" if entry.unchanged else ""
    return f"{entry.glyph} {_standing(entry)}{unchanged}"


def plain_target(target: Target) -> str:
    """``建成5G基站 500个 2020-12-31前``, what the notice wants."""
    wanted = f" {target.value}{target.unit}" if target.kind is TargetKind.FIGURE else ""
    due = f" {target.due.isoformat()}前" if target.due else ""
    return f"{target.name}{wanted}{due}"


def plain_result(result: TargetResult, unit: str = "") -> str:
    """``480个`` or ``已完成``, what an entry says of a target."""
    return f"{result.actual}{unit}" if result.done is None else _done(result.done)


def plain_step(step: Step) -> str:
    """``核对名单（2021-03-31前） 未完成``."""
    return f"{_task(step)} {_done(step.done)}"


def field_lines(name: str, entry: Entry, measure: Measure | None = None) -> list[str]:
    """Returns one field of an entry, a line for each thing in it, none where it is absent.

    A target goes by its name, by its id where the ``measure`` is not given or does not have it.
    """
    value = getattr(entry, name)
    if isinstance(value, tuple):
        return [_item(item, measure) for item in value]
    if value in (None, "") or (name == "unchanged" and not value):
        return []
    if isinstance(value, Status):
        return [value.word]
    worded = {"percent": f"{value}%", "unchanged": FIELD_NAMES["unchanged"], "claimed": "认领" if value else "放弃"}
    return [worded.get(name, value)]


def target_lines(entry: Entry, measure: Measure) -> list[str]:
    """Returns what an entry says of the measure's targets, each by its name."""
    return [f"{plain_target(target)}：{said}" for target in measure.targets if (said := _reported(entry, target))]


def plain_entry(entry: Entry, measure: Measure, before: Entry | None = None) -> Iterator[str]:
    """Yields the status and every present field, one to a line; typed line breaks stay inside.

    Given the entry of the quarter ``before``, what changed since is marked in it, and what did not is said to be the same.
    """
    yield plain_status(entry) + (status_since(before, entry) if before else "")
    for name in TEXT_FIELDS:
        if words := _since(before, entry, name):
            yield f"{FIELD_NAMES[name]}：{words}"
    for words in _steps_since(before.steps, entry.steps) if before else map(plain_step, entry.steps):
        yield f"举措：{words}"
    for target in measure.targets:
        if words := _target_since(before, entry, target):
            yield f"目标 {target.id} {plain_target(target)}：{words}"
    if words := _since(before, entry, "evidence"):
        yield f"{FIELD_NAMES['evidence']}：{words}"


def _since(before: Entry | None, entry: Entry, name: str) -> str:
    now = "；".join(field_lines(name, entry))
    return now if before is None else text_since("；".join(field_lines(name, before)), now)


def text_since(was: str, now: str) -> str:
    """Returns a text with what changed in it marked, or said to be the same."""
    return _marked(was, now) if was != now else now and now + _SAME


def _figure_since(was: str, now: str) -> str:
    return _SAME if was == now else f"（上季{was or _NOT_FILLED}）"


def status_since(before: Entry, entry: Entry) -> str:
    """Returns what stands behind the status and its percent: what they were, or that they are the same."""
    if before.status is entry.status and before.percent != entry.percent:
        return _figure_since("".join(field_lines("percent", before)), "".join(field_lines("percent", entry)))
    return _figure_since(_standing(before), _standing(entry))


def _target_since(before: Entry | None, entry: Entry, target: Target) -> str:
    was, now = (_reported(each, target) if each else "" for each in (before, entry))
    if before is None or not (was or now):
        return now
    return (now or _NOT_FILLED) + _figure_since(was, now)


def _reported(entry: Entry, target: Target) -> str:
    result = entry.target(target.id)
    return plain_result(result, target.unit) if result else ""


def _steps_since(before: tuple[Step, ...], steps: tuple[Step, ...]) -> Iterator[str]:
    """The steps beside those of the same id in the quarter before, then those that are gone."""
    were = {step.id: step for step in before}
    for step in steps:
        was = were.pop(step.id, None)
        if was is None or was.done == step.done:
            yield text_since(plain_step(was) if was else "", plain_step(step))
        else:
            yield f"{_marked(_task(was), _task(step))} {_done(step.done)}{_figure_since(_done(was.done), _done(step.done))}"
    yield from (_marked(plain_step(was), "") for was in were.values())


def _item(item: str | Step | TargetResult, measure: Measure | None) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, Step):
        return plain_step(item)
    target = next((target for target in measure.targets if target.id == item.id), None) if measure else None
    return f"{target.name} {plain_result(item, target.unit)}" if target else f"{item.id} {plain_result(item)}"


def _standing(entry: Entry) -> str:
    return " ".join((entry.status.word if entry.status else _NOT_FILLED, *field_lines("percent", entry)))


def _task(step: Step) -> str:
    return step.text + (f"（{step.due}前）" if step.due else "")


def _done(done: bool) -> str:
    return "已完成" if done else "未完成"


def _marked(was: str, now: str) -> str:
    from liuwen_tui.domain.differences import marked  # noqa: PLC0415  - no list and no command without a comparison needs it

    return marked(was, now)
