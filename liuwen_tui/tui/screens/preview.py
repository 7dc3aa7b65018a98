"""预览: the report as it would be exported for people, to read through."""

from __future__ import annotations

from liuwen_tui.documents.report_markdown import write_report_markdown
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import current_report
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.page import PageScreen


class PreviewScreen(PageScreen):
    """The Markdown export of a desk's report."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(words.PREVIEW_TITLE, write_report_markdown(current_report(desk), desk.catalogue).decode())
