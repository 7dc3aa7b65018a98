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


def set_due(board: Board, due: date) -> None:
    """Makes that the last day on which a report is on time; raises `WrongUse` unless it lies in the year after the quarter."""
    last = board.quarter.last_day
    if not last < due <= last + _LATEST:
        raise WrongUse(f"截止日应在季末 {last} 以后、一年以内，没有改；请换一天。")
    _change(board, _quarter(board), {"due": due})


def set_note(board: Board, note: str) -> None:
    """Sets 本季填报要求, with "" for none."""
    _change(board, _quarter(board), {"note": clean(note).strip() or None})


def set_thresholds(board: Board, yellow: int | None = None, red: int | None = None) -> None:
    """Sets from how many points behind schedule a lamp is yellow and red; raises `WrongUse` unless 0 < yellow < red ≤ 100."""
    settings = board.office.settings
    yellow, red = settings.yellow if yellow is None else yellow, settings.red if red is None else red
    if not 0 < yellow < red <= _FULL:
        raise WrongUse(f"黄灯应从 1 以上起，红灯应大于黄灯、不超过 {_FULL}，没有改；请换一个数。")
    _change(board, ("lamp",), {"yellow": yellow, "red": red})


def extend(board: Board, unit: Unit, until: date, reason: str) -> None:
    """展期: gives the unit until a later day; raises `WrongUse` for one that is not later, or without a reason."""
    due, reason = board.office.settings.due_day(board.quarter), clean(reason).strip()
    if not due < until <= board.quarter.last_day + _LATEST:
        raise WrongUse(f"展期应晚于截止日 {due}、在季末以后一年以内，没有改；请换一天。")
    if is_blank(reason):
        raise WrongUse("还没有写展期的原因，没有改；请写上再定。")
    _change(board, _extension(board, unit), {"due": until, "reason": reason})


def end_extension(board: Board, unit: Unit) -> None:
    """Takes the unit's extension back; raises `WrongUse` where it has none."""
    if unit.code not in board.office.settings.of(board.quarter).extensions:
        raise WrongUse(f"{unit.name}本季没有展期，不用撤销。")
    _change(board, _extension(board, unit), {"due": None, "reason": None})


def _quarter(board: Board) -> tuple[str, ...]:
    return "quarter", str(board.quarter)


def _extension(board: Board, unit: Unit) -> tuple[str, ...]:
    return "quarter", str(board.quarter), "extension", unit.code


def _change(board: Board, table: tuple[str, ...], values: Mapping[str, Value | None]) -> None:
    office = board.office
    change_settings(office.home.root, table, values, office.account, office.wait)
    board.renew()
