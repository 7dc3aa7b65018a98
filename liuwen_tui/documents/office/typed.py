"""Typed text and cells as the XML of office files can hold them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from liuwen_tui.documents.paper import Cell, Percentage

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """Returns the text without the characters that XML 1.0 forbids; everything else stays."""
    return _FORBIDDEN.sub("", text)


def cell_words(cell: Cell) -> str:
    """Returns a cell as it is read: ``60%``, ``2020年12月31日``, a figure with all its digits, "" for an empty one."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case date():
            return f"{cell.year}年{cell.month}月{cell.day}日"
        case Percentage():
            return f"{cell.value}%"
        case float():
            return f"{Decimal(repr(cell)):f}"
        case _:
            return str(cell)
