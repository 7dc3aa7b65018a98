"""``units.toml`` of a catalogue: units, and the groups that they belong to; and what changed of them since, in a file of the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.membership import ADMIN, LEAD
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.units import FormerName, Unit, UnitGroup
from liuwen_tui.store.catalogue_rows import at_line, named, read_rows, refuse_other_format, unknown
from liuwen_tui.store.toml_file import read_table

UNITS_FILE = "units.toml"
UNITS_FORMAT = "liuwen.units/1"
_CODE = re.compile("[a-z][a-z0-9]{0,28}")
"""Names a folder, and behind ``lw-`` a group, for which there are 32 characters."""
_LAST_YEAR = 2099


@dataclass(frozen=True, slots=True)
class Units:
    """Units and groups as files list them."""

    units: tuple[Unit, ...]
    groups: tuple[UnitGroup, ...]
    places: Mapping[str, tuple[Path, int]]
    """By a unit's code, and by a group's name, the file with it and its place there, from 1; the file that was read last comes first."""

    def changed_by(self, later: Units) -> Units:
        """Returns these units and groups with the later ones in the place of those of the same code or name, new ones last."""
        units = {unit.code: unit for unit in (*self.units, *later.units)}
        groups = {group.name: group for group in (*self.groups, *later.groups)}
        return Units(tuple(units.values()), tuple(groups.values()), {**later.places, **{**self.places, **later.places}})

    def refuse_inconsistent(self) -> None:
        """Raises `Unusable`, naming file and line, for a name that leads to two units, and for a unit that leads on to none."""
        times = Counter(name for unit in self.units for name in {*unit.names, *unit.aliases})
        order = {name: place for place, name in enumerate(self.places)}
        for unit in sorted(self.units, key=lambda unit: order[unit.code]):  # what two rows get wrong is the later file's fault
            path, index = self.places[unit.code]
            with named(path), at_line(path, "unit", index):
                _refuse_shared_names(unit, times)
                self._refuse_wrong_successor(unit)
        for group in self.groups:
            path, index = self.places[group.name]
            with named(path), at_line(path, "group", index):
                for fault in unknown(f"统称“{group.name}”的成员", group.members, {unit.code for unit in self.units}):
                    raise fault

    def _refuse_wrong_successor(self, unit: Unit) -> None:
        if not unit.successor or unit.valid_until is None:
            return
        heir = next((other for other in self.units if other.code == unit.successor), None)
        if heir is None:
            raise Unusable(f"单位 {unit.code} 的 successor 是“{unit.successor}”，没有这个代码的单位，请改正。")
        day = unit.valid_until + timedelta(days=1)
        if (heir.valid_from and day < heir.valid_from) or (heir.valid_until and heir.valid_until < day):
            raise Unusable(f"单位 {unit.code} 并入的 {heir.code} 在 {day} 不存在，请核对两家的日期。")


def load_units(path: Path, notice: str) -> Units:
    """Returns the units and groups of that file, which has to be meant for the notice of that id; raises `Unusable`, naming file and line."""
    table = read_table(path)
    with named(path):
        refuse_other_format(table, UNITS_FORMAT)
        meant_for = table.text("notice")
        if meant_for != notice:
            raise Unusable(f"这是通知“{meant_for}”的，不是“{notice}”的，请换成同一份通知的。")
        units = read_rows(table, "unit", _read_unit, path)
        groups = read_rows(table, "group", _read_group, path)
        table.close()
        codes = Counter(unit.code for unit in units)
        for index, unit in enumerate(units, 1):
            if codes[unit.code] > 1:
                with at_line(path, "unit", index):
                    raise Unusable(f"单位代码 {unit.code} 重复，请改正。")
    places = {unit.code: (path, index) for index, unit in enumerate(units, 1)}
    return Units(units, groups, {**places, **{group.name: (path, index) for index, group in enumerate(groups, 1)}})


def _read_unit(row: Table) -> Unit:
    unit = Unit(
        code=row.text("code"),
        name=row.text("name"),
        aliases=row.texts("aliases"),
        keys=row.texts("keys"),
        source=row.text("source"),
        valid_from=row.day("valid_from"),
        valid_until=row.day("valid_until"),
        successor=row.text("successor", ""),
        former_names=read_rows(row, "former_names", _read_former_name),
    )
    if not _CODE.fullmatch(unit.code) or unit.code in (LEAD, ADMIN):
        raise row.refuse("code", f"是“{unit.code}”，应为小写字母和数字，字母开头，最多 29 个，不能是 {LEAD}、{ADMIN}")
    ends = [former.valid_until for former in unit.former_names]
    if any(day.year > _LAST_YEAR for day in (*ends, unit.valid_until, unit.valid_from) if day):
        raise row.refuse("valid_until", f"或别的日期晚于 {_LAST_YEAR} 年；没有结束的不用写")
    if ends != sorted(set(ends)):
        raise row.refuse("former_names", "应按时间先后排列，日期不得重复")
    if unit.successor and unit.valid_until is None:
        raise row.refuse("successor", "写了，还要写 valid_until，它存在的最后一天")
    if unit.valid_from and unit.valid_until and unit.valid_until < unit.valid_from:
        raise row.refuse("valid_until", "早于 valid_from，请改正")
    return unit


def _read_former_name(row: Table) -> FormerName:
    until = row.day("valid_until")
    if until is None:
        raise row.refuse("valid_until", "没有写，应为用这个名称的最后一天")
    return FormerName(row.text("name"), until)


def _read_group(row: Table) -> UnitGroup:
    return UnitGroup(row.text("name"), row.texts("members"), row.flag("open"), row.text("source"))


def _refuse_shared_names(unit: Unit, times: Counter[str]) -> None:
    """``times`` says to how many units each name leads: one that leads to two would be taken for the first."""
    shared = next((name for name in (*unit.names, *unit.aliases) if times[name] > 1), None)
    if shared:
        raise Unusable(f"单位 {unit.code} 的名称或别名“{shared}”别的单位也有，请改正。")
