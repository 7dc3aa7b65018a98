"""What lies under all screens: keys in their order, the person's colours and keys, and failures that become sentences."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

from rich.console import RenderableType
from textual import on
from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, Paste, Resize
from textual.filter import LineFilter, Monochrome
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.text import clean, wrap
from liuwen_tui.faults import write_log
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.store.personal import chosen_keys, config_file, recall
from liuwen_tui.tui import keymap, words
from liuwen_tui.tui.bursts import InOrder
from liuwen_tui.tui.painting import Painting
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.sheet import Sheet
from liuwen_tui.tui.themes import MONO, THEMES, WithoutColour, first_theme
from liuwen_tui.tui.widgets.lines import mend_scrollbars
from liuwen_tui.tui.wrapping import mend_wrapping

_TOLD_CELLS = 54
_TOLD_FOR = 15.0
"""Seconds that what is wrong with the keymap stays on the screen."""
UNREADABLE = "\ufffd"
"""What the driver makes of bytes that are no character."""


class Shell(App[None]):
    """An app that nothing typed and nothing refused brings to an end."""

    CSS_PATH = "liuwen.tcss"
    ENABLE_COMMAND_PALETTE = False  # Textual's own, which is English

    def __init__(self, home: Path, drafts: DraftKeeper, driver: type[Driver] | None) -> None:
        """``home`` is the one that the person's colours are kept for."""
        super().__init__(driver_class=driver)
        mend_wrapping()
        mend_scrollbars()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = first_theme(recall(config_file(), home).get("theme", ""), os.environ)
        self.stylesheet = Sheet(self.get_css_variables())
        self.drafts = drafts
        self._input = InOrder(self, self._deliver)
        self._painting = Painting()
        self.last_input = monotonic()
        """When the last key came, on the monotonic clock."""
        self.fault_log = ""
        """Path of the log that a fault of our own was written to."""

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if screen is self.screen:
            self.cursor_position = self._caret()
        laid_out = screen, screen._compositor.size  # which may still be for the size before
        super()._display(screen, self._painting.of(laid_out, self.size, renderable))

    def _caret(self) -> Offset:
        """Where the next character comes to stand: an input method opens its window beside the terminal's cursor."""
        place = self.focused
        if place is None:
            return self.cursor_position
        caret: Offset | None = getattr(place, "cursor_screen_offset", None)  # of a text or a line; the class would be loaded for nothing
        return place.content_region.offset if caret is None else caret

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Passes over what does not stand anywhere yet: its looks are sought when it is put there."""
        if node.is_attached or node is self:
            super().update_styles(node, animate)

    def action_repaint(self) -> None:
        """Writes the whole screen anew, whatever else wrote to the terminal."""
        self._painting.forget()
        self.screen.refresh()

    @on(Driver.SignalResume)
    def _came_back(self) -> None:
        self.action_repaint()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour at all in 单色, where Textual would leave greys."""
        filters = [each for each in super().get_line_filters() if not isinstance(each, Monochrome)]
        return [*filters, WithoutColour()] if self.theme == MONO else filters

    def take_own_keys(self) -> None:
        """Uses the person's keys in the place of ours, and says which could not be used."""
        try:
            keys, refused = keymap.apply(chosen_keys())
        except LiuwenError as error:
            keys, refused = {}, [str(error)]
        self.set_keymap(keys)
        if refused:
            self.tell("\n".join(refused), _TOLD_FOR)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Resize):  # also to the size that it had: between two the terminal dropped what found no room
            self._painting.forget()
        if not isinstance(event, (Key, Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self.last_input = monotonic()
        if isinstance(event, Paste):
            event.text = clean(event.text)
        if isinstance(event, Key) and event.character == UNREADABLE:
            self.tell(words.UNREADABLE_KEYS)
        else:
            self._input.take(event)

    async def _deliver(self, event: Event) -> None:
        """Hands a key on; outside text a full-width letter, as an input method may send it, is the key that it looks like."""
        if isinstance(event, Key) and event.character and not (self.focused and self.focused.check_consume_key(event.key, event.character)):
            half = unicodedata.normalize("NFKC", event.character)
            if half != event.character and half.isascii() and half.isalnum():
                event = Key(half, half)
        room = self.screen
        if isinstance(room, Room) and room.is_refused and not (isinstance(event, Key) and _does_nothing(event, room)):
            room.is_refused = False
        await super().on_event(event)

    def tell(self, sentence: str, seconds: float | None = None) -> None:
        """Shows a sentence over the screen for some seconds, whatever is shown meanwhile."""
        self.clear_notifications()
        self.notify("\n".join(wrap(sentence, _TOLD_CELLS)), markup=False, timeout=seconds)

    def say(self, sentence: str) -> None:
        """Shows a sentence in the message line of the screen on top, over it where it has none."""
        if isinstance(self.screen, Room):
            self.screen.say(sentence)
        elif sentence:
            self.tell(sentence)

    def _refuse(self, error: LiuwenError) -> None:
        if isinstance(self.screen, Room):
            self.screen.refuse(str(error))
        else:
            self.tell(str(error))

    def action_help_quit(self) -> None:
        """Ctrl+C, which Textual answers in English."""
        self.tell(words.HOW_TO_QUIT)

    async def _dispatch_message(self, message: Message) -> None:
        """Handles a message; what the store refuses meanwhile becomes a sentence on the screen."""
        try:
            await super()._dispatch_message(message)
        except LiuwenError as error:
            self._refuse(error)

    async def run_action(
        self, action: str | ActionParseResult, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Runs an action; what the store refuses meanwhile becomes a sentence on the screen."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except LiuwenError as error:
            self._refuse(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Writes the traceback of an unforeseen failure to the log in place of the screen, and what is typed to a draft.

        What the store refuses to a timer, or to what waits for the screen to be painted, becomes a sentence here: no message does that.
        """
        if isinstance(error, LiuwenError):
            self._refuse(error)
            return
        self.drafts.last_words()
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.fault_log = write_log(type(error), error, error.__traceback__)
        self.exit()


def _does_nothing(key: Key, screen: Screen[object]) -> bool:
    return not key.character and key.key not in screen.active_bindings
