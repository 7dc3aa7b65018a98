"""How many measures and targets stand how, by area and by quarter, each table with its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from liuwen_tui.documents.paper import Block, Cell, Chart, Column, Heading, Table
from liuwen_tui.documents.papers.area_part import UNTOLD
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.notice import chinese_number
from liuwen_tui.domain.schedule import Lamp
from liuwen_tui.domain.situation import Situation

_STATUSES = (Status.COMPLETED, Status.IN_PROGRESS, Status.DELAYED, Status.NOT_STARTED, Status.ONGOING, Status.NOT_APPLICABLE)
_LAMPS = (Lamp.GREEN, Lamp.YELLOW, Lamp.RED, Lamp.UNSCHEDULED)
_FIRST = 2
"""The column of the first count that is drawn, behind the name and the sum."""

Counts = Mapping[str, Iterable[Status | Lamp | None]]
"""By the name of a row, how each thing in it stands."""


def counts_annex(situation: Situation) -> Iterator[Block]:
    """Yields the tables, each under a heading."""
    for index, table in enumerate(_counting_tables(situation), 1):
        yield Heading(f"{chinese_number(index)}、{table.name}", 1)
        yield table


def _counting_tables(situation: Situation) -> tuple[Table, ...]:
    """综合状态 of the measures and lamps of the targets, by area, then by quarter up to this one."""
    areas = situation.catalogue.notice.areas
    quarters = (*situation.earlier, situation)
    return (
        _statuses("分方面情况", "方面", {area.name: _statuses_in(situation, area.name) for area in areas}),
        _lamps("分方面目标灯号", "方面", {area.name: _lamps_in(situation, area.name) for area in areas}),
        _statuses("分季度情况", "季度", {each.quarter.label: each.statuses.values() for each in quarters}),
        _lamps("分季度目标灯号", "季度", {each.quarter.label: each.target_lamps.values() for each in quarters}),
    )


def _statuses_in(situation: Situation, area: str) -> list[Status | None]:
    return [situation.statuses[measure.number] for measure in situation.catalogue.notice.measures if measure.area == area]


def _lamps_in(situation: Situation, area: str) -> list[Lamp | None]:
    measures = (measure for measure in situation.catalogue.notice.measures if measure.area == area)
    return [situation.target_lamps[target.id] for measure in measures for target in measure.targets]


def _statuses(name: str, rows_are: str, counts: Counts) -> Table:
    return _table(name, (rows_are, "措施"), _STATUSES, counts)


def _lamps(name: str, rows_are: str, counts: Counts) -> Table:
    return _table(name, (rows_are, "目标"), _LAMPS, counts)


def _table(name: str, head: tuple[str, str], kinds: tuple[Status | Lamp, ...], counts: Counts) -> Table:
    """A column for each kind and one for what nobody tells of, which is not drawn."""
    columns = (Column(head[0], 9), Column(head[1], 3), *(Column(kind.word, 4) for kind in kinds), Column(UNTOLD, 4))
    rows = tuple(_row(row, Counter(standing), kinds) for row, standing in counts.items())
    return Table(name, columns, rows, Chart(name, tuple(range(_FIRST, _FIRST + len(kinds)))))


def _row(name: str, counts: Counter[Status | Lamp | None], kinds: tuple[Status | Lamp, ...]) -> tuple[Cell, ...]:
    return (name, counts.total(), *(counts[kind] for kind in kinds), counts[None])
