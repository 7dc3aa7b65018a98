"""Which questions are asked about an entry, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.cli.field_questions import PercentQuestion, StatusQuestion, TextQuestion
from liuwen_tui.cli.list_questions import EvidenceQuestion, StepsQuestion, TargetQuestion
from liuwen_tui.cli.question import Question
from liuwen_tui.domain.check import is_met, required_fields
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.notice import Measure, Target
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.schedule import Schedule

_OPTIONAL = ("problems", "progress", "next_steps", "support_needed")


def questions(measure: Measure, entry: Entry, before: Entry | None, quarter: Quarter, schedule: Schedule) -> list[Question]:
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
    targets = [TargetQuestion(target, before, schedule) for target in _open_targets(measure, entry, before)]
    return [*asked, EvidenceQuestion(), *targets, StepsQuestion(quarter)]


def _needed(entry: Entry, before: Entry | None) -> tuple[str, ...]:
    needed = required_fields(entry, before)
    return (*needed, "reason") if entry.reason and "reason" not in needed else needed


def _open_targets(measure: Measure, entry: Entry, before: Entry | None) -> Iterator[Target]:
    """The targets of the measure but those met in the quarter before, of which nothing more is asked."""
    for target in measure.targets:
        was = before.target(target.id) if before else None
        if entry.target(target.id) or not is_met(target, was):
            yield target
