"""A share of a whole, as documents say it: never above 100%, and none of an empty whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; raises ValueError for a part that is no part of the whole."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} is no part of {self.whole}")

    @property
    def percent(self) -> int | None:
        """Rounded to the nearest, but 0 and 100 of nothing and of all alone; None of an empty whole."""
        if not self.whole:
            return None
        nearest = (200 * self.part + self.whole) // (2 * self.whole)
        return nearest if self.part in (0, self.whole) else min(99, max(1, nearest))

    @property
    def word(self) -> str:
        """``50%``, or ``无`` of an empty whole."""
        return "无" if self.percent is None else f"{self.percent}%"
