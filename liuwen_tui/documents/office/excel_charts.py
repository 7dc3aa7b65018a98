"""A table's chart under its rows, which Excel draws itself."""

from __future__ import annotations

from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from liuwen_tui.documents.office.typed import allowed
from liuwen_tui.documents.paper import Chart, Table

_DARK, _LIGHT = "#000000", "#FFFFFF"
_COLOURS = (("#4F9D69", _DARK), ("#F2C14E", _DARK), ("#7B1113", _LIGHT), ("#E5E5E5", _DARK), ("#27507A", _LIGHT), ("#9DB8D9", _DARK))
"""Of bars and of the figures on them; without colour they still differ by how dark they are."""
_WIDTH, _BAR, _AROUND = 720, 36, 140
"""Pixels: the chart's width, its height for each bar and for what stands around them."""
_STEPS = 10
"""At most so many figures along the axis, all of them whole."""
_FONT = {"name": "宋体", "size": 10, "bold": False}


def add_chart(workbook: Workbook, worksheet: Worksheet, table: Table, chart: Chart) -> None:
    """Adds a stacked bar for each row, the first on top, named by the first column; a 0 has no figure on it."""
    drawn = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for place, column in enumerate(chart.series):
        drawn.add_series(_series(worksheet.get_name(), len(table.rows), column, _COLOURS[place % len(_COLOURS)]))
    drawn.set_title({"name": allowed(chart.title), "name_font": {**_FONT, "name": "黑体", "size": 14}})
    step = max(1, ceil(_longest_bar(table, chart) / _STEPS))
    drawn.set_y_axis({"reverse": True, "crossing": "max", "num_font": _FONT})
    drawn.set_x_axis(
        {"name": "数量", "min": 0, "major_unit": step, "name_font": _FONT, "num_font": _FONT, "major_gridlines": {"visible": False}}
    )
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_size({"width": _WIDTH, "height": _BAR * len(table.rows) + _AROUND})
    worksheet.insert_chart(len(table.rows) + 2, 0, drawn)


def _longest_bar(table: Table, chart: Chart) -> float:
    figures = ([row[column] for column in chart.series] for row in table.rows)
    return max(sum(figure for figure in row if isinstance(figure, int | float)) for row in figures)


def _series(sheet: str, rows: int, column: int, colours: tuple[str, str]) -> dict[str, object]:
    fill, figures = colours
    return {
        "name": [sheet, 0, column],
        "categories": [sheet, 1, 0, rows, 0],
        "values": [sheet, 1, column, rows, column],
        "fill": {"color": fill},
        "border": {"color": "#404040"},
        "gap": 60,
        "data_labels": {"value": True, "num_format": "0;;", "font": {**_FONT, "color": figures}},
    }
