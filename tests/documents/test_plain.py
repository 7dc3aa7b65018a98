"""An entry in words, alone and beside the quarter before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from liuwen_tui.documents.plain import field_lines, plain_entry
from liuwen_tui.documents.plain_changes import plain_since
from liuwen_tui.documents.plain_report import plain_report
from liuwen_tui.domain.entry import FIELD_NAMES, Entry, Status, Step, TargetResult
from liuwen_tui.domain.report import Head, Report
from liuwen_tui.domain.versions import Subject, descend
from tests.conftest import AT, CATALOGUE
from tests.hostile import entries

BASE_STATIONS, ACTS = CATALOGUE.measure(15), CATALOGUE.measure(5)
THEN = Entry(Status.IN_PROGRESS, 45, "已兑现200户。", next_steps="继续兑现。")


def lines(before: Entry | None, entry: Entry) -> list[str]:
    return list(plain_entry(entry, BASE_STATIONS, before))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (THEN, ["~ 推进中 45%（与上季相同）", "工作进展：已兑现200户。（与上季相同）", "下一步打算：继续兑现。（与上季相同）"]),
        (
            Entry(Status.IN_PROGRESS, 60, "已兑现326户。", next_steps="继续兑现。"),
            ["~ 推进中 60%（上季45%）", "工作进展：已兑现【删 200】【增 326】户。", "下一步打算：继续兑现。（与上季相同）"],
        ),
        (
            Entry(Status.COMPLETED, 100, "已兑现200户。", problems="无。"),
            [
                "√ 已完成 100%（上季推进中 45%）",
                "工作进展：已兑现200户。（与上季相同）",
                "存在问题：【增 无。】",
                "下一步打算：【删 继续兑现。】",
            ],
        ),
        (Entry(Status.IN_PROGRESS), ["~ 推进中（上季45%）", "工作进展：【删 已兑现200户。】", "下一步打算：【删 继续兑现。】"]),
    ],
)
def test_each_field_is_told_beside_last_quarters(entry: Entry, told: list[str]) -> None:
    assert lines(THEN, entry) == told


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (300, 480, ["480个（上季300个）"]),
        (480, 480, ["480个（与上季相同）"]),
        (None, 480, ["480个（上季未填）"]),
        (300, None, ["未填（上季300个）"]),
        (None, None, []),
    ],
)
def test_a_targets_figure_stands_beside_last_quarters(was: int | None, now: int | None, told: list[str]) -> None:
    def entry(actual: int | None) -> Entry:
        return Entry(targets=(TargetResult("15-1", actual=actual),) if actual is not None else ())

    _, *targets = lines(entry(was), entry(now))
    assert [line.rpartition("：")[2] for line in targets] == told


def test_an_act_that_was_done_since_is_told_so() -> None:
    before, now = (Entry(targets=(TargetResult("5-2", done=done),)) for done in (False, True))
    assert list(plain_entry(now, ACTS, before))[1] == "目标 5-2 普遍建立集团化办学机制 2021-12-31前：已完成（上季未完成）"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ([Step("1", "核对", "2021-03-31")], [Step("1", "核对", "2021-03-31")], ["核对（2021-03-31前） 未完成（与上季相同）"]),
        ([Step("1", "核对")], [Step("1", "核对", done=True)], ["核对 已完成（上季未完成）"]),
        ([Step("1", "核对10户")], [Step("1", "核对20户", done=True)], ["核对【删 10】【增 20】户 已完成（上季未完成）"]),
        ([], [Step("1", "核对")], ["【增 核对 未完成】"]),
        ([Step("1", "核对"), Step("2", "公示")], [Step("2", "公示")], ["公示 未完成（与上季相同）", "【删 核对 未完成】"]),
    ],
)
def test_steps_are_told_by_what_became_of_each(was: list[Step], now: list[Step], told: list[str]) -> None:
    _, *steps = lines(Entry(steps=tuple(was)), Entry(steps=tuple(now)))
    assert steps == [f"举措：{step}" for step in told]


def test_without_a_quarter_before_an_entry_is_told_as_it_stands() -> None:
    entry = Entry(
        Status.DELAYED,
        20,
        "甲",
        steps=(Step("1", "核对", "2021-03-31"),),
        targets=(TargetResult("15-1", actual=480),),
        evidence=("一", "二"),
    )
    assert lines(None, entry) == [
        "! 滞后 20%",
        "工作进展：甲",
        "举措：核对（2021-03-31前） 未完成",
        "目标 15-1 建成5G基站 500个 2020-12-31前：480个",
        "佐证材料：一；二",
    ]


@settings(max_examples=100, deadline=None)
@given(entries())
def test_an_entry_beside_itself_is_told_as_it_stands_and_to_be_the_same(entry: Entry) -> None:
    assert lines(entry, entry) == [f"{line}（与上季相同）" for line in lines(None, entry)]


def test_what_stayed_the_same_is_named_and_a_quarter_without_an_entry_is_said() -> None:
    assert list(plain_since(None, THEN, BASE_STATIONS)) == ["上季无填报"]
    now = Entry(Status.IN_PROGRESS, 60, "已兑现326户。", next_steps="继续兑现。")
    assert list(plain_since(THEN, now, BASE_STATIONS)) == [
        "~ 推进中 45% → ~ 推进中 60%",
        "工作进展改为：已兑现【删 200】【增 326】户。",
        "与上季相同：状态、下一步打算",
    ]


def test_a_report_says_of_each_measure_what_changed_or_that_nothing_was_reported_then() -> None:
    notice = CATALOGUE.notice
    versions = tuple(descend(Subject(notice.id, "fgw", "2020Q4", number), THEN, (), AT, "张三") for number in (1, 4))
    report = Report(notice.id, notice.digest, "fgw", "区发改委", "2020Q4", Head(), versions)
    compared = plain_report(report, CATALOGUE, {1: THEN}).split("\n\n")
    assert compared[1].startswith("(一)稳定就业岗位  保居民就业\n~ 推进中 45%（与上季相同）")
    assert compared[2].startswith("(四)完善社会保障  保基本民生  上季无填报\n~ 推进中 45%\n")
    assert "上季" not in plain_report(report, CATALOGUE)


def test_every_field_has_its_lines() -> None:
    whole = Entry(
        Status.COMPLETED,
        100,
        *("甲", "乙", "丙", "丁", "戊"),
        evidence=("一号文", "二号文"),
        unchanged=True,
        claimed=False,
        steps=(Step("1", "核对", done=True),),
        targets=(TargetResult("5-1", actual=0.5), TargetResult("5-2", done=False)),
    )
    said = {name: field_lines(name, whole) for name in FIELD_NAMES}
    assert said == {
        "status": ["已完成"],
        "percent": ["100%"],
        "progress": ["甲"],
        "problems": ["乙"],
        "next_steps": ["丙"],
        "support_needed": ["丁"],
        "reason": ["戊"],
        "evidence": ["一号文", "二号文"],
        "unchanged": ["本季无新进展"],
        "claimed": ["放弃"],
        "steps": ["核对 已完成"],
        "targets": ["5-1 0.5", "5-2 未完成"],
    }
    assert [field_lines(name, Entry()) for name in FIELD_NAMES] == [[]] * len(FIELD_NAMES)
    assert field_lines("percent", Entry(percent=0)) == ["0%"]
