"""What is still wrong or missing in an entry, as findings that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from liuwen_tui.domain.carry import contradicts_unchanged
from liuwen_tui.domain.entry import FIELD_NAMES, FULL_PERCENT, TEXT_FIELDS, Entry, Status, TargetResult
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.schedule import Lamp, Schedule
from liuwen_tui.domain.text import is_blank, shorten


class Severity(StrEnum):
    """An error stops submission, never saving; a warning stops neither."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, and where."""

    measure: int
    code: str
    severity: Severity
    message: str
    """A sentence in Chinese that says what to do."""
    field: str
    """The field of the entry that mends it."""


_Raw = tuple[str, str, Severity, str]
"""Field, code, severity and message of a finding whose measure is still to be named."""

_LONGEST_NAMED = 20
_SLOGANS = re.compile(
    "(?:正在|继续|持续|进一步|大力|扎实|有序|稳步|全力|认真|抓好|做好|积极|推进|推动|落实|开展|各项|工作|相关|中|[，。；、,.;\\s])+"
)
"""Words that say nothing by themselves; a text of these alone names no figure, date or thing."""


_FREE_FIELDS = ("progress", "problems", "next_steps", "reason", "support_needed", "steps", "evidence")
_MAY_BE_SAID = ("progress", "problems", "next_steps", "support_needed", "steps", "evidence")
_GOES_WITH: Mapping[Status | None, tuple[str, ...]] = {
    Status.NOT_STARTED: ("problems", "next_steps", "support_needed", "steps"),
    Status.COMPLETED: ("evidence",),
    Status.NOT_APPLICABLE: (),
}


def required_fields(entry: Entry, before: Entry | None) -> tuple[str, ...]:
    """Returns the text fields that the entry must fill: those that its status needs, and why nothing is new twice running.

    ``before`` is the entry of the quarter before. Source: design.md, section 3.
    """
    needed = _needed_by(entry.status)
    again = entry.unchanged and before is not None and before.unchanged
    return (*needed, "reason") if again and "reason" not in needed else needed


def _needed_by(status: Status | None) -> tuple[str, ...]:
    if status is Status.NOT_APPLICABLE:
        return ("reason",)
    if status is None or status.asks_nothing_more:
        return ()
    if status is Status.COMPLETED:
        return ("progress",)
    return ("progress", "problems", "next_steps") if status is Status.DELAYED else ("progress", "next_steps")


def asked_fields(entry: Entry, before: Entry | None) -> tuple[str, ...]:
    """Returns the free fields that a form asks for: what is required, what may go with the status, and what is filled already."""
    wanted = {*required_fields(entry, before), *_GOES_WITH.get(entry.status, _MAY_BE_SAID)}
    return tuple(name for name in _FREE_FIELDS if name in wanted or getattr(entry, name))


def check(measure: Measure, entry: Entry, schedule: Schedule, before: Entry | None = None, unit: str = "") -> list[Finding]:
    """Returns all findings of one entry, those that stop a submission first.

    ``before`` is the same unit's entry of the quarter before, None where there was none; ``unit`` is the code of
    the unit, to which the targets that it owns are put.
    """
    found = [
        *_status(entry),
        *_texts(entry, before),
        *_carried(entry, before or Entry()),
        *_targets(measure, entry, before, unit),
        *_lamps(measure, entry, schedule),
        *_steps(entry, schedule),
    ]
    findings = [Finding(measure.number, code, severity, message, field) for field, code, severity, message in found]
    return sorted(findings, key=lambda finding: finding.severity is Severity.WARNING)


def _status(entry: Entry) -> Iterator[_Raw]:
    if entry.status is None:
        yield "status", "status_missing", Severity.ERROR, "还没有填状态，请选 1 至 6 之一。"
    elif entry.status is Status.COMPLETED and entry.percent != FULL_PERCENT:
        yield "percent", "percent_mismatch", Severity.ERROR, "状态是已完成，进度应为 100%。"
    elif entry.status is Status.NOT_STARTED and entry.percent not in (None, 0):
        yield "percent", "percent_mismatch", Severity.ERROR, "状态是未启动，进度应为 0%。"
    elif entry.status is not Status.COMPLETED and entry.percent == FULL_PERCENT:
        yield "percent", "percent_mismatch", Severity.ERROR, "进度 100% 只用于已完成，请改状态或进度。"


