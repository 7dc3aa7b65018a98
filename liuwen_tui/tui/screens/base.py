"""What every screen has: head, foot, a message line, help, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.events import Mount, Resize, ScreenResume
from textual.message import Message
from textual.screen import Screen

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.opening import Face
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import words
from liuwen_tui.tui.sparing import Result, SparingScreen
from liuwen_tui.tui.widgets.lines import Line, Prose

Answer = TypeVar("Answer")
POLL = 1.0
"""Seconds between two looks at whether somebody else saved."""


class WentBack(Message):
    """Esc on a screen behind which nothing lies of its own."""


class Room(SparingScreen[Result]):
    """A screen with a head line, a foot line and a message line above it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-wide"), (110, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-usual"), (32, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "返回", show=False, id="room.back"),
    ]

    FACE: ClassVar[Face | None] = None
    """Which of the two faces opens with this screen, if one does."""
    NOTICES_BEHIND: ClassVar[bool] = False
    """True where 选通知 lies behind this screen, in a home of several notices."""
    may_be_given_up = False
    """True once the person was told that what is typed could not be saved, until it could."""

    is_refused = False
    """True while the message line says why something could not be done, until the next key that does something."""

    def on_compose(self) -> None:
        """Takes the size into account before the looks of all that is here are sought, which else are sought twice."""
        size = self.app.size
        steps = (size.width, self.HORIZONTAL_BREAKPOINTS), (size.height, self.VERTICAL_BREAKPOINTS)
        self.add_class(*(each for cells, breakpoints in steps for each in self._get_breakpoint_classes(cells, breakpoints)))

    @on(ScreenResume)
    def _lies_on_top(self, event: ScreenResume) -> None:
        """Keeps the looks: they were sought when the screen was composed, and another theme goes to all that are open."""
        event.refresh_styles = False
        if self.stack_updates:  # it was on top before
            self.came_back()

    @on(Resize)
    def _has_another_size(self) -> None:
        """The foot line says where the window is too small, and keeps its own size when only the rows are more or fewer."""
        self.query("#foot").refresh()

    def came_back(self) -> None:
        """Brings what stands here up to date, once no other screen lies over it any more."""

    @property
    def is_on_top(self) -> bool:
        """True while no other screen lies over this one; Textual's ``is_current`` counts the one below too."""
        return self.app.screen is self

    def say(self, sentence: str) -> None:
        """Shows one sentence in the message line until the next one; a screen that is only being opened shows it once it stands."""
        self.come_to_rest()  # which may say something of its own, and would later
        self.is_refused = False
        try:
            self.query_one("#message", Prose).show(sentence)
        except NoMatches:
            self.call_later(self.say, sentence)

    def refuse(self, why: str) -> None:
        """Shows why something could not be done."""
        self.say(why)
        self.is_refused = True

    def hint(self, sentence: str) -> None:
        """Shows what there is to do next, but never in the place of a refusal that no key came after."""
        if not self.is_refused:
            self.say(sentence)

    async def _dispatch_message(self, message: Message) -> None:
        """Handles a message; what the store refuses meanwhile becomes a sentence, and the screen lives on."""
        if isinstance(message, Mount) and not self.app.is_running:
            return  # a program that is being left composes its screens no more
        try:
            await super()._dispatch_message(message)
        except LiuwenError as error:
            self.refuse(str(error))

    @property
    def written(self) -> int | None:
        """Number of the unit's measure that is open here to be written, None where none is."""
        return None

    def save(self, asks: bool = True) -> bool:
        """Saves what is typed here, on most screens nothing; where it cannot, it says why and returns False.

        What only the person can decide is asked where it ``asks``.
        """
        return True

    def reason_to_stay(self, drafts: DraftKeeper) -> str:
        """Saves what is typed here and returns why the program should not end yet, "" where it may; asked again it may."""
        if self.save() or self.may_be_given_up:
            return ""
        self.may_be_given_up = True
        return words.DRAFTED_AND_QUIT if drafts.last_words() else words.LOST_AND_QUIT

    def visit(self, screen: Screen[Answer], then: Callable[[Answer | None], None]) -> None:
        """Opens a screen and goes on with what it dismisses with, as with any message: what the store refuses becomes a sentence."""

        def answered(answer: Answer | None) -> None:
            self.call_later(then, answer)

        self.app.push_screen(screen, answered)

    def head(self, text: str, right: str = "") -> None:
        """Shows the head line; what stands at its right is never cut for what stands at the left."""
        self.query_one("#head", Line).tell(text, right)

    def action_back(self) -> None:
        self.dismiss(None)
