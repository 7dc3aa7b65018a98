"""Lamps: how far a target is behind the share of time elapsed, with numbers."""

from __future__ import annotations

from datetime import date

import pytest

from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.schedule import Lamp, Schedule, Thresholds

ISSUED = date(2020, 1, 1)
DUE = date(2020, 4, 10)
"""A hundred days after the notice was issued, so that a day is a point."""
USUAL = Thresholds(10, 30)


def target(**rest: object) -> Target:
    return Target("1", "", (0, 0), "", TargetKind.FIGURE, **{"value": 100, "due": DUE, **rest})  # type: ignore[arg-type]


def day(number: int) -> date:
    return date.fromordinal(ISSUED.toordinal() + number)


def on(number: int, thresholds: Thresholds = USUAL) -> Schedule:
    return Schedule(ISSUED, day(number), thresholds)


@pytest.mark.parametrize(("number", "share"), [(-5, 0), (0, 0), (25, 25), (100, 100), (250, 100)])
def test_the_share_of_time_runs_from_start_to_due_and_no_further(number: int, share: int) -> None:
    assert on(number).share(target()).percent == share


def test_a_target_due_at_once_has_all_its_time_behind_it() -> None:
    assert on(0).share(target(start=DUE)).percent == 100


@pytest.mark.parametrize(
    ("number", "actual", "shown"),
    [
        (50, 60, Lamp.GREEN),
        (50, 50, Lamp.GREEN),
        (50, 41, Lamp.GREEN),
        (50, 40, Lamp.YELLOW),
        (50, 21, Lamp.YELLOW),
        (50, 20, Lamp.RED),
        (20, 10, Lamp.YELLOW),
        (40, 30, Lamp.YELLOW),
        (70, 40, Lamp.RED),
        (90, 60, Lamp.RED),
        (200, 100, Lamp.GREEN),
        (200, 91, Lamp.GREEN),
        (200, 70, Lamp.RED),
    ],
)
def test_the_lamp_turns_yellow_from_ten_points_behind_and_red_from_thirty(number: int, actual: float, shown: Lamp) -> None:
    assert on(number).lamp(target(), TargetResult("1", actual=actual)) is shown


def test_the_thresholds_are_the_leads_to_set() -> None:
    behind = TargetResult("1", actual=45)
    shown = [on(50, Thresholds(*limits)).lamp(target(), behind) for limits in ((6, 30), (5, 30), (2, 5))]
    assert shown == [Lamp.GREEN, Lamp.YELLOW, Lamp.RED]


@pytest.mark.parametrize(
    ("rest", "actual", "points"),
    [
        ({}, 20, 30),
        ({}, 80, -30),
        ({"baseline": 50}, 50, 50),
        ({"baseline": 50}, 75, 0),
        ({"value": 0, "baseline": 40}, 30, 25),
        ({"start": day(40)}, 0, 100 / 6),
        ({"start": day(60)}, 0, 0),
        ({"due": None}, 20, None),
        ({}, None, None),
        ({"value": 50, "baseline": 50}, 50, None),
    ],
)
def test_points_behind_count_from_baseline_and_start(rest: dict[str, object], actual: float | None, points: float | None) -> None:
    behind = on(50).behind(target(**rest), TargetResult("1", actual=actual))
    assert behind == (points if points is None else pytest.approx(points))


@pytest.mark.parametrize(
    ("due", "number", "done", "shown"),
    [
        (DUE, 99, False, Lamp.GREEN),
        (DUE, 100, False, Lamp.RED),
        (DUE, 100, None, Lamp.RED),
        (DUE, 100, True, Lamp.GREEN),
        (None, 100, False, Lamp.UNSCHEDULED),
    ],
)
def test_an_act_is_red_once_it_is_due_and_not_done(due: date | None, number: int, done: bool | None, shown: Lamp) -> None:
    act = Target("1", "", (0, 0), "", TargetKind.ACT, due=due)
    assert on(number).lamp(act, TargetResult("1", done=done)) is shown


def test_a_figure_without_due_day_has_no_schedule() -> None:
    assert on(100).share(target(due=None)) is None
    assert on(100).lamp(target(due=None), TargetResult("1", actual=1)) is Lamp.UNSCHEDULED


def test_every_lamp_has_its_word() -> None:
    assert [shown.word for shown in Lamp] == ["绿灯", "黄灯", "红灯", "无序时"]
