"""The findings of a report: a row a measure with its first finding, and a row for each further one."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.text import fit, width, wrap
from liuwen_tui.reporting.overview import Assignment, Overview
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.widgets.choices import Choices

_WIDE = 78
_NUMBER, _TITLE, _STATUS = 5, 22, 15
"""Cells of a row's parts."""
_SCROLLBAR = 1
_Place = tuple[int, str]


class FindingList(Choices):
    """Each row is a place to mend; a measure without findings is one row, its place the status."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, _Place] = {}

    def show(self, overview: Overview, cells: int) -> None:
        """Shows the findings of all measures, wrapped to a screen of that many cells; what must be mended first is highlighted."""
        chosen = self.chosen
        in_order = "" if overview.head.state.is_frozen else words.READY
        self._places, rows = {}, []
        for item in overview.assignments:
            for index, (field, text) in enumerate(_rows(item, cells, in_order)):
                row_id = f"{item.measure.number}-{index}"
                self._places[row_id] = item.measure.number, field
                rows.append((row_id, text))
        self.fill(rows, chosen or next((f"{number}-0" for number in overview.missing), None))

    @property
    def place(self) -> _Place | None:
        """Number and field of the highlighted row."""
        return self._places[self.chosen] if self.chosen else None


def _rows(item: Assignment, cells: int, in_order: str) -> Iterator[tuple[str, str]]:
    """Field and text of each row; a narrow screen has the findings below the measure's own line."""
    status = fit(f"{item.entry.glyph} {sentences.status_words(item.entry)}", _STATUS)
    head = f"{item.measure.number:>3}  {fit(item.measure.title, _TITLE)} {status} "
    if not item.findings:
        yield "status", head + in_order
        return
    is_wide = cells >= _WIDE
    indent = " " * (width(head) if is_wide else _NUMBER)
    before = head if is_wide else f"{head.rstrip()}\n{indent}"
    for finding in item.findings:
        rows = wrap(_said(finding), cells - len(indent) - _SCROLLBAR)
        yield finding.field, before + f"\n{indent}".join(rows)
        before = indent


def _said(finding: Finding) -> str:
    return finding.message if finding.severity is Severity.ERROR else f"{words.ADVICE}{finding.message}"
