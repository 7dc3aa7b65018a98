"""A screen in which one entry is written: saved, kept as a draft until then, and joined with what a colleague saves."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from textual import on
from textual.timer import Timer

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.report import State
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import Clash
from liuwen_tui.reporting.writing import Writing
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.base import POLL, Room
from liuwen_tui.tui.screens.clash import ClashScreen
from liuwen_tui.tui.widgets.form import Form

Result = TypeVar("Result")
_PAUSE_BEFORE_SAVING = 10.0
"""Seconds without a key after which what is typed is saved."""


class WritingRoom(Room[Result]):
    """Holds the writing and the form; what a screen shows beside them is told by its `tell`."""

    def __init__(self, desk: Desk, number: int, drafts: DraftKeeper) -> None:
        super().__init__()
        self.desk, self._drafts = desk, drafts
        self.writing = Writing(desk, number)
        self._saving: Timer | None = None
        self.is_told_unsaved = False
        """True while it is told that something stands in the form that is not stored."""
        self.is_shown = False
        """True once an entry came into the form; before, what stands there is nobody's."""
        self.state = State.DRAFT
        """Where the report stood when it was looked at last."""
        self.is_frozen = False
        """True while the form can only be read."""
        self.why_frozen = ""
        """Why it is, and who opens it again."""
        self._known = ""
        """Id of the version of a colleague's that the person knows to stand against what is typed."""

    def on_mount(self) -> None:
        self.set_interval(POLL, self._look)

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    def tell(self) -> None:
        """Brings what stands beside the form up to date with it."""
        raise NotImplementedError

    def show(self, entry: Entry) -> None:
        """Puts an entry of the open measure into the form."""
        self.form.show(entry)
        self.tell()

    def write(self, writing: Writing) -> None:
        """Goes on with another writing, whose entry stands in the form from now on."""
        self.writing, self.is_shown, self.state = writing, True, self.desk.state
        self.is_frozen = self.desk.is_closed(writing.number)
        archived = self.desk.archived
        self.why_frozen = str(archived.refusal) if archived else sentences.frozen_words(self.state)
        self.form.open(self.desk.catalogue.measure(writing.number), writing.stored, writing.before)
        self.form.freeze(self.is_frozen)
        self.tell()

    def save(self, asks: bool = True) -> bool:
        """Saves what is typed; on failure the words stay on the screen, with a sentence, and it returns False.

        A clash with a colleague's words is put to the person where ``asks``: not while they are typing on.
        """
        entry = self.form.read()
        if entry == self.writing.stored or not self.is_shown:
            return True
        try:
            self.writing.save(entry)
        except LiuwenError as error:
            self.refuse(str(error))
            self._keep_draft(entry)
            if asks and isinstance(error, Clash):
                self._known = _their_id(error)
                self._ask_what_stands(error)
            return False
        self._saved()
        return True

    def leave(self) -> bool:
        """Saves what is typed; where the report takes nothing more it says so, and asked again leaves it behind as a draft.

        Returns False while the person should stay.
        """
        if self.save():
            return True
        if not self.desk.is_closed(self.writing.number):
            return False
        if not self.may_be_given_up:
            self.may_be_given_up = True
            self.refuse(words.DRAFTED_AND_LEFT)
        elif self._drafts.set_aside():
            return True
        else:
            self.refuse(words.LOST_AND_QUIT)
        return False

    def _saved(self) -> None:
        """Shows the entry as it is stored now, which may hold what a colleague saved too."""
        self.may_be_given_up = False
        self.show(self.writing.stored)
        self._keep_draft(self.form.read())

    def _keep_draft(self, entry: Entry) -> None:
        """Sees that what is typed and not saved outlives the program, and that what is saved leaves no draft."""
        home, unit = self.desk.office.home, self.desk.unit.code
        self._drafts.publish(home.root, home.drafts_folder(unit), self.writing.draft(entry))

    def _ask_what_stands(self, clash: Clash) -> None:
        if self.is_on_top:
            measure = self.desk.catalogue.measure(clash.number)
            self.visit(ClashScreen(clash, measure), partial(self._decided, clash))

    def _decided(self, clash: Clash, choice: Choice | None) -> None:
        if choice is None:
            return
        try:
            self.writing.settle(clash, choice)
        except Clash as again:
            self._ask_what_stands(again)
            return
        self._saved()

    def _look(self) -> None:
        """Takes over what a colleague saved meanwhile; what is being typed stays, and where it is the same field that is told."""
        if not (self.is_on_top and self.is_shown):
            return
        mine, base = self.form.read(), self.writing.base
        try:
            joined = self.writing.catch_up(mine)
            if joined is mine:
                return
            if self.writing.base != base:  # else it was another measure that was saved, or this one from here
                self.show(joined)
            if self.desk.state is self.state:
                return
            if self.save(asks=False):  # which says why, where what is typed came too late
                self.write(Writing(self.desk, self.writing.number))
                self.form.begin()
        except Clash as clash:
            if self._known != _their_id(clash):  # else the message line is kept for what came since
                self._known = _their_id(clash)
                self.say(sentences.both_wrote(clash.theirs, clash.outcome.clashes))
        except LiuwenError as error:
            self.refuse(str(error))

    @on(Form.Left)
    def _left_field(self) -> None:
        self.save(asks=False)

    @on(Form.Picked)
    def _picked(self) -> None:
        self.save()

    @on(Form.Typed)
    def _typed(self, event: Form.Typed) -> None:
        event.stop()
        if self._saving:
            self._saving.stop()
        if not self.is_shown:
            return
        self._saving = self.set_timer(_PAUSE_BEFORE_SAVING, partial(self.save, asks=False))
        entry = self.form.read()
        self._keep_draft(entry)
        if self.is_told_unsaved == (entry != self.writing.stored):
            self.at_rest(self.tell)
        else:
            self.tell()  # at once: what says that all is saved is never wrong


def _their_id(clash: Clash) -> str:
    return clash.theirs.id if clash.theirs else ""
