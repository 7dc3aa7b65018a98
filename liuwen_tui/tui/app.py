"""The application: which screen comes first, what can be done everywhere, and the way out."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.driver import Driver

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.units import Unit
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.drafting import found_drafts
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.store.personal import config_file, remember
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.doables import Doable, doables
from liuwen_tui.tui.last_place import keep_place, last_place, left_quarter, open_form
from liuwen_tui.tui.screens.board import BoardScreen
from liuwen_tui.tui.screens.check import CheckScreen
from liuwen_tui.tui.screens.conflict import ConflictScreen
from liuwen_tui.tui.screens.drafts import DraftsScreen, TakenUp
from liuwen_tui.tui.screens.entry import EntryScreen
from liuwen_tui.tui.screens.help import HelpScreen
from liuwen_tui.tui.screens.manual import ManualScreen
from liuwen_tui.tui.screens.measures import MeasuresScreen
from liuwen_tui.tui.screens.palette import PaletteScreen
from liuwen_tui.tui.screens.themes import ThemeScreen
from liuwen_tui.tui.screens.units import UnitScreen
from liuwen_tui.tui.shell import Shell


class LiuwenApp(Shell):
    """Opens at the unit's list, at 选单位 where no unit is known, or at the lead's board."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "帮助", show=False, priority=True, id="app.help"),
        Binding("question_mark,fullwidth_question_mark", "help", "帮助", show=False, id="app.help_letter"),
        Binding("ctrl+p", "palette", "这里能做的事", show=False, priority=True, id="app.palette"),
        Binding("f12", "manual", "手册", show=False, priority=True, id="app.manual"),
        Binding("f11", "theme", "换配色", show=False, priority=True, id="app.theme"),
        Binding("f10,ctrl+q", "leave", "退出", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        opening: Opening,
        for_lead: bool = False,
        drafts: DraftKeeper | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        super().__init__(opening.office.home.root, drafts or DraftKeeper(), driver)
        self._opening, self._for_lead = opening, for_lead
        self.farewell = ""
        """A sentence to leave on the terminal."""

    def on_mount(self) -> None:
        self.take_own_keys()
        self._end_when_idle()
        if self._for_lead:
            self.push_screen(BoardScreen(self._opening.board(), self.drafts))
        elif self._opening.unit:
            self._open(self._opening.desk())
        else:
            self.push_screen(UnitScreen(self._opening.office.catalogue), self._chose_unit)

    def _chose_unit(self, unit: Unit | None) -> None:
        if unit:
            with suppress(LiuwenError):  # it is asked again next time, no more
                self._opening.remember_unit(unit)
            try:
                self._open(self._opening.desk(unit))
            except LiuwenError as error:  # nothing is open yet that could say it
                self.farewell = str(error)
                self.exit()

    def _open(self, desk: Desk) -> None:
        """Opens the list, or the measure that was open last, behind the drafts that were left."""
        last, found = last_place(desk), found_drafts(desk)
        screen = MeasuresScreen(desk, self.drafts, last.number if last else None)
        self.push_screen(screen)
        if found:
            screen.visit(DraftsScreen(found), self._took_up)
        elif last and last.is_in_form:
            screen.call_after_refresh(screen.walk, last.number)
        elif not self._opening.chosen_quarter and (left := left_quarter(desk)):
            screen.say(sentences.left_words(left))

    def _took_up(self, taken: TakenUp | None) -> None:
        """Goes on where the words that were taken up belong."""
        if taken:
            desk, number, field = taken
            screen = MeasuresScreen(desk, self.drafts, number)
            self.switch_screen(screen)
            screen.call_after_refresh(screen.walk, number, field)

    @on(EntryScreen.Visited)
    def _visited(self) -> None:
        keep_place(self.screen_stack)

    def action_help(self) -> None:
        if isinstance(self.screen, EntryScreen):
            self.screen.save()
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(doables(self.screen)), self._chose)

    def _chose(self, doable: Doable | None) -> None:
        if doable:
            self.call_later(doable.do)

    def action_manual(self) -> None:
        if not isinstance(self.screen, ManualScreen):
            self.push_screen(ManualScreen())

    def action_theme(self) -> None:
        if not isinstance(self.screen, ThemeScreen):
            self.push_screen(ThemeScreen(self.theme), self._keep_theme)

    def _keep_theme(self, theme: str | None) -> None:
        if theme:
            try:
                remember(config_file(), self._opening.office.home.root, {"theme": theme})
            except LiuwenError as error:  # it looks so until the end, and is asked for again next time
                self.say(str(error))

    def action_leave(self) -> None:
        """Quits; what could not be saved stays behind as a draft, and quitting is asked twice."""
        for screen in self.screen_stack:
            if isinstance(screen, CheckScreen):
                screen.keep_names()
        undecided = next((screen for screen in self.screen_stack if isinstance(screen, ConflictScreen)), None)
        if undecided and not undecided.may_be_given_up():
            self.say(words.UNDECIDED_AND_QUIT)
            return
        form = open_form(self.screen_stack)
        if form and not form.save() and not form.may_be_given_up:
            form.may_be_given_up = True
            self.say(words.DRAFTED_AND_QUIT if self.drafts.last_words() else words.LOST_AND_QUIT)
            return
        keep_place(self.screen_stack)
        self.exit()

    def _end_when_idle(self) -> None:
        """Saves and ends after a long time without a key, so that no session stays open for ever."""
        left = self._opening.office.settings.idle_seconds - (monotonic() - self.last_input)
        if left > 0:
            self.set_timer(left, self._end_when_idle)
            return
        form = open_form(self.screen_stack)
        if form:
            form.save(asks=False)
        keep_place(self.screen_stack)
        self.farewell = words.IDLE
        self.exit()

    def on_unmount(self) -> None:
        self.drafts.close()
