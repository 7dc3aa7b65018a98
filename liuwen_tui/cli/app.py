"""The program as commands: parsing, and every ending turned into an exit code and one sentence."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from liuwen_tui.cli.session import COMPLETING, Commands, say, session
from liuwen_tui.cli.usage import usage_sentence
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.faults import install_fault_hook
from liuwen_tui.store.durable import failure

WRONG_USE = 2
INTERRUPTED = 130
READER_GONE = 141
UsageError: Any = typer.BadParameter.__base__
"""The root of all usage errors; Typer carries Click inside it from 0.26 on and does not export this class."""

_MODULES = {
    "unit": ("units", "measures", "show", "status"),
    "recording": ("record", "claim"),
    "filing": ("check", "submit", "withdraw", "export", "import"),
    "fill": ("fill",),
    "lead": ("merge", "lead", "accept", "send-back", "decide"),
    "collecting": ("assign", "chase", "contacts", "rules", "extend"),
    "comparing": ("compare", "changes"),
    "composing": ("compose", "finalize"),
    "past": ("history", "restore"),
    "notice": ("notice",),
    "server": ("server",),
    "demo": ("demo",),
    "completion": ("completion",),
    "doctor": ("doctor",),
}
"""The modules here that add commands, in the order of the help, and which they add."""


class _Everything(Mapping[str, Any]):
    """All commands by name; a module is imported when a command of its own is first looked up."""

    def __init__(self) -> None:
        self._modules = {name: module for module, names in _MODULES.items() for name in names}
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        module = self._modules[name]
        if name not in self._found:
            there = typer.Typer(rich_markup_mode=None)
            import_module(f"liuwen_tui.cli.{module}").add_commands(there)
            self._found |= typer.main.get_group(there).commands
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Program(Commands):
    """The group of all commands."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)
        self.commands: Mapping[str, Any] = _Everything()  # type: ignore[assignment]  # nothing is added to it


app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def program(context: typer.Context, version: Annotated[bool, typer.Option("--version", help="这是哪一版")] = False) -> None:
    """六稳六保任务的季度填报与汇总。不带命令时打开界面。"""
    if version:
        from importlib import metadata  # noqa: PLC0415  - costs every other command 10 ms

        ours = metadata.version("liuwen")
        session(context).show({"version": ours}, lambda: f"liuwen {ours}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        from liuwen_tui.tui.start import start  # noqa: PLC0415  - Textual costs 300 ms

        raise typer.Exit(start(session(context).options))


def run() -> int:
    """Runs the command of ``sys.argv`` and returns its exit code."""
    gc.enable()
    install_fault_hook()
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if COMPLETING in os.environ:
        from typer._completion_classes import completion_init  # noqa: PLC0415  - what only a shell needs

        completion_init()
    data = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
    try:
        with redirect_stdout(data):
            code = _run_command()
        _write(data.buffer.getvalue())
    except LiuwenError as error:
        say(error.with_command())
        return error.exit_code
    except UsageError as error:
        say(usage_sentence(error))
        return WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return READER_GONE
    return code


def _run_command() -> int:
    try:
        command = typer.main.get_command(app)  # not the app, which puts its own fault hook in place of ours
        code = command(args=sys.argv[1:], prog_name="liuwen", standalone_mode=False)
    except SystemExit as ended:  # a shell that asked what to complete has its answer
        return int(ended.code or 0)
    return code if isinstance(code, int) else 0


def _write(data: bytes) -> None:
    """Hands over what was printed; raises `BrokenPipeError` where the reader is gone, and `Unusable` where the bytes cannot be taken."""
    if not data:
        return
    if sys.stdout is None:
        raise Unusable("标准输出是关着的，结果没有打印；请打开，或写到文件里再试。")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what Python writes at its end
        if isinstance(error, BrokenPipeError):
            raise
        raise failure("结果写不进", Path("标准输出"), error) from error
