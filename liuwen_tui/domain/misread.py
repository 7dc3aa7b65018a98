"""Where a text stopped making sense to the library that read it, said without that library's English."""

from __future__ import annotations

import re
from json import JSONDecodeError

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_TOML_END = "(at end of document)"


def where_misread(error: Exception) -> str:
    """Returns ``第3行第5个字起看不懂``, or what else is known of an error of ``json``, ``tomllib`` or of decoding UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return f"第{line}行不是 UTF-8 编码"
    if isinstance(error, JSONDecodeError):
        return _place(error.lineno, error.colno)
    if isinstance(error, RecursionError):
        return "括号套得太深"
    found = _TOML_PLACE.search(str(error))  # tomllib names the place in its sentence only
    if found:
        return _place(*found.groups())
    return "末尾看不懂，没有写完或写了两遍" if str(error).endswith(_TOML_END) else "有读不出的数"


def _place(line: int | str, column: int | str) -> str:
    return f"第{line}行第{column}个字起看不懂"
