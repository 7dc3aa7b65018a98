"""JSON of what the board shows beyond a summary: cells without a word, areas, contradictions, 综合状态, and what changed."""

from __future__ import annotations

from liuwen_tui.cli.shapes import Json
from liuwen_tui.documents.plain_changes import plain_changes
from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.comparison import Comparison, Contradiction, compared
from liuwen_tui.domain.entry import EMPTY_GLYPH, Entry, Status
from liuwen_tui.domain.fields import entry_fields
from liuwen_tui.domain.matrix import DISPUTED_GLYPH, counted_by_area, matrix_of
from liuwen_tui.domain.summary import Filing
from liuwen_tui.domain.versions import version_fields
from liuwen_tui.merging.board import Board, Merged

_NAMES = {**{status.glyph: str(status) for status in Status}, EMPTY_GLYPH: "unfilled", DISPUTED_GLYPH: "conflict"}
"""What is counted in an area, by the glyph that the board has for it."""


def board_shape(board: Board, merged: Merged) -> Json:
    """``unfilled`` are the entries that are due and not there; ``areas`` count the entries of each by status."""
    catalogue = board.catalogue
    matrix = matrix_of(merged.summary, merged.standing.due, catalogue)
    comparisons = compared(merged.summary, matrix, catalogue, merged.overall).values()
    return {
        "unfilled": [{"unit": cell.unit, "measure": cell.measure} for cell in matrix.cells.values() if not cell.is_filled],
        "areas": [
            {"area": area, "counts": {name: counts[glyph] for glyph, name in _NAMES.items()}}
            for area, counts in counted_by_area(matrix, catalogue).items()
        ],
        "overall": [_overall_shape(comparison) for comparison in comparisons],
        "contradictions": [_contradiction_shape(item) for comparison in comparisons for item in comparison.contradictions],
    }


def comparison_shape(board: Board, comparison: Comparison) -> Json:
    measure, schedule = comparison.measure, board.office.settings.schedule(board.catalogue.notice, board.quarter)
    return {
        "measure": measure.number,
        "title": measure.title,
        "overall": _overall_shape(comparison),
        "contradictions": [_contradiction_shape(item) for item in comparison.contradictions],
        "entries": [
            {
                "unit": cell.unit,
                **version_fields(version),
                "lamps": {
                    target.id: schedule.lamp(target, result) for target in measure.targets if (result := version.entry.target(target.id))
                },
            }
            for cell in comparison.cells
            for version in cell.versions
        ],
        "missing": [cell.unit for cell in comparison.cells if not cell.versions],
    }


def changes_shape(board: Board, filing: Filing, before: Answered) -> Json:
    """Entries that were sent back or changed since, as they were and as they are."""
    rows: list[Json] = []
    for number, versions in filing.versions.items():
        was, why = before.entries.get(number, Entry()), before.receipt.why(number)
        rows += [
            {
                "measure": number,
                "reason": why or None,
                "before": entry_fields(was),
                "after": entry_fields(version.entry),
                "changes": list(plain_changes(was, version.entry, board.catalogue.measure(number))),
            }
            for version in versions
            if why or version.entry != was
        ]
    return {"unit": filing.unit, "answers": filing.head.answers, "revisions": [before.revision, filing.head.revision], "entries": rows}


def _overall_shape(comparison: Comparison) -> Json:
    """``status`` is the one that stands; who set it and when are null while it is the drafted one."""
    overall = comparison.overall
    return {
        "measure": comparison.measure.number,
        "status": comparison.status,
        "drafted": comparison.drafted,
        "set_by": overall.by if overall else None,
        "set_at": overall.at if overall else None,
    }


def _contradiction_shape(item: Contradiction) -> Json:
    return {"measure": item.measure, "target": item.target.id if item.target else None, "said": dict(item.said)}
