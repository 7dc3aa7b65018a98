"""The rules of a quarter: until when, what is asked for, from where a lamp turns, and who has longer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.store.settings import change_settings
from liuwen_tui.store.toml_edit import Value

_LATEST = timedelta(days=366)
"""After the quarter's last day."""
_FULL = 100
_QUARTER = "quarter"
"""The table of settings that holds for one quarter."""


def set_rules(board: Board, due: date | None = None, note: str | None = None, yellow: int | None = None, red: int | None = None) -> None:
    """Sets what is given, None leaves a rule as it is: 截止日, 本季填报要求 ("" for none), and the points behind from which lamps turn.

    Raises `WrongUse`, and sets nothing, unless the day lies in the year after the quarter and 0 < yellow < red ≤ 100.
    """
    settings = board.office.settings
    lamps = {"yellow": settings.yellow if yellow is None else yellow, "red": settings.red if red is None else red}
    if due is not None:
        _refuse_far(board, due)
    if not 0 < lamps["yellow"] < lamps["red"] <= _FULL:
        raise WrongUse(f"黄灯应从 1 以上起，红灯应大于黄灯、不超过 {_FULL}，没有改；请换一个数。")
    given: dict[str, Value | None] = {} if due is None else {"due": due}
    if note is not None:
        given["note"] = clean(note).strip() or None
    if given:
        _change(board, _quarter(board), given)
    if (yellow, red) != (None, None):
        _change(board, ("lamp",), lamps)


def extend(board: Board, unit: Unit, until: date, reason: str) -> None:
    """展期: gives the unit until a later day; raises `WrongUse` for one that is not later, or without a reason."""
    due, reason = board.office.settings.due_day(board.quarter), clean(reason).strip()
    if until <= due:
        raise WrongUse(f"展期应晚于截止日 {due}，没有改；请换一天。")
    _refuse_far(board, until)
    if is_blank(reason):
        raise WrongUse("还没有写展期的原因，没有改；请写上再定。")
    _change(board, _extension(board, unit), {"due": until, "reason": reason})


def end_extension(board: Board, unit: Unit) -> None:
    """Takes the unit's extension back; raises `WrongUse` where it has none."""
    refuse_unextended(board, unit)
    _change(board, _extension(board, unit), {"due": None, "reason": None})


def refuse_unextended(board: Board, unit: Unit) -> None:
    """Raises `WrongUse` for a unit without an extension in the quarter."""
    if unit.code not in board.office.settings.of(board.quarter).extensions:
        raise WrongUse(f"{unit.name}本季没有展期，不用撤销。")


def _refuse_far(board: Board, day: date) -> None:
    last = board.quarter.last_day
    if not last < day <= last + _LATEST:
        raise WrongUse(f"日期应在季末 {last} 以后、一年以内，没有改；请换一天。")


def _quarter(board: Board) -> tuple[str, ...]:
    return _QUARTER, str(board.quarter)


def _extension(board: Board, unit: Unit) -> tuple[str, ...]:
    return _QUARTER, str(board.quarter), "extension", unit.code


def _change(board: Board, table: tuple[str, ...], values: Mapping[str, Value | None]) -> None:
    office = board.office
    if table[0] == _QUARTER:
        board.refuse_archived()
    change_settings(office.home.root, table, values, office.account, office.wait)
    board.renew()
