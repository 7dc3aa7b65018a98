"""An exported report that comes back to a unit's desk, and what else is imported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from liuwen_tui.documents.receipt_toml import RECEIPTS
from liuwen_tui.documents.report_toml import LARGEST_REPORT, REPORTS, SealedReport
from liuwen_tui.documents.seal import Kind, read_document
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.ledger import Ledger, absorb
from liuwen_tui.domain.receipt import SealedReceipt
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.store.durable import read_file

_KINDS: Mapping[str, Kind[SealedReport | SealedReceipt]] = {**REPORTS, **RECEIPTS}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by measure number."""

    taken: tuple[int, ...]
    """Entries that are new or newer here."""
    conflicts: tuple[int, ...]
    """Entries of which this store and the file have versions that do not know each other."""


def read_import(path: Path, catalogue: Catalogue) -> Report | SealedReceipt:
    """Returns the report or receipt in that file; raises `Unusable`, naming the file, when it is anything else."""
    return open_import(read_file(path, LARGEST_REPORT), str(path), catalogue)


def open_import(content: bytes, name: str, catalogue: Catalogue) -> Report | SealedReceipt:
    """Returns the report or receipt in those bytes; raises `Unusable`, saying the name, when they are anything else."""
    try:
        document = read_document(content, _KINDS, catalogue)
    except LiuwenError as error:
        raise Unusable(f"{name}：{error}") from error
    return document.report if isinstance(document, SealedReport) else document


def meant(document: Report | SealedReceipt) -> tuple[str, str]:
    """Returns the unit's code and the quarter that a document is for."""
    said = document.receipt if isinstance(document, SealedReceipt) else document
    return said.unit, said.quarter


def take_in(desk: Desk, report: Report) -> Imported:
    """Joins a report of this unit and quarter into the store.

    A report whose entries are then exactly the store's brings its head along. Raises `Unusable` for another
    unit's or quarter's, `NotAllowed` when it would change a frozen report.
    """
    if (report.unit, report.quarter) != (desk.unit.code, str(desk.quarter)):
        raise Unusable(f"这是{report.unit_name} {report.quarter} 的报告，不是{desk.unit.name} {desk.quarter} 的，请核对单位和报告期。")

    def absorb_all(ledger: Ledger) -> Ledger:
        joined = ledger
        for version in report.versions:
            measure = version.subject.measure
            joined = joined.with_row(measure, absorb(joined.rows.get(measure), version))
        joined = replace(joined, head=_joined_head(joined, report))
        if joined != ledger:
            refuse_frozen(ledger.head, desk.quarter)
        return joined

    before = desk.store.read().rows
    after = desk.store.change(absorb_all, desk.office.act("import")).rows
    return Imported(
        taken=tuple(number for number, row in after.items() if number not in before or before[number].current != row.current),
        conflicts=tuple(number for number, row in after.items() if row.rivals),
    )


def _joined_head(ledger: Ledger, report: Report) -> Head:
    mine, theirs = ledger.head, report.head
    if theirs.revision < mine.revision or (theirs.revision == mine.revision and mine != Head()):
        return mine
    if _ids(ledger.versions()) == _ids(report.versions) and not any(row.rivals for row in ledger.rows.values()):
        return theirs
    return replace(theirs, state=State.WITHDRAWN if theirs.revision else State.DRAFT)


def _ids(versions: Iterable[Version]) -> list[str]:
    return [version.id for version in versions]
