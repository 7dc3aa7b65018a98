"""序时进度: the share of time elapsed against which a target's progress is judged, and the lamp that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.share import Share


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


@dataclass(frozen=True, slots=True)
class Schedule:
    """What targets are judged by in one quarter. Source: design.md, section 7."""

    issued_on: date
    """The start of every target that names none."""
    day: date
    """The day that is judged, by rule the quarter's last."""
    thresholds: Thresholds

    def share(self, target: Target) -> Share | None:
        """Returns the share of the target's days that have passed on that day; None where no day is due."""
        if target.due is None:
            return None
        start = target.start or self.issued_on
        if target.due <= start:
            return Share(1, 1)
        whole = (target.due - start).days
        return Share(min(whole, max(0, (self.day - start).days)), whole)

    def behind(self, target: Target, result: TargetResult) -> Fraction | None:
        """Returns how many percentage points a figure is behind, negative when ahead; None where nothing can be said."""
        share = self.share(target)
        if share is None or target.value is None or result.actual is None:
            return None
        value, actual, baseline = (_exact(figure) for figure in (target.value, result.actual, target.baseline or 0))
        if value == baseline:
            return None
        return 100 * (Fraction(share.part, share.whole) - (actual - baseline) / (value - baseline))

    def lamp(self, target: Target, result: TargetResult) -> Lamp:
        """Returns the target's lamp on that day."""
        return self.judged(target, result)[1]

    def judged(self, target: Target, result: TargetResult) -> tuple[Fraction | None, Lamp]:
        """Returns what `behind` and `lamp` return."""
        behind = self.behind(target, result)
        return behind, self._lamp(target, result, behind)

    def _lamp(self, target: Target, result: TargetResult, behind: Fraction | None) -> Lamp:
        if target.kind is TargetKind.ACT:
            if target.due is None:
                return Lamp.UNSCHEDULED
            return Lamp.RED if not result.done and self.day >= target.due else Lamp.GREEN
        if behind is None:
            return Lamp.UNSCHEDULED
        if behind >= self.thresholds.red:
            return Lamp.RED
        return Lamp.YELLOW if behind >= self.thresholds.yellow else Lamp.GREEN


def _exact(figure: float) -> Fraction:
    """The figure as it is written, not as the machine holds it."""
    return Fraction(figure) if isinstance(figure, int) else Fraction(str(figure))


def points(behind: Fraction) -> float:
    """Returns percentage points to one decimal, halves away from zero, as every document prints them."""
    tenths = (abs(behind) * 20 + 1) // 2
    return float(tenths if behind >= 0 else -tenths) / 10
