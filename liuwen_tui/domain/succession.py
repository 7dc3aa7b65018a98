"""并入、撤销、设立: who answers in a quarter for what was given to a unit that is no more, and what is said of such a unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.units import Unit


def heirs(units: Iterable[Unit], quarter: Quarter) -> dict[str, str]:
    """Returns by code of each unit merged by then the code of the one that has its measures in that quarter.

    A successor that was merged itself leads on to its own. Each has to exist on the day after the last of the one before.
    """
    known = {unit.code: unit for unit in units}
    found = {}
    for unit in known.values():
        heir = unit
        while heir.successor and heir.valid_until and heir.valid_until < quarter.last_day:
            heir = known[heir.successor]
        if heir is not unit:
            found[unit.code] = heir.code
    return found


def absence(unit: Unit, units: Iterable[Unit], quarter: Quarter) -> str:
    """Returns why the unit has no report on a quarter in which it does not exist, as a clause, "" where it exists."""
    if unit.exists_in(quarter):
        return ""
    if unit.valid_until is None or quarter.last_day <= unit.valid_until:
        return f"{unit.name}{date_words(unit.valid_from)}才设立，{quarter.label}不用报" if unit.valid_from else ""
    ended = date_words(unit.valid_until + timedelta(days=1))
    heir = next((each for each in units if each.code == unit.successor), None)
    if heir is None:
        return f"{unit.name}自{ended}起撤销，{quarter.label}不用报"
    return f"{unit.name}自{ended}起并入{heir.name}，{quarter.label}由{heir.name}填报"


def time_words(unit: Unit, units: Iterable[Unit]) -> str:
    """Returns when the unit came, was renamed and went, such as ``2021年7月1日起并入区财政局``, "" where it always was as it is."""
    later = (*(former.name for former in unit.former_names[1:]), unit.name)
    renamed = (
        f"{date_words(former.valid_until + timedelta(days=1))}由{former.name}更名为{name}"
        for former, name in zip(unit.former_names, later, strict=False)
    )
    began = [f"{date_words(unit.valid_from)}设立"] if unit.valid_from else []
    ended = []
    if unit.valid_until:
        heir = next((each.name for each in units if each.code == unit.successor), "")
        ended = [f"{date_words(unit.valid_until + timedelta(days=1))}起{f'并入{heir}' if heir else '撤销'}"]
    return "，".join((*began, *renamed, *ended))
