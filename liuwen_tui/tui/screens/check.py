"""报送前检查: what must still be mended, the names on the report, and submission; dismisses with the place to mend."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import Key, Resize
from textual.widgets import Input

from liuwen_tui.domain.check import Severity
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.text import clean
from liuwen_tui.reporting import filing
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.reporting.signatories import known_signatories, remember_signatories
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.export import ExportScreen
from liuwen_tui.tui.screens.preview import PreviewScreen
from liuwen_tui.tui.widgets.finding_list import FindingList
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.one_line import OneLine

_NAMES = {"prepared_by": words.PREPARED_BY, "reviewed_by": words.REVIEWED_BY, "phone": words.PHONE}


class CheckScreen(Room[tuple[int, str] | None]):
    """Every finding; F9 submits. Dismisses with number and field, None to go back."""

    HELP = words.CHECK_HELP
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
        self._is_frozen = False
        self._reason = ""
        """Why the report is to be withdrawn, while that could not be done."""

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Line(id="standing")
        yield FindingList()
        with Horizontal(id="names"):
            for name, title in _NAMES.items():
                with Horizontal():
                    yield Line(title, classes="field-name")
                    yield OneLine(id=name)
        yield Prose(rows=6, id="message")
        yield Foot()

    def on_mount(self) -> None:
        head = self._desk.store.read().head
        self._show_names(head.signatories if head.state.is_frozen else known_signatories(self._desk))
        self._refresh()
        self.set_focus(self.query_one(FindingList))

    def on_resize(self, _: Resize) -> None:
        if self.is_mounted:
            self._refresh()

    def _refresh(self) -> None:
        desk, overview = self._desk, self._desk.overview()
        head = overview.head
        self._is_frozen = head.state.is_frozen
        self.head(f" {words.CHECK_TITLE}  {desk.unit.name}  {desk.quarter.label}  {head.state.word}")
        standing = sentences.submitted_words(head, filing.submitter(desk)) if self._is_frozen else _counts(overview)
        self.query_one("#standing", Line).update(f" {standing}")
        self.query_one(FindingList).show(overview, self.size.width)
        for field in self.query(Input):
            field.disabled = self._is_frozen
        self.query_one("#foot", Line).update(sentences.check_foot(head.state))

    def _show_names(self, signatories: Signatories) -> None:
        for name, value in asdict(signatories).items():
            self.query_one(f"#{name}", Input).value = value

    def _names(self) -> Signatories:
        return Signatories(**{name: clean(self.query_one(f"#{name}", Input).value) for name in _NAMES})

    def save(self, asks: bool = True) -> bool:
        """Remembers the names typed so far for this person; those on a frozen report may be a colleague's."""
        if not self._is_frozen:
            try:
                remember_signatories(self._desk, self._names())
            except LiuwenError as error:  # they are typed again, no more
                self.say(str(error))
        return True

    def action_back(self) -> None:
        self.save()
        self.dismiss(None)

    def on_key(self, event: Key) -> None:
        """Characters that no key has are a name: they go into the first field that is still empty."""
        if isinstance(self.focused, FindingList) and event.character and not event.character.isascii() and event.character.isalnum():
            field = next((each for each in self.query(Input) if not each.value and not each.disabled), None)
            if field:
                event.stop()
                self.set_focus(field)
                field.insert_text_at_cursor(event.character)

    def action_mend(self) -> None:
        self.save()
        if isinstance(self.focused, Input):
            self.focus_next()
            return
        self.dismiss(self.query_one(FindingList).place)

    def action_preview(self) -> None:
        self.app.push_screen(PreviewScreen(self._desk, None if self._is_frozen else self._names()))

    def action_export(self) -> None:
        self.save()
        self.app.push_screen(ExportScreen(self._desk))

    def action_submit(self) -> None:
        """Asks one thing: the reviewer where none is named, else whether it shall be."""
        overview = self._desk.overview()
        self._desk.refuse_archived()
        refuse_frozen(overview.head, self._desk.quarter)
        filing.refuse_unfinished(overview)
        reviewer = self._names().reviewed_by.strip()
        if reviewer:
            question = words.SUBMIT_QUESTION.format(quarter=self._desk.quarter.label, count=len(overview.assignments), reviewer=reviewer)
            self.visit(ConfirmScreen(question), self._confirmed)
        else:
            self.visit(AskScreen(words.REVIEWER_QUESTION), self._named)

    def _named(self, reviewer: str | None) -> None:
        if reviewer is None:
            self.say(words.NO_REVIEWER)
            return
        self.query_one("#reviewed_by", Input).value = reviewer
        self._submit()

    def _confirmed(self, sure: bool | None) -> None:
        if sure:
            self._submit()

    def _submit(self) -> None:
        self.save()
        try:
            path = filing.submit(self._desk, self._names())
        except LiuwenError as error:
            said = str(error)
        else:
            said = f"{words.SUBMITTED.format(path=path)}\n{self._desk.office.settings.download_hint}"
        self._refresh()
        self.set_focus(self.query_one(FindingList))
        self.say(said)

    def action_withdraw(self) -> None:
        try:
            filing.refuse_unsubmitted(self._desk)
        except LiuwenError as error:
            self._tell_why_not(error)
        else:
            self.visit(AskScreen(words.WITHDRAW_QUESTION, self._reason), self._withdraw)

    def _withdraw(self, reason: str | None) -> None:
        if reason is None:
            self.say(words.NO_REASON)
            return
        self._reason = reason
        try:
            filing.withdraw(self._desk, reason)
        except LiuwenError as error:
            self._tell_why_not(error)
            return
        self._reason = ""
        self._refresh()
        self.say(words.WITHDRAWN)

    def _tell_why_not(self, error: LiuwenError) -> None:
        """Shows beside it how the report stands now, for the lead may have answered meanwhile."""
        with suppress(LiuwenError):  # what cannot be read is what is told
            self._refresh()
        self.refuse(str(error))


def _counts(overview: Overview) -> str:
    warnings = sum(finding.severity is Severity.WARNING for finding in overview.findings)
    return sentences.counts_words(len(overview.filled), len(overview.missing), warnings)
