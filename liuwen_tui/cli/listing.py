"""The files that a command is given: named one by one, or on stdin as a list."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from liuwen_tui.cli.session import say
from liuwen_tui.domain.errors import WrongUse

_STANDARD_INPUT = Path("-")
_LARGEST = 4_000_000
"""Bytes."""


def paths_given(paths: Iterable[Path]) -> list[Path]:
    """Returns the paths, with those that stdin lists in the place of ``-``; raises `WrongUse` for a list beyond reason."""
    return [path for given in paths for path in (_listed() if given == _STANDARD_INPUT else [given])]


def _listed() -> list[Path]:
    """One path a line, or between zero bytes as ``find -print0`` has them; the bytes of a name are kept."""
    if sys.stdin is None:
        return []
    if sys.stdin.isatty():
        say("请一行写一个文件或文件夹，写完按 Ctrl+D。")
    content = sys.stdin.buffer.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise WrongUse(f"标准输入里的名单超过 {_LARGEST} 字节，请改写文件夹。")
    names = content.split(b"\0") if b"\0" in content else [line.removesuffix(b"\r") for line in content.split(b"\n")]
    return [Path(os.fsdecode(name)) for name in names if name.strip()]
