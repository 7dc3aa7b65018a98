"""Last quarter's words carried into whatever a unit has still left blank."""

from __future__ import annotations

from liuwen_tui.domain.carry import carry_forward
from liuwen_tui.reporting.desk import Desk


def carry_all(desk: Desk) -> int:
    """Carries the quarter before forward in every entry of the desk, and returns in how many that changed something.

    What is settled stands as it is.
    Raises what `Desk.save` raises at the first entry that cannot be saved; those before it are saved.
    """
    count = 0
    for item in desk.overview().assignments:
        if item.settled or item.before is None:
            continue
        carried = carry_forward(item.entry, item.before)
        if carried != item.entry:
            desk.save(item.measure.number, carried, item.version)
            count += 1
    return count
