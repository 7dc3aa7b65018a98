"""附件 约束性指标表: every target as each unit tells it, held against the time elapsed."""

from __future__ import annotations

from liuwen_tui.documents.paper import Cell, Column, Percentage, Table
from liuwen_tui.documents.papers.area_part import UNTOLD
from liuwen_tui.documents.papers.entry_blocks import done_words
from liuwen_tui.domain.notice import TargetKind
from liuwen_tui.domain.schedule import points
from liuwen_tui.domain.situation import Progress, Situation

_COLUMNS = (
    Column("项次", 2),
    Column("目标", 8),
    Column("目标值", 4),
    Column("计量单位", 3),
    Column("期限", 8),
    Column("填报单位", 6),
    Column("现值", 4),
    Column("序时", 3),
    Column("落后序时（百分点）", 4),
    Column("灯号", 4),
)


def targets_table(situation: Situation) -> Table:
    """Returns a row for each unit that tells of a target, and for each target that nobody tells of."""
    return Table("约束性指标", _COLUMNS, tuple(_row(situation, progress) for progress in situation.targets))


def _row(situation: Situation, progress: Progress) -> tuple[Cell, ...]:
    target, version = progress.target, progress.version
    return (
        progress.measure.number,
        target.name,
        target.value if target.kind is TargetKind.FIGURE else "完成",
        target.unit or None,
        target.due or "未写期限",
        situation.catalogue.unit_name(version.subject.unit) if version else None,
        _now(progress),
        None if progress.share is None or progress.share.percent is None else Percentage(progress.share.percent),
        None if progress.behind is None else points(progress.behind),
        progress.lamp.word if progress.lamp else UNTOLD,
    )


def _now(progress: Progress) -> Cell:
    result = progress.version.entry.target(progress.target.id) if progress.version else None
    if result is None:
        return None
    return done_words(result.done) if progress.target.kind is TargetKind.ACT else result.actual
