"""A table as a sheet of a workbook: head that stays, filter, print setup. Imports XlsxWriter: imported only where a workbook is written."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from liuwen_tui.documents.office.excel_cells import Formats, write_cell
from liuwen_tui.documents.office.excel_charts import add_chart
from liuwen_tui.documents.office.excel_sizes import column_widths, row_height
from liuwen_tui.documents.office.typed import allowed
from liuwen_tui.documents.paper import Table

__all__ = ["Workbook", "add_sheets"]

_A4 = 9
_PORTRAIT_CHARACTERS = 42
_LONGEST_NAME = 31
_LONGEST_HEADER = 200
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "、"))
_MARGINS = {"left": 0.7, "right": 0.7, "top": 1.0, "bottom": 0.8}
"""Inches."""


def add_sheets(workbook: Workbook, tables: Sequence[Table], title: str) -> None:
    """Adds a sheet for each table; the title is printed over all of them."""
    formats = Formats.of(workbook)
    for table, name in zip(tables, _sheet_names(tables), strict=True):
        worksheet = workbook.add_worksheet(name)
        _write_table(worksheet, table, formats)
        _set_up_print(worksheet, table, f"{title}　{table.name}")
        if table.chart and table.rows:
            add_chart(workbook, worksheet, table, table.chart)


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """As Excel takes them: no two alike."""
    names: list[str] = []
    for table in tables:
        wanted = allowed(table.name).translate(_FORBIDDEN)[:_LONGEST_NAME] or "表"
        name, number = wanted, 1
        while name.casefold() in {taken.casefold() for taken in names}:
            number += 1
            name = f"{wanted[: _LONGEST_NAME - 4]}（{number}）"
        names.append(name)
    return names


def _write_table(worksheet: Worksheet, table: Table, formats: Formats) -> None:
    widths = column_widths(table)
    names = tuple(column.name for column in table.columns)
    for index, (name, width) in enumerate(zip(names, widths, strict=True)):
        worksheet.set_column(index, index, width * 2.1 + 1)
        worksheet.write_string(0, index, allowed(name), formats.head)
    for number, row in enumerate(table.rows, 1):
        worksheet.set_row(number, row_height(row, widths))
        for index, cell in enumerate(row):
            write_cell(worksheet, number, index, cell, formats)
    worksheet.set_row(0, row_height(names, widths))
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(table.rows), len(names) - 1)
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _set_up_print(worksheet: Worksheet, table: Table, header: str) -> None:
    """A4, as wide as the page, the head on each; the size stands before the font, a digit after it would be part of it."""
    if sum(column.width for column in table.columns) > _PORTRAIT_CHARACTERS:
        worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(**_MARGINS)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.center_horizontally()
    worksheet.set_header('&C&14&"黑体,Regular"' + allowed(header)[:_LONGEST_HEADER].replace("\n", " ").replace("&", "&&"))
    worksheet.set_footer('&C&14&"宋体,Regular"— &P —')
