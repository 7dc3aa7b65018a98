"""The options that every command takes, and what a command opens and prints with them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from liuwen_tui.domain.text import shorten, visible, visible_line
from liuwen_tui.opening import Opening, Options

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
        """Prints ``data`` as JSON where that was asked for, else the words."""
        print(_json(data) if self.as_json else visible(words()))


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
        here = session(context)
        here.options = replace(here.options, **{str(parameter.name): value})


def _keep_json(context: typer.Context, _: typer.CallbackParam, value: bool) -> None:
    if value:
        session(context).as_json = True


_HELPS = {
    "unit": "单位的代码、名称、别名或拼音首字母",
    "quarter": "报告期，如 2020Q4",
    "notice": "通知的代号，或放有目录的文件夹",
    "home": "数据文件夹",
}


def common_options() -> list[Any]:
    """Returns fresh copies of the options that stand everywhere."""
    options = [
        TyperOption(param_decls=[f"--{name}"], help=text, expose_value=False, callback=_keep_option) for name, text in _HELPS.items()
    ]
    return [
        *options,
        TyperOption(param_decls=["--json"], is_flag=True, help="输出 JSON", expose_value=False, callback=_keep_json),
    ]


_IN_CHINESE = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "[required]": "（必填）",
    "Show this message and exit.": "显示这段说明",
}


def chinese_help(text: str) -> str:
    """Returns a help text with Typer's own English words in Chinese."""
    for english, chinese in _IN_CHINESE.items():
        text = text.replace(english, chinese)
    return text


class Command(TyperCommand):
    """A command with the options that stand everywhere."""

    def get_help(self, ctx: Any) -> str:
        return chinese_help(super().get_help(ctx))

    def __init__(self, *arguments: Any, params: list[Any] | None = None, **settings: Any) -> None:
        super().__init__(*arguments, params=[*(params or []), *common_options()], **settings)
