"""成稿: the parts of the report that goes up, drafted or in the lead's words, its documents, and 定稿; dismisses with nothing."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import OptionList

from liuwen_tui.domain.manuscript import Manuscript, Part
from liuwen_tui.merging.composing import compose, earlier_quarters, edit_part
from liuwen_tui.merging.finishing import finalize, open_questions, reopen, write_documents
from liuwen_tui.merging.part_drafts import left_typed
from liuwen_tui.merging.publishing import Published
from liuwen_tui.merging.reading import Reading
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.manuscript_texts import length_words, paper_text, part_row
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.board_room import LOOK
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.screens.part import PartScreen
from liuwen_tui.tui.screens.part_history import PartHistoryScreen
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose


class ManuscriptScreen(Room[None]):
    """A part a row, beside its text; drafted anew whenever anything changed."""

    HELP = words.MANUSCRIPT_HELP
    BINDINGS = [
        Binding("enter", "edit", "修改", show=False, priority=True, id="manuscript.edit"),
        Binding("h", "history", "历史", show=False, id="manuscript.history"),
        Binding("v", "preview", "预览", show=False, id="manuscript.preview"),
        Binding("f8,e", "write", "写出文件", show=False, id="manuscript.write"),
        Binding("f9,s", "finish", "定稿", show=False, id="manuscript.finish"),
        Binding("w", "reopen", "撤销定稿", show=False, id="manuscript.reopen"),
    ]

    def __init__(self, reading: Reading, drafts: DraftKeeper) -> None:
        """Reads the reports of the quarters before."""
        super().__init__()
        self._reading, self._board, self._drafts = reading, reading.board, drafts
        self._earlier = earlier_quarters(reading.board)
        self._composition = compose(self._board, reading.merged, self._earlier)

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        with Container(id="manuscript"):
            yield Choices(id="parts")
            yield Page("", id="part-text")
        yield Prose(rows=6, id="message")
        yield Foot(words.MANUSCRIPT_FOOT)

    def on_mount(self) -> None:
        self._show()
        self.set_interval(LOOK, self._look)
        left = [part.title for part in self._manuscript.parts if part.id in left_typed(self._board)]
        refused = next(iter(self._manuscript.refused.items()), None)
        if left:
            self.say(words.LEFT_IN_PARTS.format(parts="、".join(left)))
        elif refused:
            self.say(words.NOT_USED.format(file=refused[0], reason=refused[1]))
        elif not self._manuscript.final and not any(part.edited for part in self._manuscript.parts):
            self.say(words.MANUSCRIPT_START)

    def came_back(self) -> None:
        self._look()

    def _look(self) -> None:
        """Drafts anew where anything changed since the last look."""
        was_behind = self._reading.is_behind
        if self.is_on_top and self._reading.catch_up():
            self._composition = compose(self._board, self._reading.merged, self._earlier)
            self._show()
            if was_behind:
                self.say("")

    @property
    def _manuscript(self) -> Manuscript:
        return self._composition.manuscript

    @property
    def _part(self) -> Part:
        """The one highlighted."""
        chosen = self.query_one(Choices).chosen
        return next((part for part in self._manuscript.parts if part.id == chosen), self._manuscript.parts[0])

    def _show(self) -> None:
        choices = self.query_one(Choices)
        mark = sentences.marked(self._board.office.settings.mark)
        self.head(f" {mark}{self._board.quarter} {words.MANUSCRIPT_TITLE}", length_words(self._manuscript))
        choices.fill([(part.id, part_row(part, self._manuscript)) for part in self._manuscript.parts], choices.chosen)
        self._show_text()

    @on(OptionList.OptionHighlighted)
    def _show_text(self) -> None:
        self.query_one(Page).show(self._manuscript.text(self._part))

    def action_edit(self) -> None:
        if self._manuscript.final:
            self.say(words.FINISHED_ALREADY)
        else:
            self.app.push_screen(PartScreen(self._board, self._drafts, self._part))

    def action_history(self) -> None:
        part = self._part
        acts = self._reading.merged.written.texts.get(part.id, ())
        self.visit(PartHistoryScreen(part, acts), partial(self._restore, part))

    def _restore(self, part: Part, text: str | None) -> None:
        if text is not None:
            edit_part(self._board, part, text)
            self._look()
            self.say(words.TEXT_RESTORED)

    def action_preview(self) -> None:
        self.app.push_screen(PageScreen(f"{words.PREVIEW_TITLE}  {self._board.quarter.label}", paper_text(self._composition.paper)))

    def action_write(self) -> None:
        self._look()
        self._tell_of(write_documents(self._board, self._reading.merged, self._composition))

    def _tell_of(self, published: Published) -> None:
        said = words.DOCUMENTS_WRITTEN.format(folder=published.paths[0].parent)
        self.say("\n".join((said, published.absent or published.fonts, self._board.office.settings.download_hint)))

    def action_finish(self) -> None:
        if self._manuscript.final:
            self.say(words.FINISHED_ALREADY)
            return
        self._look()
        questions = open_questions(self._board, self._reading.merged, self._composition)
        question = words.FINISH_QUESTION.format(quarter=self._board.quarter.label)
        self.visit(ConfirmScreen(f"{'；'.join(questions)}。\n{question}" if questions else question), self._finish)

    def _finish(self, sure: bool | None) -> None:
        if sure:
            published = finalize(self._board, self._reading.merged, self._composition)
            self._look()
            self._tell_of(published)

    def action_reopen(self) -> None:
        if self._manuscript.final:
            self.visit(AskScreen(words.REOPEN_QUESTION, is_required=True), self._reopen)
        else:
            self.say(words.NOT_FINISHED)

    def _reopen(self, reason: str | None) -> None:
        if reason:
            reopen(self._board, reason)
            self._look()
            self.say(words.REOPENED)
