"""通报: who reported when and what is behind, as facts; praise and blame are left to the leadership."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.paper import Block, Heading, Items, Line, Paragraph
from liuwen_tui.documents.papers.figures import figures_behind
from liuwen_tui.documents.papers.general_part import document_words, measure_words, notice_words, reports_words
from liuwen_tui.documents.papers.sentences import ended
from liuwen_tui.documents.papers.shortfalls import behind, late, names, unclaimed
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.notice import chinese_number
from liuwen_tui.domain.situation import Situation

_LEFT_TO_PEOPLE = "（由领导研究后填写）"


def circular_title(situation: Situation) -> str:
    """Returns ``关于湖政发〔2020〕25号文件2020年第四季度报送情况的通报（代拟稿）``."""
    return f"关于{document_words(situation)}报送情况的通报（代拟稿）"


def circular(situation: Situation) -> Iterator[Block]:
    """Yields the draft: 报送情况, 进展情况, and 有关要求 with room for a person's judgement."""
    yield Line("各责任单位：")
    yield Paragraph(f"按照{notice_words(situation.catalogue.notice)}要求，现将{situation.quarter.label}报送情况通报如下。")
    yield Heading("一、报送情况", 1)
    yield Paragraph(reports_words(situation))
    yield from _attendance(situation)
    yield Heading("二、进展情况", 1)
    yield Paragraph(measure_words(situation))
    for index, (name, items) in enumerate(_behind(situation), 1):
        yield Heading(f"（{chinese_number(index)}）{name}", 2)
        yield Items(items)
    yield Heading("三、表扬和批评", 1)
    yield Paragraph(_LEFT_TO_PEOPLE)


def _attendance(situation: Situation) -> Iterator[Block]:
    """Which units stand how, kinds without any left out."""
    standing = situation.standing
    kinds = {
        "按时": (standing.on_time, names(situation, standing.on_time)),
        "迟报": (standing.late, "、".join(late(situation))),
        "退回": (standing.returned, names(situation, standing.returned)),
        "未报": (standing.missing, names(situation, standing.missing)),
    }
    for name, (units, told) in kinds.items():
        if units:
            yield Paragraph(f"{told}。", f"{name}（{len(units)}个）")


def _behind(situation: Situation) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is behind, by kind, of which there is any."""
    kinds = {
        "滞后事项": behind(situation, Status.DELAYED),
        "未启动事项": behind(situation, Status.NOT_STARTED),
        "未达序时进度的目标": figures_behind(situation),
        "无人认领的措施": unclaimed(situation),
    }
    for name, told in kinds.items():
        if items := tuple(map(ended, told)):
            yield name, items
