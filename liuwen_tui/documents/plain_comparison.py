"""分项对照 in plain lines, for a terminal and a screen."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.plain import plain_entry, plain_target
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.comparison import Comparison, Contradiction
from liuwen_tui.domain.matrix import Cell
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.domain.versions import Version

DRAFTED = "（拟，按各单位中进展最慢的）"
NOTHING = "尚无填报"
_DISPUTED = "个版本，互不知晓，均未计入"


def plain_overall(comparison: Comparison) -> str:
    """``滞后（张三 2021-01-08 定，拟为推进中）``, or the drafted one, said to be so."""
    drafted = comparison.drafted.word if comparison.drafted else NOTHING
    if comparison.overall is None:
        return drafted + (DRAFTED if comparison.drafted else "")
    return f"{comparison.overall.status.word}（{comparison.overall.by} {comparison.overall.at[:10]} 定，拟为{drafted}）"


def plain_comparison(comparison: Comparison, catalogue: Catalogue, schedule: Schedule) -> Iterator[str]:
    """Yields how the measure stands, what contradicts, and each unit's words under its name; then who says nothing."""
    yield f"综合状态  {plain_overall(comparison)}"
    for item in comparison.contradictions:
        yield plain_contradiction(item, catalogue)
    marked = {unit for item in comparison.contradictions for unit in item.said}
    for cell in comparison.cells:
        if cell.versions:
            yield ""
            yield from _unit_lines(cell, comparison.measure, catalogue.unit_name(cell.unit), schedule, cell.unit in marked)
    silent = "、".join(catalogue.unit_name(cell.unit) for cell in comparison.cells if not cell.versions)
    if silent:
        yield from ("", f"未报  {silent}")


def plain_contradiction(item: Contradiction, catalogue: Catalogue) -> str:
    """``矛盾  建成5G基站 500个：区科工局 480个，塘山镇 500个``."""
    about = f"{plain_target(item.target)}：" if item.target else ""
    return f"矛盾  {about}{'，'.join(f'{catalogue.unit_name(unit)} {said}' for unit, said in item.said.items())}"


def _unit_lines(cell: Cell, measure: Measure, name: str, schedule: Schedule, is_marked: bool) -> Iterator[str]:
    mark = "  【矛盾】" if is_marked else ""
    if len(cell.versions) > 1:
        yield f"{name}  冲突：{len(cell.versions)} {_DISPUTED}"
    for version in cell.versions:
        status, *rest = plain_entry(version.entry, measure)
        yield f"{name}  {status}{mark}"
        yield from (f"  {line}" for line in (*rest, *_lamp_lines(version, measure, schedule)))


def _lamp_lines(version: Version, measure: Measure, schedule: Schedule) -> Iterator[str]:
    for target in measure.targets:
        result = version.entry.target(target.id)
        if result:
            behind = schedule.behind(target, result)
            by = f"，比序时低 {float(behind):.0f} 个百分点" if behind is not None and behind > 0 else ""
            yield f"{target.name}  {schedule.lamp(target, result).word}{by}"