def _texts(entry: Entry, before: Entry | None) -> Iterator[_Raw]:
    for field in required_fields(entry, before):
        if is_blank(entry.text(field)):
            yield field, f"{field}_missing", Severity.ERROR, _why_missing(field, entry)
    if entry.status is Status.NOT_STARTED and is_blank(entry.problems):
        yield "problems", "problems_advised", Severity.WARNING, "未启动宜在“存在问题”中说明原因。"
    if entry.reason and not entry.unchanged and entry.status not in (None, Status.NOT_APPLICABLE):
        yield "reason", "reason_left", Severity.WARNING, "“原因说明”只用于不涉及或本季无新进展，不用的请删去。"
    if _SLOGANS.fullmatch(entry.progress.strip()):
        yield "progress", "progress_vague", Severity.WARNING, "“工作进展”没有数字、日期或名称，请写具体。"


def _why_missing(field: str, entry: Entry) -> str:
    if field == "reason" and entry.status is not Status.NOT_APPLICABLE:
        return "连续两季“本季无新进展”，请在“原因说明”中写明原因。"
    why = {"problems": "：滞后须写明原因", "reason": "：不涉及须说明理由"}.get(field, "")
    return f"缺“{FIELD_NAMES[field]}”{why}。"


def _carried(entry: Entry, before: Entry) -> Iterator[_Raw]:
    if entry.unchanged:
        if contradicts_unchanged(entry, before):
            yield "progress", "unchanged_contradicted", Severity.WARNING, "“工作进展”与上季不同，却说“本季无新进展”，请核对。"
        return
    same = [name for name in TEXT_FIELDS if name != "reason" and entry.text(name) and entry.text(name) == before.text(name)]
    if "progress" in same and entry.status not in (Status.COMPLETED, Status.NOT_APPLICABLE):
        yield "progress", "carried", Severity.ERROR, "“工作进展”与上季一字不差，请修改；确无新进展的，回到“状态”一行按 0。"


def _targets(measure: Measure, entry: Entry, before: Entry | None, unit: str) -> Iterator[_Raw]:
    if entry.status in (None, Status.NOT_APPLICABLE):
        return
    for target in measure.targets:
        result = entry.target(target.id)
        was = before.target(target.id) if before else None
        if result is None:
            if unit in target.reported_by and not is_met(target, was):
                yield "targets", "target_missing", Severity.WARNING, f"请填目标“{target.name}”的完成情况。"
            continue
        if entry.status is Status.COMPLETED and not is_met(target, result):
            yield "targets", "completed_below_target", Severity.WARNING, f"状态是已完成，但目标“{target.name}”尚未达到。"
        if result.actual is not None and was is not None and was.actual is not None and result.actual < was.actual:
            yield "targets", "figure_falls", Severity.WARNING, f"目标“{target.name}”的累计数比上季少，请核对。"


def _lamps(measure: Measure, entry: Entry, schedule: Schedule) -> Iterator[_Raw]:
    """Where the status says one thing of the schedule and the figures another."""
    reported = [(target, result) for target in measure.targets if (result := entry.target(target.id))]
    lamps = [schedule.lamp(target, result) for target, result in reported]
    if entry.status is Status.IN_PROGRESS:
        for (target, result), shown in zip(reported, lamps, strict=True):
            if shown in (Lamp.YELLOW, Lamp.RED):
                behind = schedule.behind(target, result)
                how = "已到期未完成" if behind is None else f"比序时进度低{float(behind):.0f}个百分点"
                message = f"目标“{target.name}”{how}（{shown.word}），状态却是推进中；滞后的请改状态并写明原因。"
                yield "status", "behind_schedule", Severity.WARNING, message
    elif entry.status is Status.DELAYED and Lamp.GREEN in lamps and not {Lamp.YELLOW, Lamp.RED} & {*lamps}:
        yield "status", "ahead_of_schedule", Severity.WARNING, "目标都达到序时进度（绿灯），状态却是滞后，请核对。"


def _steps(entry: Entry, schedule: Schedule) -> Iterator[_Raw]:
    for step in entry.steps:
        if not step.done and step.due and step.due <= schedule.day.isoformat():
            message = f"细化举措“{shorten(step.text, _LONGEST_NAMED)}”{step.due}前应办完，还没有标√；办完了请标√，没有办完请改期限。"
            yield "steps", "step_overdue", Severity.WARNING, message


def is_met(target: Target, result: TargetResult | None) -> bool:
    """Tells whether the figure or act reported reaches the target."""
    if result is None:
        return False
    if target.kind is TargetKind.ACT:
        return bool(result.done)
    return result.actual is not None and target.value is not None and result.actual >= target.value
