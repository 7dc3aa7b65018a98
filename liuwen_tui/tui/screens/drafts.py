"""没有存下的内容: each draft that an earlier session left, beside what is stored by now; dismisses with where the last one taken up belongs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.entry import FIELD_NAMES
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.drafting import Found, take_up, throw_away
from liuwen_tui.reporting.refusals import Clash
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.ask import ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.clash import ClashScreen
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose

TakenUp = tuple[Desk, int, str]
"""The desk and the measure of a draft, and the last field that it changed."""


class DraftsScreen(Room[TakenUp | None]):
    """One draft at a time: take it up, throw it away, or leave it for another time."""

    HELP = words.DRAFTS_HELP
    BINDINGS = [
        Binding("1,enter", "take_up", "恢复", show=False, id="drafts.take_up"),
        Binding("2,delete", "throw_away", "丢弃", show=False, id="drafts.throw_away"),
        Binding("f3", "later", "下一份", show=False, priority=True, id="drafts.later"),
    ]

    def __init__(self, found: list[Found]) -> None:
        """``found`` holds at least one draft."""
        super().__init__()
        self._found, self._at = found, 0
        self._taken: TakenUp | None = None

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Page("")
        yield Prose(rows=3, id="message")
        yield Foot(words.DRAFTS_FOOT)

    def on_mount(self) -> None:
        self._show()
        self.set_focus(self.query_one(Page))

    @property
    def _here(self) -> Found:
        return self._found[self._at]

    def _show(self) -> None:
        here = self._here
        measure = here.desk.catalogue.measure(here.draft.subject.measure)
        self.head(f" {words.DRAFTS_TITLE} {self._at + 1}/{len(self._found)}  {here.desk.unit.name}  {here.desk.quarter.label}")
        blocks = [f"{measure.numeral}{measure.title}  {sentences.typed_at(here.draft.at)}"]
        for name in here.changes:
            typed, stored = (sentences.field_words(name, entry, measure) for entry in (here.draft.entry, here.now))
            blocks.append(f"{FIELD_NAMES[name]}\n{words.DRAFTED}  {typed}\n{words.STORED}  {stored}")
        self.query_one(Page).show("\n\n".join(blocks))

    def _try(self, save: Callable[[], object]) -> None:
        """Saves; where a colleague wrote other words in the same field, the person says what stands."""
        try:
            save()
        except Clash as clash:
            measure = self._here.desk.catalogue.measure(clash.number)
            self.visit(ClashScreen(clash, measure), partial(self._decided, clash))
            return
        here = self._here
        self._taken = here.desk, here.draft.subject.measure, here.changes[-1]
        self._settled()

    def _decided(self, clash: Clash, choice: Choice | None) -> None:
        def save() -> None:
            self._here.desk.settle(clash, choice or Choice.MINE)
            throw_away(self._here)

        if choice:
            self._try(save)

    def _settled(self) -> None:
        """Goes on to the next draft, or back after the last."""
        del self._found[self._at]
        if not self._found:
            self.dismiss(self._taken)
            return
        self._at %= len(self._found)
        self._show()

    def action_take_up(self) -> None:
        self._try(partial(take_up, self._here))

    def action_throw_away(self) -> None:
        def answer(sure: bool | None) -> None:
            if sure:
                throw_away(self._here)
                self._settled()

        self.visit(ConfirmScreen(words.THROW_AWAY_QUESTION), answer)

    def action_later(self) -> None:
        self._at = (self._at + 1) % len(self._found)
        self._show()

    def action_back(self) -> None:
        self.dismiss(self._taken)
