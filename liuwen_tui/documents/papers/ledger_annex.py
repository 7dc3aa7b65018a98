"""台账: for pages a row for each measure; for a workbook one for everything that a unit says, and for what nobody tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from liuwen_tui.documents.paper import Cell, Column, Percentage, Table
from liuwen_tui.documents.papers.area_part import UNTOLD, counted, word_of
from liuwen_tui.documents.papers.measure_standing import responsible_words
from liuwen_tui.documents.papers.shortfalls import BEHIND, causes
from liuwen_tui.domain.matrix import DISPUTED
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.versions import Version

_BY_MEASURE = (
    Column("序号", 2),
    Column("措施", 6),
    Column("责任单位", 9),
    Column("综合状态", 4),
    Column("灯号", 4),
    Column("已报单位数", 3),
    Column("各单位状态", 6),
    Column("滞后、未启动的单位和原因", 12),
)
_BY_ENTRY = (
    Column("项次", 2),
    Column("措施", 4),
    Column("责任单位", 5),
    Column("填报单位", 4),
    Column("状态", 3),
    Column("进度", 2),
    Column("工作进展", 13),
    Column("存在问题", 5),
    Column("下一步打算", 5),
    Column("需协调事项", 3),
)
_TEXTS = ("progress", "problems", "next_steps", "support_needed")


def measures_table(situation: Situation) -> Table:
    """Returns a row for each measure in the order of the notice."""
    return Table("分项台账", _BY_MEASURE, tuple(_measure(situation, measure) for measure in situation.catalogue.notice.measures))


def _measure(situation: Situation, measure: Measure) -> tuple[Cell, ...]:
    said = situation.by_measure[measure.number]
    lamp = situation.lamp(measure.number)
    behind = [version for version in said if version.entry.status in BEHIND]
    return (
        measure.number,
        measure.title,
        responsible_words(situation, measure),
        word_of(situation.statuses[measure.number]),
        lamp.word if lamp else None,
        len(said),
        counted(Counter(version.entry.status for version in said), "个") or None,
        "\n".join(causes(situation, behind)) or None,
    )


def ledger_table(situation: Situation) -> Table:
    """Returns the ledger in the order of the notice; an entry in conflict has a row without words, for none of its versions counts."""
    measures = situation.catalogue.notice.measures
    return Table("工作台账", _BY_ENTRY, tuple(row for measure in measures for row in _rows(situation, measure)))


def _rows(situation: Situation, measure: Measure) -> Iterator[tuple[Cell, ...]]:
    about = (measure.number, measure.title, responsible_words(situation, measure))
    told = [_told(situation, version) for version in situation.by_measure[measure.number]]
    told += [
        (situation.catalogue.unit_name(conflict.unit), f"{DISPUTED}，未计入", None, *(None for _ in _TEXTS))
        for conflict in situation.conflicts
        if conflict.measure == measure.number
    ]
    for row in told or [(None, UNTOLD, None, *(None for _ in _TEXTS))]:
        yield (*about, *row)


def _told(situation: Situation, version: Version) -> tuple[Cell, ...]:
    entry = version.entry
    return (
        situation.catalogue.unit_name(version.subject.unit),
        entry.status.word if entry.status else None,
        None if entry.percent is None else Percentage(entry.percent),
        *(entry.text(field) or None for field in _TEXTS),
    )
