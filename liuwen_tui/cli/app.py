"""The program as commands: parsing, and every ending turned into an exit code and one sentence."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stdout
from typing import Any

import typer

from liuwen_tui.cli import collecting, comparing, completion, composing, demo, doctor, filing, fill, lead, past, server, unit
from liuwen_tui.cli.session import Commands, say, session
from liuwen_tui.cli.usage import usage_sentence
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.faults import install_fault_hook

WRONG_USE = 2
INTERRUPTED = 130
READER_GONE = 141
UsageError: Any = typer.BadParameter.__base__
"""The root of all usage errors; Typer carries Click inside it from 0.26 on and does not export this class."""

app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
unit.add_commands(app)
filing.add_commands(app)
fill.add_commands(app)
lead.add_commands(app)
collecting.add_commands(app)
comparing.add_commands(app)
composing.add_commands(app)
past.add_commands(app)
server.add_commands(app)
demo.add_commands(app)
completion.add_commands(app)
doctor.add_commands(app)


@app.callback(invoke_without_command=True)
def program(context: typer.Context) -> None:
    """六稳六保任务的季度填报与汇总。不带命令时打开界面。"""
    if context.invoked_subcommand is None:
        from liuwen_tui.tui.start import start  # noqa: PLC0415  - Textual costs 300 ms

        raise typer.Exit(start(session(context).options))


def run() -> int:
    """Runs the command of ``sys.argv`` and returns its exit code."""
    install_fault_hook()
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    data = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
    try:
        with redirect_stdout(data):
            command = typer.main.get_command(app)  # not the app, which puts its own fault hook in place of ours
            code = command(args=sys.argv[1:], prog_name="liuwen", standalone_mode=False)
        _write(data)
    except LiuwenError as error:
        say(error.with_command())
        return error.exit_code
    except UsageError as error:
        say(usage_sentence(error))
        return WRONG_USE
    except SystemExit as ended:  # a shell that asked what to complete has its answer
        _write(data)
        return int(ended.code or 0)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    return code if isinstance(code, int) else 0


def _write(data: io.TextIOWrapper) -> None:
    sys.stdout.buffer.write(data.buffer.getvalue())  # type: ignore[attr-defined]
    sys.stdout.buffer.flush()
