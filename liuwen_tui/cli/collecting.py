"""The lead's commands around collecting: who reports what and until when, and who is to be chased."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.arguments import UnitNamed, day
from liuwen_tui.cli.changes import STANDARD_STREAM
from liuwen_tui.cli.collecting_shapes import attendance_shape, attendance_words, contact_shape, contact_words, extension_shape, rules_shape
from liuwen_tui.cli.session import Command, say, session
from liuwen_tui.documents.chase_list import chase_list
from liuwen_tui.documents.plain_rules import plain_rules
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.merging import assigning, chasing, ruling


def add_commands(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    commands: dict[str, Callable[..., None]] = {
        "assign": assign,
        "chase": chase,
        "contacts": contacts,
        "rules": rules,
        "extend": extend,
    }
    for name, command in commands.items():
        app.command(name, cls=Command)(command)


def assign(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="编号", help="措施的编号")],
    units: Annotated[list[str], typer.Argument(metavar="单位…", help="单位的代码、名称、别名或拼音首字母")],
    target: Annotated[str | None, typer.Option("--target", metavar="目标", help="不是交办措施，而是定由谁填这个目标的数，如 15-1")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="撤销；单位写过的还在，不再要它报")] = False,
) -> None:
    """把一项措施交办给单位，或定由哪些单位填一个目标的数"""
    here = session(context)
    board = here.opening().board()
    measure, chosen = board.catalogue.measure(number), [board.catalogue.unit(unit) for unit in units]
    if target is None:
        (assigning.take_back if undo else assigning.assign)(board, number, chosen)
        now = sorted(board.catalogue.given.get(number, ()))
        what = f"第{number}项{measure.title}交办给"
    else:
        if target not in {each.id for each in measure.targets}:
            raise WrongUse(f"第{number}项没有目标“{target}”，请看这一项有哪些目标。", f"liuwen show {number}")
        (assigning.disown_target if undo else assigning.own_target)(board, target, chosen)
        now = list(next(each.reported_by for each in board.catalogue.measure(number).targets if each.id == target))
        what = f"目标 {target} 的数由谁填："
    shape = {"measure": number, **({"target": target} if target else {}), "units": now}
    here.show(shape, lambda: f"{what}{'、'.join(map(board.catalogue.unit_name, now)) or '（无）'}")


def chase(
    context: typer.Context,
    everyone: Annotated[bool, typer.Option("--all", help="报送情况：全部应报单位，不只要催的")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="路径", help="把催报单存成文件或存进文件夹，- 为标准输出")
    ] = None,
) -> None:
    """催报单：还没有报送、退回还没有再报的单位，找谁，缺什么，过了几天"""
    here = session(context)
    board = here.opening().board()
    roll, today = chasing.call_roll(board), board.office.today()
    text = chase_list(roll.rows, roll.contacts, board.quarter, today)
    if output and output != STANDARD_STREAM:
        say(f"已写出 {chasing.save_list(board, text, output)}")
    shown = [attendance_shape(row, roll.contacts.get(row.unit.code), today) for row in roll.rows if everyone or row.stands.is_chased]
    here.show({"quarter": str(board.quarter), "units": shown}, lambda: attendance_words(roll, today) if everyone else text)


def contacts(
    context: typer.Context,
    unit: Annotated[str | None, typer.Argument(metavar="单位", help="只看、只改这一个单位")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="姓名", help="联系人；和电话都空着，就用最近报告上的")] = None,
    phone: Annotated[str | None, typer.Option("--phone", metavar="电话", help="电话")] = None,
) -> None:
    """各单位催报找谁：写下来的，或最近一份报告上的填报人和电话"""
    here = session(context)
    board = here.opening().board()
    wanted = [board.catalogue.unit(unit)] if unit else list(board.catalogue.present)
    if name is not None or phone is not None:
        if not unit:
            raise WrongUse("改联系人要写明是哪个单位，请在命令后面写上单位。", "liuwen contacts 单位 --name 姓名")
        now = chasing.contacts(board).get(wanted[0].code)
        kept = (now.name, now.phone) if now else ("", "")
        chasing.set_contact(board, wanted[0], kept[0] if name is None else name, kept[1] if phone is None else phone)
    known = chasing.contacts(board)
    here.show([contact_shape(each, known.get(each.code)) for each in wanted], lambda: contact_words(wanted, known))


def rules(
    context: typer.Context,
    due: Annotated[str | None, typer.Option("--due", metavar="日期", help="本季截止日，如 2021-01-15")] = None,
    note: Annotated[str | None, typer.Option("--note", help="本季填报要求，空的就没有")] = None,
    yellow: Annotated[int | None, typer.Option("--yellow", help="比序时进度低几个百分点起黄灯")] = None,
    red: Annotated[int | None, typer.Option("--red", help="低几个百分点起红灯")] = None,
) -> None:
    """看和定本季规则：截止日、填报要求、灯号、展期、序时"""
    here = session(context)
    board = here.opening().board()
    ruling.set_rules(board, day(due) if due else None, note, yellow, red)
    office, quarter = board.office, board.quarter
    here.show(rules_shape(board), lambda: "\n".join((quarter.label, *plain_rules(office.settings, board.catalogue, quarter))))


def extend(
    context: typer.Context,
    unit: UnitNamed,
    until: Annotated[str | None, typer.Option("--until", metavar="日期", help="展期到哪一天，如 2021-01-20")] = None,
    reason: Annotated[str, typer.Option("--reason", help="原因，必填")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="撤销展期")] = False,
) -> None:
    """给一个单位展期"""
    here = session(context)
    board = here.opening().board()
    chosen = board.catalogue.unit(unit)
    if undo:
        ruling.end_extension(board, chosen)
    elif until is None:
        raise WrongUse("还没有写展期到哪一天，没有改；请写上再定。", "liuwen extend 单位 --until 日期 --reason 原因")
    else:
        ruling.extend(board, chosen, day(until), reason)
    due = board.office.settings.due_day(board.quarter, chosen.code)
    here.show(extension_shape(board, chosen), lambda: f"{chosen.name}{board.quarter.label}的截止日是 {due}")
