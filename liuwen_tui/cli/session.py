"""The options that every command takes, and what a command opens and prints with them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from liuwen_tui.cli.arguments import as_text, refuse_empty_path
from liuwen_tui.cli.helping import help_of, name_of
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import shorten, visible, visible_line
from liuwen_tui.opening import Opening, Options

COMPLETING = "_LIUWEN_COMPLETE"
"""Set in the environment by a shell that asks what to offer at the Tab key."""
WAITS = 1
"""Exit code: nothing failed, but something waits for a person."""
_LONGEST_SENTENCE = 1000
_UNESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON lets stand as it is though it controls a terminal or is no character."""


@dataclass
class Session:
    """What was asked of every command alike, gathered as the options are parsed."""

    options: Options
    as_json: bool = False

    def opening(self) -> Opening:
        """Opens the home and the notice; may raise any `LiuwenError`."""
        return Opening(self.options)

    def show(self, data: object, words: Callable[[], str]) -> None:
        """Prints ``data`` as JSON where that was asked for, else the words, and no line where there are none."""
        self.show_made(lambda: data, words)

    def show_made(self, data: Callable[[], object], words: Callable[[], str]) -> None:
        """Prints what `show` prints, where making the data costs more than can be spent on what is not shown."""
        text = _json(data()) if self.as_json else visible(words())
        if text:
            print(text)


def session(context: typer.Context) -> Session:
    """Returns the session of the running command."""
    root = context.find_root()
    if root.obj is None:
        root.obj = Session(Options())
    found: Session = root.obj
    return found


def say(text: str) -> None:
    """Prints one sentence of bearable length to stderr; no byte of it drives the terminal."""
    print(shorten(visible_line(text), _LONGEST_SENTENCE), file=sys.stderr)


def _json(data: object) -> str:
    """The data exactly, with Chinese to be read as such, and what could drive a terminal as escapes."""
    return _UNESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(data, ensure_ascii=False, indent=2))


def _keep_option(context: typer.Context, parameter: typer.CallbackParam, value: str | None) -> None:
    if value is not None:
        here, name = session(context), f"--{parameter.name}"
        if parameter.name in _PATHS:
            refuse_empty_path(name, value)
        text = value if parameter.name in _PATHS else as_text(name, value)
        here.options = replace(here.options, **{str(parameter.name): text})


def _keep_json(context: typer.Context, _: typer.CallbackParam, value: bool) -> None:
    if value:
        session(context).as_json = True


def _units_offered(context: Any, _: list[str], typed: str) -> list[tuple[str, str] | str]:
    """Codes for the Tab key, and once something is typed names too; Typer picks those that begin so."""
    try:
        units = session(context).opening().units
    except LiuwenError:  # nothing to offer
        return []
    return [(word, unit.name) for unit in units for word in (unit.code, unit.name, *unit.aliases) if typed or word == unit.code]


_PATHS = ("home", "notice")
_HELPS = {
    "unit": ("单位", "单位的代码、名称、别名或拼音首字母"),
    "quarter": ("报告期", "报告期，如 2020Q4"),
    "notice": ("通知", "通知的代号，或放有目录的文件夹"),
    "home": ("文件夹", "数据文件夹"),
}
"""What each takes, and what that is."""


def common_options() -> list[Any]:
    """Returns fresh copies of the options that stand everywhere."""
    options = [
        TyperOption(
            param_decls=[f"--{name}"],
            metavar=takes,
            help=text,
            expose_value=False,
            callback=_keep_option,
            autocompletion=_units_offered if name == "unit" else None,
        )
        for name, (takes, text) in _HELPS.items()
    ]
    return [
        *options,
        TyperOption(param_decls=["--json"], is_flag=True, help="输出 JSON", expose_value=False, callback=_keep_json),
    ]


class Command(TyperCommand):
    """A command with the options that stand everywhere."""

    def __init__(self, *arguments: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, params=[*(params or []), *common_options()], **settings)

    def get_help(self, ctx: Any) -> str:
        return help_of(self, ctx)

    def invoke(self, ctx: Any) -> Any:
        for parameter in self.params:
            if parameter.name not in ctx.params:
                continue
            if parameter.type.name == "str":
                ctx.params[parameter.name] = as_text(name_of(parameter), ctx.params[parameter.name])
            if parameter.type.name == "path":
                refuse_empty_path(name_of(parameter), ctx.params[parameter.name])
        return super().invoke(ctx)


class Commands(TyperGroup):
    """A group of commands; the options that stand everywhere may stand before the command too."""

    def __init__(self, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]
        self.params.extend(common_options())

    def get_help(self, ctx: Any) -> str:
        return help_of(self, ctx)
