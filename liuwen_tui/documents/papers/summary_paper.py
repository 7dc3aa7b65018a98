"""The report to the district government with its annexes: what the lead signs and sends up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from liuwen_tui.documents.paper import Block, Gap, Heading, Items, Line, Paper, Paragraph, Sheet, Volume
from liuwen_tui.documents.papers.attendance_annex import attendance_annex
from liuwen_tui.documents.papers.circular import circular, circular_title
from liuwen_tui.documents.papers.counting_tables import counts_annex
from liuwen_tui.documents.papers.general_part import document_words, notice_words
from liuwen_tui.documents.papers.grounds_annex import grounds_annex
from liuwen_tui.documents.papers.ledger_annex import ledger_table, measures_table
from liuwen_tui.documents.papers.shortfalls import names
from liuwen_tui.documents.papers.targets_annex import targets_table
from liuwen_tui.documents.papers.words_annex import words_annex
from liuwen_tui.domain.days import date_words, time_words
from liuwen_tui.domain.manuscript import AREA, Manuscript
from liuwen_tui.domain.notice import chinese_number
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.text import visible_line

_GOVERNMENT = re.compile(r"[省市县区旗](?=人民政府\Z)")
_NOTE = "注意（上报前删去）"
_BLANK_DAY = "　　年　月　日"
_AREAS = "各方面进展"


def summary_paper(situation: Situation, manuscript: Manuscript) -> Paper:
    """Returns the report, its parts as the manuscript has them, its annexes, the circular, and all that they were made from."""
    annexes = _annexes(situation, manuscript)
    title = f"关于{document_words(situation)}落实情况的报告"
    warnings = tuple(_warnings(situation, manuscript))
    text = (
        *warnings,
        *((Gap(),) if warnings else ()),
        *_letter(situation, manuscript),
        *_annex_list(annexes),
        *_signature(situation, manuscript),
    )
    return Paper((Sheet(title, text), *annexes, *_papers_beside(situation)))


def _annexes(situation: Situation, manuscript: Manuscript) -> tuple[Sheet, ...]:
    return (
        Sheet("分项台账", (measures_table(situation),), "附件1", is_landscape=True),
        Sheet("约束性指标表", (targets_table(situation),), "附件2", is_landscape=True),
        Sheet("报送情况表", tuple(attendance_annex(situation, manuscript.late)), "附件3"),
    )


def _papers_beside(situation: Situation) -> tuple[Sheet, ...]:
    """What is no annex of the report: a paper of its own, or what the desk keeps."""
    progress = f"{document_words(situation)}分单位进展"
    return (
        Sheet(circular_title(situation), (*circular(situation), *_signature(situation)), volume=Volume.CIRCULAR),
        Sheet(progress, tuple(words_annex(situation)), volume=Volume.PROGRESS),
        Sheet("工作台账", (ledger_table(situation),), is_landscape=True, volume=Volume.DATA),
        Sheet("分方面、分季度情况", tuple(counts_annex(situation)), volume=Volume.DATA),
        Sheet("汇总依据", tuple(grounds_annex(situation)), volume=Volume.PROGRESS),
    )


def _warnings(situation: Situation, manuscript: Manuscript) -> Iterator[Block]:
    """What whoever signs must know first: what was not merged, and what came after 定稿."""
    refused = {item.file: item.reason for item in situation.refused} | dict(manuscript.refused)
    if refused:
        yield Paragraph(f"有{len(refused)}个文件没有汇总进来", _NOTE)
        yield Items(tuple(visible_line(f"{file}：{reason}") for file, reason in refused.items()))
    if manuscript.final and manuscript.late:
        at, units = time_words(manuscript.final.at, situation.settings.timezone), names(situation, manuscript.late)
        yield Paragraph(f"{at}定稿后报送：{units}。正文是定稿时的文字，附件按现在的汇总。", _NOTE)


def _letter(situation: Situation, manuscript: Manuscript) -> Iterator[Block]:
    yield Line(f"{_addressee(situation)}：")
    yield Paragraph(f"按照{notice_words(situation.catalogue.notice)}要求，现将{situation.quarter.label}落实情况报告如下。")
    chapter, section = 0, 0
    for part in manuscript.parts:
        is_area = part.id.startswith(AREA)
        if not is_area or not section:
            chapter += 1
            yield Heading(f"{chinese_number(chapter)}、{_AREAS if is_area else part.title}", 1)
        if is_area:
            section += 1
            yield Heading(f"（{chinese_number(section)}）{part.title}", 2)
        yield Paragraph(manuscript.text(part))
    yield Paragraph("特此报告。")


def _addressee(situation: Situation) -> str:
    """``区政府`` of 南昌市青山湖区人民政府; another issuer by its whole name."""
    issuer = situation.catalogue.notice.issuer
    match = _GOVERNMENT.search(issuer)
    return f"{match[0]}政府" if match else issuer


def _annex_list(annexes: tuple[Sheet, ...]) -> Iterator[Block]:
    first, *rest = (f"{index}.{sheet.title}" for index, sheet in enumerate(annexes, 1))
    yield Gap()
    yield Paragraph("\n".join((f"附件：{first}", *(f"　　　{title}" for title in rest))))


def _signature(situation: Situation, manuscript: Manuscript | None = None) -> Iterator[Block]:
    """Who signs, and the day of 定稿; without one it is left to be written by hand."""
    final, lead = manuscript.final if manuscript else None, situation.catalogue.notice.lead
    day = datetime.fromisoformat(final.at).astimezone(situation.settings.timezone) if final else None
    yield Gap()
    yield Line(situation.catalogue.unit_name(lead) if lead else situation.catalogue.notice.issuer, is_right=True)
    yield Line(date_words(day) if day else _BLANK_DAY, is_right=True)
