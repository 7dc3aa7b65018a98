"""What the Tab key offers in a shell, and ``liuwen completion``, which prints the script by which the shell asks for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from typer._completion_shared import get_completion_script

from liuwen_tui.cli.session import COMPLETING, Command, session
from liuwen_tui.domain.errors import LiuwenError


class Shell(StrEnum):
    """The shells that can ask."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def add_commands(app: typer.Typer) -> None:
    """Adds ``completion`` to the program."""
    app.command("completion", cls=Command)(completion)


def completion(
    context: typer.Context, shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="您用的是哪一种命令行")]
) -> None:
    """打印补全脚本：装好以后按 Tab 键，补全命令、选项、单位和编号"""
    script = get_completion_script(prog_name="liuwen", complete_var=COMPLETING, shell=shell)
    session(context).show({"script": script}, lambda: script)


def measures_offered(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Returns number and title of the unit's measures, or of all where no unit is known, that begin as typed."""
    try:
        opening = session(context).opening()
        own = opening.desk().numbers() if opening.unit else None
    except LiuwenError:  # nothing to offer
        return []
    measures = opening.office.catalogue.notice.measures
    rows = [(str(measure.number), measure.title) for measure in measures if own is None or measure.number in own]
    return [row for row in rows if row[0].startswith(incomplete)]
