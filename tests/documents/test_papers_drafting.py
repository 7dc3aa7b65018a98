"""The drafted report: the units' own words under their names, counted and not judged, near the length that is allowed."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.papers.drafting import draft_parts
from liuwen_tui.documents.papers.sentences import LONGEST, first_sentence
from liuwen_tui.domain.comparison import Overall
from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.manuscript import COMPREHENSIVE_LIMIT, Manuscript
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.summary import summary_of
from tests.conftest import CATALOGUE
from tests.documents.quarters import NOTICE, full_quarter, report_of, situation_of
from tests.hostile import LINES, texts

TITLES = ["总体情况", *(area.name for area in NOTICE.areas), "存在问题", "下一步打算", "需区政府协调事项"]
MOVING = Entry(Status.IN_PROGRESS, 60, "办结12件。", next_steps="再办3件。")
DONE = Entry(Status.COMPLETED, 100, "全部办结。")


def drafted(situation: Situation) -> dict[str, str]:
    return {part.id: part.drafted for part in draft_parts(situation)}


def test_a_sentence_too_long_to_quote_is_not_cut_but_pointed_at() -> None:
    assert first_sentence("字" * LONGEST) == "字" * LONGEST + "。" and first_sentence("字" * (LONGEST + 1)) == ""
    text = drafted(situation_of([report_of("czj", {1: replace(MOVING, progress="字，" * LONGEST, next_steps="字" * 200)})]))
    assert text["area-1"].endswith("1.稳定就业岗位（推进中，1个单位填报）。区财政局的进展详见分单位进展。")
    assert text["next-steps"] == "一是保居民就业方面。稳定就业岗位，区财政局的打算详见分单位进展。"


def test_a_measure_quotes_whole_sentences_in_the_notices_order_as_far_as_there_is_room() -> None:
    lengths = {"fgw": 90, "czj": 60, "kgj": 20, "rsj": 30}
    reports = [report_of(unit, {1: replace(MOVING, progress=f"{unit}{'字' * length}。")}) for unit, length in lengths.items()]
    first = drafted(situation_of(reports))["area-1"].split("\n")[1]
    assert re.findall("[a-z]+", first) == ["rsj", "kgj", "czj"] and first.endswith("字（区财政局）。")


def test_the_same_words_of_several_units_stand_once_under_all_names() -> None:
    same = [report_of(unit, {1: replace(MOVING, progress=words)}) for unit, words in (("czj", "我局办结12件"), ("rsj", "1.办结12件。"))]
    silent = report_of("kgj", {1: replace(MOVING, progress=" ")})
    still = [report_of(unit, {1: replace(MOVING, unchanged=True)}) for unit in ("fgw", "shangwj")]
    text = drafted(situation_of([*same, silent, *still]))
    first = text["area-1"].split("\n")[1]
    assert first == (
        "1.稳定就业岗位（推进中，5个单位填报）。办结12件（区人社局、区财政局）。区科工局未填写工作进展。区商务局、区发改委本季无新进展。"
    )


def test_a_figure_stands_with_its_lamp_and_different_ones_under_their_names() -> None:
    def told(unit: str, figure: int) -> object:
        return report_of(unit, {11: replace(MOVING, targets=(TargetResult("11-1", figure),))})

    text = drafted(situation_of([told("nyncj", 18830), told("shangwj", 9000)]))  # type: ignore[list-item]
    figures = "目标完成情况：水稻种植面积（目标18830亩），区农业农村局报18830亩、区商务局报9000亩（红灯）。"
    assert text["area-4"].split("\n")[1].endswith(figures)
    assert "水稻种植面积应于2020年12月31日前达到18830亩，区商务局报9000亩（落后序时52.2个百分点，红灯）。" in text["problems"]
    assert text["general"].endswith("另有1处填报相互矛盾，尚待核实。") and "矛盾" not in text["problems"]
    both = drafted(situation_of([told("nyncj", 15000), told("shangwj", 9000)]))["problems"]  # type: ignore[list-item]
    assert both.count("水稻种植面积") == 1 and "18830亩，区商务局报9000亩（落后序时52.2个百分点，红灯）、区农业农村局报15000亩（" in both
    one = drafted(situation_of([told("nyncj", 18830)]))  # type: ignore[list-item]
    assert "水稻种植面积现为18830亩（目标18830亩）。" in one["area-4"]
    assert "红灯" not in "".join(one.values())


def test_a_target_with_time_left_says_until_when_and_one_without_a_day_says_nothing_of_it() -> None:
    results = (TargetResult("12-1", 0), TargetResult("12-2", 16))
    reports = [report_of("nyncj", {12: replace(MOVING, targets=results)})]
    reports.append(report_of("hfz", {14: replace(MOVING, targets=(TargetResult("14-1", 1),))}))
    text = drafted(situation_of([*reports, report_of("fgw", {5: replace(MOVING, targets=(TargetResult("5-2", done=False),))})]))
    assert "省级农业产业化龙头企业现为0家（目标2家，期限2023年底）；市级以上农业产业化龙头企业现为16家（目标16家）。" in text["area-4"]
    assert "夜市业态提升和功能拓展现为1个点位（目标2个点位）。" in text["area-5"]
    assert "普遍建立集团化办学机制未完成（期限2021年底）。" in text["area-2"]
    assert "文件明确的14个目标中，对照序时进度绿灯3个，没有写明期限的1个，尚无填报的10个。" in text["general"]


def test_many_towns_are_told_by_how_many_stand_how_and_two_by_their_words() -> None:
    towns = ["jdz", "ljz", "hfz", "tsz"]
    reports = [report_of(unit, {18: replace(MOVING, progress=f"化解债务{index}万元。")}) for index, unit in enumerate(towns)]
    many = drafted(situation_of([*reports[:3], report_of("tsz", {18: replace(MOVING, status=Status.DELAYED, problems="没钱。")})]))
    assert "1.切实防范债务风险（滞后，4个单位填报）。各镇、街道、园区推进中3个，滞后1个。" in many["area-6"]
    assert "切实防范债务风险方面，塘山镇（进度60%）：没钱。" in many["problems"]
    alone = drafted(situation_of(reports[:3]))["area-6"]
    assert alone.endswith("各镇、街道、园区均在推进中。化解债务0万元（京东镇）。"), "one is quoted where nobody else has said a word"
    with_others = drafted(situation_of([*reports[:3], report_of("czj", {18: MOVING})]))["area-6"]
    assert with_others.endswith("办结12件（区财政局）。各镇、街道、园区均在推进中。")
    two = drafted(situation_of(reports[:2]))
    assert "1.切实防范债务风险（推进中，2个单位填报）。化解债务0万元（京东镇）。化解债务1万元（罗家镇）。" in two["area-6"]


def test_a_quarter_without_a_report_and_one_in_which_all_is_done_read_as_what_they_are() -> None:
    none = drafted(situation_of([]))
    assert list(none) == ["general", *(f"area-{index}" for index in range(1, 7)), "problems", "next-steps", "support"]
    assert [part.title for part in draft_parts(situation_of([]))] == TITLES
    assert "应报单位32个，已报0个，报送率0%；未报32个。\n18项措施均尚无填报。" in none["general"]
    assert none["area-1"] == "共2项措施，均尚无填报。"
    assert none["problems"].startswith("一是部分单位报送不及时。未报32个：区发改委、") and none["next-steps"] == "尚无单位报送。"
    assert none["support"] == "本季度没有单位提出需协调的事项。"
    everything = {
        unit.code: {number.number: DONE for number in NOTICE.measures if unit.code in CATALOGUE.responsible(number)}
        for unit in CATALOGUE.units
    }
    reports = [report_of(unit, entries) for unit, entries in everything.items() if entries]
    reports.append(report_of("sfj", {15: replace(DONE, claimed=True), **everything["sfj"]}))
    done = drafted(situation_of([report for report in reports if report.unit != "sfj" or len(report.versions) > 1]))
    assert (
        "已报32个，报送率100%，其中按时报送32个；没有未报的单位。\n18项措施中，已完成18项。已完成和达到序时进度的占100%。"
        in done["general"]
    )
    assert done["area-1"].startswith("共2项措施，均已完成。")
    assert done["problems"] == "各单位没有反映滞后、未启动的事项和存在问题。"
    assert done["next-steps"] == "已报的措施都已完成或不涉及。"


def test_what_is_counted_is_held_against_last_quarter_and_conflicts_are_told_and_not_counted() -> None:
    before = situation_of([report_of("czj", {1: replace(MOVING, status=Status.DELAYED, problems="没钱。")}, "2020Q3")], "2020Q3")
    now = situation_of([report_of("czj", {1: DONE})], earlier=(before,))
    assert "与2020年第三季度（已报1个单位）相比，已完成的增加1项，滞后的减少1项。" in drafted(now)["general"]
    more = drafted(replace(now, summary=situation_of([report_of("czj", {1: DONE, 3: DONE})]).summary))["general"]
    assert "已完成的增加2项，滞后的减少1项，尚无填报的减少1项。" in more, "the changes add up"
    assert "相比" not in drafted(replace(now, earlier=()))["general"]
    judged = replace(now, overall={1: Overall(Status.DELAYED, "2021-01-11T09:00:00+08:00", "王某")})
    assert "滞后1项" in drafted(judged)["general"] and "综合状态由区发改委核定1项" in drafted(judged)["general"]
    two = merge([summary_of(report_of("czj", {1: entry}), f"{index:064x}") for index, entry in enumerate((MOVING, DONE))])
    disputed = drafted(replace(now, summary=two, earlier=()))
    assert disputed["general"].endswith("另有1处填报存在互不知晓的版本，未计入上述数字，须核定：区财政局（稳定就业岗位）。")
    assert "办结" not in disputed["area-1"]


def test_a_full_quarter_keeps_to_the_length_that_is_allowed() -> None:
    manuscript = Manuscript(draft_parts(full_quarter(left_out=("gsl",), late=("mzj", "ljz"))))
    assert COMPREHENSIVE_LIMIT // 2 < manuscript.length <= COMPREHENSIVE_LIMIT


def test_plans_are_told_of_what_is_behind_and_elsewhere_of_what_has_the_most_to_do() -> None:
    def plan(percent: int, status: Status = Status.IN_PROGRESS) -> Entry:
        return replace(MOVING, status=status, percent=percent, next_steps=f"再办{percent}件。", problems="没钱。")

    reports = [report_of("czj", {3: plan(30), 4: plan(60, Status.DELAYED), 16: plan(50), 17: plan(40), 18: plan(70)})]
    reports.append(report_of("rsj", {3: plan(80), 4: plan(20)}))
    text = drafted(situation_of(reports))["next-steps"]
    assert text == (
        "一是保基本民生方面。完善社会保障，再办60件（区财政局）。\n"
        "二是保基层运转方面。强化开源节流，再办50件（区财政局）。财力向基层倾斜，再办40件（区财政局）。"
    )


ENTRIES = st.builds(
    Entry,
    status=st.sampled_from(Status),
    percent=st.none() | st.integers(0, 100),
    progress=st.sampled_from(LINES) | texts(),
    problems=st.sampled_from(("", "资金没有到位")) | texts(),
    next_steps=st.sampled_from(("", "再办3件")) | texts(),
    support_needed=st.sampled_from(("", "请协调")) | texts(),
    unchanged=st.booleans(),
)
MANY = st.dictionaries(
    st.sampled_from([unit.code for unit in CATALOGUE.units]),
    st.dictionaries(st.integers(1, 18), ENTRIES, min_size=1, max_size=3),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(MANY)
def test_whatever_units_write_the_report_stands_and_no_problem_or_request_of_theirs_is_lost(said: dict[str, dict[int, Entry]]) -> None:
    situation = situation_of([report_of(unit, entries) for unit, entries in said.items()])
    parts = drafted(situation)
    for text, field in ((parts["problems"], "problems"), (parts["support"], "support_needed")):
        for version in (version for versions in situation.by_measure.values() for version in versions):
            words = [" ".join(line.split()) for line in version.entry.text(field).split("\n")]
            assert all(word.rstrip("，、；：,;:。. ") in text for word in words)
            assert not any(words) or CATALOGUE.unit_name(version.subject.unit) in text
    assert all(parts.values())
