"""What stops a submission and what only warns, by the rules of design.md, section 3."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from liuwen_tui.domain.check import Severity, check, is_met, required_fields
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Status, Step, TargetResult
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.schedule import Schedule, Thresholds

STATIONS = Target("15-1", "", (0, 0), "建成5G基站", TargetKind.FIGURE, 500, "个", date(2020, 12, 31), reported_by=("fgw",))
OPENING = Target("10-2", "", (0, 0), "正式对外运行", TargetKind.ACT, due=date(2020, 12, 31))
MEASURE = Measure(15, "(十)", (0, 0), "", "", (0, 0), "", (0, 0), "", (0, 0), (), (), (), (STATIONS, OPENING))
PLAIN = replace(MEASURE, targets=())
FULL = {"progress": "已建成480个。", "problems": "选址难。", "next_steps": "三月底前完成。", "reason": "不在辖区内。"}

AT_FIRST, AT_THE_END = (Schedule(date(2020, 9, 25), day, Thresholds(10, 30)) for day in (date(2020, 9, 30), date(2020, 12, 31)))
"""The third quarter, with nearly all the time of both targets left, and the fourth, with all of it gone."""

S = Status
PERCENTS = {
    S.NOT_STARTED: {0: True, 1: False, 100: False},
    S.IN_PROGRESS: {None: True, 0: True, 60: True, 100: False},
    S.DELAYED: {None: True, 40: True, 100: False},
    S.COMPLETED: {None: False, 0: False, 99: False, 100: True},
    S.ONGOING: {None: True, 50: True, 100: False},
    S.NOT_APPLICABLE: {None: True, 100: False},
}
REQUIRED = {
    S.NOT_STARTED: set(),
    S.IN_PROGRESS: {"progress", "next_steps"},
    S.DELAYED: {"progress", "problems", "next_steps"},
    S.COMPLETED: {"progress"},
    S.ONGOING: {"progress", "next_steps"},
    S.NOT_APPLICABLE: {"reason"},
}
FITTING = {S.COMPLETED: 100, S.NOT_STARTED: 0}


def errors(entry: Entry, before: Entry | None = None) -> set[tuple[str, str]]:
    return {(item.field, item.code) for item in check(PLAIN, entry, AT_FIRST, before) if item.severity is Severity.ERROR}


def warnings(entry: Entry, before: Entry | None = None, unit: str = "", measure: Measure = MEASURE) -> set[str]:
    return {item.code for item in check(measure, entry, AT_FIRST, before, unit) if item.severity is Severity.WARNING}


def entry_of(status: Status, **fields: object) -> Entry:
    """An entry of that status in which all is filled that goes with it."""
    reason = FULL["reason"] if status is S.NOT_APPLICABLE else ""
    return Entry(**{"status": status, "percent": FITTING.get(status), **FULL, "reason": reason, **fields})  # type: ignore[arg-type]


def test_a_reason_left_from_another_status_is_told_of() -> None:
    assert warnings(entry_of(S.IN_PROGRESS, reason="无此类企业。"), measure=PLAIN) == {"reason_left"}
    same = entry_of(S.IN_PROGRESS, reason="无新情况。", unchanged=True)
    assert warnings(same, before=same, measure=PLAIN) == set()
    assert warnings(entry_of(S.NOT_APPLICABLE), measure=PLAIN) == set()


def test_a_status_must_be_chosen() -> None:
    assert errors(Entry(**FULL)) == {("status", "status_missing")}


@pytest.mark.parametrize(
    ("status", "percent", "fits"), [(status, percent, fits) for status, cases in PERCENTS.items() for percent, fits in cases.items()]
)
def test_percent_and_status_must_agree(status: Status, percent: int | None, fits: bool) -> None:
    assert errors(entry_of(status, percent=percent)) == (set() if fits else {("percent", "percent_mismatch")})


@pytest.mark.parametrize("status", Status)
def test_each_status_asks_for_its_own_texts_and_white_space_does_not_fill_them(status: Status) -> None:
    assert set(required_fields(Entry(status), None)) == REQUIRED[status]
    assert errors(entry_of(status)) == set()
    for name in FULL:
        wanted = {(name, f"{name}_missing")} if name in REQUIRED[status] else set()
        assert errors(entry_of(status, **{name: " \n　"})) == wanted


def test_every_finding_says_which_measure_and_field_it_means_and_what_to_do() -> None:
    found = [
        *check(MEASURE, Entry(), AT_FIRST, None, "fgw"),
        *check(MEASURE, Entry(S.DELAYED, 100), AT_FIRST, Entry(), "fgw"),
        *check(MEASURE, Entry(S.NOT_APPLICABLE), AT_FIRST),
        *check(MEASURE, figure(0), AT_THE_END),
    ]
    assert {item.measure for item in found} == {15}
    assert {item.field for item in found} <= FIELD_NAMES.keys()
    assert all(item.message.endswith("。") for item in found)
    assert "缺“存在问题”：滞后须写明原因。" in {item.message for item in found}


def test_not_started_should_say_why() -> None:
    assert warnings(entry_of(S.NOT_STARTED, problems=""), measure=PLAIN) == {"problems_advised"}
    assert warnings(entry_of(S.NOT_STARTED), measure=PLAIN) == set()


@pytest.mark.parametrize(
    ("progress", "vague"),
    [
        ("积极推进", True),
        ("正在积极推进中。", True),
        ("继续抓好落实，有序开展各项工作。", True),
        ("已建成480个。", False),
        ("12月底前积极推进。", False),
        ("积极推进颐养之家建设。", False),
    ],
)
def test_a_slogan_without_figure_date_or_name_is_called_vague(progress: str, vague: bool) -> None:
    assert warnings(entry_of(S.IN_PROGRESS, progress=progress), measure=PLAIN) == ({"progress_vague"} if vague else set())


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        ({}, {}, {("progress", "carried")}),
        ({"progress": "已建成490个。"}, {}, set()),
        ({"unchanged": True, "reason": ""}, {}, set()),
        ({"unchanged": True, "reason": ""}, {"unchanged": True}, {("reason", "reason_missing")}),
        ({"unchanged": True, "reason": "工地停工。"}, {"unchanged": True}, set()),
        ({"progress": "已建成490个。", "reason": ""}, {"unchanged": True}, set()),
    ],
)
def test_words_carried_from_last_quarter_count_once_changed_or_confirmed(
    now: dict[str, object], before: dict[str, object], found: set[tuple[str, str]]
) -> None:
    assert errors(entry_of(S.IN_PROGRESS, **now), entry_of(S.IN_PROGRESS, **before)) == found


def test_why_nothing_is_new_is_required_the_second_time_and_asked_once() -> None:
    unchanged = Entry(Status.NOT_APPLICABLE, unchanged=True)
    assert [finding.code for finding in check(PLAIN, unchanged, AT_FIRST, unchanged)] == ["reason_missing"]
    assert "reason" in required_fields(replace(unchanged, status=Status.ONGOING), unchanged)
    assert "reason" not in required_fields(replace(unchanged, status=Status.ONGOING), Entry(Status.ONGOING))


def test_what_is_completed_may_be_said_again_in_the_same_words() -> None:
    assert errors(entry_of(S.COMPLETED), entry_of(S.COMPLETED)) == set()
    assert errors(entry_of(S.NOT_APPLICABLE), entry_of(S.NOT_APPLICABLE)) == set()


def figure(actual: float) -> Entry:
    return entry_of(S.IN_PROGRESS, targets=(TargetResult("15-1", actual=actual),))


NOTHING = entry_of(S.IN_PROGRESS)
ALL_MET = entry_of(S.COMPLETED, targets=(TargetResult("15-1", actual=500), TargetResult("10-2", done=True)))


@pytest.mark.parametrize(
    ("entry", "before", "unit", "found"),
    [
        (NOTHING, None, "fgw", {"target_missing"}),
        (NOTHING, None, "czj", set()),
        (NOTHING, None, "", set()),
        (NOTHING, figure(480), "fgw", {"target_missing"}),
        (NOTHING, figure(500), "fgw", set()),
        (figure(0), None, "fgw", set()),
        (figure(480), figure(481), "", {"figure_falls"}),
        (figure(480), figure(480), "", set()),
        (figure(490), figure(480), "", set()),
        (replace(ALL_MET, targets=(TargetResult("15-1", actual=499),)), None, "", {"completed_below_target"}),
        (replace(ALL_MET, targets=(TargetResult("10-2", done=False),)), None, "", {"completed_below_target"}),
        (ALL_MET, None, "fgw", set()),
        (entry_of(S.NOT_APPLICABLE), None, "fgw", set()),
    ],
)
def test_targets_warn_and_never_stop_a_submission(entry: Entry, before: Entry | None, unit: str, found: set[str]) -> None:
    before = before and replace(before, progress="上季的话：50个。")
    assert warnings(entry, before, unit) == found
    assert not [item for item in check(MEASURE, entry, AT_FIRST, before, unit) if item.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("status", "results", "found"),
    [
        (S.IN_PROGRESS, {"actual": 500}, set()),
        (S.IN_PROGRESS, {"actual": 460}, set()),
        (S.IN_PROGRESS, {"actual": 450}, {"behind_schedule"}),
        (S.IN_PROGRESS, {"actual": 100}, {"behind_schedule"}),
        (S.IN_PROGRESS, {"done": False}, {"behind_schedule"}),
        (S.IN_PROGRESS, {"done": True}, set()),
        (S.IN_PROGRESS, {}, set()),
        (S.DELAYED, {"actual": 500}, {"ahead_of_schedule"}),
        (S.DELAYED, {"actual": 450}, set()),
        (S.DELAYED, {"done": True}, {"ahead_of_schedule"}),
        (S.DELAYED, {}, set()),
        (S.ONGOING, {"actual": 100}, set()),
    ],
)
def test_a_status_and_the_lamps_that_disagree_are_told_of(status: Status, results: dict[str, object], found: set[str]) -> None:
    targets = tuple(TargetResult("15-1" if name == "actual" else "10-2", **{name: value}) for name, value in results.items())  # type: ignore[arg-type]
    findings = check(MEASURE, entry_of(status, targets=targets), AT_THE_END)
    assert {item.code for item in findings} == found
    assert all(item.severity is Severity.WARNING for item in findings)


def test_the_warning_says_by_how_much_and_which_lamp() -> None:
    [finding] = check(MEASURE, figure(400), AT_THE_END)
    assert "低20个百分点（黄灯）" in finding.message


def test_a_step_not_done_by_the_end_of_the_quarter_it_was_due_in_is_told_of() -> None:
    steps = (Step("1", "甲", "2020-12-31"), Step("2", "乙", "2021-01-01"), Step("3", "丙", "2020-10-01", True), Step("4", "丁"))
    [finding] = check(MEASURE, entry_of(S.ONGOING, steps=steps), AT_THE_END)
    assert (finding.code, finding.field, finding.severity) == ("step_overdue", "steps", Severity.WARNING)
    assert "“甲”2020-12-31前应办完" in finding.message


def test_nothing_new_beside_new_words_is_told_of() -> None:
    before = entry_of(S.ONGOING)
    assert "unchanged_contradicted" not in warnings(replace(before, unchanged=True), before)
    assert "unchanged_contradicted" in warnings(replace(before, unchanged=True, progress="又建成20个。"), before)


def test_what_stops_a_submission_stands_first() -> None:
    before = entry_of(S.IN_PROGRESS, progress="正在推进。")
    severities = [item.severity for item in check(PLAIN, before, AT_THE_END, before)]
    assert severities == [Severity.ERROR, Severity.WARNING]


def test_a_target_is_met_by_its_figure_or_its_act() -> None:
    assert not is_met(STATIONS, None) and not is_met(OPENING, None)
    assert [is_met(STATIONS, TargetResult(STATIONS.id, actual=actual)) for actual in (499.9, 500, 501)] == [False, True, True]
    assert [is_met(OPENING, TargetResult(OPENING.id, done=done)) for done in (False, True)] == [False, True]


@pytest.mark.parametrize(
    ("old", "percent", "new", "kept"),
    [
        (None, None, S.COMPLETED, 100),
        (S.IN_PROGRESS, 60, S.COMPLETED, 100),
        (S.IN_PROGRESS, 60, S.NOT_STARTED, 0),
        (S.IN_PROGRESS, 60, S.DELAYED, 60),
        (S.COMPLETED, 100, S.IN_PROGRESS, None),
        (S.NOT_STARTED, 0, S.ONGOING, None),
        (S.IN_PROGRESS, 60, S.NOT_APPLICABLE, None),
    ],
)
def test_choosing_a_status_sets_the_percent_that_must_go_with_it(
    old: Status | None, percent: int | None, new: Status, kept: int | None
) -> None:
    entry = Entry(old, percent).with_status(new)
    assert (entry.status, entry.percent) == (new, kept)
    assert ("percent", "percent_mismatch") not in errors(entry)


def test_each_status_has_a_digit_a_word_and_a_glyph_that_gbk_has() -> None:
    shown = [(status.number, status.glyph, status.word) for status in Status]
    assert shown == [(1, "o", "未启动"), (2, "~", "推进中"), (3, "!", "滞后"), (4, "√", "已完成"), (5, "=", "长期坚持"), (6, "-", "不涉及")]
    assert "".join(glyph for _, glyph, _ in shown).encode("gbk")
    assert (Entry().glyph, Entry(S.DELAYED).glyph) == (".", "!")
    assert TEXT_FIELDS.items() <= FIELD_NAMES.items()
