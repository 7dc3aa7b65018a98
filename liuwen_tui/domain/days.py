"""A day as people write it: ``1月8日``, with a year or without, with an hour or without."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, tzinfo

_WRITTEN = re.compile(r"(?:(?P<year>20\d\d)[-年./])?(?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2})日?|月底?)")


def day_words(day: date) -> str:
    """Returns ``1月8日``."""
    return f"{day.month}月{day.day}日"


def date_words(day: date) -> str:
    """Returns ``2021年1月8日``."""
    return f"{day.year}年{day_words(day)}"


def time_words(at: str, zone: tzinfo | None = None) -> str:
    """Returns a time in RFC 3339 as it is in that zone, by default in its own: ``2021年1月8日16:20``."""
    moment = datetime.fromisoformat(at)
    moment = moment.astimezone(zone or moment.tzinfo)
    return f"{date_words(moment)}{moment:%H:%M}"


def read_day(text: str, first: date) -> date | None:
    """Returns the day meant by ``2021-01-08``, ``1月8日`` or ``1月底``, None where none is.

    A month alone means its last day; without a year it is the first such day from ``first`` on.
    """
    match = _WRITTEN.fullmatch("".join(text.split()))
    if match is None:
        return None
    month = int(match["month"])
    for year in [int(match["year"])] if match["year"] else [first.year, first.year + 1]:
        try:
            day = date(year, month, int(match["day"]) if match["day"] else monthrange(year, month)[1])
        except ValueError:
            continue
        if match["year"] or day >= first:
            return day
    return None
