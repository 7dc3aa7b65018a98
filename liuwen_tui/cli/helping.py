"""Help texts: how a command is written, what it takes and what it does, in Chinese and aligned by cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from liuwen_tui.domain.text import fit, width, wrap

_WIDTH = 78
_INDENT = "  "
_KINDS = {"str": "文字", "int": "整数", "path": "路径"}
"""What an option takes that names nothing better, by Typer's name of the type."""
_THIS = "显示这段说明"


def help_of(command: Any, context: Any) -> str:
    """Returns the help of a command, or of the program where the command has commands of its own."""
    options = [one for one in command.get_params(context) if one.param_type_name == "option"]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    commands = getattr(command, "commands", {})
    usage = ["[选项]", *(["命令", "[参数]…"] if commands else map(_in_usage, arguments))]
    blocks = [
        [f"用法：{' '.join((context.command_path, *usage))}"],
        [_INDENT + row for row in wrap(command.help, _WIDTH - len(_INDENT))],
        _table("参数", ((name_of(one), f"{one.help}{'（必填）' if one.required else ''}") for one in arguments)),
        _table("选项", ((_written(one), _THIS if one.name == "help" else one.help) for one in options)),
        _table("命令", ((name, one.help) for name, one in commands.items())),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def name_of(parameter: Any) -> str:
    """Returns what a person calls an option or an argument: ``--unit``, ``编号``."""
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar)


def choices_of(parameter: Any) -> list[str]:
    """Returns the values between which an option lets one choose, none where it takes any."""
    return [str(getattr(choice, "value", choice)) for choice in getattr(parameter.type, "choices", ())]


def _in_usage(argument: Any) -> str:
    return name_of(argument) if argument.required else f"[{name_of(argument)}]"


def _written(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    return f"{names} {option.metavar or '|'.join(choices_of(option)) or _KINDS[option.type.name]}"


def _table(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    cells = max(width(name) for name, _ in rows)
    return [f"{title}：", *(line for row in rows for line in _row(*row, cells))]


def _row(name: str, what: str, cells: int) -> Iterator[str]:
    beside = [fit(name, cells)]
    for row in wrap(what, _WIDTH - cells - 2 * len(_INDENT)):
        yield f"{_INDENT}{beside.pop() if beside else ' ' * cells}{_INDENT}{row}"
