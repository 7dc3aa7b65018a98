"""分项对照 and 综合状态: a measure as all units tell it, and how the lead says that it stands."""

from __future__ import annotations

from liuwen_tui.domain.comparison import Comparison, Overall, compared
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.matrix import matrix_of
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.store.overall import clear_overall, keep_overall


def compare(board: Board, merged: Merged, number: int) -> Comparison:
    """Returns that measure as all its units tell it; raises `WrongUse` where the notice has none of that number."""
    board.catalogue.measure(number)
    matrix = matrix_of(merged.summary, merged.standing.due, board.catalogue)
    return compared(merged.summary, matrix, board.catalogue, merged.overall)[number]


def set_overall(board: Board, number: int, status: Status | None) -> None:
    """Sets 综合状态 of that measure, None for the drafted one again; of several leads the later one stands.

    Raises `WrongUse` where the notice has no such measure, `NotAllowed` where the quarter is closed, and `Unusable`.
    """
    board.refuse_archived()
    folder, quarter = board.office.home.overall_folder, board.quarter
    measure = board.catalogue.measure(number).number
    if status is None:
        clear_overall(folder, quarter, measure)
    else:
        keep_overall(folder, board.office.home.root, quarter, measure, Overall(status, board.office.now(), board.office.account))
