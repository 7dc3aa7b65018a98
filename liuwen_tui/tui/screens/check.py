"""报送前检查: what must still be filled, the names on the report, and submission; dismisses with the measure to mend."""

from __future__ import annotations

from dataclasses import asdict

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from liuwen_tui.domain.check import Severity
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.text import clean, fit
from liuwen_tui.reporting import filing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Assignment
from liuwen_tui.store.personal import config_file, recall, remember
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.export import ExportScreen
from liuwen_tui.tui.screens.preview import PreviewScreen
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.lines import Line, Prose

_NAMES = {"prepared_by": words.PREPARED_BY, "reviewed_by": words.REVIEWED_BY, "phone": words.PHONE}


class CheckScreen(Room[int | None]):
    """One row a measure with the first thing to mend; F9 submits."""

    BINDINGS = [
        Binding("enter", "mend", "去补", show=False, priority=True, id="check.mend"),
        Binding("v", "preview", "预览", show=False, id="check.preview"),
        Binding("f8", "export", "导出", show=False, priority=True, id="check.export"),
        Binding("f9", "submit", "报送", show=False, priority=True, id="check.submit"),
        Binding("w", "withdraw", "撤回", show=False, id="check.withdraw"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Choices()
        with Horizontal(id="names"):
            for name, title in _NAMES.items():
                yield Line(title, classes="field-name")
                field = Input(compact=True, id=name)
                field.cursor_blink = False
                yield field
        yield Prose(rows=3, id="message")
        yield Line(id="foot")

    def on_mount(self) -> None:
        head = self._desk.store.read().head
        known = asdict(head.signatories) if head.state.is_frozen else recall(config_file(), self._desk.office.home.root)
        for name in _NAMES:
            self.query_one(f"#{name}", Input).value = known.get(name, "")
        self._refresh()
        self.set_focus(self.query_one(Choices))

    def _refresh(self) -> None:
        overview = self._desk.overview()
        warnings = sum(finding.severity is Severity.WARNING for finding in overview.findings)
        counts = f"可报 {len(overview.filled)} 项  须补 {len(overview.missing)} 项  提醒 {warnings} 项"
        state = overview.head.state.word
        self.head(f" {words.CHECK_TITLE}  {self._desk.unit.name}  {self._desk.quarter}  {state}  {counts}")
        choices = self.query_one(Choices)
        choices.fill([(str(item.measure.number), _row(item)) for item in overview.assignments], choices.chosen)
        frozen = overview.head.state.is_frozen
        self.query_one("#foot", Line).update(words.CHECK_FOOT_FROZEN if frozen else words.CHECK_FOOT)

    def keep_names(self) -> dict[str, str]:
        """Remembers the names typed so far for this person, and returns them."""
        names = {name: clean(self.query_one(f"#{name}", Input).value) for name in _NAMES}
        try:
            remember(config_file(), self._desk.office.home.root, names)
        except LiuwenError as error:
            self.say(str(error))
        return names

    def action_back(self) -> None:
        self.keep_names()
        self.dismiss(None)

    def action_mend(self) -> None:
        self.keep_names()
        if isinstance(self.focused, Input):
            self.focus_next()
            return
        chosen = self.query_one(Choices).chosen
        self.dismiss(int(chosen) if chosen else None)

    def action_preview(self) -> None:
        self.app.push_screen(PreviewScreen(self._desk))

    def action_export(self) -> None:
        self.app.push_screen(ExportScreen(self._desk))

    def action_submit(self) -> None:
        self.app.push_screen(ConfirmScreen(words.SUBMIT_QUESTION), self._submit)

    def _submit(self, sure: bool | None) -> None:
        if not sure:
            return
        try:
            path = filing.submit(self._desk, Signatories(**self.keep_names()))
        except LiuwenError as error:
            self._refresh()
            self.say(str(error))
            return
        self._refresh()
        self.say(words.SUBMITTED.format(path=path))

    def action_withdraw(self) -> None:
        self.app.push_screen(AskScreen(words.WITHDRAW_QUESTION), self._withdraw)

    def _withdraw(self, reason: str | None) -> None:
        if reason is None:
            return
        try:
            filing.withdraw(self._desk, reason)
        except LiuwenError as error:
            self.say(str(error))
            return
        self._refresh()
        self.say(words.WITHDRAWN)


def _row(item: Assignment) -> str:
    worst = sorted(item.findings, key=lambda finding: finding.severity is Severity.WARNING)
    result = worst[0].message if worst else words.READY
    prefix = "" if not worst or worst[0].severity is Severity.ERROR else "提醒："
    status = fit(f"{item.entry.glyph} {words.status_words(item.entry)}", 15)
    return f" {item.measure.number:>2}  {fit(item.measure.title, 22)} {status} {prefix}{result}"
