"""应报、已报、按时、迟报、退回、未报, and the measures that nobody has: a summary held against the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.summary import Filing, Summary, claims


@dataclass(frozen=True, slots=True)
class Standing:
    """Unit codes by how they stand, each in catalogue order. due = reported + missing; reported = on_time + late."""

    due: tuple[str, ...]
    reported: tuple[str, ...]
    on_time: tuple[str, ...]
    late: tuple[str, ...]
    returned: tuple[str, ...]
    """Part of ``reported``: sent back and not yet submitted again."""
    missing: tuple[str, ...]
    unclaimed: tuple[int, ...]
    """Numbers of the measures that no unit has."""


def stand(summary: Summary, catalogue: Catalogue, settings: Settings, as_of: date | None = None) -> Standing:
    """Returns how each due unit stands, judged at the quarter's due day or at ``as_of``. Source: design.md, section 7."""
    claimed, quarter = claims(summary), Quarter.parse(summary.quarter)
    due = catalogue.due_units(claimed)
    counting = {unit: filing for unit, filing in summary.filings.items() if filing.counts}
    punctual = {unit for unit, filing in counting.items() if is_on_time(filing, settings, quarter, as_of)}
    reported = tuple(unit for unit in due if unit in counting)
    return Standing(
        due=due,
        reported=reported,
        on_time=tuple(unit for unit in reported if unit in punctual),
        late=tuple(unit for unit in reported if unit not in punctual),
        returned=tuple(unit for unit in reported if counting[unit].state is State.RETURNED),
        missing=tuple(unit for unit in due if unit not in counting),
        unclaimed=tuple(
            measure.number
            for measure in catalogue.notice.measures
            if not (catalogue.responsible(measure) or catalogue.given.get(measure.number) or claimed.get(measure.number))
        ),
    )


def is_on_time(filing: Filing, settings: Settings, quarter: Quarter, as_of: date | None = None) -> bool:
    """Tells whether the unit's first submission came by its due day in that quarter, or by ``as_of``."""
    first = filing.head.first_submitted_at
    return bool(first) and settings.is_on_time(first, as_of or settings.due_day(quarter, filing.unit))
