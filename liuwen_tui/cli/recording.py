"""The commands by which a unit says something of a measure: record, claim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.arguments import day
from liuwen_tui.cli.changes import alter_with, changes_from_json, changes_from_options
from liuwen_tui.cli.session import Command, say, session
from liuwen_tui.cli.shapes import entry_shape
from liuwen_tui.cli.unit import Number
from liuwen_tui.cli.words import saved_words
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk


def add_commands(app: typer.Typer) -> None:
    """Adds the commands that record to the program."""
    commands: dict[str, Callable[..., None]] = {"record": record, "claim": claim}
    for name, command in commands.items():
        app.command(name, cls=Command)(command)


def record(
    context: typer.Context,
    number: Number,
    status: Annotated[str | None, typer.Option(metavar="状态", help="1 至 6、中文或英文")] = None,
    percent: Annotated[int | None, typer.Option(help="进度，0 至 100")] = None,
    progress: Annotated[str | None, typer.Option(help="工作进展")] = None,
    problems: Annotated[str | None, typer.Option(help="存在问题")] = None,
    next_steps: Annotated[str | None, typer.Option(help="下一步打算")] = None,
    support_needed: Annotated[str | None, typer.Option(help="需区政府协调事项")] = None,
    reason: Annotated[str | None, typer.Option(help="原因说明")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="佐证材料，可重复")] = None,
    step: Annotated[list[str] | None, typer.Option(help="细化举措，如 “√ 完成台账（12月31日前）”，可重复")] = None,
    target: Annotated[list[str] | None, typer.Option(help="目标完成情况，如 15-1=480，可重复")] = None,
    unchanged: Annotated[bool, typer.Option("--unchanged", help="本季无新进展，空着的栏用上季的内容")] = False,
    clear: Annotated[list[str] | None, typer.Option(metavar="字段", help="清空一个字段，可重复")] = None,
    source: Annotated[Path | None, typer.Option("--from", metavar="文件", help="从文件读 JSON 字段，- 为标准输入；null 清空")] = None,
    if_version: Annotated[str | None, typer.Option(metavar="版本", help="只在现在是这个版本时保存")] = None,
    on_behalf: Annotated[str | None, typer.Option("--on-behalf", metavar="单位", help="牵头单位代录这个单位报来的纸质材料")] = None,
    received: Annotated[str | None, typer.Option(metavar="日期", help="代录的材料哪一天收到，不写就是今天")] = None,
) -> None:
    """填报一项措施；没有写的字段保持不变"""
    here = session(context)
    desk = _desk(here.opening(), on_behalf, received)
    given = {
        "status": status,
        "percent": percent,
        "progress": progress,
        "problems": problems,
        "next_steps": next_steps,
        "support_needed": support_needed,
        "reason": reason,
        "evidence": evidence,
        "unchanged": True if unchanged else None,
    }
    changes = changes_from_json(source) if source else {}
    changes |= changes_from_options({name: value for name, value in given.items() if value is not None}, clear or [])
    if not (changes or target or step):
        raise WrongUse("没有写要改什么，没有保存；请写上要改的字段再试。", "liuwen record --help")
    alter = alter_with(changes, target or [], step or [], desk.earlier().before().get(number), desk.quarter)
    version = desk.record(number, alter, if_version)
    measure = desk.catalogue.measure(number)
    here.show(entry_shape(desk, measure, version), lambda: saved_words(desk, version))


def _desk(opening: Opening, on_behalf: str | None, received: str | None) -> Desk:
    """The unit's own desk, or the one at which the lead enters what the unit sent on paper."""
    if on_behalf is None:
        if received is not None:
            raise WrongUse("--received 只用于代录，请写明代录哪个单位。", "liuwen record --on-behalf 单位 编号")
        return opening.desk()
    unit = opening.office.catalogue.unit(on_behalf)
    from liuwen_tui.merging.judging import reports_itself  # noqa: PLC0415  - a unit's command does without what merges

    if reports_itself(opening.board(), unit):
        say(f"{unit.name}自己报了，代录的存下，但不计入汇总。")
    return opening.paper_desk(unit, received=day(received) if received else None)


def claim(
    context: typer.Context, number: Number, undo: Annotated[bool, typer.Option("--undo", help="放弃认领，或暂不认领")] = False
) -> None:
    """认领一项措施，放弃认领，或暂不认领通知没有写全的措施"""
    here = session(context)
    desk = here.opening().desk()
    measure = desk.catalogue.measure(number)
    done = ("已放弃认领" if desk.assigned_by(measure) else "暂不认领") if undo else "已认领"
    version = desk.claim(number, undo)
    words = f"{desk.unit.name}{done}第{number}项{measure.title}"
    here.show(entry_shape(desk, measure, version), lambda: words)
