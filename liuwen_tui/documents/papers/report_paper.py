"""A unit's report as a paper to sign, seal and forward, with a ledger of it at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liuwen_tui.documents.paper import Block, Heading, Line, Paper, Paragraph, Sheet
from liuwen_tui.documents.papers.entry_blocks import entry_blocks, measure_words, since_blocks, status_words
from liuwen_tui.documents.papers.general_part import notice_words
from liuwen_tui.documents.papers.report_tables import report_tables
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.days import time_words
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Measure, chinese_number
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report
from liuwen_tui.domain.versions import Version

_BLANK = "＿＿＿＿＿＿"
"""Where a person writes by hand."""


def report_paper(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None = None) -> Paper:
    """Returns the report as a paper with lines for signature and seal; one not submitted is headed 送审稿.

    Given the entries of the quarter ``before`` by measure, what changed since is marked, and the ledger stays out.
    """
    text = Sheet(_title(report), (*_head(report, catalogue, before is not None), *_areas(report, catalogue, before)))
    if before is not None:
        return Paper((text,))
    return Paper((text, Sheet("填报台账", tuple(_ledger(report, catalogue)), "附件", is_landscape=True)))


def _title(report: Report) -> str:
    draft = "" if report.head.state.is_frozen else "（送审稿）"
    return f"{report.unit_name}{Quarter.parse(report.quarter).label}填报表{draft}"


def _head(report: Report, catalogue: Catalogue, is_compared: bool) -> Iterator[Block]:
    head, people = report.head, report.head.signatories
    yield Line(notice_words(catalogue.notice))
    submitted = f"，{time_words(head.submitted_at)}报送，第{head.revision}稿" if head.state.is_frozen else ""
    yield Line(f"{head.state.word}{submitted}，共{len(report.told)}项。")
    yield Line(f"填报人：{people.prepared_by or _BLANK}　审核人：{people.reviewed_by or _BLANK}")
    yield Line(f"联系电话：{people.phone or _BLANK}")
    yield Line(f"审核人签字：{_BLANK}　单位盖章：{_BLANK}")
    if is_compared:
        previous = Quarter.parse(report.quarter).previous.label
        yield Paragraph(f"文中标出与{previous}（上季）相比的变化：【删 】里是上季有、本季没有的，【增 】里是本季新写的。")


def _areas(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None) -> Iterator[Block]:
    chapter = 0
    for area in catalogue.notice.areas:
        here = [version for version in report.told if catalogue.measure(version.subject.measure).area == area.name]
        if here:
            chapter += 1
            yield Heading(f"{chinese_number(chapter)}、{area.name}", 1)
        for version in here:
            yield from _measure(version, catalogue.measure(version.subject.measure), before)


def _measure(version: Version, measure: Measure, before: Mapping[int, Entry] | None) -> Iterator[Block]:
    yield Heading(measure_words(measure) + ("（认领）" if version.entry.claimed else ""), 2)
    if before is not None:
        yield from since_blocks(before.get(measure.number), version.entry, measure)
    else:
        yield Paragraph(status_words(version.entry), FIELD_NAMES["status"])
        yield from entry_blocks(version.entry, measure)


def _ledger(report: Report, catalogue: Catalogue) -> Iterator[Block]:
    for index, table in enumerate(report_tables(report, catalogue), 1):
        yield Heading(f"{chinese_number(index)}、{table.name}", 1)
        yield table
