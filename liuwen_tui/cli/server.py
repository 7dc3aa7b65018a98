"""``liuwen server``: what the keeper of a shared home does."""

from __future__ import annotations

import typer

from liuwen_tui.cli.session import Command, Commands, session


def add_commands(app: typer.Typer) -> None:
    """Adds ``server`` with its commands to the program."""
    server = typer.Typer(cls=Commands, rich_markup_mode=None)
    server.command("init", cls=Command)(init)
    server.command("check", cls=Command)(check)
    app.add_typer(server, name="server", help="管理服务器：多人共用的数据文件夹怎样建立、核对")


def init(context: typer.Context) -> None:
    """建立多人共用的数据文件夹；先列出每一步，不改任何东西"""
    session(context)


def check(context: typer.Context) -> None:
    """核对多人共用的数据文件夹：谁能做不该做的事，怎样改正"""
    session(context)
