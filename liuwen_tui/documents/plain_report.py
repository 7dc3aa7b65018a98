"""A whole report in plain lines, to read on a screen before it leaves."""

from __future__ import annotations

from collections.abc import Mapping

from liuwen_tui.documents.plain import ABSENT_BEFORE, plain_entry
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report


def plain_report(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None = None) -> str:
    """Returns the report; given the entries of the quarter ``before`` by measure, with what changed since."""
    people = report.head.signatories
    lines = [
        f"{report.unit_name}{Quarter.parse(report.quarter).label}填报表  {report.head.state.word}  共{len(report.told)}项",
        f"填报人 {people.prepared_by or '未填'}  审核人 {people.reviewed_by or '未填'}  电话 {people.phone or '未填'}",
    ]
    for version in report.told:
        measure = catalogue.measure(version.subject.measure)
        was = before.get(measure.number) if before is not None else None
        absent = f"  {ABSENT_BEFORE}" if before is not None and was is None else ""
        lines += ["", f"{measure.numeral}{measure.title}  {measure.area}{absent}", *plain_entry(version.entry, measure, was)]
    return "\n".join(lines)
