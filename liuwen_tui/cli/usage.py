"""What was called wrongly, in one Chinese sentence for each of Typer's English ones."""

from __future__ import annotations

import re
from typing import Any

from liuwen_tui.cli.helping import choices_of, name_of

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"|\(([^()]*)\)$")


def usage_sentence(error: Any) -> str:
    """Returns what is wrong and where the usage stands; ``error`` is any of Typer's usage errors."""
    command = error.ctx.command_path if error.ctx else "liuwen"
    return f"{_what(error)}；用 {command} --help 看用法。"


def _what(error: Any) -> str:
    quoted = [next(filter(None, found), "") for found in _QUOTED.findall(error.message)]
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有 {error.option_name} 这个选项{_perhaps(error.possibilities)}"
        case "BadOptionUsage":
            return f"{error.option_name} 后面{'缺少值' if 'requires' in error.message else '不带值'}"
        case "MissingParameter":
            return f"缺少 {name_of(error.param)}"
        case "BadParameter":
            return f"{name_of(error.param)} 的值“{quoted[0]}”不对，应为{_wish(error.param)}"
    return _which_command(error, quoted)


def _which_command(error: Any, quoted: list[str]) -> str:
    if not quoted:
        return "后面缺少命令"
    if "extra" in error.message:
        return f"多写了 {quoted[-1]}"
    return f"没有 {quoted[0]} 这个命令{_perhaps(quoted[1:])}"


def _wish(parameter: Any) -> str:
    if parameter.type.name == "path":
        return "这个账号能读的文件或文件夹"
    choices = choices_of(parameter)
    return f" {'、'.join(choices[:-1])} 或 {choices[-1]}" if choices else "整数"


def _perhaps(names: Any) -> str:
    return f"，是不是 {'、'.join(sorted(names))}" if names else ""
