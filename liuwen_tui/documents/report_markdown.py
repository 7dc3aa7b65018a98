"""A unit's report as a Markdown document to read, print or forward."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.markdown import document, entry_paragraphs, escape, escape_inline, measure_title, status_words
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report
from liuwen_tui.domain.versions import Version


def write_report_markdown(report: Report, catalogue: Catalogue) -> bytes:
    """Returns the report in Markdown; one not submitted is headed 送审稿 with lines for signature and seal."""
    return document(_blocks(report, catalogue))


def _blocks(report: Report, catalogue: Catalogue) -> Iterator[str]:
    head, people = report.head, report.head.signatories
    draft = "" if head.state.is_frozen else "（送审稿）"
    yield f"# {escape_inline(report.unit_name)}{Quarter.parse(report.quarter).label}填报表{draft}"
    yield f"{escape_inline(catalogue.notice.document_number)} {escape_inline(catalogue.notice.title)}"
    submitted = f"，{head.submitted_at} 报送，第{head.revision}稿" if head.state.is_frozen else ""
    yield f"{head.state.word}{submitted}，共{len(report.told)}项。"
    named = {"填报人": people.prepared_by, "审核人": people.reviewed_by, "联系电话": people.phone}
    yield "　".join(f"{name}：{escape(value) or '＿＿＿＿＿＿'}" for name, value in named.items())
    if draft:
        yield "审核人签字：＿＿＿＿＿＿　单位盖章：＿＿＿＿＿＿"
    for area in catalogue.notice.areas:
        here = [item for item in report.told if catalogue.measure(item.subject.measure).area == area.name]
        if here:
            yield f"## {escape_inline(area.name)}"
        for version in here:
            yield from _measure(version, catalogue)


def _measure(version: Version, catalogue: Catalogue) -> Iterator[str]:
    measure, entry = catalogue.measure(version.subject.measure), version.entry
    yield f"### {measure_title(measure)}{'（认领）' if entry.claimed else ''}"
    yield f"**状态**：{status_words(entry)}"
    yield from entry_paragraphs(entry, measure)
