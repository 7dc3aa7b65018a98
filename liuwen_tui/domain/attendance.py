"""报送情况: how each due unit stands in a quarter, until when, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Extension, Settings
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.summary import Filing, Summary
from liuwen_tui.domain.units import Unit


class Stands(StrEnum):
    """How a unit stands; whoever has to act on the report comes first."""

    MISSING = "missing"
    RETURNED = "returned"
    LATE = "late"
    ON_TIME = "on_time"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def is_chased(self) -> bool:
        """True while the unit has still to send something."""
        return self in (Stands.MISSING, Stands.RETURNED)


_WORDS = {Stands.MISSING: "未报", Stands.RETURNED: "退回", Stands.LATE: "迟报", Stands.ON_TIME: "按时"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """One due unit."""

    unit: Unit
    stands: Stands
    is_late: bool
    """True of a report that first came after its due day, sent back since or not."""
    submitted_at: str
    """When it first came, RFC 3339; "" while it is missing."""
    due: date
    extension: Extension | None
    owed: tuple[int, ...]
    """Measures that it has still to report: all of them while it is missing, those sent back while it is returned."""
    sent_back_on: date | None = None
    is_after_final: bool = False
    """True of a report that came, or came anew, after 定稿."""


def attendances(
    standing: Standing, summary: Summary, catalogue: Catalogue, settings: Settings, after_final: Iterable[str] = ()
) -> tuple[Attendance, ...]:
    """Returns how every due unit stands, in catalogue order; ``after_final`` are those whose report came after 定稿."""
    quarter = Quarter.parse(summary.quarter)
    stands = {
        **dict.fromkeys(standing.missing, Stands.MISSING),
        **dict.fromkeys(standing.on_time, Stands.ON_TIME),
        **dict.fromkeys(standing.late, Stands.LATE),
        **dict.fromkeys(standing.returned, Stands.RETURNED),
    }
    late, final = frozenset(standing.late), frozenset(after_final)
    rows = (_attendance(catalogue.unit_of(code), stands[code], summary, catalogue, settings, quarter) for code in standing.due)
    return tuple(replace(row, is_late=row.unit.code in late, is_after_final=row.unit.code in final) for row in rows)


def _attendance(  # noqa: PLR0913, PLR0917 - all that a judgement looks at
    unit: Unit, stands: Stands, summary: Summary, catalogue: Catalogue, settings: Settings, quarter: Quarter
) -> Attendance:
    code, measures = unit.code, catalogue.notice.measures
    due, extension = settings.due_day(quarter, code), settings.extension(quarter, code)
    if stands is Stands.MISSING:
        own = tuple(measure.number for measure in measures if catalogue.assigned_by(measure, code))
        return Attendance(unit, stands, False, "", due, extension, own)
    filing = summary.filings[code]
    owed, sent_back_on = _sent_back(filing) if stands is Stands.RETURNED else ((), None)
    return Attendance(unit, stands, False, filing.head.first_submitted_at, due, extension, owed, sent_back_on)


def _sent_back(filing: Filing) -> tuple[tuple[int, ...], date | None]:
    """The measures that were sent back, and when."""
    answer = filing.answer.receipt if filing.answer else None
    told = (number for number, versions in filing.versions.items() if any(each.entry.claimed is not False for each in versions))
    owed = answer.returned if answer and answer.returned else told
    return tuple(sorted(owed)), datetime.fromisoformat(answer.at).date() if answer else None
