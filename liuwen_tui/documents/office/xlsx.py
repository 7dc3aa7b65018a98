"""A paper's tables as an Excel workbook, a sheet for each; nothing that was typed becomes a formula, a link or a number."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from liuwen_tui.documents.office.fixed_zip import with_fixed_times
from liuwen_tui.documents.office.library import office_library
from liuwen_tui.documents.office.text_table import text_table
from liuwen_tui.documents.office.typed import allowed
from liuwen_tui.documents.paper import Paper

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WRITTEN = datetime(2020, 1, 1)
_LONGEST = 255
"""Characters that Excel takes."""


def write_xlsx(paper: Paper) -> bytes:
    """Returns the workbook, the same bytes for the same paper, of the text's lines where the paper has no table.

    Raises `Unusable` where XlsxWriter is not installed.
    """
    with office_library():
        from liuwen_tui.documents.office import excel_sheets  # noqa: PLC0415  - XlsxWriter costs 80 ms
    written = BytesIO()
    workbook = excel_sheets.Workbook(written, _OPTIONS)
    told = {"title": paper.title, "comments": paper.origin}
    workbook.set_properties({**{name: allowed(text)[:_LONGEST] for name, text in told.items() if text}, "created": _WRITTEN})
    excel_sheets.add_sheets(workbook, paper.tables or (text_table(paper),), paper.title)
    workbook.close()
    return with_fixed_times(written.getvalue())
