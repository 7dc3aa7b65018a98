"""A paper in Markdown keeps its outline, and whatever was typed stands there as text and as nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.paper import Column, Heading, Items, Line, Paper, Paragraph, Percentage, Quotation, Sheet, Table
from tests.documents.rendering import BREAK, kinds, rendered, tokens
from tests.hostile import LINES, texts


def paper(text: str) -> Paper:
    """A paper with that text everywhere where text can stand."""
    table = Table("表", (Column(text, 10), Column("数", 4)), ((text, 1), (None, text)))
    blocks = (
        Heading(text, 1),
        Paragraph(text),
        Paragraph(text, text),
        Paragraph("", text),
        Items((text, text)),
        Quotation(text),
        Line(text),
        Line(text, is_right=True),
        table,
    )
    return Paper((Sheet(text, blocks), Sheet(text, blocks, "附件1", is_landscape=True)))


STRUCTURE = list(kinds(write_markdown(paper("正常"))))


def test_a_paper_is_the_outline_the_paragraphs_and_the_rows_that_people_read() -> None:
    columns = (Column("单位", 8), Column("目标", 8), Column("进度", 4), Column("说明", 20))
    rows = (("区民政局", date(2020, 12, 31), Percentage(60), "第一行\n甲|乙"), (None, 16.6, 500, ""))
    text = Sheet(
        "第四季度报告", (Heading("一、总体情况", 1), Heading("（一）就业", 2), Paragraph("办结\n两件", "工作进展"), Quotation("原文\n两行"))
    )
    annex = Sheet(
        "台账", (Line("单位：件", is_right=True), Heading("一、甲", 1), Items(("一\n又", "二")), Table("表", columns, rows)), "附件1"
    )
    assert write_markdown(Paper((text, annex))).decode() == "\n\n".join(
        (
            "# 第四季度报告",
            "## 一、总体情况",
            "### （一）就业",
            "**工作进展**：办结\\\n两件",
            "> 原文\\\n> 两行",
            "## 附件1　台账",
            "单位：件",
            "### 一、甲",
            "- 一\\\n  又\n- 二",
            "| 单位 | 目标 | 进度 | 说明 |\n| --- | --- | --- | --- |\n"
            "| 区民政局 | 2020年12月31日 | 60% | 第一行<br>甲\\|乙 |\n|  | 16.6 | 500 |  |\n",
        )
    )


@pytest.mark.parametrize("line", [*LINES, "C #", "#", "\\ ##", "# #"])
def test_no_text_changes_the_structure_of_a_paper(line: str) -> None:
    assert_holds(line)


@settings(max_examples=60, deadline=None)
@given(texts().filter(str.strip))
def test_any_text_stays_text_in_every_block(text: str) -> None:
    assert_holds("字" + text)


def assert_holds(text: str) -> None:
    source = write_markdown(paper(text))
    assert list(kinds(source)) == STRUCTURE
    html = [child.content for token in tokens(source.decode()) for child in token.children or [] if child.type == "html_inline"]
    assert html == [BREAK] * (text.count("\n") * 4)
    assert "".join(rendered(source).split()).count("".join(text.split())) >= 28
