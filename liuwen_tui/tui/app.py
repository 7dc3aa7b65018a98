"""The application: which screen comes first, help, the palette, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from time import monotonic
from typing import ClassVar

from textual import on
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import clean, wrap
from liuwen_tui.domain.units import Unit
from liuwen_tui.faults import write_log
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.drafting import found_drafts
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.store.personal import place_file, recall, remember
from liuwen_tui.tui import words
from liuwen_tui.tui.bursts import InOrder
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.board import BoardScreen
from liuwen_tui.tui.screens.check import CheckScreen
from liuwen_tui.tui.screens.drafts import DraftsScreen, TakenUp
from liuwen_tui.tui.screens.entry import EntryScreen
from liuwen_tui.tui.screens.help import HelpScreen, doables
from liuwen_tui.tui.screens.measures import MeasuresScreen
from liuwen_tui.tui.screens.units import UnitScreen
from liuwen_tui.tui.widgets.lines import mend_scrollbars
from liuwen_tui.tui.wrapping import mend_wrapping

_TOLD_CELLS = 54
UNREADABLE = "\ufffd"
"""What the driver makes of bytes that are no character."""


class LiuwenApp(App[None]):
    """Opens at the unit's list, at 选单位 where no unit is known, or at the lead's board."""

    CSS_PATH = "liuwen.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "帮助", show=False, priority=True, id="app.help"),
        Binding("question_mark,fullwidth_question_mark", "help", "帮助", show=False, id="app.help_letter"),
        Binding("f10,ctrl+q", "leave", "退出", show=False, priority=True, id="app.leave"),
    ]

    def __init__(
        self,
        opening: Opening,
        for_lead: bool = False,
        drafts: DraftKeeper | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver)
        mend_wrapping()
        mend_scrollbars()
        self._opening, self._for_lead = opening, for_lead
        self._drafts = drafts or DraftKeeper()
        self._input = InOrder(self, super().on_event)
        self._last_input = monotonic()
        self.fault_log = ""
        """Path of the log that a fault of our own was written to."""
        self.farewell = ""
        """A sentence to leave on the terminal."""

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, (Key, Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._last_input = monotonic()
        if isinstance(event, Paste):
            event.text = clean(event.text)
        if isinstance(event, Key) and event.character == UNREADABLE:
            self._tell(words.UNREADABLE_KEYS)
        else:
            self._input.take(event)

    def on_mount(self) -> None:
        self._end_when_idle()
        if self._for_lead:
            self.push_screen(BoardScreen(self._opening.board()))
        elif self._opening.unit:
            self._open(self._opening.desk())
        else:
            self.push_screen(UnitScreen(self._opening.office.catalogue), self._chose_unit)

    def _chose_unit(self, unit: Unit | None) -> None:
        if unit:
            with suppress(LiuwenError):  # it is asked again next time, no more
                self._opening.remember_unit(unit)
            self._open(self._opening.desk(unit))

    def on_unmount(self) -> None:
        self._drafts.close()

    def _end_when_idle(self) -> None:
        """Saves and ends after a long time without a key, so that no session stays open for ever."""
        left = self._opening.office.settings.idle_seconds - (monotonic() - self._last_input)
        if left > 0:
            self.set_timer(left, self._end_when_idle)
            return
        entry = self._entry
        if entry:
            entry.save(asks=False)
        self._remember_place(entry)
        self.farewell = words.IDLE
        self.exit()

    def _open(self, desk: Desk) -> None:
        """Opens the list, or the measure that was open last, behind the drafts that were left."""
        place = recall(place_file(), desk.office.home.root)
        here = place.get("unit") == desk.unit.code and place.get("quarter") == str(desk.quarter)
        found = found_drafts(desk)
        try:
            own = desk.overview().assignments
        except LiuwenError:  # the list says what is wrong
            own = ()
        last = next((item.measure.number for item in own if here and str(item.measure.number) == place.get("measure")), None)
        screen = MeasuresScreen(desk, self._drafts, last)
        self.push_screen(screen)
        if found:
            self.push_screen(DraftsScreen(found), self._took_up)
        elif last is not None and place.get("screen") == "entry":
            screen.call_after_refresh(screen.walk, last)

    def _took_up(self, taken: TakenUp | None) -> None:
        """Goes on where the words that were taken up belong."""
        if taken:
            desk, number, field = taken
            screen = MeasuresScreen(desk, self._drafts, number)
            self.switch_screen(screen)
            screen.call_after_refresh(screen.walk, number, field)

    @property
    def _entry(self) -> EntryScreen | None:
        """The form that is open, on top or below."""
        return next((screen for screen in self.screen_stack if isinstance(screen, EntryScreen)), None)

    def _tell(self, sentence: str) -> None:
        """Shows a sentence over the screen for some seconds, whatever is shown meanwhile."""
        self.clear_notifications()
        self.notify("\n".join(wrap(sentence, _TOLD_CELLS)), markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C, which Textual answers in English."""
        self._tell(words.HOW_TO_QUIT)

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, Room):
            self.screen.say(sentence)

    def action_help(self) -> None:
        if isinstance(self.screen, EntryScreen):
            self.screen.save()
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Quits; what could not be saved stays behind as a draft, and quitting is asked twice."""
        for screen in self.screen_stack:
            if isinstance(screen, CheckScreen):
                screen.keep_names()
        entry = self._entry
        if entry and not entry.save() and not entry.may_be_given_up:
            entry.may_be_given_up = True
            self._say(words.DRAFTED_AND_QUIT if self._drafts.last_words() else words.LOST_AND_QUIT)
            return
        self._remember_place(entry)
        self.exit()

    @on(EntryScreen.Visited)
    def _visited(self) -> None:
        self._remember_place(self._entry)

    def _remember_place(self, entry: EntryScreen | None) -> None:
        listed = next((screen for screen in self.screen_stack if isinstance(screen, MeasuresScreen)), None)
        if listed is None:
            return
        number = entry.number if entry else listed.chosen
        facts = {"unit": listed.desk.unit.code, "quarter": str(listed.desk.quarter), "measure": str(number or "")}
        try:
            remember(place_file(), listed.desk.office.home.root, {**facts, "screen": "entry" if entry else "list"})
        except LiuwenError as error:
            self.log(str(error))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done here, for the palette."""
        for doable in doables(screen):
            yield SystemCommand(doable.what, doable.keys, doable.do)

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=words.PALETTE_PLACEHOLDER))

    async def _dispatch_message(self, message: Message) -> None:
        """Handles a message; what the store refuses meanwhile becomes a sentence on the screen."""
        try:
            await super()._dispatch_message(message)
        except LiuwenError as error:
            self._say(str(error))

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Runs an action; what the store refuses meanwhile becomes a sentence on the screen."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except LiuwenError as error:
            self._say(str(error))
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Writes the traceback of an unforeseen failure to the log in place of the screen, and what is typed to a draft."""
        self._drafts.last_words()
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.fault_log = write_log(type(error), error, error.__traceback__)
        self.exit()
