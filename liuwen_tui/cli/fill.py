"""``liuwen fill``: the walk through a unit's measures as plain questions and answers, line by line."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from liuwen_tui.cli.completion import measures_offered
from liuwen_tui.cli.found_drafts import offer_drafts
from liuwen_tui.cli.lines import Idle, locale_encoding, terminal_put_back
from liuwen_tui.cli.places import own
from liuwen_tui.cli.session import WAITS, Command, session
from liuwen_tui.cli.shapes import status_shape
from liuwen_tui.cli.signs import SIGNS, Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.cli.walk import Walk, list_measures
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.units import Unit, find_unit, matching_units
from liuwen_tui.notices import standings
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.store.draft_keeper import DraftKeeper

_IDLE = "很久没有回答，已退出；答过的都已存下。"
_DRAFTED = "没有答完的一问留作草稿，下次打开时可以恢复。"
_UNIT_QUESTION = "您是哪个单位？名称、代码或拼音首字母，如 发改、fgw；回车列出全部单位。"


def add_commands(app: typer.Typer) -> None:
    """Adds ``fill`` to the program."""
    app.command("fill", cls=Command)(fill)


def fill(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="编号", help="先填这一项；不写则从没填好的开始", autocompletion=measures_offered)
    ] = None,
) -> None:
    """一问一答填报：不用界面，一行一行地问，答一问存一问"""
    here, drafts = session(context), DraftKeeper()
    with terminal_put_back(drafts.last_words):
        talk = Talk(locale_encoding(os.environ))
        try:
            desk = _fill(here.opening(), talk, drafts, number)
        except Idle:
            talk.say(f"\n{_IDLE}{_DRAFTED if drafts.holds_words else ''}")
            raise typer.Exit from None
        finally:
            drafts.close()
    overview = desk.overview()
    if here.as_json:
        here.show(status_shape(desk, overview), str)
    if overview.missing:
        raise typer.Exit(WAITS)


def _fill(opening: Opening, talk: Talk, drafts: DraftKeeper, number: int | None) -> Desk:
    """The whole conversation; returns the desk that it ended at. Raises `NotAllowed` where the report was frozen all the time."""
    talk.idle_seconds = opening.office.settings.idle_seconds
    opening = _ask_notice(opening, talk)
    desk = _open_desk(opening, talk)
    head = desk.overview().head
    if number is not None:
        refuse_frozen(head, desk.quarter)
        own(desk, number)
    taken_up = offer_drafts(desk, talk)
    list_measures(desk, talk)
    talk.say(SIGNS)
    walk = Walk(desk, talk, drafts)
    walk.go(number if number is not None else taken_up)
    overview = walk.desk.overview()
    if overview.head == head:
        refuse_frozen(head, walk.desk.quarter)
    talk.say(_farewell(overview))
    return walk.desk


def _ask_notice(opening: Opening, talk: Talk) -> Opening:
    """The opening of the notice that is meant where the home has several; as it is where the person leaves."""
    known = {str(number): each for number, each in enumerate(standings(opening), 1)}
    if not known:
        return opening
    last = next((number for number, each in known.items() if each.id == opening.last_notice), None)
    words = {number: f"{each.name}{f'《{each.title}》' if each.title else ''} {each.stands}".rstrip() for number, each in known.items()}
    chosen = talk.pick("要报哪一份通知？" + (f"回车是第 {last} 份。" if last else ""), words, last)
    if chosen is None:
        return opening
    there = opening.of(known[chosen].id)
    try:
        there.remember_notice()
    except LiuwenError as error:  # the last one is offered first again, no more
        talk.say(str(error))
    return there


def _open_desk(opening: Opening, talk: Talk) -> Desk:
    """The desk of the unit asked for, remembered, or named now."""
    if opening.unit is None and opening.units:
        named = _ask_unit(*opening.to_choose_from(), talk)
        if named is not None:
            try:
                opening.remember_unit(named)
            except LiuwenError as error:  # it is asked again next time, no more
                talk.say(str(error))
            return opening.desk(named)
    return opening.desk()


def _ask_unit(catalogue: Catalogue, units: tuple[Unit, ...], talk: Talk) -> Unit | None:
    """Asks until one of the units is meant; None when the person leaves. One that is no more is found, and not listed."""
    while True:
        answer = talk.ask(_UNIT_QUESTION)
        if answer in (Sign.QUIT, Sign.END):
            return None
        if isinstance(answer, str):
            try:
                return find_unit(units, answer)
            except WrongUse:
                found = matching_units(units, answer)
            if len(found) == 1:
                return found[0]
            talk.refuse(f"“{answer}”可以是下面几个单位，请打代码。" if found else f"没有“{answer}”这个单位。全部单位和代码：")
        else:
            found = []
        offered = [unit for unit in units if unit.code not in catalogue.absent]
        talk.say_in_columns([f"{unit.name} {unit.code}" for unit in found or offered])


def _farewell(overview: Overview) -> str:
    if overview.head.state.is_frozen:
        return "已报送。"
    if overview.missing:
        numbers = "、".join(map(str, overview.missing))
        return f"答过的都已存下。还有 {len(overview.missing)} 项没填好：{numbers}。liuwen check 看缺什么，liuwen fill 接着填。"
    return "各项都填好了。liuwen check 再看一遍，liuwen submit --reviewed-by 审核人 报送。"
