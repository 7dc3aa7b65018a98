"""A cell of a workbook by its kind: what is typed stays text, figures and days can be reckoned with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from liuwen_tui.documents.office.typed import allowed
from liuwen_tui.documents.paper import Cell, Percentage, cell_words

_LONGEST = 32_767
"""UTF-16 units that Excel takes in a cell."""
_CUT = "……（此处只放得下一部分，全文见分单位进展。）"
_FIRST_YEAR = 1901
"""Excel counts no days before 1900, and the first two months of that year wrongly."""
_LOOK = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}
_CENTRED = {**_LOOK, "align": "center"}


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look, by kind."""

    head: Format
    text: Format
    figure: Format
    percentage: Format
    day: Format

    @classmethod
    def of(cls, workbook: Workbook) -> Formats:
        """Adds the formats; the quote before a text keeps it one when somebody edits the cell in Excel."""
        return cls(
            head=workbook.add_format({**_CENTRED, "font_name": "黑体", "valign": "vcenter", "bg_color": "#E7E6E6", "quote_prefix": True}),
            text=workbook.add_format({**_LOOK, "quote_prefix": True}),
            figure=workbook.add_format(_CENTRED),
            percentage=workbook.add_format({**_CENTRED, "num_format": "0%"}),
            day=workbook.add_format({**_CENTRED, "num_format": 'yyyy"年"m"月"d"日"'}),
        )


def write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, formats: Formats) -> None:
    """Writes one cell; a day that Excel does not count is written as text."""
    match cell:
        case None:
            worksheet.write_blank(row, column, None, formats.text)
        case Percentage():
            worksheet.write_number(row, column, cell.value / 100, formats.percentage)
        case date() if cell.year >= _FIRST_YEAR:
            worksheet.write_datetime(row, column, cell, formats.day)
        case int() | float():
            worksheet.write_number(row, column, cell, formats.figure)
        case _:
            worksheet.write_string(row, column, _fitting(allowed(cell_words(cell))), formats.text)


def _fitting(text: str) -> str:
    """The text, or what a cell holds of it and where the whole stands."""
    units = text.encode("utf-16-le")
    if len(units) <= _LONGEST * 2:
        return text
    return units[: (_LONGEST - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT
