"""Units and unit groups, found by code, name, alias or key; never by likeness."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from liuwen_tui.domain.errors import WrongUse

_MOST_NAMED = 3


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
        if wanted.lower() == unit.code or wanted == unit.name or wanted in unit.aliases:
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

    An alias such as 京东镇人民政府 is not found by what stands within it.
    """
    wanted = unicodedata.normalize("NFKC", text).strip().lower()
    return [
        unit for unit in units if wanted in unit.name or any(known.startswith(wanted) for known in (*unit.aliases, unit.code, *unit.keys))
    ]
