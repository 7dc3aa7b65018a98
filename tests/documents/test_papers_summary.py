"""The report with its annexes: nothing that units said is lost, and every number can be had again from summary.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.paper import Block, Gap, Heading, Items, Line, Paper, Paragraph, Percentage, Quotation, Sheet, Table, Volume
from liuwen_tui.documents.papers.drafting import draft_parts
from liuwen_tui.documents.papers.grounds_annex import with_seals_of_toml
from liuwen_tui.documents.papers.summary_paper import summary_paper
from liuwen_tui.documents.summary_toml import write_summary
from liuwen_tui.domain.burden import Burden, burden
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.manuscript import Edited, Final, Manuscript
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Extension, QuarterSettings, Settings
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.summary import Refused, merge, summary_of
from tests.conftest import CATALOGUE
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
LEAST_FIRST = ("not_started", "delayed", "in_progress", "ongoing", "completed", "not_applicable")


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
    assert letter[0] == Paragraph("2021年1月15日10:00定稿后报送：区财政局。正文是定稿时的文字，附件按现在的汇总。", "注意")
    assert Paragraph("定稿的话。") in letter and letter[-1] == Line("2021年1月15日", True)
    paper = paper_of(situation, Manuscript((edited, *rest), final, ("czj",)))
    assert next(row for row in table(paper, "报送情况").rows if row[0] == "区财政局")[5] == "定稿后报送"
    assert not any(isinstance(block, Items) for block in paper_of(situation, Manuscript((edited, *rest), final)).sheets[0].blocks)


def test_what_was_not_merged_stands_at_the_head_once() -> None:
    situation = replace(situation_of([]), refused=(Refused("坏\x1b的.toml", "读不懂\n。"),))
    letter = paper_of(situation, Manuscript(draft_parts(situation), refused={"lead/x.toml": "不完整。"})).sheets[0].blocks
    assert letter[:2] == (Paragraph("有2个文件没有汇总进来", "注意"), Items(("坏?的.toml：读不懂?。", "lead/x.toml：不完整。")))
    twice = Manuscript(draft_parts(situation), refused={"坏\x1b的.toml": "读不懂\n。"})
    assert paper_of(situation, twice).sheets[0].blocks[0] == Paragraph("有1个文件没有汇总进来", "注意")


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
    assert "按时（1个）：区民政局。\n迟报（1个）：区财政局（2021年1月13日16:20）。\n退回（0个）：无。\n未报（30个）：" in circular
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


def entries_of(toml: bytes) -> list[dict[str, Any]]:
    reports = tomllib.loads(toml.decode())["report"]
    return [{"unit": report["unit"], **entry} for report in reports for entry in report["entry"]]


def worst_of(statuses: set[str]) -> str | None:
    return next((status for status in LEAST_FIRST if status in statuses), None)


def attendance_of(reports: list[dict[str, Any]], due_day: date) -> str:
    due = sum(any(unit.code in CATALOGUE.responsible(measure) for measure in NOTICE.measures) for unit in CATALOGUE.units)
    late = sum(report["first_submitted_at"][:10] > due_day.isoformat() for report in reports)
    return (
        f"应报单位{due}个，已报{len(reports)}个，报送率{round(100 * len(reports) / due)}%，"
        f"其中按时报送{len(reports) - late}个、迟报{late}个；未报{due - len(reports)}个。"
    )


@pytest.mark.parametrize("quarter", ["2020Q3", "2020Q4", "2021Q1"])
def test_every_number_can_be_had_again_from_the_summary(quarter: str) -> None:
    situation = full_quarter(quarter, left_out=("gsl", "sfj"), late=("mzj",))
    paper, toml = paper_of(situation), write_summary(situation.summary, CATALOGUE)
    said, due = entries_of(toml), Quarter.parse(quarter).last_day + timedelta(days=10)
    by_measure = {measure.number: worst_of({e["status"] for e in said if e["measure"] == measure.number}) for measure in NOTICE.measures}
    counts = Counter(by_measure.values())
    well = counts["completed"] + counts["in_progress"] + counts["ongoing"]
    told = {row[0]: row for row in table(paper, "分季度情况").rows}[Quarter.parse(quarter).label]
    order = ("completed", "in_progress", "delayed", "not_started", "ongoing", "not_applicable", None)
    assert told[1:] == (18, *(counts[status] for status in order))
    assert sum(row[1] for row in table(paper, "分方面情况").rows if isinstance(row[1], int)) == 18
    general = draft_parts(situation)[0].drafted.split("\n")
    assert general[0].endswith(f"本季度落实情况应于{date_words(due)}前报送。{attendance_of(tomllib.loads(toml.decode())['report'], due)}")
    lines = [f"{word}{count}项" for word, count in (
        ("已完成", counts["completed"]), ("达到序时进度", counts["in_progress"] + counts["ongoing"]), ("滞后", counts["delayed"]),
        ("未启动", counts["not_started"]), ("不涉及", counts["not_applicable"]), ("尚无填报", counts[None]),
    ) if count]  # fmt: skip
    assert general[1].startswith(f"18项措施中，{'，'.join(lines)}。已完成和达到序时进度的占{round(100 * well / 18)}%。")
    ledger = table(paper, "工作台账").rows
    assert Counter(row[0] for row in ledger if row[3]) == Counter(entry["measure"] for entry in said)
    percents = {(row[0], row[3]): row[5] for row in ledger}
    for entry in said:
        percent = Percentage(entry["percent"]) if "percent" in entry else None
        assert percents[entry["measure"], CATALOGUE.unit_name(entry["unit"])] == percent
    characters = sum(
        len("".join(entry.get(field, "").split()))
        for entry in said
        for field in ("progress", "problems", "next_steps", "support_needed", "reason")
    )
    assert f"共填报{len(said)}项，文字{characters}字" in text_of(paper.sheets[-1])
    figures = {(e["unit"], target["id"]): target.get("actual") for e in said for target in e.get("target", ())}
    assert_targets_are_judged(table(paper, "约束性指标"), figures, Quarter.parse(quarter).last_day)


def assert_targets_are_judged(told: Table, figures: dict[tuple[str, str], float | None], day: date) -> None:
    by_name = {target.name: target for measure in NOTICE.measures for target in measure.targets}
    assert len([row for row in told.rows if row[5]]) == len(figures)
    for row in told.rows:
        target = by_name[str(row[1])]
        actual = figures[CATALOGUE.unit(str(row[5])).code, target.id] if row[5] else None
        if actual is None or target.due is None or target.value is None:
            assert row[8] is None
            continue
        elapsed = min(1, (day - NOTICE.issued_on).days / (target.due - NOTICE.issued_on).days)
        assert row[6] == actual and row[8] == pytest.approx(100 * (elapsed - actual / target.value), abs=0.051)


def test_the_same_situation_gives_the_same_bytes_and_the_seals_of_its_toml_stand_last() -> None:
    one, other = (write_markdown(paper_of(full_quarter(left_out=("gsl",)))) for _ in range(2))
    assert one == other
    sealed = with_seals_of_toml(paper_of(situation_of([])), {"summary.toml": "a" * 64})
    assert write_markdown(sealed).decode().endswith(f"\n\n本文与校验码为 {'a' * 64} 的 summary\\.toml 是一对。\n")
    assert sealed.origin == f"本文与校验码为 {'a' * 64} 的 summary.toml 是一对。" and sealed.volume(Volume.REPORT).origin == sealed.origin
