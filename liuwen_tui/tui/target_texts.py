"""A target in words, as it stands in the form."""

from __future__ import annotations

from liuwen_tui.documents.plain import plain_result
from liuwen_tui.domain.check import is_met
from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.schedule import Lamp, Schedule
from liuwen_tui.domain.text import fit, width
from liuwen_tui.tui import words

_DONE = "已完成"
_OPEN = "未完成"
_FIGURE_CELLS = 7
_UNIT_CELLS = 4
"""Of the unit behind a figure, so that the figures of several targets stand below each other."""


def target_figures(target: Target, was: TargetResult | None, typed: str, result: TargetResult | None, schedule: Schedule) -> str:
    """``上季300个 序时80% 黄灯 低12点 本季[    480]个``; ``typed`` is the figure as it was typed so far."""
    if target.kind is TargetKind.ACT:
        done = result.done if result else None
        now = f"[1{_OPEN}] 2{_DONE} " if done is False else f" 1{_OPEN} [2{_DONE}]" if done else f" 1{_OPEN}  2{_DONE} "
    else:
        unit = fit(target.unit, max(_UNIT_CELLS, width(target.unit)))
        now = f"{words.NOW}[{typed:>{_FIGURE_CELLS}}]{unit}"
    return " ".join(filter(None, (_before(target, was), _schedule(target, result, schedule), now)))


def _before(target: Target, was: TargetResult | None) -> str:
    if was is None:
        return ""
    return f"{words.BEFORE}{plain_result(was, target.unit)}{'已达到' if is_met(target, was) else ''}"


def _schedule(target: Target, result: TargetResult | None, schedule: Schedule) -> str:
    """The share of time that has passed, and the lamp once something is reported."""
    share = schedule.share(target)
    if share is None:
        return Lamp.UNSCHEDULED.word
    elapsed = f"序时{share.word}"
    if result is None:
        return elapsed
    behind = schedule.behind(target, result)
    by = f" 低{float(behind):.0f}点" if behind is not None and behind > 0 else ""
    return f"{elapsed} {schedule.lamp(target, result).word}{by}"
