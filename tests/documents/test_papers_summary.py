"""The report with its annexes: nothing that units said is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.paper import Block, Gap, Heading, Items, Line, Paper, Paragraph, Quotation, Sheet, Table, Volume
from liuwen_tui.documents.papers.drafting import draft_parts
from liuwen_tui.documents.papers.grounds_annex import with_seals_of_toml
from liuwen_tui.documents.papers.summary_paper import summary_paper
from liuwen_tui.domain.burden import Burden, burden
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.manuscript import Edited, Final, Manuscript
from liuwen_tui.domain.settings import Extension, QuarterSettings, Settings
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.summary import Refused, summary_of
from tests.documents.quarters import NOTICE, full_quarter, report_of, situation_of
from tests.hostile import LINES

MOVING = Entry(Status.IN_PROGRESS, 60, "办结12件。", next_steps="再办3件。")
ANNEXES = ["分项台账", "约束性指标表", "报送情况表"]
BESIDE = [
    (Volume.CIRCULAR, "关于湖政发〔2020〕25号文件2020年第四季度报送情况的通报（代拟稿）"),
    (Volume.PROGRESS, "湖政发〔2020〕25号文件2020年第四季度分单位进展"),
    (Volume.DATA, "工作台账"),
    (Volume.DATA, "分方面、分季度情况"),
    (Volume.PROGRESS, "汇总依据"),
]


def paper_of(situation: Situation, manuscript: Manuscript | None = None) -> Paper:
    return summary_paper(situation, manuscript or Manuscript(draft_parts(situation)))


def words(block: Block) -> str:
    match block:
        case Paragraph(text, name):
            return f"{name}：{text}" if name else text
        case Items(items):
            return "\n".join(items)
        case Table():
            return "\n".join(str(cell) for row in block.rows for cell in row)
        case Heading() | Line() | Quotation():
            return block.text
        case Gap():
            return ""


def text_of(sheet: Sheet) -> str:
    return "\n".join(map(words, sheet.blocks))


def told_in(paper: Paper, volume: Volume) -> str:
    return "\n".join(map(text_of, paper.volume(volume).sheets))


def table(paper: Paper, name: str) -> Table:
    return next(each for each in paper.tables if each.name == name)


def test_the_report_is_a_letter_with_five_chapters_three_annexes_and_a_day_left_to_be_written() -> None:
    paper = paper_of(situation_of([report_of("czj", {1: MOVING})]))
    letter, *annexes = paper.volume(Volume.REPORT).sheets
    assert paper.title == "关于湖政发〔2020〕25号文件2020年第四季度落实情况的报告"
    begins = f"按照《{NOTICE.title}》（湖政发〔2020〕25号）要求，现将2020年第四季度落实情况报告如下。"
    assert letter.blocks[:2] == (Line("区政府："), Paragraph(begins))
    headings = [block for block in letter.blocks if isinstance(block, Heading)]
    areas = [Heading(f"（{'一二三四五六'[index]}）{area.name}", 2) for index, area in enumerate(NOTICE.areas)]
    assert [block.text for block in headings if block.level == 1] == [
        "一、总体情况", "二、各方面进展", "三、存在问题", "四、下一步打算", "五、需区政府协调事项",
    ]  # fmt: skip
    assert headings[2:8] == areas
    assert [(sheet.mark, sheet.title) for sheet in annexes] == [(f"附件{index}", title) for index, title in enumerate(ANNEXES, 1)]
    assert [sheet.is_landscape for sheet in annexes] == [True, True, False]
    beside = [sheet for sheet in paper.sheets if sheet.volume is not Volume.REPORT]
    assert [(sheet.volume, sheet.name) for sheet in beside] == BESIDE, "no annexes, so no numbers"
    named = Paragraph("附件：1." + "\n　　　".join(f"{i}.{title}" for i, title in enumerate(ANNEXES, 1))[2:])
    assert letter.blocks[-6:] == (Paragraph("特此报告。"), Gap(), named, Gap(), Line("区发改委", True), Line("　　年　月　日", True))
    names = [each.name for each in paper.tables]
    assert len(set(names)) == len(names) and all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert all(len(row) == len(each.columns) for each in paper.tables for row in each.rows)
    assert all(sum(column.width for column in each.columns) <= 46 for each in paper.tables)


def test_the_letter_says_what_the_lead_wrote_and_after_it_is_final_what_it_said_then_and_who_came_later() -> None:
    situation = situation_of([report_of("czj", {1: MOVING})])
    general, *rest = draft_parts(situation)
    at = "2021-01-15T02:00:00+00:00"
    edited = replace(general, edited=Edited("总的看，进展平稳。", general.drafted, at, "王某"))
    assert Paragraph("总的看，进展平稳。") in paper_of(situation, Manuscript((edited, *rest))).sheets[0].blocks
    final = Final(at, "王某", {"general": "定稿的话。"}, {})
    letter = paper_of(situation, Manuscript((edited, *rest), final, ("czj",))).sheets[0].blocks
    assert letter[0] == Paragraph("2021年1月15日10:00定稿后报送：区财政局。正文是定稿时的文字，附件按现在的汇总。", "注意（上报前删去）")
    assert Paragraph("定稿的话。") in letter and letter[-1] == Line("2021年1月15日", True)
    paper = paper_of(situation, Manuscript((edited, *rest), final, ("czj",)))
    assert next(row for row in table(paper, "报送情况").rows if row[0] == "区财政局")[5] == "定稿后报送"
    assert not any(isinstance(block, Items) for block in paper_of(situation, Manuscript((edited, *rest), final)).sheets[0].blocks)


def test_what_was_not_merged_stands_at_the_head_once() -> None:
    situation = replace(situation_of([]), refused=(Refused("坏\x1b的.toml", "读不懂\n。"),))
    letter = paper_of(situation, Manuscript(draft_parts(situation), refused={"lead/x.toml": "不完整。"})).sheets[0].blocks
    assert letter[:2] == (
        Paragraph("有2个文件没有汇总进来", "注意（上报前删去）"),
        Items(("坏?的.toml：读不懂?。", "lead/x.toml：不完整。")),
    )
    twice = Manuscript(draft_parts(situation), refused={"坏\x1b的.toml": "读不懂\n。"})
    assert paper_of(situation, twice).sheets[0].blocks[0] == Paragraph("有1个文件没有汇总进来", "注意（上报前删去）")


@pytest.mark.parametrize("line", LINES)
def test_every_word_of_every_entry_stands_in_the_words_of_all_units(line: str) -> None:
    entry = Entry(
        Status.DELAYED, 10, line + "甲", line + "乙", line + "丙", line + "丁", line + "戊", (line + "己",),
        steps=(Step("1", line + "庚", "2021-03-31"),), targets=(TargetResult("5-1", 37),),
    )  # fmt: skip
    text = told_in(paper_of(situation_of([report_of("mzj", {5: entry})])), Volume.PROGRESS)
    for mark in "甲乙丙丁戊己":
        assert line + mark in text
    assert f"{line}庚（2021年3月31日前），未完成" in text
    assert "建制村农村颐养之家覆盖率：现为37%，目标100%（2020年12月31日前）" in text
    assert "区民政局　滞后 10%" in text and "灯号：红灯" in text and "责任单位：区民政局、区发改委、区卫健委、“局”（原文不清）" in text
    assert NOTICE.measures[4].text in text


def test_a_conflict_stands_with_all_its_versions_and_counts_nowhere() -> None:
    reports = [report_of("czj", {1: replace(MOVING, progress=words)}) for words in ("甲处的话。", "乙处的话。")]
    situation = replace(situation_of([]), summary=merge(summary_of(report, f"{index:064x}") for index, report in enumerate(reports)))
    paper = paper_of(situation)
    text = told_in(paper, Volume.PROGRESS)
    assert "区财政局　冲突：2个版本，均未计入" in text and "甲处的话。" in text and "乙处的话。" in text
    assert [row[3:] for row in table(paper, "工作台账").rows if row[0] == 1] == [("区财政局", "冲突，未计入", *(None,) * 5)]


def test_late_extended_and_missing_units_stand_in_the_table_with_days_and_reasons() -> None:
    known = Settings(quarters={"2020Q4": QuarterSettings(extensions={"mzj": Extension(date(2021, 1, 20), "人员调整")})})
    reports = [report_of(unit, {3: MOVING}, days_late=3) for unit in ("czj", "mzj")]
    paper = paper_of(situation_of(reports, settings=known))
    rows = {row[0]: row[1:] for row in table(paper, "报送情况").rows}
    assert rows["区财政局"] == (8, "2021年1月13日16:20", "迟报", date(2021, 1, 10), None)
    assert rows["区民政局"] == (4, "2021年1月13日16:20", "按时", date(2021, 1, 20), "展期至2021年1月20日（人员调整）")
    assert rows["司法局"] == (1, None, "未报", date(2021, 1, 10), None)
    circular = told_in(paper, Volume.CIRCULAR)
    assert "按时（1个）：区民政局。\n迟报（1个）：区财政局（2021年1月13日）。\n未报（30个）：" in circular
    assert circular.count("（由领导研究后填写）") == 1
    as_of = paper_of(replace(situation_of(reports), as_of=date(2021, 1, 13)))
    assert "应于2021年1月13日前报送" in text_of(as_of.sheets[0])


def test_the_ledger_on_pages_has_a_row_for_each_measure_and_names_who_is_behind_and_why() -> None:
    late = replace(MOVING, status=Status.DELAYED, percent=30, problems="没钱。\n缺人", targets=(TargetResult("5-1", 37),))
    paper = paper_of(
        situation_of([report_of("mzj", {5: late}), report_of("wjw", {5: replace(late, targets=())}), report_of("fgw", {5: MOVING})])
    )
    rows = {row[0]: row[1:] for row in table(paper, "分项台账").rows}
    assert list(rows) == list(range(1, 19))
    causes = "区民政局（进度30%）、区卫健委（进度30%）：没钱。缺人。"
    assert rows[5][2:] == ("滞后", "红灯", 3, "推进中1个，滞后2个", causes) and rows[15][2:] == ("尚无填报", None, 0, None, None)


def test_texts_that_stood_last_quarter_are_counted_as_carried() -> None:
    before = situation_of([report_of("czj", {1: MOVING}, "2020Q3")], "2020Q3")
    now = [report_of("czj", {1: replace(MOVING, progress="又办结 3件。"), 3: replace(MOVING, unchanged=True)})]
    assert burden(situation_of(now, earlier=(before,))) == Burden(2, 6 + 5 + 6 + 5, 5 + 6 + 5)
    assert burden(situation_of(now)).carried == 11
    text = text_of(paper_of(situation_of(now, earlier=(before,))).sheets[-1])
    assert text.endswith("本季度各单位共填报2项，文字22字，平均每项11字；其中无新进展或与上季度相同的16字，占73%。")
    assert text_of(paper_of(situation_of([])).sheets[-1]).endswith("本季度尚无填报。")


def test_the_same_situation_gives_the_same_bytes_and_the_seals_of_its_toml_stand_last() -> None:
    one, other = (write_markdown(paper_of(full_quarter(left_out=("gsl",)))) for _ in range(2))
    assert one == other
    sealed = with_seals_of_toml(paper_of(situation_of([])), {"summary.toml": "a" * 64})
    assert write_markdown(sealed).decode().endswith(f"\n\n本文由 summary\\.toml（校验码 {'a' * 64}）写成。\n")
    assert sealed.origin == f"本文由 summary.toml（校验码 {'a' * 64}）写成。" and sealed.volume(Volume.REPORT).origin == sealed.origin
