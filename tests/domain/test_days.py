"""Days and times stand in documents as people write them."""

from __future__ import annotations

from datetime import UTC, date

from liuwen_tui.domain.days import date_words, time_words
from liuwen_tui.domain.settings import CHINA


def test_a_day_and_a_time_are_words_in_the_zone_of_the_home() -> None:
    assert date_words(date(2020, 12, 31)) == "2020年12月31日"
    assert time_words("2021-01-08T16:20:00+08:00", CHINA) == "2021年1月8日16:20"
    assert time_words("2021-01-08T16:20:00-05:00") == "2021年1月8日16:20"
    assert time_words("2021-01-08T00:05:00+08:00", UTC) == "2021年1月7日16:05"
