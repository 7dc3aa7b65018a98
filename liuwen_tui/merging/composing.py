"""成稿: the report on the quarter, drafted from the summary, in the lead's words where there are any, and 定稿."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from liuwen_tui.documents.paper import Paper
from liuwen_tui.documents.papers.drafting import draft_parts
from liuwen_tui.documents.papers.summary_paper import summary_paper
from liuwen_tui.domain.errors import NotAllowed, WrongUse
from liuwen_tui.domain.manuscript import Edited, Manuscript, Part, Redrafted
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.store.manuscript import ManuscriptFiles, written_in


@dataclass(frozen=True, slots=True)
class Composition:
    """The report and what it tells of."""

    situation: Situation
    manuscript: Manuscript

    @property
    def paper(self) -> Paper:
        """Returns the report with its annexes."""
        return summary_paper(self.situation, self.manuscript)


def compose(board: Board, merged: Merged, earlier: tuple[Situation, ...] | None = None) -> Composition:
    """Returns the report on what was merged; ``earlier`` are the quarters before, which are read where they are not given."""
    situation = situation_of(board, merged, earlier_quarters(board) if earlier is None else earlier)
    written, folder = merged.written, board.office.home.manuscript_folder
    parts = tuple(replace(part, edited=written.edited(part.id)) for part in draft_parts(situation))
    refused = {item.file: item.reason for item in merged.refused if Path(item.file).parent == folder}
    for name in written.texts.keys() - {part.id for part in parts}:
        refused[str(folder / f"{board.quarter}_{name}.toml")] = "报告里没有这一部分，没有用上；请看里面有没有要用的话。"
    return Composition(situation, Manuscript(parts, merged.final, merged.after_final, refused))


def situation_of(board: Board, merged: Merged, earlier: tuple[Situation, ...] = ()) -> Situation:
    """Returns what was merged, judged as a whole."""
    settings = board.office.settings
    return Situation(merged.summary, merged.standing, board.catalogue, settings, merged.refused, merged.overall, earlier, merged.as_of)


def earlier_quarters(board: Board) -> tuple[Situation, ...]:
    """Returns the quarters of the notice before the board's that anybody reported on, the earliest first; reads all their reports."""
    found: list[Situation] = []
    quarter = board.catalogue.notice.first_quarter
    while quarter < board.quarter:
        before = Board(board.office, quarter)
        merged = before.merge()
        if merged.standing.reported:
            found.append(situation_of(before, merged, tuple(found)))
        quarter = quarter.next
    return tuple(found)


def part_named(manuscript: Manuscript, name: str) -> Part:
    """Returns the part of that id or title; raises `WrongUse` for any other."""
    for part in manuscript.parts:
        if name in (part.id, part.title):
            return part
    known = "、".join(f"{part.id} {part.title}" for part in manuscript.parts)
    raise WrongUse(f"报告里没有“{name}”这一部分，应为 {known} 之一。", "liuwen compose")


def edit_part(board: Board, part: Part, text: str, over: str | None = None) -> Part:
    """Puts the lead's text in the place of the draft, ``over`` which it was written, by default the present one; returns the part as kept.

    A text that says what the draft says is the draft again. Raises `WrongUse` for a blank one, `NotAllowed` after 定稿,
    `Changed` where another account wrote since ``part`` was read: then nothing is kept, and what a write raises.
    """
    text, drafted = clean(text).strip("\n"), part.drafted if over is None else over
    if is_blank(text):
        raise WrongUse(f"“{part.title}”没有字，没有存；请写上，或者用回拟定的。", f"liuwen compose {part.id} --redraft")
    if text == part.drafted:
        if part.edited:
            redraft_part(board, part)
        return replace(part, edited=None)
    if part.edited and (text, drafted) == (part.edited.text, part.edited.drafted):
        return part
    edited = Edited(text, drafted, board.office.now(), board.office.account)
    _keep(board, part, edited)
    return replace(part, edited=edited)


def redraft_part(board: Board, part: Part) -> None:
    """Takes the draft again in the place of what the lead wrote, which stays in the history; raises what `edit_part` raises."""
    if part.edited is None:
        raise WrongUse(f"“{part.title}”就是拟定的，没有改过，不用再拟。")
    _keep(board, part, Redrafted(board.office.now(), board.office.account))


def _keep(board: Board, part: Part, act: Edited | Redrafted) -> None:
    written, _ = written_in(board.office.home.manuscript_folder, board.quarter)
    if written.final:
        raise NotAllowed(
            f"{board.quarter.label}已由 {written.final.by} 定稿，没有存；要改请先撤销定稿。", "liuwen finalize --undo --reason 原因"
        )
    files(board).keep_text(part.id, part.edited, act)


def files(board: Board) -> ManuscriptFiles:
    """Returns the files of the board's quarter that the account may add to."""
    office = board.office
    return ManuscriptFiles(office.home, board.quarter, office.account, office.wait)
