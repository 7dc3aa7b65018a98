"""``liuwen fill``: the walk through a unit's measures as plain questions and answers, line by line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from liuwen_tui.cli.form import Form
from liuwen_tui.cli.lines import locale_encoding, terminal_put_back
from liuwen_tui.cli.session import WAITS, Command, session
from liuwen_tui.cli.shapes import status_shape
from liuwen_tui.cli.talk import SIGNS, Sign, Talk
from liuwen_tui.cli.words import status_words
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.units import Unit, matching_units
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen

_MOST_DIGITS = 3
_UNIT_QUESTION = "您是哪个单位？名称、代码或拼音首字母，如 发改、fgw；回车列出全部单位。"


def add_commands(app: typer.Typer) -> None:
    """Adds ``fill`` to the program."""
    app.command("fill", cls=Command)(fill)


def fill(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="[N]", help="先填这一项；不写则从没填好的开始")] = None,
) -> None:
    """一问一答填报：不用界面，一行一行地问，答一问存一问"""
    here = session(context)
    with terminal_put_back():
        talk = Talk(locale_encoding(os.environ))
        desk = _open_desk(here.opening(), talk)
        refuse_frozen(desk.overview().head, desk.quarter)
        first = _own(desk, number) if number is not None else None
        talk.say(status_words(desk, desk.overview()))
        talk.say(SIGNS)
        _walk(desk, talk, first)
        overview = desk.overview()
        talk.say(_farewell(overview))
    if here.as_json:
        here.show(status_shape(desk, overview), str)
    if overview.missing:
        raise typer.Exit(WAITS)


def _open_desk(opening: Opening, talk: Talk) -> Desk:
    """The desk of the unit asked for, remembered, or named now."""
    if opening.unit is None:
        named = _ask_unit(opening.office.catalogue, talk)
        if named is not None:
            try:
                opening.remember_unit(named)
            except LiuwenError as error:  # it is asked again next time, no more
                talk.say(str(error))
            return opening.desk(named)
    return opening.desk()


def _ask_unit(catalogue: Catalogue, talk: Talk) -> Unit | None:
    """Asks until one unit is meant; None when the person leaves."""
    while True:
        answer = talk.ask(_UNIT_QUESTION)
        if answer in (Sign.QUIT, Sign.END):
            return None
        if isinstance(answer, str):
            try:
                return catalogue.unit(answer)
            except WrongUse:
                found = matching_units(catalogue.units, answer)
            if len(found) == 1:
                return found[0]
            talk.refuse(f"“{answer}”可以是下面几个单位，请打代码。" if found else f"没有“{answer}”这个单位。全部单位和代码：")
        else:
            found = []
        talk.say_in_columns([f"{unit.name} {unit.code}" for unit in found or catalogue.units])


def _walk(desk: Desk, talk: Talk, first: int | None) -> None:
    """Goes from measure to measure until the person has enough."""
    number = first if first is not None else _ask_number(desk, talk, 0)
    while number is not None:
        ending = Form(desk, talk, number).fill()
        if ending in (Sign.QUIT, Sign.END):
            return
        number = _ask_number(desk, talk, number) if ending is Sign.KEEP else _neighbour(desk, number, ending)


def _ask_number(desk: Desk, talk: Talk, last: int) -> int | None:
    """Asks which measure comes next, by default the next one that is not filled; None to leave."""
    while True:
        missing = desk.overview().missing
        proposed = next((number for number in missing if number > last), missing[0] if missing else None)
        enters = f"填第{proposed}项{desk.catalogue.measure(proposed).title}" if proposed else "结束，都填好了"
        answer = talk.ask(f"填哪一项？回车{enters}；也可打编号。")
        if answer is Sign.KEEP:
            return proposed
        if answer in (Sign.QUIT, Sign.END):
            return None
        if isinstance(answer, Sign):
            return _neighbour(desk, last, answer)
        try:
            return _own(desk, int(answer) if answer.isdecimal() and len(answer) <= _MOST_DIGITS else -1)
        except WrongUse as error:
            talk.refuse(str(error))


def _neighbour(desk: Desk, number: int, way: Sign) -> int:
    """The unit's measure before or after that one, the last followed by the first."""
    numbers = _numbers(desk.overview())
    if way is Sign.BACK:
        return max((other for other in numbers if other < number), default=numbers[-1])
    return min((other for other in numbers if other > number), default=numbers[0])


def _own(desk: Desk, number: int) -> int:
    """The number itself; raises `WrongUse` unless the unit has a measure of that number."""
    numbers = _numbers(desk.overview())
    if number not in numbers:
        raise WrongUse(f"请打 {'、'.join(map(str, numbers))} 之一；别的措施要填先认领：liuwen claim 编号。")
    return number


def _numbers(overview: Overview) -> Sequence[int]:
    return [item.measure.number for item in overview.assignments]


def _farewell(overview: Overview) -> str:
    if overview.missing:
        numbers = "、".join(map(str, overview.missing))
        return f"答过的都已存下。还有 {len(overview.missing)} 项没填好：{numbers}。liuwen check 看缺什么，liuwen fill 接着填。"
    return "各项都填好了。liuwen check 再看一遍，liuwen submit --reviewed-by 审核人 报送。"
