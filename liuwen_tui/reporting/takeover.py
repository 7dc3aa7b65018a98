"""What a unit has to know of a merger: that it took over from another, or that another takes over from it."""

from __future__ import annotations

from collections.abc import Iterable

from liuwen_tui.domain.succession import absence
from liuwen_tui.domain.units import Unit
from liuwen_tui.reporting.desk import Desk


def takeover_words(desk: Desk) -> list[str]:
    """Returns sentences for the quarter after a merger, and for a unit that is no more in the quarter that is due next.

    Raises what a store of the unit raises that cannot be read.
    """
    office, catalogue = desk.office, desk.catalogue
    current = office.settings.current_quarter(office.today(), catalogue.notice.first_quarter)
    gone = absence(desk.unit, catalogue.units, current) if current > desk.quarter else ""
    came = [unit for unit in catalogue.predecessors(desk.unit.code) if unit.exists_in(desk.quarter.previous)]
    closed = [unit for unit in desk.earlier().closed if unit in came] if came else []
    return [
        *([f"{gone}。"] if gone else []),
        *([f"{_names(came)}已并入本单位，其措施从本季起由本单位填报，上季所填列在各项里。"] if came else []),
        *([f"{_names(closed)}以前所填，这个账号读不到，请找管理员把账号加进它的组。"] if closed else []),
    ]


def _names(units: Iterable[Unit]) -> str:
    return "、".join(unit.name for unit in units)
