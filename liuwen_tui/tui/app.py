"""The application: which screen comes first, help, the palette, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import on
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.screen import Screen

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.units import Unit
from liuwen_tui.faults import write_log
from liuwen_tui.opening import Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.personal import place_file, recall, remember
from liuwen_tui.tui import words
from liuwen_tui.tui.bursts import InOrder
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.board import BoardScreen
from liuwen_tui.tui.screens.entry import EntryScreen
from liuwen_tui.tui.screens.help import HelpScreen, doables
from liuwen_tui.tui.screens.measures import MeasuresScreen
from liuwen_tui.tui.screens.units import UnitScreen
from liuwen_tui.tui.wrapping import mend_wrapping


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

    def __init__(self, opening: Opening, for_lead: bool = False) -> None:
        super().__init__()
        mend_wrapping()
        self._opening, self._for_lead = opening, for_lead
        self._input = InOrder(self, super().on_event)
        self.fault_log = ""
        """Path of the log that a fault of our own was written to."""

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self._input.take(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        if self._for_lead:
            self.push_screen(BoardScreen(self._opening.board()))
        elif self._opening.unit:
            self._open(self._opening.desk())
        else:
            self.push_screen(UnitScreen(self._opening.office.catalogue), self._chose_unit)

    def _chose_unit(self, unit: Unit | None) -> None:
        if unit:
            self._opening.remember_unit(unit)
            self._open(self._opening.desk(unit))

    def _open(self, desk: Desk) -> None:
        place = recall(place_file(), desk.office.home.root)
        here = place.get("unit") == desk.unit.code and place.get("quarter") == str(desk.quarter)
        last = int(place["measure"]) if here and place.get("measure", "").isdecimal() else None
        known = last is not None and desk.overview().of(last) is not None
        screen = MeasuresScreen(desk, last if known else None)
        self.push_screen(screen)
        if known and last is not None and place.get("screen") == "entry":
            self.call_after_refresh(screen.walk, last)

    def action_help(self) -> None:
        if isinstance(self.screen, EntryScreen):
            self.screen.save()
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_leave(self) -> None:
        """Quits; what could not be saved is given up only when asked twice."""
        entry = next((screen for screen in self.screen_stack if isinstance(screen, EntryScreen)), None)
        if entry and not entry.save() and not entry.may_be_given_up:
            entry.may_be_given_up = True
            self.notify(words.QUIT_AGAIN, markup=False)
            return
        self._remember_place(entry)
        self.exit()

    @on(EntryScreen.Visited)
    def _visited(self) -> None:
        self._remember_place(next((screen for screen in self.screen_stack if isinstance(screen, EntryScreen)), None))

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

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Runs an action; what the store refuses meanwhile becomes a sentence on the screen."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except LiuwenError as error:
            if isinstance(self.screen, Room):
                self.screen.say(str(error))
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Writes the traceback of an unforeseen failure to the log in place of the screen."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.fault_log = write_log(type(error), error, error.__traceback__)
        self.exit()
