"""Terminals that draw “ ” … — in two cells: Rich and our own layout are told so before anything is drawn."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from rich import cells
from rich._unicode_data import load

from liuwen_tui.domain.text import draw_ambiguous_in

_LAST = 0x1F1FF
"""Beyond it only private characters are ambiguous."""


def draw_wide() -> None:
    """Makes ambiguous characters two cells wide everywhere; a test guards that Rich's private table still decides it."""
    draw_ambiguous_in(2)
    table = _widened(load())
    cells.load_cell_table = lambda unicode_version="auto": table  # type: ignore[assignment, attr-defined]
    cells._is_single_cell_widths = frozenset(map(chr, range(0x20, 0x7F))).issuperset
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


def _widened(table: cells.CellTable) -> cells.CellTable:
    """The table with every ambiguous character that it takes for one cell as two."""
    known = {code for first, last, _ in table.widths for code in range(first, min(last, _LAST) + 1)}
    wide = [code for code in range(0x80, _LAST) if unicodedata.east_asian_width(chr(code)) == "A" and code not in known]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(wide), lambda pair: pair[1] - pair[0])]
    return table._replace(widths=sorted([*table.widths, *((run[0], run[-1], 2) for run in runs)]))
