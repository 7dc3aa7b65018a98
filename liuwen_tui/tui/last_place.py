"""The place that a person was at last: which measure of a desk, in the list or in its form; kept for the next start."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from textual.screen import Screen

from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.personal import place_file, recall, remember
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.measures import MeasuresScreen


@dataclass(frozen=True, slots=True)
class LastPlace:
    """A measure that the unit still has."""

    number: int
    is_in_form: bool


def last_place(desk: Desk) -> LastPlace | None:
    """Returns where the person was at that desk, None where that was another one or cannot be read."""
    place = _place(desk)
    if (place.get("unit"), place.get("quarter")) != (desk.unit.code, str(desk.quarter)):
        return None
    try:
        own = desk.overview().assignments
    except LiuwenError:  # the list says what is wrong
        return None
    numbers = [item.measure.number for item in own if str(item.measure.number) == place.get("measure")]
    return LastPlace(numbers[0], place.get("screen") == "entry") if numbers else None


def left_quarter(desk: Desk) -> Quarter | None:
    """Returns the quarter that the person was at last, None where it is this one, or was another unit's."""
    place = _place(desk)
    if place.get("unit") != desk.unit.code or place.get("quarter") == str(desk.quarter):
        return None
    try:
        return Quarter.parse(place.get("quarter", ""))
    except WrongUse:  # conveniences only
        return None


def _place(desk: Desk) -> dict[str, str]:
    """What was kept of a desk of this notice, nothing where it was another's."""
    place = recall(place_file(), desk.office.home.root)
    notice = desk.catalogue.notice.id
    return place if place.get("notice", notice) == notice else {}


def keep_place(screens: Sequence[Screen[object]]) -> None:
    """Keeps where the person is; that it cannot be kept is no reason to be held up."""
    listed = next((screen for screen in screens if isinstance(screen, MeasuresScreen)), None)
    if listed is None:
        return
    form = next((screen.written for screen in screens if isinstance(screen, Room) and screen.written), None)
    desk, number = listed.desk, form or listed.chosen
    here = {"notice": desk.catalogue.notice.id, "unit": desk.unit.code, "quarter": str(desk.quarter)}
    facts = {**here, "measure": str(number or ""), "screen": "entry" if form else "list"}
    with suppress(LiuwenError):
        remember(place_file(), desk.office.home.root, facts)
