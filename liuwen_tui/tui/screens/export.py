"""导出: the report in a format, written to the unit's out folder; dismisses with nothing."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.reporting import exporting
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class ExportScreen(Room[None]):
    """Formats to choose from."""

    HELP = words.EXPORT_HELP
    BINDINGS = [Binding("enter", "export", "导出", show=False, priority=True, id="export.export")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Line(f" {words.EXPORT_TITLE}  {self._desk.unit.name}  {self._desk.quarter.label}", id="head")
        yield Choices()
        yield Prose(rows=9, id="message")
        yield Foot(words.EXPORT_FOOT)

    def on_mount(self) -> None:
        self.query_one(Choices).fill([(choice, f" {said}") for choice, (said, _) in exporting.EXPORTS.items()])

    def action_export(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen is None:
            return
        try:
            exported = exporting.EXPORTS[chosen][1](self._desk)
            path = exporting.save_export(self._desk, exported)
        except LiuwenError as error:
            self.say(str(error))
            return
        said = (words.EXPORTED.format(path=path), exported.note, self._desk.office.settings.download_hint)
        self.say("\n".join(filter(None, said)))
