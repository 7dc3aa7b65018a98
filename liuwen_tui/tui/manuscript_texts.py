"""成稿 in words: a part in one row, how long the report is, what happened to a part, and the report as it would read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from liuwen_tui.documents.paper import Block, Heading, Items, Line, Paper, Paragraph, Quotation, Table
from liuwen_tui.domain.differences import marked
from liuwen_tui.domain.manuscript import COMPREHENSIVE_LIMIT, Edited, Manuscript, Part, Redrafted
from liuwen_tui.domain.text import fit
from liuwen_tui.tui import sentences, words

_TITLE_CELLS, _COUNT_CELLS = 20, 7
_INDENT = "　　"


def length_words(manuscript: Manuscript) -> str:
    """``3,120/5,000字  未定稿``, and by how much it is too long."""
    final = manuscript.final
    state = f"{final.by} {sentences.moment_words(datetime.fromisoformat(final.at))} {words.FINISHED}" if final else words.UNFINISHED
    over = manuscript.length - COMPREHENSIVE_LIMIT
    too_long = words.TOO_LONG.format(number=f"{over:,}") if over > 0 else ""
    return f"{manuscript.length:,}/{COMPREHENSIVE_LIMIT:,}字{too_long}  {state}"


def part_row(part: Part, manuscript: Manuscript) -> str:
    """Returns title, characters and a mark in words."""
    mark = f"{words.EDITED}  {words.STALE}" if part.is_stale else words.EDITED if part.edited else words.DRAFTED_BY_US
    return f" {fit(part.title, _TITLE_CELLS)}{manuscript.characters(part):>{_COUNT_CELLS},}字  {mark}"


def source_changes(part: Part) -> str:
    """Returns what changed word by word in the draft since the lead wrote over it."""
    return marked(part.edited.drafted if part.edited else part.drafted, part.drafted)


def act_row(act: Edited | Redrafted) -> str:
    """Returns when and by whom a part was edited or drafted again."""
    what = words.EDITED if isinstance(act, Edited) else words.BACK_TO_DRAFT
    return f" {sentences.moment_words(datetime.fromisoformat(act.at))}  {act.by}  {what}"


def act_text(act: Edited | Redrafted, before: str) -> str:
    """Returns what that act changed in the text that stood ``before``, and the text as it was then."""
    if isinstance(act, Redrafted):
        return words.BACK_TO_DRAFT
    return "\n".join((marked(before, act.text), "", words.AS_IT_WAS, act.text))


def paper_text(paper: Paper) -> str:
    """Returns the text itself as lines to read, and the names of what is attached."""
    lines = [paper.title, *(line for block in paper.sheets[0].blocks for line in _block_lines(block))]
    attached = [sheet.name for sheet in paper.sheets[1:]]
    return "\n".join((*lines, "", *attached))


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield from ("", text)
        case Paragraph(text, name):
            yield from (_INDENT + line for line in (f"{name}：{text}" if name else text).split("\n"))
        case Items(items):
            yield from (_INDENT + line for item in items for line in item.split("\n"))
        case Quotation(text) | Line(text):
            yield text
        case Table(name):
            yield f"〔{name}〕"
