"""Which quarter is being reported, until when, and what is still on time."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Extension, QuarterSettings, Settings

FIRST, LAST = Quarter(2020, 3), Quarter(2020, 4)
DUE = date(2021, 1, 10)
USUAL = Settings()
ADJUSTED = Settings(
    quarters={"2020Q4": QuarterSettings(date(2021, 1, 15), "请写明数字。", {"fgw": Extension(date(2021, 1, 20), "机房搬迁")})}
)


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2019, 5, 1), "2020Q3"),
        (date(2020, 9, 25), "2020Q3"),
        (date(2020, 10, 10), "2020Q3"),
        (date(2020, 10, 11), "2020Q4"),
        (date(2020, 12, 31), "2020Q4"),
        (date(2021, 1, 5), "2020Q4"),
        (date(2021, 1, 10), "2020Q4"),
        (date(2021, 1, 11), "2021Q1"),
        (date(2024, 2, 29), "2024Q1"),
    ],
)
def test_the_quarter_whose_due_day_comes_next_is_reported(today: date, quarter: str) -> None:
    assert str(USUAL.current_quarter(today, FIRST)) == quarter


@given(st.dates(date(2019, 1, 1), date(2035, 1, 1)), st.integers(0, 60))
def test_the_current_quarter_is_the_first_that_is_not_over_and_never_before_the_notice(today: date, days: int) -> None:
    settings = Settings(due_days=days)
    quarter = settings.current_quarter(today, FIRST)
    assert quarter >= FIRST
    assert settings.due_day(quarter) >= today
    assert quarter == FIRST or settings.due_day(quarter.previous) < today


def test_a_due_day_moved_by_the_lead_moves_the_current_quarter() -> None:
    assert ADJUSTED.current_quarter(date(2021, 1, 15), FIRST) == LAST
    assert ADJUSTED.current_quarter(date(2021, 1, 16), FIRST) == LAST.next
    reopened = Settings(quarters={"2020Q3": QuarterSettings(date(2021, 5, 1))})
    assert reopened.current_quarter(date(2021, 4, 20), FIRST) == FIRST


def test_the_due_day_is_ten_days_after_the_quarter_unless_the_lead_says_otherwise() -> None:
    assert USUAL.due_day(LAST) == DUE
    assert Settings(due_days=3).due_day(LAST, "fgw") == date(2021, 1, 3)
    assert (ADJUSTED.due_day(LAST), ADJUSTED.due_day(LAST, "czj"), ADJUSTED.due_day(LAST, "fgw")) == (
        date(2021, 1, 15),
        date(2021, 1, 15),
        date(2021, 1, 20),
    )
    assert ADJUSTED.due_day(LAST.next, "fgw") == date(2021, 4, 10)
    assert (ADJUSTED.of(LAST).note, ADJUSTED.of(FIRST).note) == ("请写明数字。", "")


@pytest.mark.parametrize(
    ("submitted_at", "hours", "on_time"),
    [
        ("2021-01-10T23:59:59+08:00", 8, True),
        ("2021-01-11T00:00:00+08:00", 8, False),
        ("2021-01-10T15:59:59+00:00", 8, True),
        ("2021-01-10T16:00:00+00:00", 8, False),
        ("2021-01-11T00:30:00+08:00", 0, True),
        ("2021-01-11T08:00:00+08:00", 0, False),
    ],
)
def test_a_report_is_on_time_until_the_due_day_is_over_here(submitted_at: str, hours: int, on_time: bool) -> None:
    assert Settings(timezone=timezone(timedelta(hours=hours))).is_on_time(submitted_at, DUE) is on_time
