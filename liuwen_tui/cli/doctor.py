"""``liuwen doctor``: what this terminal and this installation are, and what to change of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from liuwen_tui.cli.examined import Examined, examined_shape, examined_words
from liuwen_tui.cli.installation_examined import examine_installation
from liuwen_tui.cli.session import WAITS, Command, say, session
from liuwen_tui.cli.terminal_examined import TOO_PLAIN_TO_ASK, ask_terminal, examine_terminal
from liuwen_tui.domain.text import draw_ambiguous_in, visible
from liuwen_tui.tui.terminal import REPLACE_CELLS, Terminal

_STDERR = 2
_WIDEST, _NARROWEST = 78, 30


def add_commands(app: typer.Typer) -> None:
    """Adds ``doctor`` to the program."""
    app.command("doctor", cls=Command)(doctor)


def doctor(context: typer.Context) -> None:
    """看这个终端、这个账号、这份安装：好不好用，要改什么"""
    here = session(context)
    terminal, why = ask_terminal()
    items = [*examine_terminal(terminal, why, os.environ), *examine_installation(here.options)]
    wrong = sum(item.is_good is False for item in items)
    if terminal and not here.as_json and sys.__stdout__ and sys.__stdout__.isatty():
        _write_on(terminal, items)
    else:
        here.show(examined_shape(items), lambda: examined_words(items, _WIDEST))
    if why and why != TOO_PLAIN_TO_ASK:
        say(f"终端的情况看不到：{why}。请在要用的终端里直接运行 liuwen doctor。")
    if wrong:
        raise typer.Exit(WAITS)


def _write_on(terminal: Terminal, items: Sequence[Examined]) -> None:
    """Prints in the encoding and the widths of the very terminal that was looked at."""
    draw_ambiguous_in(terminal.ambiguous)
    columns = os.get_terminal_size(_STDERR).columns
    words = examined_words(items, max(_NARROWEST, min(_WIDEST, columns - 1)) if columns else _WIDEST)
    sys.__stdout__.buffer.write(f"{visible(words)}\n".encode(terminal.encoding, errors=REPLACE_CELLS))  # type: ignore[union-attr]
    sys.__stdout__.buffer.flush()  # type: ignore[union-attr]
