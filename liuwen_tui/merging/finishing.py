"""定稿 closes the report on a quarter, and 撤销定稿 opens it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.manuscript import Final, Reopened
from liuwen_tui.domain.summary import conflicts
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.composing import Composition, files
from liuwen_tui.merging.publishing import Published, publish


def open_questions(board: Board, merged: Merged, composition: Composition) -> tuple[str, ...]:
    """Returns what a person should know before the report is finished, each in a few words; none where nothing is open."""
    return tuple(_open(board, merged, composition))


def _open(board: Board, merged: Merged, composition: Composition) -> Iterator[str]:
    disputed = [f"{board.catalogue.unit_name(item.unit)}第{item.measure}项" for item in conflicts(merged.summary)]
    missing = len(merged.standing.missing)
    if stale := stale_words(composition):
        yield stale
    if disputed:
        yield f"{'、'.join(disputed)}有冲突，没有计入"
    if missing:
        yield f"还有 {missing} 家未报"
    if merged.refused:
        yield f"有 {len(merged.refused)} 个文件不能用"


def stale_words(composition: Composition) -> str:
    """Returns which parts the lead wrote of what has changed since, "" where there are none."""
    stale = [part.title for part in composition.manuscript.parts if part.is_stale]
    return f"“{'”“'.join(stale)}”改过以后来源有变" if stale else ""


def write_documents(board: Board, merged: Merged, composition: Composition) -> Published:
    """Writes the documents into the quarter's folder under ``lead/documents/``; raises what `publish` raises."""
    board.refuse_archived()
    return publish(board, merged, board.office.home.documents_folder(board.quarter), composition)


def finalize(board: Board, merged: Merged, composition: Composition) -> Published:
    """定稿: keeps the texts and the seals of the reports that count, and writes the documents.

    Raises `WrongUse` where that was done before; where the documents cannot be written nothing is kept.
    """
    manuscript = composition.manuscript
    texts = {part.id: part.text for part in manuscript.parts}
    seals = {unit: merged.summary.filings[unit].seal for unit in merged.standing.reported}
    final = Final(board.office.now(), board.office.account, texts, seals)
    written: list[Published] = []

    def close(standing: Final | None) -> Final:
        if standing:
            raise WrongUse(f"{board.quarter.label}已由 {standing.by} 定稿，不用再定。")
        written.append(write_documents(board, merged, replace(composition, manuscript=replace(manuscript, final=final))))
        return final

    files(board).keep_closing(close)
    return written[0]


def reopen(board: Board, reason: str) -> None:
    """撤销定稿: the parts can be edited again; the reason is kept. Raises `WrongUse` without one, and where nothing is finished."""
    reason = clean(reason).strip()
    if is_blank(reason):
        raise WrongUse("还没有写撤销定稿的原因，没有撤销；请写上再撤。", "liuwen finalize --undo --reason 原因")

    def close(standing: Final | None) -> Reopened:
        if standing is None:
            raise WrongUse(f"{board.quarter.label}还没有定稿，不用撤销。")
        return Reopened(board.office.now(), board.office.account, reason)

    files(board).keep_closing(close)
