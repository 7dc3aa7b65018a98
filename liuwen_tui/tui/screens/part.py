"""改一部分: the text of one part of the report as the lead writes it; dismisses with nothing once it is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import TextArea

from liuwen_tui.domain.errors import Changed, LiuwenError
from liuwen_tui.domain.manuscript import Part
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.composing import edit_part
from liuwen_tui.merging.part_drafts import forget_typed, left_typed, part_draft
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.manuscript_texts import source_changes
from liuwen_tui.tui.screens.ask import ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.widgets.field import Words
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class PartScreen(Room[None]):
    """Begins with what stands there, or with what was being typed when a program ended; kept on every way out."""

    HELP = words.PART_HELP
    BINDINGS = [
        Binding("f9", "done", "写好了", show=False, priority=True, id="part.done"),
        Binding("f6", "changes", "来源的变化", show=False, priority=True, id="part.changes"),
        Binding("f5", "redraft", "换成新拟的", show=False, priority=True, id="part.redraft"),
    ]

    def __init__(self, board: Board, drafts: DraftKeeper, part: Part) -> None:
        super().__init__()
        self._board, self._drafts, self._part = board, drafts, part
        self._over = part.edited.drafted if part.edited else part.drafted
        """The draft that the text is written over, as far as the person knows."""

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Words()
        yield Prose(rows=3, id="message")
        yield Foot(words.PART_FOOT)

    def on_mount(self) -> None:
        left = left_typed(self._board).get(self._part.id)
        self._area.load_text(left.text if left else self._part.text)
        self._area.move_cursor(self._area.document.end)
        self.set_focus(self._area)
        self.say(words.SOURCE_CHANGED if self._part.is_stale else "")
        if left:
            self._over = left.drafted
            self.say(words.LEFT_WRITTEN_HERE if left.before == self._part.text else words.LEFT_AND_CHANGED_SINCE)

    @property
    def _area(self) -> Words:
        return self.query_one(Words)

    @property
    def _text(self) -> str:
        return clean(self._area.text)

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self.head(f" {words.PART_TITLE}  {self._part.title}", sentences.counter_words(len("".join(self._text.split()))))
        home = self._board.office.home
        draft = part_draft(self._board, self._part, self._text, self._over) if self._text != self._part.text else None
        self._drafts.publish(home.root, home.lead_drafts_folder, draft)

    def save(self, asks: bool = True) -> bool:
        """Keeps what is typed; on failure the words stay on the screen and in the draft, with a sentence, and it returns False.

        Where another account wrote meanwhile the person is asked what stands, but only where it ``asks``.
        """
        return is_blank(self._text) or self._keep(self._over, asks)

    def _keep(self, over: str, asks: bool) -> bool:
        try:
            if (self._text, over) != (self._part.text, self._part.edited.drafted if self._part.edited else self._part.drafted):
                self._part = edit_part(self._board, self._part, self._text, over)
            self._forget()
        except Changed as error:
            self.say(str(error))
            if asks:
                self._ask_what_stands(over, str(error))
            return False
        except LiuwenError as error:
            self.say(str(error))
            return False
        return True

    def _forget(self) -> None:
        home = self._board.office.home
        self._drafts.publish(home.root, home.lead_drafts_folder, None)
        forget_typed(self._board, self._part.id)

    def action_back(self) -> None:
        self._leave(self._over)

    def action_done(self) -> None:
        """The text stands over what the units say now."""
        self._leave(self._part.drafted)

    def _leave(self, over: str) -> None:
        if is_blank(self._text):
            self.visit(ConfirmScreen(words.PART_EMPTY), self._leave_as_it_was)
        elif self._keep(over, asks=True):
            self.dismiss(None)

    def _leave_as_it_was(self, sure: bool | None) -> None:
        if sure:
            self._forget()
            self.dismiss(None)

    def _ask_what_stands(self, over: str, said: str) -> None:
        """What the other wrote stays in the history whatever is answered."""
        theirs = replace(self._part, edited=self._board.merge().written.edited(self._part.id))
        self.visit(ConfirmScreen(words.MINE_INSTEAD.format(said=said)), partial(self._leave_instead, theirs, over))

    def _leave_instead(self, theirs: Part, over: str, sure: bool | None) -> None:
        if sure:
            self._part = theirs
            self._leave(over)

    def action_changes(self) -> None:
        """What the units say otherwise since the text was written."""
        if self._part.is_stale:
            self.app.push_screen(PageScreen(f"{words.SOURCE_CHANGES}  {self._part.title}", source_changes(self._part)))
        else:
            self.say(words.SOURCE_UNCHANGED)

    def action_redraft(self) -> None:
        self.visit(ConfirmScreen(words.REDRAFT_QUESTION), self._redraft)

    def _redraft(self, sure: bool | None) -> None:
        """Ctrl+Z takes it back."""
        if sure:
            area, self._over = self._area, self._part.drafted
            area.replace(self._part.drafted, area.document.start, area.document.end)
            self.say(words.REDRAFTED)
