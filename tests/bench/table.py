"""What was measured, as rows, and the table that is printed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from liuwen_tui.domain.text import width

_HEAD = ("项目", "单位", "地板", "中位", "最小", "最大", "比", "目标")
_GAP = "  "
_NARROWEST = 10
"""Below that a number is shown with two decimals, from ten times as much with none."""


@dataclass(frozen=True)
class Row:
    """One thing measured, several times, beside its floor measured in turn with it."""

    what: str
    unit: str
    ours: Sequence[float] = ()
    """Nothing where it could not be measured; ``skipped`` says why."""
    floor: Sequence[float] = ()
    target: str = ""
    """What ``shared/speed.md`` asks for, in words."""
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        """The median over that of the floor, None without one."""
        return median(self.ours) / median(self.floor) if self.ours and self.floor and median(self.floor) else None

    def cells(self) -> tuple[str, ...]:
        if self.skipped:
            return (self.what, f"没有测：{self.skipped}")
        floor = _number(median(self.floor)) if self.floor else ""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.what, self.unit, floor, *map(_number, (median(self.ours), min(self.ours), max(self.ours))), ratio, self.target)


@dataclass(frozen=True)
class Part:
    """Rows that belong together, under a name that says what the floor is."""

    name: str
    rows: tuple[Row, ...]


def table_of(parts: Iterable[Part]) -> str:
    """Returns the table, its columns aligned."""
    sections = [(part.name, [row.cells() for row in part.rows]) for part in parts]
    known = [_HEAD, *(cells for _, rows in sections for cells in rows)]
    measured = [cells for cells in known if len(cells) == len(_HEAD)]
    widths = [max(width(cells[column]) for cells in (measured if column else known)) for column in range(len(_HEAD))]
    lines = [_line(_HEAD, widths)]
    for name, rows in sections:
        lines += ["", name, *(_line(cells, widths) for cells in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The first two cells and the last stand left, numbers right."""
    padded = []
    for column, (cell, cells_wide) in enumerate(zip(cells, widths, strict=False)):
        blank = " " * max(0, cells_wide - width(cell))
        padded.append(blank + cell if 1 < column < len(_HEAD) - 1 else cell + blank)
    return _GAP.join(padded).rstrip()


def _number(value: float) -> str:
    decimals = 0 if abs(value) >= _NARROWEST * 10 else 1 if abs(value) >= _NARROWEST else 2
    return f"{value:,.{decimals}f}"
