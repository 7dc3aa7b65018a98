"""Submissions that were sent back, kept under ``lead/answered/`` so that what the unit changed since can be told word by word."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from liuwen_tui.documents.report_toml import LARGEST_REPORT, REPORTS
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.answered import Answered
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.report import Report
from liuwen_tui.domain.summary import Filing
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.gathering import files_of


def submissions(board: Board, filing: Filing) -> dict[str, bytes]:
    """Returns by seal, byte by byte, the reports of the filing's revision in the unit's ``out/``: the one that stands, and any rival.

    Nothing but the seal puts it before them, and the unit's own store may hold any of them.
    """
    found = {}
    for path in files_of(board.office.home.out_folder(filing.unit), lambda name: name.endswith(".toml"))[0]:
        with suppress(LiuwenError):  # what cannot be read is not what is looked for
            content = read_file(path, LARGEST_REPORT)
            sealed = read_document(content, REPORTS, board.catalogue)
            report = sealed.report
            if report.head.state.is_frozen and _place(report) == (filing.unit, str(board.quarter), filing.head.revision):
                found[sealed.seal] = content
    return found


def _place(report: Report) -> tuple[str, str, int]:
    return report.unit, report.quarter, report.head.revision


def keep_answered(board: Board, filing: Filing) -> None:
    """Keeps the submissions that the filing stands for, byte by byte; raises `Unusable`."""
    for seal, content in submissions(board, filing).items():
        target = _path(board, filing.unit, seal)
        make_folder(target.parent, board.office.home.root)
        replace_file(target, content)


def answered(board: Board, filing: Filing) -> Answered | None:
    """Returns the submission that was sent back before this one, None where none was or it is not kept."""
    sent_back = next((sealed.receipt for sealed in filing.receipts if sealed.seal == filing.head.answers), None)
    if sent_back is None:
        return None
    try:
        content = read_file(_path(board, filing.unit, sent_back.answers), LARGEST_REPORT)
        report = read_document(content, REPORTS, board.catalogue).report
    except LiuwenError:
        return None
    entries = {version.subject.measure: version.entry for version in report.versions}
    return Answered(sent_back, report.head.revision, entries)


def resubmitted(board: Board, unit: Unit) -> tuple[Filing, Answered]:
    """Returns what stands of the unit and what was sent back before; raises `WrongUse` where there is nothing to compare."""
    filing = board.merge().summary.filings.get(unit.code)
    before = answered(board, filing) if filing else None
    if filing is None or before is None:
        raise WrongUse(f"{unit.name}{board.quarter.label}没有退回后重报的报告，没有可比的；请看它现在所填。", "liuwen merge")
    return filing, before


def _path(board: Board, unit: str, seal: str) -> Path:
    return board.office.home.lead_folder / "answered" / unit / f"{seal}.toml"
