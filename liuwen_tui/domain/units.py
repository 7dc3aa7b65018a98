"""Units and unit groups, found by code, name, alias or key; never by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.quarter import Quarter

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class FormerName:
    """What a unit was called before it was renamed."""

    name: str
    valid_until: date
    """The last day of that name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, town, street or park that reports."""

    code: str
    """ASCII, the same in every notice."""
    name: str
    aliases: tuple[str, ...]
    keys: tuple[str, ...]
    """Pinyin initials for finding; two units may share one."""
    source: str
    valid_from: date | None = None
    """The first day that it exists, None where it is older than the notice."""
    valid_until: date | None = None
    """The last day that it exists, None while no end is known."""
    successor: str = ""
    """Code of the unit that it was merged into after its last day."""
    former_names: tuple[FormerName, ...] = ()
    """Earliest first."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, and every one that it had before."""
        return (self.name, *(former.name for former in self.former_names))

    @property
    def other_names(self) -> tuple[str, ...]:
        """Whatever else it is found by: aliases and former names."""
        return tuple(dict.fromkeys(name for name in (*self.aliases, *self.names) if name != self.name))

    def exists_in(self, quarter: Quarter) -> bool:
        """Tells whether it exists on the quarter's last day, so that it reports on the quarter."""
        day = quarter.last_day
        return not ((self.valid_from and day < self.valid_from) or (self.valid_until and self.valid_until < day))

    def named_in(self, quarter: Quarter) -> Unit:
        """Returns the unit under the name that it has on the quarter's last day; the present one is an alias then."""
        former = next((former for former in self.former_names if quarter.last_day <= former.valid_until), None)
        return replace(self, name=former.name, aliases=(*self.aliases, self.name)) if former else self

    def nearest(self, quarter: Quarter) -> Quarter:
        """Returns the quarter, or the one nearest to it in which the unit exists."""
        if self.valid_until and self.valid_until < quarter.last_day:
            return Quarter.of(self.valid_until) if self.exists_in(Quarter.of(self.valid_until)) else Quarter.of(self.valid_until).previous
        return Quarter.of(self.valid_from) if self.valid_from and quarter.last_day < self.valid_from else quarter


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A collective name in the notice, such as 各镇."""

    name: str
    members: tuple[str, ...]
    """Unit codes; empty while the group is open."""
    is_open: bool
    """True when the notice does not say who belongs to it."""
    source: str


def find_unit(units: Iterable[Unit], text: str) -> Unit:
    """Returns the unit of that code, name, alias or key.

    Raises `WrongUse` when there is none, or when a key fits several: the sentence then names them.
    """
    wanted = text.strip()
    known = tuple(units)
    for unit in known:
        if wanted.lower() == unit.code or wanted == unit.name or wanted in unit.other_names:
            return unit
    by_key = [unit for unit in known if wanted.lower() in unit.keys]
    if len(by_key) == 1:
        return by_key[0]
    if by_key:
        choices = "、".join(f"{unit.name}（{unit.code}）" for unit in by_key)
        raise WrongUse(f"“{wanted}”可以是{choices}，请用其中一个代码。")
    alike = "、".join(unit.name for unit in matching_units(known, wanted)[:_MOST_NAMED]) if wanted else ""
    raise WrongUse(f"没有“{wanted}”这个单位，{f'要找的可能是{alike}；' if alike else ''}请用全部单位里的名称或代码。", "liuwen units")


def matching_units(units: Iterable[Unit], text: str) -> list[Unit]:
    """Returns the units whose name contains the text, or whose alias, code or key starts with it, whole or half width.

    An alias such as 京东镇人民政府 is not found by what stands within it. A former name is found as a name is.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    return [
        unit
        for unit in units
        if any(wanted in name for name in unit.names) or any(known.startswith(wanted) for known in (*unit.aliases, unit.code, *unit.keys))
    ]
