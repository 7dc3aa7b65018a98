"""Quarters: their days, their neighbours, and how people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.quarter import Quarter

QUARTERS = st.builds(Quarter, st.integers(2000, 2099), st.integers(1, 4))


@pytest.mark.parametrize("text", ["2020Q4", "2020q4", " 2020Q4\n", "2020-4", "2020年第四季度", "2020年四季度", "2020年第4季度"])
def test_a_quarter_is_read_as_people_write_it(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2020, 4)


@pytest.mark.parametrize("text", ["", "2020", "2020Q0", "2020Q5", "2020-Q4", "20Q4", "2020Q44", "12020Q4", "第四季度", "0000Q1", "9999Q4"])
def test_what_is_no_quarter_is_refused_with_the_right_form(text: str) -> None:
    with pytest.raises(WrongUse, match="请写成 2020Q4 的样子"):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("text", "label", "first", "last"),
    [
        ("2020Q1", "2020年第一季度", date(2020, 1, 1), date(2020, 3, 31)),
        ("2020Q2", "2020年第二季度", date(2020, 4, 1), date(2020, 6, 30)),
        ("2020Q3", "2020年第三季度", date(2020, 7, 1), date(2020, 9, 30)),
        ("2020Q4", "2020年第四季度", date(2020, 10, 1), date(2020, 12, 31)),
    ],
)
def test_a_quarter_has_its_name_and_its_days(text: str, label: str, first: date, last: date) -> None:
    quarter = Quarter.parse(text)
    assert (quarter.label, quarter.first_day, quarter.last_day) == (label, first, last)


@given(QUARTERS)
def test_quarters_follow_one_another_without_gap(quarter: Quarter) -> None:
    assert quarter.next.previous == quarter == quarter.previous.next == Quarter.parse(str(quarter))
    assert quarter < quarter.next
    assert quarter.next.first_day == quarter.last_day + timedelta(days=1)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
