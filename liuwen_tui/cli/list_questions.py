"""The questions about what there may be several of: evidence, targets and steps."""

from __future__ import annotations

import math
from dataclasses import replace

from liuwen_tui.cli.question import Question
from liuwen_tui.cli.signs import number_of
from liuwen_tui.documents.plain import plain_target
from liuwen_tui.domain.entry import FIELD_NAMES, Entry, TargetResult
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.domain.steps import read_steps, step_line, turned
from liuwen_tui.domain.text import is_blank


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

    def __init__(self, target: Target, before: Entry | None, schedule: Schedule) -> None:
        is_act = target.kind is TargetKind.ACT
        asked = "做完没有" if is_act else f"现在到多少{target.unit}"
        self._target, self._schedule = target, schedule
        was = self.shown(before) if before else ""
        said = "，".join(["可不填", f"上季 {was}" if was else "上季未填"])
        super().__init__("targets", f"目标 {target.id} {plain_target(target)}：{asked}（{said}）")
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

    def remark(self, entry: Entry) -> str:
        result, share = entry.target(self._target.id), self._schedule.share(self._target)
        if result is None or share is None:
            return ""
        behind = self._schedule.behind(self._target, result)
        by = f"，低 {float(behind):.0f} 个百分点" if behind is not None and behind > 0 else ""
        return f"序时进度 {share.word}，{self._schedule.lamp(self._target, result).word}{by}。"

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


class StepsQuestion(Question):
    takes_text = True
    repeats = True
    help_text = (
        "本单位为这一项定的具体举措，一行一条，如“完成台账（2020-12-31前）”；做完的前面打 √。"
        "打编号，那一条改为完成或未完成；打 -编号，如 -2，删去那一条；- 全部清空。"
    )

    def __init__(self, quarter: Quarter) -> None:
        super().__init__("steps", f"{FIELD_NAMES['steps']}（一行一条，没有了就回车）")
        self._quarter = quarter

    def shown(self, entry: Entry) -> str:
        return "；".join(f"{number} {step_line(step)}" for number, step in enumerate(entry.steps, 1))

    def answer(self, entry: Entry, text: str) -> Entry:
        lines = [step_line(step) for step in entry.steps]
        number = number_of(text.removeprefix("-"))
        if not number:
            lines.append(text)
        elif number > len(lines):
            raise WrongUse(f"没有第{number}条举措，请打列出的编号。")
        elif text.startswith("-"):
            del lines[number - 1]
        else:
            lines[number - 1] = turned(lines[number - 1])
        return replace(entry, steps=read_steps("\n".join(lines), entry.steps, self._quarter))
