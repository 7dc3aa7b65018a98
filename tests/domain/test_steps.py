"""细化举措 are written one a line; what is read back is what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from liuwen_tui.domain.entry import Step
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.steps import read_steps, step_line, steps_text, turned
from liuwen_tui.domain.text import clean

Q4 = Quarter(2020, 4)


def read(text: str, known: tuple[Step, ...] = ()) -> tuple[Step, ...]:
    return read_steps(text, known, Q4)


@pytest.mark.parametrize(
    ("line", "text", "due", "done"),
    [
        ("完成台账", "完成台账", "", False),
        ("√ 完成台账", "完成台账", "", True),
        ("√完成台账", "完成台账", "", True),
        ("[x] 完成台账", "完成台账", "", True),
        ("完成台账（2020-12-31前）", "完成台账", "2020-12-31", False),
        ("完成台账 (2021.6.30)", "完成台账", "2021-06-30", False),
        ("完成台账（2021年6月30日前）", "完成台账", "2021-06-30", False),
        ("√ 完成台账（12月31日前）", "完成台账", "2020-12-31", True),
        ("完成台账（12-5）", "完成台账", "2020-12-05", False),
        ("完成台账（3月底前）", "完成台账", "2021-03-31", False),
        ("完成台账（2021年2月前）", "完成台账", "2021-02-28", False),
        ("完成台账（9月30日前）", "完成台账", "2021-09-30", False),
        ("完成台账（2月30日前）", "完成台账（2月30日前）", "", False),
        ("完成台账（13月前）", "完成台账（13月前）", "", False),
        ("完成台账（三家）", "完成台账（三家）", "", False),
        ("（12月31日前）", "（12月31日前）", "", False),
        ("√", "√", "", False),
        ("  完成台账  ", "完成台账", "", False),
        ("检查（含夜间）3次（12月底前）", "检查（含夜间）3次", "2020-12-31", False),
    ],
)
def test_a_line_says_what_by_when_and_whether_it_is_done(line: str, text: str, due: str, done: bool) -> None:
    [step] = read(line)
    assert (step.text, step.due, step.done) == (text, due, done)


def test_empty_lines_are_no_steps() -> None:
    assert [step.text for step in read("甲\n\n  \n乙\n")] == ["甲", "乙"]


def test_a_step_keeps_its_id_when_moved_done_or_reworded() -> None:
    known = read("甲\n乙\n丙")
    ids = {step.text: step.id for step in known}
    assert [step.id for step in read("丙\n√ 甲（12月底前）\n乙", known)] == [ids["丙"], ids["甲"], ids["乙"]]
    assert [step.id for step in read("甲\n乙乙\n丙", known)] == [step.id for step in known]
    assert [step.id for step in read("乙\n丙", known)] == [ids["乙"], ids["丙"]]


def test_steps_that_two_people_add_get_ids_of_their_own() -> None:
    assert read("甲")[0].id != read("乙")[0].id
    twice = read("甲\n甲")
    assert twice[0].id != twice[1].id
    assert read("甲\n甲", twice) == twice


@given(some.lists(some.tuples(some.text(min_size=1), some.dates().map(str) | some.just(""), some.booleans())))
def test_steps_that_nobody_touched_read_back_as_they_are(said: list[tuple[str, str, bool]]) -> None:
    steps = tuple(Step(str(at), clean(text), due, done) for at, (text, due, done) in enumerate(said) if clean(text).strip())
    assert read(steps_text(steps), steps) == steps


@given(some.lists(some.sampled_from(["甲", "乙（12月底前）", "√ 甲", "√", "（3月）", "[x]乙", " ", "甲 (三家)"])))
def test_lines_read_again_say_the_same(lines: list[str]) -> None:
    steps = read("\n".join(lines))
    assert read(steps_text(steps)) == steps
    assert read(steps_text(steps), steps) == steps


LONG = 100_000


@pytest.mark.parametrize(
    "text",
    ["甲" + " " * LONG + "乙", "甲（12月" + " " * LONG + "乙）", "（甲" * LONG + "）", "甲\n" * (LONG - 1) + "甲"],
    ids=["spaces", "spaces in brackets", "brackets", "one line again and again"],
)
def test_long_hostile_lines_are_read_and_do_not_hang(text: str) -> None:
    assert "\n".join(step.text for step in read(text)) == text
    assert turned(turned(text)) == text


def test_a_hundred_thousand_lines_are_read_in_any_order_and_do_not_hang() -> None:
    known = read("\n".join(map(str, range(LONG))))
    assert read(steps_text(known[::-1]), known) == known[::-1]


def test_a_step_is_turned_done_and_back() -> None:
    assert turned("甲（12月底前）") == "√ 甲（12月底前）"
    assert turned("√ 甲（12月底前）") == "甲（12月底前）"
    assert turned("") == "√ "


def test_a_step_is_shown_as_it_is_written() -> None:
    assert step_line(Step("1", "完成台账", "2020-12-31", True)) == "√ 完成台账（2020-12-31前）"


def test_a_step_of_several_lines_stays_one() -> None:
    step = Step("1", "完成\n台账")
    assert step_line(step) == "完成 台账"
    assert read("完成 台账\n乙", (step,))[0].id == "1"


def test_a_step_whose_line_nobody_changed_stays_as_it_is() -> None:
    known = (Step("1", "完成\n台账"), Step("2", "√ 核对（12月31日前）"), Step("3", " 公示 ", "2020-12-31"))
    assert read(steps_text(known) + "\n验收", known)[:3] == known
