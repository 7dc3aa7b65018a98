"""预览: all that the report would say if it were exported now, to read through, also with what changed since last quarter."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from liuwen_tui.documents.plain_report import plain_report
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.widgets.lines import Page


class PreviewScreen(PageScreen):
    """A desk's report in plain lines, as it stood when the screen was opened."""

    HELP = words.PREVIEW_HELP
    BINDINGS = [Binding("d", "compare", "与上季相比", show=False, id="preview.compare")]

    def __init__(self, desk: Desk, signatories: Signatories | None = None) -> None:
        """``signatories`` are those who are to sign a report that is not submitted yet."""
        self._catalogue, report = desk.catalogue, current_report(desk)
        self._report = replace(report, head=replace(report.head, signatories=signatories)) if signatories else report
        self._before = desk.earlier().before()
        self._is_compared = False
        super().__init__(words.PREVIEW_TITLE, plain_report(self._report, self._catalogue), words.PREVIEW_FOOT)

    def action_compare(self) -> None:
        """Turns what changed since last quarter on and off."""
        self._is_compared = not self._is_compared
        self.head(f" {words.PREVIEW_COMPARED_TITLE if self._is_compared else words.PREVIEW_TITLE}")
        self.query_one(Page).show(plain_report(self._report, self._catalogue, self._before if self._is_compared else None))
