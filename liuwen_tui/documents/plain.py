"""An entry in plain lines, for a terminal or a screen."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report


def plain_status(entry: Entry) -> str:
    """``~ 推进中 60%``, or ``. 未填``."""
    word = entry.status.word if entry.status else "未填"
    percent = "" if entry.percent is None else f" {entry.percent}%"
    unchanged = f"  {FIELD_NAMES['unchanged']}" if entry.unchanged else ""
    return f"{entry.glyph} {word}{percent}{unchanged}"


def plain_target(target: Target) -> str:
    """``建成5G基站 500个 2020-12-31前``, what the notice wants."""
    wanted = f" {target.value}{target.unit}" if target.kind is TargetKind.FIGURE else ""
    due = f" {target.due.isoformat()}前" if target.due else ""
    return f"{target.name}{wanted}{due}"


def plain_report(report: Report, catalogue: Catalogue) -> str:
    """Returns a whole report to read on a screen."""
    people = report.head.signatories
    lines = [
        f"{report.unit_name}{Quarter.parse(report.quarter).label}填报表  {report.head.state.word}  共{len(report.told)}项",
        f"填报人 {people.prepared_by or '未填'}  审核人 {people.reviewed_by or '未填'}  电话 {people.phone or '未填'}",
    ]
    for version in report.told:
        measure = catalogue.measure(version.subject.measure)
        lines += ["", f"{measure.numeral}{measure.title}  {measure.area}", *plain_entry(version.entry, measure)]
    return "\n".join(lines)


def plain_entry(entry: Entry, measure: Measure) -> Iterator[str]:
    """Yields the status and every present field, one to a line; typed line breaks stay inside."""
    yield plain_status(entry)
    for name in TEXT_FIELDS:
        if entry.text(name):
            yield f"{FIELD_NAMES[name]}：{entry.text(name)}"
    for step in entry.steps:
        due = f"（{step.due}前）" if step.due else ""
        yield f"举措：{step.text}{due} {'已完成' if step.done else '未完成'}"
    for target in measure.targets:
        result = entry.target(target.id)
        if result:
            said = result.actual if result.done is None else "已完成" if result.done else "未完成"
            yield f"目标 {target.id} {plain_target(target)}：{said}"
    if entry.evidence:
        yield f"{FIELD_NAMES['evidence']}：{'；'.join(entry.evidence)}"
