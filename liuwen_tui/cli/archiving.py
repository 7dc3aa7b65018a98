"""The keeper's command that closes a quarter and opens it again."""

from __future__ import annotations

from typing import Annotated

import typer

from liuwen_tui.cli.session import Command, session
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.keeping import archive as closing


def add_commands(server: typer.Typer) -> None:
    """Adds the command to those of ``liuwen server``."""
    server.command("archive", cls=Command)(archive)


def archive(
    context: typer.Context,
    quarter: Annotated[str, typer.Argument(metavar="报告期", help="哪一季，如 2020Q4")],
    anyway: Annotated[bool, typer.Option("--anyway", help="还没有定稿的，也归档")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="重新打开")] = False,
    reason: Annotated[str, typer.Option("--reason", help="重新打开的原因，重新打开时必填")] = "",
) -> None:
    """归档：一季从此只能看，不能改；要改先重新打开"""
    here = session(context)
    office, chosen = here.opening().office, Quarter.parse(quarter)
    closed = closing.reopen(office, chosen, reason) if undo else closing.archive(office, chosen, anyway)
    standing = closed.standing
    here.show(
        {"quarter": str(chosen), "archived": {"at": standing.at, "by": standing.by} if standing else None, "stores": closed.stores},
        lambda: f"{chosen.label}{'已归档' if standing else '已重新打开'}：{closed.stores} 份填报{'只能看' if standing else '可以再改'}。",
    )
