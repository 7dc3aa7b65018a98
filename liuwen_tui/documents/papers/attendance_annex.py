"""附件 报送情况表: how each due unit stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from liuwen_tui.documents.paper import Block, Cell, Column, Paragraph, Table
from liuwen_tui.documents.papers.general_part import attendance_words
from liuwen_tui.domain.attendance import Attendance, Stands, attendances
from liuwen_tui.domain.days import date_words, day_words, time_words
from liuwen_tui.domain.report import AFTER_FINAL
from liuwen_tui.domain.situation import Situation

_COLUMNS = (Column("单位", 7), Column("应报项数", 3), Column("报送时间", 12), Column("情况", 3), Column("截止", 9), Column("备注", 7))


def attendance_annex(situation: Situation, after_final: Sequence[str]) -> Iterator[Block]:
    """Yields the sentence of the counts and the table; ``after_final`` are codes of units of 定稿后报送."""
    yield Paragraph(attendance_words(situation))
    yield attendance_table(situation, after_final)


def attendance_table(situation: Situation, after_final: Sequence[str]) -> Table:
    """Returns a row for every due unit."""
    rows = attendances(situation.standing, situation.summary, situation.catalogue, situation.settings, after_final)
    return Table("报送情况", _COLUMNS, tuple(_row(situation, row) for row in rows))


def _row(situation: Situation, row: Attendance) -> tuple[Cell, ...]:
    late = "（迟报）" if row.stands is Stands.RETURNED and row.is_late else ""
    return (
        row.unit.name,
        len(situation.measures_of(row.unit.code)),
        time_words(row.submitted_at, situation.settings.timezone) if row.submitted_at else None,
        row.stands.word + late,
        situation.as_of or row.due,
        "；".join(_notes(situation, row)) or None,
    )


def _notes(situation: Situation, row: Attendance) -> Iterator[str]:
    if row.extension:
        yield f"展期至{date_words(row.extension.due)}（{row.extension.reason}）"
    if row.sent_back_on:
        owed = "、".join(map(str, row.owed))
        yield f"{day_words(row.sent_back_on)}退回第{owed}项"
    filing = situation.summary.filings.get(row.unit.code)
    if filing and filing.counts and filing.head.on_behalf:
        yield "代录"
    if row.is_after_final:
        yield AFTER_FINAL
