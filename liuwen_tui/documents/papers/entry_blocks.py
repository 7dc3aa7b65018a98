"""An entry in the words of a paper, also beside what was said the quarter before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from liuwen_tui.documents.paper import Block, Items, Paragraph, cell_words
from liuwen_tui.documents.plain import ABSENT_BEFORE, status_since, text_since
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.entry import FIELD_NAMES, Entry, Step, TargetResult
from liuwen_tui.domain.notice import Measure, Target, TargetKind, chinese_number

_WHOLE = ""
"""The key of what a field says as one text."""


def measure_words(measure: Measure) -> str:
    """Returns ``（五）提升公共服务水平``."""
    return f"（{chinese_number(measure.number)}）{measure.title}"


def status_words(entry: Entry) -> str:
    """Returns ``推进中 60%``, or ``未填``; the glyph is for screens."""
    if entry.status is None:
        return "未填"
    return entry.status.word + ("" if entry.percent is None else f" {entry.percent}%")


def done_words(done: bool | None) -> str:
    """Returns ``已完成`` or ``未完成``."""
    return "已完成" if done else "未完成"


def target_words(target: Target) -> str:
    """Returns ``500个（2020年12月31日前）``, what the notice wants of a target."""
    wanted = f"{cell_words(target.value)}{target.unit}" if target.kind is TargetKind.FIGURE else "完成"
    return wanted + (f"（{date_words(target.due)}前）" if target.due else "（未写期限）")


def result_words(target: Target, result: TargetResult) -> str:
    """Returns ``现为480个，目标500个（2020年12月31日前）``."""
    said = f"现为{cell_words(result.actual)}{target.unit}" if target.kind is TargetKind.FIGURE else done_words(result.done)
    return f"{said}，目标{target_words(target)}"


def entry_blocks(entry: Entry, measure: Measure) -> Iterator[Block]:
    """Yields every present field of an entry under the name that people read; the status is not repeated."""
    for name, said in _said(entry, measure):
        yield from _field(name, said)


def since_blocks(before: Entry | None, entry: Entry, measure: Measure) -> Iterator[Block]:
    """Yields the status and what `entry_blocks` yields, with what changed since the quarter ``before`` marked; None for no entry then."""
    if before is None:
        yield Paragraph(f"{ABSENT_BEFORE}。")
        yield Paragraph(status_words(entry), FIELD_NAMES["status"])
        yield from entry_blocks(entry, measure)
        return
    yield Paragraph(status_words(entry) + status_since(before, entry), FIELD_NAMES["status"])
    for (name, were), (_, said) in zip(_said(before, measure), _said(entry, measure), strict=True):
        yield from _field(name, {key: text_since(were.get(key, ""), said.get(key, "")) for key in {**said, **were}})


def _field(name: str, said: Mapping[str, str]) -> Iterator[Block]:
    """The blocks of one field; none where nothing is said."""
    if _WHOLE in said:
        yield Paragraph(said[_WHOLE], name)
    elif said:
        yield Paragraph("", name)
        yield Items(tuple(said.values()))


def _said(entry: Entry, measure: Measure) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each field's name with what it says: as a whole, or by the id of each thing in it."""
    for field in ("progress", "problems", "next_steps", "support_needed"):
        yield FIELD_NAMES[field], _whole(entry.text(field))
    yield FIELD_NAMES["steps"], {step.id: _step(step) for step in entry.steps}
    yield (
        FIELD_NAMES["targets"],
        {target.id: f"{target.name}：{result_words(target, result)}" for target in measure.targets if (result := entry.target(target.id))},
    )
    yield FIELD_NAMES["evidence"], _whole("；".join(entry.evidence))
    yield "", _whole(f"{FIELD_NAMES['unchanged']}。" if entry.unchanged else "")
    yield FIELD_NAMES["reason"], _whole(entry.reason)


def _whole(text: str) -> Mapping[str, str]:
    return {_WHOLE: text} if text else {}


def _step(step: Step) -> str:
    due = f"（{date_words(date.fromisoformat(step.due))}前）" if step.due else ""
    return f"{step.text}{due}，{done_words(step.done)}"
