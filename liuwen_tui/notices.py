"""The notices of one home, and where the reports on each stand: what a person chooses from where there are several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.overview import Overview


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """One notice as it stands for the unit, or for the lead, in the quarter that is due next."""

    id: str
    name: str
    """Its document number, the id where it cannot be read."""
    title: str = ""
    quarter: Quarter | None = None
    due: date | None = None
    stands: str = ""
    """How the report stands, or how many there are of how many; "" where no unit is known yet."""
    owed: Quarter | None = None
    """The latest earlier quarter that was not submitted."""
    is_settled: bool = False
    """True where nothing waits for the unit: its report is with the lead, or it has no measure."""
    refused: str = ""
    """Why it cannot be opened."""


def standings(opening: Opening, for_lead: bool = False) -> list[NoticeStanding]:
    """Returns the notices that an opening leaves to choose from: first those that wait for a report, by their due day; last what cannot be read."""
    found = [_standing(opening, notice, for_lead) for notice in opening.notices]
    return sorted(found, key=lambda each: (each.is_settled, each.due or date.max, each.id))


def _standing(opening: Opening, notice: str, for_lead: bool) -> NoticeStanding:
    try:
        there = opening.of(notice)
        told, unit = there.office.catalogue.notice, there.unit
        quarter = there.quarter if for_lead or unit is None else there.quarter_of(unit)
        if quarter < told.first_quarter:
            why = f"{told.document_number}从{told.first_quarter.label}起报，没有{quarter.label}，请换一个报告期。"
            return NoticeStanding(notice, told.document_number, told.title, quarter, is_settled=True, refused=why)
        named = (notice, told.document_number, told.title, quarter)
        if for_lead:
            standing = there.board().merge().standing
            counts = f"应报{len(standing.due)} 已报{len(standing.reported)}"
            return NoticeStanding(*named, there.office.settings.due_day(quarter), counts)
        if unit is None:
            return NoticeStanding(*named, there.office.settings.due_day(quarter))
        desk = there.desk(unit)
        overview, owed = desk.overview(), next((owed for owed, _ in desk.owed()), None)
        is_settled = overview.head.state.is_frozen or not overview.assignments
        return NoticeStanding(*named, desk.due, _stands(overview), owed, is_settled and owed is None)
    except LiuwenError as error:
        return NoticeStanding(notice, notice, is_settled=True, refused=str(error))


def _stands(overview: Overview) -> str:
    if not overview.assignments:
        return "没有本单位的措施"
    counts = f"已填 {len(overview.filled)}/{len(overview.assignments)}"
    return overview.head.state.word + ("" if overview.head.state.is_frozen else f" {counts}")
