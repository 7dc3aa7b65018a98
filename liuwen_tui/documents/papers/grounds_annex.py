"""汇总依据: the reports that went in, by their seals, what the figures were judged by, and how much the quarter asked of the units to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from liuwen_tui.documents.paper import Block, Heading, Items, Paper, Paragraph
from liuwen_tui.documents.papers.judging_words import judging_words
from liuwen_tui.domain.burden import burden
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.situation import Situation


def grounds_annex(situation: Situation) -> Iterator[Block]:
    """Yields the reports with state, revision and seal, 判定依据, and 工作量."""
    yield Heading("一、各单位报送文件", 1)
    rows = tuple(
        f"{situation.catalogue.unit_name(filing.unit)}：{'代录' if filing.head.on_behalf else filing.state.word}，"
        f"第{filing.head.revision}稿，校验码 {filing.seal}"
        for unit in situation.catalogue.units
        if (filing := situation.summary.filings.get(unit.code))
    )
    yield Items(rows) if rows else Paragraph("无。")
    yield Heading("二、判定依据", 1)
    yield Items(judging_words(situation))
    yield Heading("三、工作量", 1)
    yield Paragraph(burden_words(situation))


def with_seals_of_toml(paper: Paper, seals: Mapping[str, str]) -> Paper:
    """Returns the paper with the seals of the TOML of the same summary, by file, at its end and as its origin: by these they are known to belong together."""
    *sheets, last = paper.sheets
    files = "、".join(f"{name}（校验码 {seal}）" for name, seal in seals.items())
    together = Paragraph(f"本文由 {files}写成。")
    return Paper((*sheets, replace(last, blocks=(*last.blocks, together))), together.text)


def burden_words(situation: Situation) -> str:
    """Returns 工作量 in a sentence."""
    asked = burden(situation)
    if not asked.entries:
        return "本季度尚无填报。"
    words = f"本季度各单位共填报{asked.entries}项，文字{asked.asked}字，平均每项{asked.average}字"
    carried = f"；其中无新进展或与上季度相同的{asked.carried}字，占{Share(asked.carried, asked.asked).word}" if asked.carried else ""
    return f"{words}{carried}。"
