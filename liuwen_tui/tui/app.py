"""The application: what can be done everywhere, and the way out."""

from __future__ import annotations

import gc
from time import monotonic
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.driver import Driver

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.opening import Face, Opening
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.store.personal import config_file, remember
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import Doable, doables
from liuwen_tui.tui.entrance import Entrance
from liuwen_tui.tui.last_place import keep_place
from liuwen_tui.tui.screens.base import Room


class LiuwenApp(Entrance):
    """The whole program as a person meets it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "帮助", show=False, priority=True, id="app.help"),
        Binding("question_mark,fullwidth_question_mark", "help", "帮助", show=False, id="app.help_letter"),
        Binding("ctrl+p", "palette", "这里能做的事", show=False, priority=True, id="app.palette"),
        Binding("f12", "manual", "手册", show=False, priority=True, id="app.manual"),
        Binding("f11", "theme", "换配色", show=False, priority=True, id="app.theme"),
        Binding("ctrl+l", "repaint", "重画屏幕", show=False, priority=True, id="app.repaint"),
        Binding("n", "notices", "换通知", show=False, id="app.notices"),
        Binding("z", "switch", "本单位填报、汇总台互换", show=False, id="app.switch"),
        Binding("f10,ctrl+q", "leave", "退出", show=False, priority=True, id="app.quit"),
    ]

    def __init__(
        self,
        opening: Opening,
        for_lead: bool = False,
        drafts: DraftKeeper | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        super().__init__(opening, for_lead, drafts or DraftKeeper(), driver)

    def on_ready(self) -> None:
        """Lets the collector of cycles begin, once the first screen stands, with what is newer: what a start makes stays."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def on_mount(self) -> None:
        self.take_own_keys()
        self._end_when_idle()
        self.enter()

    def on_entry_screen_visited(self) -> None:
        keep_place(self.screen_stack)

    def action_help(self) -> None:
        from liuwen_tui.tui.screens.help import HelpScreen

        if isinstance(self.screen, Room):
            self.screen.save()
        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        from liuwen_tui.tui.screens.palette import PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(PaletteScreen(doables(self.screen)), self._chose)

    def _chose(self, doable: Doable | None) -> None:
        if doable:
            self.call_later(doable.do)

    def action_manual(self) -> None:
        from liuwen_tui.tui.screens.manual import ManualScreen

        if not isinstance(self.screen, ManualScreen):
            is_lead = any(room.FACE is Face.LEAD for room in self._rooms)
            self.push_screen(ManualScreen(ManualScreen.LEAD if is_lead else ManualScreen.UNIT))

    def action_theme(self) -> None:
        from liuwen_tui.tui.screens.themes import ThemeScreen

        if not isinstance(self.screen, ThemeScreen):
            self.push_screen(ThemeScreen(self.theme), self._keep_theme)

    def _keep_theme(self, theme: str | None) -> None:
        if theme:
            try:
                remember(config_file(), self.opening.office.home.root, {"theme": theme})
            except LiuwenError as error:  # it looks so until the end, and is asked for again next time
                self.say(str(error))

    def action_leave(self) -> None:
        """Quits; what could not be saved stays behind as a draft, and quitting is asked twice."""
        for room in self._rooms:
            reason = room.reason_to_stay(self.drafts)
            if reason:
                self.say(reason)
                return
        keep_place(self.screen_stack)
        self.exit()

    @property
    def _rooms(self) -> list[Room[object]]:
        """Those of ours that are open, the one on top last."""
        return [screen for screen in self.screen_stack if isinstance(screen, Room)]

    def _end_when_idle(self) -> None:
        """Saves and ends after a long time without a key, so that no session stays open for ever."""
        left = self.opening.office.settings.idle_seconds - (monotonic() - self.last_input)
        if left > 0:
            self.set_timer(left, self._end_when_idle)
            return
        for room in self._rooms:
            room.save(asks=False)
        keep_place(self.screen_stack)
        self.farewell = words.IDLE
        self.exit()

    def on_unmount(self) -> None:
        self.drafts.close()
