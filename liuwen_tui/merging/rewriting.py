"""What the lead writes in the place of versions in conflict, kept as a draft until it is decided or given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.summary import Conflict
from liuwen_tui.merging.board import Board
from liuwen_tui.store.drafts import Draft, drafts_left, remove_draft


def draft_of(board: Board, conflict: Conflict, entry: Entry) -> Draft:
    """Returns what would be lost if the program ended now."""
    return Draft(conflict.versions[0].subject, None, entry, board.office.now())


def left_written(board: Board, conflict: Conflict) -> Entry | None:
    """Returns what this account was writing on that conflict when a program ended, the last of several."""
    return next((draft.entry for _, draft in reversed(list(_left(board, conflict)))), None)


def forget_written(board: Board, conflict: Conflict) -> None:
    """Removes what programs that ended left of that conflict; raises `Unusable` when the disk refuses."""
    for path, _ in _left(board, conflict):
        remove_draft(path)


def _left(board: Board, conflict: Conflict) -> Iterator[tuple[Path, Draft]]:
    subject = conflict.versions[0].subject
    return ((path, draft) for path, draft in drafts_left(board.office.home.lead_drafts_folder, Draft.take) if draft.subject == subject)
