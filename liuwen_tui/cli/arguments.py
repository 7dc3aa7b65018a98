"""What is typed on the command line as text, whichever encoding the terminal typed it in; paths keep their bytes."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Annotated, Any

import typer

from liuwen_tui.domain.errors import WrongUse

UnitNamed = Annotated[str, typer.Argument(metavar="单位", help="单位的代码、名称、别名或拼音首字母")]
"""A unit that a command is about."""
_BYTES = re.compile("[\udc80-\udcff]")
"""What Python makes of a byte that is no UTF-8."""


def as_text(name: str, value: Any) -> Any:
    """Returns the value of an option or argument with what is no UTF-8 in it read as GB18030.

    Raises `WrongUse` for what is neither. Several are read one by one; None is returned as it is.
    """
    if isinstance(value, list | tuple):
        return [as_text(name, item) for item in value]
    if not isinstance(value, str) or not _BYTES.search(value):
        return value
    try:
        return os.fsencode(value).decode("gb18030")
    except UnicodeDecodeError:
        raise WrongUse(f"{name} 的值不是 UTF-8 或 GB18030 的文字，什么也没有做；请查看终端的编码，再打一遍。") from None


def refuse_empty_path(name: str, value: Any) -> None:
    """Raises `WrongUse` where a path, or one of several, is empty: it would be taken for the folder that one happens to be in."""
    if "" in (value if isinstance(value, list | tuple) else [value]):
        raise WrongUse(f"{name} 是空的，什么也没有做；请写上文件或文件夹。")


def day(text: str) -> date:
    """Returns the day written as 2021-01-10; raises `WrongUse` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"日期“{text}”写法不对，请写成 2021-01-10 的样子。") from None
