"""``liuwen notice``: what whoever makes a catalogue does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.session import WAITS, Command, Commands, session
from liuwen_tui.domain.text import visible_line
from liuwen_tui.store.catalogue_check import catalogue_faults


def add_commands(app: typer.Typer) -> None:
    """Adds ``notice`` with its command to the program."""
    notice = typer.Typer(cls=Commands, rich_markup_mode=None)
    notice.command("check", cls=Command)(check)
    app.add_typer(notice, name="notice", help="通知的目录：写得对不对")


def check(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="放有 notice.toml 和 units.toml 的文件夹")],
) -> None:
    """核对一份通知的目录：齐不齐，前后一致不一致，和原文对不对得上"""
    faults = catalogue_faults(folder)
    session(context).show(
        {"folder": str(folder), "faults": list(faults)},
        lambda: "\n".join(map(visible_line, faults)) or f"√ {visible_line(str(folder))} 都对。",
    )
    if faults:
        raise typer.Exit(WAITS)
