"""预览: all that the report would say if it were exported now, to read through."""

from __future__ import annotations

from liuwen_tui.documents.plain_report import plain_report
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import current_report
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.page import PageScreen


class PreviewScreen(PageScreen):
    """A desk's report in plain lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(words.PREVIEW_TITLE, plain_report(current_report(desk), desk.catalogue))
