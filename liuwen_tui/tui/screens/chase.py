"""催报单: the list of those that have still to send something, to copy or to keep as a file; dismisses with nothing."""

from __future__ import annotations

from textual.binding import Binding

from liuwen_tui.merging.board import Board
from liuwen_tui.merging.chasing import save_list
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.page import PageScreen


class ChaseScreen(PageScreen):
    """The list as it stood when the screen was opened."""

    HELP = words.CHASE_HELP
    BINDINGS = [Binding("f8,e", "save", "存成文件", show=False, id="chase.save")]

    def __init__(self, board: Board, text: str) -> None:
        super().__init__(words.CHASE_TITLE, text, words.CHASE_FOOT)
        self._board, self._list = board, text

    def action_save(self) -> None:
        self.say(words.KEPT_IN.format(path=save_list(self._board, self._list)))
