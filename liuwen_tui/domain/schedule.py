"""序时进度: the share of time elapsed against which a target's progress is judged, and the lamp that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Target, TargetKind


class Lamp(StrEnum):
    """How far behind a target is; always shown with its word, never by colour alone."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    UNSCHEDULED = "unscheduled"

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {Lamp.GREEN: "绿灯", Lamp.YELLOW: "黄灯", Lamp.RED: "红灯", Lamp.UNSCHEDULED: "无序时"}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Points behind schedule from which a lamp turns."""

    yellow: int
    red: int


def share_elapsed(start: date, due: date, day: date) -> Fraction:
    """Returns the share of the time from start to due that has passed on that day, 0 to 1."""
    if due <= start:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction((day - start).days, (due - start).days)))


def points_behind(target: Target, result: TargetResult, issued_on: date, day: date) -> Fraction | None:
    """Returns how many percentage points a figure is behind schedule, negative when ahead; None where none is due.

    Source: design.md, section 7.
    """
    if target.value is None or target.due is None or result.actual is None:
        return None
    value, actual, baseline = (Fraction(str(figure)) for figure in (target.value, result.actual, target.baseline or 0))
    if value == baseline:
        return None
    done = (actual - baseline) / (value - baseline)
    return 100 * (share_elapsed(target.start or issued_on, target.due, day) - done)


def lamp(target: Target, result: TargetResult, issued_on: date, day: date, thresholds: Thresholds) -> Lamp:
    """Returns the lamp of a target on that day (the quarter's last, by rule)."""
    if target.kind is TargetKind.ACT:
        if target.due is None:
            return Lamp.UNSCHEDULED
        return Lamp.RED if not result.done and day >= target.due else Lamp.GREEN
    behind = points_behind(target, result, issued_on, day)
    if behind is None:
        return Lamp.UNSCHEDULED
    if behind >= thresholds.red:
        return Lamp.RED
    return Lamp.YELLOW if behind >= thresholds.yellow else Lamp.GREEN
