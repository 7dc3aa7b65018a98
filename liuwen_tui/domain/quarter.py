"""The quarter of a report: its days, its neighbours, and which one is being reported on a given day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from liuwen_tui.domain.errors import WrongUse

_CHINESE_NUMBER = " 一二三四"
_WRITTEN = re.compile(rf"(20\d\d)(?:[Qq]|-|年第?)([1-4{_CHINESE_NUMBER.strip()}])(?:季度)?")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter, written ``2020Q4``."""

    year: int
    number: int
    """1 to 4."""

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Reads ``2020Q4``, and what people write for it: ``2020年第四季度``, ``2020-4``; raises `WrongUse` for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise WrongUse(f"报告期“{text}”写法不对，请写成 2020Q4 的样子。")
        number = match[2]
        return cls(int(match[1]), int(number) if number.isascii() else _CHINESE_NUMBER.index(number))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Returns the quarter in which the day lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    @property
    def label(self) -> str:
        """``2020年第四季度``, as documents print it."""
        return f"{self.year}年第{_CHINESE_NUMBER[self.number]}季度"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)  # noqa: PLR2004

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)
