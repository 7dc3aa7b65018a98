"""A unit's report as tables: its ledger, its figures and steps, and who answers for it; all of it, for a workbook holds nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liuwen_tui.documents.paper import Cell, Column, Percentage, Table
from liuwen_tui.documents.papers.entry_blocks import done_words
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.days import time_words
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report
from liuwen_tui.domain.versions import Version

_LEDGER = {"项次": 2, "措施": 5, "状态": 4, "进度": 3, "工作进展": 11, "存在问题": 6, "下一步打算": 6, "需协调事项": 4, "备注": 5}
_TARGETS = {"项次": 2, "目标": 16, "目标值": 6, "计量单位": 4, "期限": 10, "现值": 6}
_STEPS = {"项次": 2, "举措": 26, "期限": 10, "完成情况": 6}
_BY_HAND = {"审核人签字": 5, "单位盖章": 5}
_HEAD = {"填报单位": 6, "报告期": 6, "报送情况": 9, "填报人": 4, "审核人": 4, "联系电话": 7, **_BY_HAND}


def report_tables(report: Report, catalogue: Catalogue) -> tuple[Table, ...]:
    """Returns 填报一览, 目标完成情况 and 细化举措 where there are any, and 填报情况 with room for signature and seal."""
    tables = (
        _table("填报一览", _LEDGER, (_ledger_row(version, catalogue) for version in report.told)),
        _table("目标完成情况", _TARGETS, _target_rows(report, catalogue)),
        _table("细化举措", _STEPS, _step_rows(report)),
    )
    return (*(table for table in tables if table.rows), _head_table(report))


def _table(name: str, columns: dict[str, int], rows: Iterator[tuple[Cell, ...]]) -> Table:
    return Table(name, tuple(Column(*column) for column in columns.items()), tuple(rows))


def _ledger_row(version: Version, catalogue: Catalogue) -> tuple[Cell, ...]:
    entry, measure = version.entry, catalogue.measure(version.subject.measure)
    return (
        measure.number,
        measure.title,
        entry.status.word if entry.status else "未填",
        None if entry.percent is None else Percentage(entry.percent),
        *(entry.text(field) or None for field in ("progress", "problems", "next_steps", "support_needed")),
        "\n".join(_notes(entry)) or None,
    )


def _notes(entry: Entry) -> Iterator[str]:
    if entry.claimed:
        yield FIELD_NAMES["claimed"]
    if entry.unchanged:
        yield FIELD_NAMES["unchanged"]
    if entry.reason:
        yield f"{FIELD_NAMES['reason']}：{entry.reason}"
    if entry.evidence:
        yield f"{FIELD_NAMES['evidence']}：{'；'.join(entry.evidence)}"


def _target_rows(report: Report, catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    for version in report.told:
        for target in catalogue.measure(version.subject.measure).targets:
            if result := version.entry.target(target.id):
                said = done_words(result.done) if target.kind is TargetKind.ACT else result.actual
                yield version.subject.measure, target.name, _wanted(target), target.unit or None, target.due, said


def _wanted(target: Target) -> Cell:
    return target.value if target.kind is TargetKind.FIGURE else "完成"


def _step_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for version in report.told:
        for step in version.entry.steps:
            due = date.fromisoformat(step.due) if step.due else None
            yield version.subject.measure, step.text, due, done_words(step.done)


def _head_table(report: Report) -> Table:
    head, people = report.head, report.head.signatories
    submitted = f"，{time_words(head.submitted_at)}，第{head.revision}稿" if head.state.is_frozen else ""
    quarter, named = Quarter.parse(report.quarter).label, (people.prepared_by, people.reviewed_by, people.phone)
    row = (report.unit_name, quarter, f"{head.state.word}{submitted}", *(name or None for name in named), *(None for _ in _BY_HAND))
    return _table("填报情况", _HEAD, iter([row]))
