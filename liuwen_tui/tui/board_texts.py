"""The board in words: what a unit says in a cell or as a whole, and how the areas stand beside last quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from liuwen_tui.documents.plain import plain_entry
from liuwen_tui.documents.plain_changes import plain_since_answer
from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.matrix import GLYPHS, Cell, Matrix, counted_by_area
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.summary import Filing, Summary, conflicts
from liuwen_tui.domain.text import fit, width
from liuwen_tui.tui import sentences, words

_AREA_CELLS, _COUNT_CELLS = 14, 3


def counts_line(summary: Summary, standing: Standing, cells: int) -> str:
    """Returns the counts of the board in at most that many cells: what is not pressing goes first, then what is nothing."""
    due, reported = f"应报{len(standing.due)}", f"已报{len(standing.reported)}"
    halves = f"(按时{len(standing.on_time)} 迟报{len(standing.late)})"
    pressing = {"退回": len(standing.returned), "未报": len(standing.missing), "冲突": len(conflicts(summary))}
    pressing |= {"无人认领": len(standing.unclaimed)}
    full = [f"{name}{count}" for name, count in pressing.items()]
    there = [f"{name}{count}" for name, count in pressing.items() if count]
    ways = ([due, reported + halves, *full], [due, reported + halves, *there], [due, reported, *there])
    lines = [" ".join(way) for way in ways]
    return next((line for line in lines if width(line) <= cells), lines[-1])


def about_cell(cell: Cell | None, measure: Measure) -> str:
    """Returns status and beginning of the account of what stands in a cell, in two lines."""
    if cell is None:
        return f"{measure.numeral}{measure.title}  {words.NOT_THEIRS}"
    status = "；".join(sentences.status_words(version.entry) for version in cell.versions) or words.NOT_FILLED
    progress = cell.versions[0].entry.progress.split("\n")[0] if cell.versions else ""
    return f"{measure.numeral}{measure.title}  {status}\n{progress}"


def about_unit(filing: Filing | None) -> str:
    """Returns how a unit's report stands, and who sent it when."""
    if filing is None or not filing.counts:
        return words.MISSING
    head = filing.head
    signed = f"  审核人 {head.signatories.reviewed_by}" if head.signatories.reviewed_by else ""
    at = datetime.fromisoformat(head.submitted_at)
    if head.on_behalf:
        return sentences.on_behalf_words(datetime.fromisoformat(head.first_submitted_at), at)
    return f"{filing.state.word}  第{head.revision}稿  {sentences.moment_words(at)}{signed}\n{_answer_words(filing)}"


def _answer_words(filing: Filing) -> str:
    answer = filing.answer.receipt if filing.answer else None
    if answer is None or not (answer.reason or answer.returned):
        return ""
    return f"退回原因  {answer.reasons}"


def cell_words(cell: Cell, measure: Measure, before: Answered | None) -> Iterator[str]:
    """Yields all that a unit says of a measure, each version under when and by whom it was saved.

    Then what changed since ``before``, the submission that was sent back.
    """
    for version in cell.versions:
        yield f"{measure.numeral}{measure.title}  {sentences.saved_words(version)}"
        yield from plain_entry(version.entry, measure)
        if before:
            yield from plain_since_answer(before, version, measure)
        yield ""


def area_table(catalogue: Catalogue, matrix: Matrix, before: Matrix | None) -> str:
    """Returns two rows an area: how many cells of each glyph there are now and, below, how many there were last quarter."""
    now, then = (counted_by_area(each, catalogue) if each else {} for each in (matrix, before))
    rows = [fit(words.AREAS_HEAD, _AREA_CELLS) + "".join(f"{glyph:>{_COUNT_CELLS}}" for glyph in GLYPHS)]
    for area, counts in now.items():
        rows.append(_counted(area, counts))
        rows += [_counted(f"  {words.BEFORE}", then[area])] if then else []
    return "\n".join(rows)


def _counted(name: str, counts: Counter[str]) -> str:
    return fit(name, _AREA_CELLS) + "".join(f"{counts[glyph] or '':>{_COUNT_CELLS}}" for glyph in GLYPHS)
