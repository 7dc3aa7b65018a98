"""One question over the screen: a sentence to type, or yes and no."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from liuwen_tui.domain.text import clean
from liuwen_tui.tui import words
from liuwen_tui.tui.sparing import SparingScreen
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.one_line import OneLine


class AskScreen(SparingScreen[str | None], ModalScreen[str | None]):
    """Dismisses with what was typed, None when nothing was or the person does not answer."""

    BINDINGS = [
        Binding("enter", "answer", "确定", show=False, priority=True, id="ask.answer"),
        Binding("escape", "refuse", "取消", show=False, id="ask.refuse"),
    ]

    def __init__(self, question: str, answer: str = "", is_required: bool = False) -> None:
        """``answer`` stands there from an earlier try; where one ``is_required`` Enter without it asks on."""
        super().__init__()
        self._question, self._answer, self._is_required = question, answer, is_required

    def compose(self) -> ComposeResult:
        with Vertical(id="question-box"):
            yield Prose(self._question)
            yield OneLine(self._answer, select_on_focus=False)
            yield Line(words.ASK_FOOT, id="ways")

    def action_answer(self) -> None:
        answer = clean(self.query_one(Input).value).strip()
        if self._is_required and not answer:
            self.query_one("#ways", Line).update(words.ASK_AGAIN)
        else:
            self.dismiss(answer or None)

    def action_refuse(self) -> None:
        self.dismiss(None)


class ConfirmScreen(SparingScreen[bool], ModalScreen[bool]):
    """Dismisses with True for yes."""

    BINDINGS = [
        Binding("y,Y,enter,是", "yes", "是", show=False, id="confirm.yes"),
        Binding("escape,n,N,否", "no", "否", show=False, id="confirm.no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(id="question-box"):
            yield Prose(self._question)
            yield Line(words.YES_NO_FOOT)

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(False)
