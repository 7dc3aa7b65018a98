"""历史: who did what when to one measure, word by word; dismisses with the version that was brought back, None without one."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from liuwen_tui.documents.plain import plain_entry
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.text import fit, visible_line
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.past import Moment, history, restore
from liuwen_tui.store.history import Place
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.ask import ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose

_NAME_CELLS = 12


class HistoryScreen(Room[Version | None]):
    """The moments of a measure, latest first, those of the whole report among them, and what changed in the one highlighted."""

    HELP = words.HISTORY_HELP
    BINDINGS = [
        Binding("enter", "restore", "恢复这个版本", show=False, priority=True, id="history.restore"),
        Binding("pageup", "turn(-1)", "变化往上翻", show=False, priority=True, id="history.up"),
        Binding("pagedown", "turn(1)", "变化往下翻", show=False, priority=True, id="history.down"),
    ]

    def __init__(self, desk: Desk, number: int) -> None:
        """Raises `Unusable` for a history that may not be read."""
        super().__init__()
        self._desk, self._measure = desk, desk.catalogue.measure(number)
        past = history(desk, number, with_report=True)
        self._moments, self._unreadable = past.moments[::-1], past.unreadable
        self._now = next(
            (moment for moment in self._moments if moment.version and moment.event.place in (Place.CURRENT, Place.DECIDED)), None
        )

    def compose(self) -> ComposeResult:
        title = f"{self._measure.numeral}{self._measure.title}"
        yield Line(f" {words.HISTORY_TITLE}  {title}  {self._desk.unit.name}  {self._desk.quarter.label}", id="head")
        yield Choices(id="moments")
        yield Page("" if self._moments else words.NO_HISTORY, id="changes")
        yield Prose(rows=3, id="message")
        yield Foot(words.HISTORY_FOOT)

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.display = bool(self._moments)
        choices.fill([(str(index), self._row(moment)) for index, moment in enumerate(self._moments)])
        self._tell_unreadable()

    def _tell_unreadable(self) -> None:
        self.say(sentences.unreadable_words(self._unreadable) if self._unreadable else "")

    def _row(self, moment: Moment) -> str:
        now = f"  {words.STORED}" if moment is self._now else ""
        return f" {moment.when}  {fit(visible_line(moment.event.act.by), _NAME_CELLS)}  {moment.did}{now}"

    @property
    def _chosen(self) -> Moment | None:
        chosen = self.query_one(Choices).chosen
        return self._moments[int(chosen)] if chosen else None

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        moment = self._chosen
        self._tell_unreadable()
        if moment:
            self.query_one(Page).show("\n".join((*self._changes(moment), *self._content(moment))))

    def _changes(self, moment: Moment) -> list[str]:
        event = moment.event
        reason = [sentences.reason_words(event.act.reason)] if event.act.reason else []
        return [*reason, *moment.changes]

    def _content(self, moment: Moment) -> list[str]:
        """The whole entry as it was then, where the changes do not say all of it."""
        if moment.version is None or moment.before == Entry():
            return []
        return ["", words.AS_IT_WAS, *plain_entry(moment.version.entry, self._measure)]

    def action_turn(self, pages: int) -> None:
        page = self.query_one(Page)
        page.scroll_relative(y=pages * page.size.height, animate=False, immediate=True)

    def action_restore(self) -> None:
        """Brings the version of the moment back, after a yes."""
        moment = self._chosen
        if moment is None:
            return
        if moment.version is None:
            self.say(words.NO_VERSION)
        elif self._now and self._now.version and moment.version.entry == self._now.version.entry:
            self.say(words.STANDS_ALREADY)
        else:
            question = sentences.restore_question(moment.when, moment.event.act.by, moment.did)
            self.visit(ConfirmScreen(question), partial(self._restore, moment.version))

    def _restore(self, version: Version, sure: bool | None) -> None:
        if sure:
            self.dismiss(restore(self._desk, self._measure.number, version.id))
