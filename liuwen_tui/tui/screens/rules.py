"""本季规则: until when, what is asked for, from where lamps turn, and how far time has gone; dismisses with nothing."""

from __future__ import annotations

from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.documents.plain_rules import plain_times
from liuwen_tui.domain.days import read_day
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.text import fit
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.ruling import set_rules
from liuwen_tui.store.settings import SETTINGS_FILE
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.ask import AskScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose

_NAME_CELLS = 12


class RulesScreen(Room[None]):
    """A rule a row, and below what follows from them."""

    HELP = words.RULES_HELP
    BINDINGS = [Binding("enter", "change", "修改", show=False, priority=True, id="rules.change")]

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._refused: dict[str, str] = {}
        """What was typed for a rule and could not be set, by rule."""

    def compose(self) -> ComposeResult:
        yield Line(f" {words.RULES_TITLE}  {self._board.quarter.label}", id="head")
        yield Choices(id="rules")
        yield Page("", id="follows")
        yield Prose(rows=3, id="message")
        yield Foot(words.RULES_FOOT)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        board, choices = self._board, self.query_one(Choices)
        rows = [
            f" {fit(title, _NAME_CELLS)}  {self._now(name) or words.NOTHING_ASKED}{unit}" for name, (title, unit, _) in words.RULES.items()
        ]
        choices.fill([(name, fit(row, self.size.width)) for name, row in zip(words.RULES, rows, strict=True)], choices.chosen)
        self.query_one(Page).show("\n".join(plain_times(board.office.settings, board.catalogue, board.quarter)))

    def _now(self, rule: str) -> str:
        settings, quarter = self._board.office.settings, self._board.quarter
        note = " ".join(settings.of(quarter).note.split("\n"))
        return str({"due": settings.due_day(quarter), "note": note, "yellow": settings.yellow, "red": settings.red}[rule])

    def action_change(self) -> None:
        rule = self.query_one(Choices).chosen
        if rule:
            self.visit(AskScreen(words.RULES[rule][2], self._refused.get(rule, self._now(rule))), partial(self._set, rule))

    def _set(self, rule: str, text: str | None) -> None:
        if text is None:
            return
        try:
            self._take(rule, text)
        except LiuwenError as error:
            self._refused[rule] = text
            self.say(str(error))
            return
        self._refused.pop(rule, None)
        self._show()
        self.say(words.RULES_KEPT.format(rule=words.RULES[rule][0], path=self._board.office.home.root / SETTINGS_FILE))

    def _take(self, rule: str, text: str) -> None:
        board = self._board
        if rule == "due":
            set_rules(board, due=read_typed_day(text, board.quarter.last_day))
        elif rule == "note":
            set_rules(board, note="" if text == words.NO_NOTE else text)
        elif rule == "yellow":
            set_rules(board, yellow=_number(text))
        else:
            set_rules(board, red=_number(text))


def read_typed_day(text: str, first: date) -> date:
    """Returns the day that was typed, without a year the first such from ``first`` on; raises `WrongUse` for what is none."""
    day = read_day(text, first)
    if day is None:
        raise WrongUse(f"“{text}”不是日期，没有改；请写成 1月20日 的样子。")
    return day


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise WrongUse(f"“{text}”不是整数，没有改；请打数字。")
    return int(text)
