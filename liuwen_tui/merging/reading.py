"""A board that stays open: as it was read last, and read again only once something changed."""

from __future__ import annotations

from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.matrix import Matrix, matrix_of
from liuwen_tui.domain.summary import Filing
from liuwen_tui.merging.answered import answered
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.store.fingerprint import Fingerprint, fingerprint
from liuwen_tui.store.settings import SETTINGS_FILE


class Reading:
    """What a board held at the last look. Making one reads all reports."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self._stamp = self._look()
        self.is_behind = False
        """True while something that changed could not be read, from the look that told it to one that reads it."""
        self._read()
        self._before: Matrix | None = None
        self._answered: dict[str, Answered | None] = {}

    def catch_up(self) -> bool:
        """Reads again what units sent and other accounts of the lead kept since the last look; False where nothing changed.

        Opens no file then. Raises what `Board.renew` and `Board.merge` do.
        """
        now = self._look()
        if now == self._stamp:
            return False
        self._stamp = now  # first: what cannot be read is told once, not at every look
        self.is_behind = True
        self.board.renew()
        self._read()
        self.is_behind = False
        return True

    def last_quarter(self) -> Matrix | None:
        """Returns the matrix of the quarter before, read the first time, None before the notice's first."""
        board = self.board
        if self._before is None and board.quarter > board.catalogue.notice.first_quarter:
            before = Board(board.office, board.quarter.previous)
            self._before = _matrix(before, before.merge())
        return self._before

    def sent_back(self, filing: Filing) -> Answered | None:
        """Returns what was sent back before that submission, read the first time, None where nothing was."""
        if filing.head.answers and filing.seal not in self._answered:
            self._answered[filing.seal] = answered(self.board, filing)
        return self._answered.get(filing.seal)

    def _read(self) -> None:
        self.merged = self.board.merge()
        self.matrix = _matrix(self.board, self.merged)

    def _look(self) -> Fingerprint:
        home = self.board.office.home
        outs = (home.out_folder(unit.code) for unit in self.board.catalogue.units)
        return fingerprint([*outs, home.lead_folder, home.assignments_file, home.root / SETTINGS_FILE])


def _matrix(board: Board, merged: Merged) -> Matrix:
    return matrix_of(merged.summary, merged.standing.due, board.catalogue)
