"""The questions of one entry in plain words: which are asked, what stands there now, and what an answer makes of it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from liuwen_tui.documents.plain import plain_target
from liuwen_tui.domain.carry import carry_forward
from liuwen_tui.domain.check import is_met, required_fields
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Status, TargetResult
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.text import is_blank

_UNCHANGED = "0"
_OPTIONAL = ("problems", "progress", "next_steps", "support_needed")
_HELPS = {
    "progress": "写做了什么：数字、日期、名称，如“已兑现稳岗补贴326户412万元”。",
    "problems": "滞后的须写明原因，未启动的宜写明原因。",
    "next_steps": "写下季度做什么、做到多少、什么时候。",
    "support_needed": "本单位解决不了、要请区政府出面的事。",
    "reason": "为什么不涉及，或者为什么连续两季没有新进展。",
}


class Question(ABC):
    """One question about an entry."""

    choices: tuple[str, ...] = ()
    help_text = ""
    takes_text = False
    repeats = False
    """True when it is asked again after an answer, until there is no further one."""

    def __init__(self, field: str, title: str) -> None:
        self.field, self.title = field, title

    @property
    def key(self) -> str:
        """What tells the question from the others of its entry."""
        return self.field

    @abstractmethod
    def shown(self, entry: Entry) -> str:
        """Returns what stands there now, "" for nothing."""

    @abstractmethod
    def answer(self, entry: Entry, text: str) -> Entry:
        """Returns the entry with that answer; raises `WrongUse` for one that it cannot hold."""

    def take(self, entry: Entry, source: Entry) -> Entry:
        """Returns the entry with this field as it stands in ``source``: the quarter before, or an empty one to clear it."""
        return replace(entry, **{self.field: getattr(source, self.field)})


class StatusQuestion(Question):
    help_text = "推进中是达到序时进度，滞后是没有达到。0 把上季的内容抄过来，确认本季无新进展；再打 0 取消。"

    def __init__(self, before: Entry | None) -> None:
        super().__init__("status", FIELD_NAMES["status"])
        self._before = before
        unchanged = (f"{_UNCHANGED} {FIELD_NAMES['unchanged']}",) if before else ()
        self.choices = (*(f"{status.number} {status.word}" for status in Status), *unchanged)

    def shown(self, entry: Entry) -> str:
        words = [entry.status.word] if entry.status else []
        return "，".join([*words, FIELD_NAMES["unchanged"]] if entry.unchanged else words)

    def answer(self, entry: Entry, text: str) -> Entry:
        if text == _UNCHANGED and self._before:
            return replace(carry_forward(entry, self._before), unchanged=True) if not entry.unchanged else replace(entry, unchanged=False)
        for status in Status:
            if text in (str(status.number), status.word):
                return replace(entry.with_status(status), unchanged=False)
        raise WrongUse(f"没有“{text}”这个状态，请打 {'0' if self._before else '1'} 至 6 中的一个数字。")

    def take(self, entry: Entry, source: Entry) -> Entry:
        return replace(entry, status=source.status, percent=source.percent)


class PercentQuestion(Question):
    help_text = "0 至 100 的整数；100 只用于已完成。"

    def __init__(self) -> None:
        super().__init__("percent", f"{FIELD_NAMES['percent']}（百分之几，可不填）")

    def shown(self, entry: Entry) -> str:
        return "" if entry.percent is None else f"{entry.percent}%"

    def answer(self, entry: Entry, text: str) -> Entry:
        digits = text.removesuffix("%").strip()
        if not digits.isdecimal() or len(digits) > len("100") or int(digits) > 100:  # noqa: PLR2004
            raise WrongUse(f"进度“{text}”不对，请打 0 至 100 的整数。")
        return replace(entry, percent=int(digits))


class TextQuestion(Question):
    takes_text = True

    def __init__(self, field: str, is_required: bool) -> None:
        super().__init__(field, f"{TEXT_FIELDS[field]}（{'必填' if is_required else '可不填'}）")
        self.help_text = _HELPS[field]

    def shown(self, entry: Entry) -> str:
        return entry.text(self.field)

    def answer(self, entry: Entry, text: str) -> Entry:
        return replace(entry, **{self.field: text})  # type: ignore[arg-type]


class EvidenceQuestion(Question):
    takes_text = True
    repeats = True
    help_text = "文号或链接。打一件加一件；要改其中一件，先用 - 全部清空，再一件一件打。"

    def __init__(self) -> None:
        super().__init__("evidence", f"{FIELD_NAMES['evidence']}（文号或链接，一行一件，没有了就回车）")

    def shown(self, entry: Entry) -> str:
        return f"已有{len(entry.evidence)}件：{'；'.join(entry.evidence)}" if entry.evidence else ""

    def answer(self, entry: Entry, text: str) -> Entry:
        return replace(entry, evidence=(*entry.evidence, *(line for line in text.split("\n") if not is_blank(line))))


class TargetQuestion(Question):
    _ACTS = ("已完成", "未完成")

    def __init__(self, target: Target) -> None:
        is_act = target.kind is TargetKind.ACT
        asked = "做完没有" if is_act else f"现在到多少{target.unit}"
        super().__init__("targets", f"目标 {target.id} {plain_target(target)}：{asked}（可不填）")
        self._target = target
        self.choices = tuple(f"{number} {word}" for number, word in enumerate(self._ACTS, 1)) if is_act else ()
        self.help_text = f"通知原文：{target.quote}"

    @property
    def key(self) -> str:
        return self._target.id

    def shown(self, entry: Entry) -> str:
        result = entry.target(self._target.id)
        if result is None:
            return ""
        return str(result.actual) if result.done is None else self._ACTS[0 if result.done else 1]

    def answer(self, entry: Entry, text: str) -> Entry:
        return self._with(entry, self._done(text) if self._target.kind is TargetKind.ACT else self._figure(text))

    def take(self, entry: Entry, source: Entry) -> Entry:
        return self._with(entry, source.target(self._target.id))

    def _with(self, entry: Entry, result: TargetResult | None) -> Entry:
        others = tuple(kept for kept in entry.targets if kept.id != self._target.id)
        return replace(entry, targets=(*others, result) if result else others)

    def _done(self, text: str) -> TargetResult:
        for number, word in enumerate(self._ACTS, 1):
            if text in (str(number), word):
                return TargetResult(self._target.id, done=number == 1)
        raise WrongUse(f"“{text}”看不懂，请打 1 或 2。")

    def _figure(self, text: str) -> TargetResult:
        try:
            figure = float(text.removesuffix(self._target.unit).strip())
        except ValueError:
            figure = math.nan
        if not math.isfinite(figure):
            raise WrongUse(f"“{text}”不是数字，请只打数字，如 480。")
        return TargetResult(self._target.id, actual=int(figure) if figure.is_integer() else figure)


def questions(measure: Measure, entry: Entry, before: Entry | None) -> list[Question]:
    """Returns the questions in the order they are asked: what the status needs first, then what may be said too.

    Where nothing is new, or the measure does not concern the unit, only what is needed is asked.
    """
    needed = _needed(entry, before)
    asked: list[Question] = [StatusQuestion(before)]
    if entry.status not in (Status.NOT_STARTED, Status.COMPLETED, Status.NOT_APPLICABLE):
        asked.append(PercentQuestion())
    asked += [TextQuestion(name, is_required=True) for name in needed]
    if entry.unchanged or entry.status is Status.NOT_APPLICABLE:
        return asked
    asked += [TextQuestion(name, is_required=False) for name in _OPTIONAL if name not in needed]
    return [*asked, EvidenceQuestion(), *map(TargetQuestion, _open_targets(measure, entry, before))]


def _needed(entry: Entry, before: Entry | None) -> tuple[str, ...]:
    again = entry.unchanged and before is not None and before.unchanged
    return tuple(dict.fromkeys((*required_fields(entry.status), *(("reason",) if again or entry.reason else ()))))


def _open_targets(measure: Measure, entry: Entry, before: Entry | None) -> Iterator[Target]:
    """The targets of the measure but those met in the quarter before, of which nothing more is asked."""
    for target in measure.targets:
        was = before.target(target.id) if before else None
        if entry.target(target.id) or was is None or not is_met(target, was.actual, was.done):
            yield target
