"""The entry: what one unit says of one measure in one quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Status(StrEnum):
    """How far a measure is. 推进中 means on schedule, 滞后 behind it. Source: design.md, section 3."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    COMPLETED = "completed"
    ONGOING = "ongoing"
    NOT_APPLICABLE = "not_applicable"

    @property
    def number(self) -> int:
        """1 to 6, the digit that sets this status on a screen."""
        return list(Status).index(self) + 1

    @property
    def word(self) -> str:
        return _LOOKS[self][0]

    @property
    def glyph(self) -> str:
        """One ASCII or GBK character that stands for the status in lists."""
        return _LOOKS[self][1]

    @property
    def asks_nothing_more(self) -> bool:
        """True for 未启动 and 不涉及, which need no account of progress."""
        return self in (Status.NOT_STARTED, Status.NOT_APPLICABLE)


_LOOKS = {
    Status.NOT_STARTED: ("未启动", "o"),
    Status.IN_PROGRESS: ("推进中", "~"),
    Status.DELAYED: ("滞后", "!"),
    Status.COMPLETED: ("已完成", "√"),
    Status.ONGOING: ("长期坚持", "="),
    Status.NOT_APPLICABLE: ("不涉及", "-"),
}
EMPTY_GLYPH = "."
"""Stands for 未填 in lists."""

FULL_PERCENT = 100

TEXT_FIELDS: Mapping[str, str] = {
    "progress": "工作进展",
    "problems": "存在问题",
    "next_steps": "下一步打算",
    "support_needed": "需区政府协调事项",
    "reason": "原因说明",
}
"""The free texts of an entry, in order, with the names that people read."""

FIELD_NAMES: Mapping[str, str] = {
    "status": "状态",
    "percent": "进度",
    **TEXT_FIELDS,
    "evidence": "佐证材料",
    "unchanged": "本季无新进展",
    "claimed": "认领",
    "steps": "细化举措",
    "targets": "目标完成情况",
}
"""Every field of an entry with the name that people read."""


@dataclass(frozen=True, slots=True)
class Step:
    """细化举措: one of the unit's own steps under a measure."""

    id: str
    text: str
    due: str = ""
    """A day as 2021-03-31, or empty."""
    done: bool = False


@dataclass(frozen=True, slots=True)
class TargetResult:
    """What a unit reports of one target: a figure so far, or whether the act is done."""

    id: str
    actual: int | float | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """填报. An empty text, list or None is an absent field. Source: design.md, section 3."""

    status: Status | None = None
    percent: int | None = None
    """0 to 100."""
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    support_needed: str = ""
    reason: str = ""
    """Why 不涉及, or why nothing new twice running."""
    evidence: tuple[str, ...] = ()
    """Document numbers and links."""
    unchanged: bool = False
    """本季无新进展, confirmed."""
    claimed: bool | None = None
    """None for a measure that the notice gives to the unit; False keeps an undone claim."""
    steps: tuple[Step, ...] = ()
    targets: tuple[TargetResult, ...] = ()

    @property
    def glyph(self) -> str:
        return self.status.glyph if self.status else EMPTY_GLYPH

    def text(self, field: str) -> str:
        """Returns the free text of that field."""
        return str(getattr(self, field))

    def target(self, target_id: str) -> TargetResult | None:
        return next((result for result in self.targets if result.id == target_id), None)

    def with_status(self, status: Status) -> Entry:
        """Returns the entry with that status and the percent that must go with it: 已完成 100, 未启动 0."""
        percent = self.percent
        if status is Status.COMPLETED:
            percent = FULL_PERCENT
        elif status is Status.NOT_STARTED:
            percent = 0
        elif self.status in (Status.COMPLETED, Status.NOT_STARTED) or status is Status.NOT_APPLICABLE:
            percent = None
        return replace(self, status=status, percent=percent)
