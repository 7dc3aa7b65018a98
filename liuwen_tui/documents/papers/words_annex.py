"""分单位进展: every measure with the notice's text, how it stands, and all that its units say of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from liuwen_tui.documents.paper import Block, Heading, Paragraph, Quotation
from liuwen_tui.documents.papers.entry_blocks import entry_blocks, measure_words, status_words
from liuwen_tui.documents.papers.measure_standing import overall_words, responsible_words
from liuwen_tui.documents.papers.shortfalls import contradiction_words
from liuwen_tui.domain.days import date_words, time_words
from liuwen_tui.domain.notice import Measure, chinese_number
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.summary import Conflict
from liuwen_tui.domain.versions import Version

_UNIT = 4
"""The level of a unit's heading."""


def words_annex(situation: Situation) -> Iterator[Block]:
    """Yields the areas in the notice's order, their measures, and under each unit's name every field that it filled."""
    for index, area in enumerate(situation.catalogue.notice.areas, 1):
        yield Heading(f"{chinese_number(index)}、{area.name}", 1)
        for measure in situation.catalogue.notice.measures:
            if measure.area == area.name:
                yield from _measure(situation, measure)


def _measure(situation: Situation, measure: Measure) -> Iterator[Block]:
    yield Heading(measure_words(measure), 2)
    yield Quotation(measure.text)
    yield Paragraph(responsible_words(situation, measure), "责任单位")
    yield Paragraph(overall_words(situation, measure.number), "综合状态")
    if lamp := situation.lamp(measure.number):
        yield Paragraph(lamp.word, "灯号")
    for item in situation.contradictions:
        if item.measure == measure.number:
            yield Paragraph(contradiction_words(situation, item), "矛盾")
    if measure.number in situation.standing.unclaimed:
        yield Paragraph("本项无人认领。")
    for version in situation.by_measure[measure.number]:
        yield from _unit(situation, version, measure)
    for conflict in situation.conflicts:
        if conflict.measure == measure.number:
            yield from _conflict(situation, conflict, measure)


def _unit(situation: Situation, version: Version, measure: Measure) -> Iterator[Block]:
    unit = version.subject.unit
    filing = situation.summary.filings[unit]
    marks = ("（认领）" if version.entry.claimed else "") + ("（代录）" if filing.head.on_behalf else "")
    yield Heading(f"{situation.catalogue.unit_name(unit)}{marks}　{status_words(version.entry)}", _UNIT)
    if decision := filing.decision(version):
        day = date_words(datetime.fromisoformat(decision.version.updated_at))
        yield Paragraph(f"由{decision.version.updated_by}于{day}裁定：{decision.reason}")
    yield from entry_blocks(version.entry, measure)


def _conflict(situation: Situation, conflict: Conflict, measure: Measure) -> Iterator[Block]:
    name = situation.catalogue.unit_name(conflict.unit)
    yield Heading(f"{name}　冲突：{len(conflict.versions)}个版本，均未计入", _UNIT)
    for version in conflict.versions:
        saved = f"{time_words(version.updated_at)} {version.updated_by}"
        yield Paragraph(f"{status_words(version.entry)}（{saved}）", f"版本 {version.id}")
        yield from entry_blocks(version.entry, measure)
