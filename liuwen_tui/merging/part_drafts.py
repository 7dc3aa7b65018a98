"""What the lead types in a part of the report, kept as a draft until it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from liuwen_tui.domain.manuscript import Part
from liuwen_tui.merging.board import Board
from liuwen_tui.store.drafts import PartDraft, drafts_left, remove_draft


def part_draft(board: Board, part: Part, text: str, over: str) -> PartDraft:
    """Returns what would be lost if the program ended now; ``over`` is the draft that the text is written over."""
    return PartDraft(str(board.quarter), part.id, text, part.text, over, board.office.now())


def left_typed(board: Board) -> dict[str, PartDraft]:
    """Returns by part what this account was typing when a program ended, the last of several."""
    return {draft.part: draft for _, draft in _left(board)}


def forget_typed(board: Board, part: str) -> None:
    """Removes what programs that ended left of that part; raises `Unusable` when the disk refuses."""
    for path, draft in _left(board):
        if draft.part == part:
            remove_draft(path)


def _left(board: Board) -> Iterator[tuple[Path, PartDraft]]:
    left = drafts_left(board.office.home.lead_drafts_folder, PartDraft.take)
    return ((path, draft) for path, draft in left if draft.quarter == str(board.quarter))
