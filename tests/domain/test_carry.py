"""Last quarter's words go into what is blank, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from liuwen_tui.domain.carry import carry_forward, confirm_unchanged, contradicts_unchanged
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult

BEFORE = Entry(
    Status.IN_PROGRESS,
    45,
    "已办200户。",
    problems="不知晓。",
    next_steps="再办。",
    support_needed="请协调。",
    evidence=("湖办字〔2020〕18号",),
    reason="等文件。",
    unchanged=True,
    steps=(Step("1", "核对"),),
    targets=(TargetResult("1-1", actual=3), TargetResult("1-2", done=True)),
)


def test_all_that_is_blank_is_carried_but_not_what_each_quarter_says_for_itself() -> None:
    assert carry_forward(Entry(), BEFORE) == replace(BEFORE, reason="", unchanged=False)


def test_what_is_filled_stays() -> None:
    mine = Entry(Status.DELAYED, None, "已办210户。", evidence=("新文",), targets=(TargetResult("1-2", done=False),))
    carried = carry_forward(mine, BEFORE)
    assert (carried.status, carried.percent, carried.progress, carried.evidence) == (Status.DELAYED, None, "已办210户。", ("新文",))
    assert carried.targets == (TargetResult("1-2", done=False), TargetResult("1-1", actual=3))
    assert (carried.problems, carried.next_steps, carried.steps) == ("不知晓。", "再办。", BEFORE.steps)


def test_why_a_measure_does_not_concern_the_unit_is_carried_with_it() -> None:
    before = Entry(Status.NOT_APPLICABLE, reason="本单位无此项职责。")
    assert carry_forward(Entry(), before) == before
    assert carry_forward(Entry(Status.IN_PROGRESS), before).reason == ""


def test_nothing_new_stands_on_what_was_said() -> None:
    confirmed = confirm_unchanged(Entry(), BEFORE)
    assert confirmed == replace(BEFORE, reason="")
    assert not contradicts_unchanged(confirmed, BEFORE)
    assert contradicts_unchanged(replace(confirmed, progress="已办210户。"), BEFORE)
