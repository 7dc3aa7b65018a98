"""A unit's report as a Markdown document to read, print or forward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from liuwen_tui.documents.markdown import document, entry_paragraphs, escape, escape_inline, measure_title, paragraph, status_words
from liuwen_tui.documents.plain import ABSENT_BEFORE, entry_parts
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Report


def write_report_markdown(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None = None) -> bytes:
    """Returns the report in Markdown; one not submitted is headed 送审稿 with lines for signature and seal.

    Given the entries of the quarter ``before`` by measure, what changed since is marked.
    """
    return document(_blocks(report, catalogue, before))


def _blocks(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None) -> Iterator[str]:
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
    if before is not None:
        previous = Quarter.parse(report.quarter).previous.label
        yield f"文中标出与{previous}（上季）相比的变化：【删 】里是上季有、本季没有的，【增 】里是本季新写的。"
    for area in catalogue.notice.areas:
        here = [item for item in report.told if catalogue.measure(item.subject.measure).area == area.name]
        if here:
            yield f"## {escape_inline(area.name)}"
        for version in here:
            measure = catalogue.measure(version.subject.measure)
            yield f"### {measure_title(measure)}{'（认领）' if version.entry.claimed else ''}"
            yield from _entry(version.entry, measure) if before is None else _since(before.get(measure.number), version.entry, measure)


def _entry(entry: Entry, measure: Measure) -> Iterator[str]:
    yield f"**状态**：{status_words(entry)}"
    yield from entry_paragraphs(entry, measure)


def _since(before: Entry | None, entry: Entry, measure: Measure) -> Iterator[str]:
    """The same words as on a screen, each under its name."""
    if before is None:
        yield f"{ABSENT_BEFORE}。"
    for name, words in entry_parts(entry, measure, before):
        yield paragraph(words, name)
