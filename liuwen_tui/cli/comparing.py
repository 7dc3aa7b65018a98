"""The lead's comparisons as commands: all units on one measure, and a unit's report beside the one that was sent back."""

from __future__ import annotations

from typing import Annotated

import typer

from liuwen_tui.cli.arguments import UnitNamed
from liuwen_tui.cli.board_shapes import changes_shape, comparison_shape
from liuwen_tui.cli.board_words import changes_words, comparison_words
from liuwen_tui.cli.changes import status_named
from liuwen_tui.cli.session import Command, say, session
from liuwen_tui.cli.unit import Number
from liuwen_tui.merging.answered import resubmitted
from liuwen_tui.merging.comparing import compare as compare_measure
from liuwen_tui.merging.comparing import set_overall

_AS_DRAFTED = "0"


def add_commands(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.command("compare", cls=Command)(compare)
    app.command("changes", cls=Command)(changes)


def compare(
    context: typer.Context,
    number: Number,
    set_status: Annotated[
        str | None, typer.Option("--set-status", metavar="状态", help="定综合状态：1 至 6、中文或英文，0 是照拟定的")
    ] = None,
) -> None:
    """分项对照：各单位对一项措施所写，矛盾之处，综合状态"""
    here = session(context)
    board = here.opening().board()
    if set_status is not None:
        set_overall(board, number, None if set_status == _AS_DRAFTED else status_named(set_status))
        say(f"第{number}项的综合状态已定。" if set_status != _AS_DRAFTED else f"第{number}项的综合状态改回拟定的。")
    comparison = compare_measure(board, board.merge(), number)
    here.show(comparison_shape(board, comparison), lambda: comparison_words(board, comparison))


def changes(context: typer.Context, unit: UnitNamed) -> None:
    """退回后重报的报告改了什么，逐词标出"""
    here = session(context)
    board = here.opening().board()
    filing, before = resubmitted(board, board.catalogue.unit(unit))
    here.show(changes_shape(board, filing, before), lambda: changes_words(board, filing, before))
