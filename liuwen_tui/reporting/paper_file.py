"""A report written out for people. Importing this brings in all that lays papers out, which few commands need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from liuwen_tui.documents.markdown_paper import write_markdown
from liuwen_tui.documents.office.docx import write_docx
from liuwen_tui.documents.office.xlsx import write_xlsx
from liuwen_tui.documents.paper import Paper
from liuwen_tui.documents.papers.report_paper import report_paper
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.report import Report

_WRITERS: Mapping[str, Callable[[Paper], bytes]] = {"md": write_markdown, "docx": write_docx, "xlsx": write_xlsx}


def paper_file(report: Report, catalogue: Catalogue, before: Mapping[int, Entry] | None, ending: str) -> bytes:
    """Returns the report in the format of files that end so; given the entries ``before``, what changed since is marked.

    Raises `Unusable` where what writes the format is not installed.
    """
    return _WRITERS[ending](report_paper(report, catalogue, before))
