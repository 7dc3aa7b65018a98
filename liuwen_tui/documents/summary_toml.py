"""``liuwen.summary/1``: a summary as sealed TOML, and back; it merges like a report. Source: design.md, section 7."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liuwen_tui.documents.decision_toml import decision_table, take_decisions
from liuwen_tui.documents.entry_tables import Origin, entry_table, read_entry_table, read_origin, take_digest, take_quarter, take_unit
from liuwen_tui.documents.narrow_toml import refuse_large, skeleton_size
from liuwen_tui.documents.receipt_toml import receipt_fields, take_receipt, write_receipt
from liuwen_tui.documents.report_toml import LARGEST_REPORT, REPORT_FORMAT, read_report
from liuwen_tui.documents.seal import Kind, read_document, seal_body, take_seal
from liuwen_tui.documents.written_toml import write_tables, write_toml
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.joining import join_by_measure, join_receipts
from liuwen_tui.domain.receipt import SealedReceipt
from liuwen_tui.domain.report import head_fields, take_head
from liuwen_tui.domain.summary import Filing, Summary, summary_of
from liuwen_tui.domain.table import Table

SUMMARY_FORMAT = "liuwen.summary/1"
LARGEST_SUMMARY = 64_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A report as it stands in the document of a summary."""

    unit: str
    content: bytes
    skeleton: int
    """What it comes to of the skeleton that a document may have."""


def write_summary(summary: Summary, catalogue: Catalogue, largest: int = LARGEST_SUMMARY) -> bytes:
    """Returns the summary as TOML: the same bytes for the same reports, in whatever order they came.

    Raises `Unusable` for one above ``largest`` bytes, or too large to be read again.
    """
    return join_pieces(summary, write_pieces(summary, catalogue), largest)


def write_pieces(summary: Summary, catalogue: Catalogue) -> list[Piece]:
    """Returns the reports in the order in which they stand in a document; raises `Unusable` for a text too long to be read again."""
    reports = sorted((*summary.own.values(), *summary.papers.values()), key=_place)
    tables = write_tables("report", (_filing_table(filing, summary.notice_digest, catalogue) for filing in reports))
    return [_piece(filing.unit, f"\n{table}".encode()) for filing, table in zip(reports, tables, strict=True)]


def _piece(unit: str, content: bytes) -> Piece:
    return Piece(unit, content, skeleton_size(content))


def join_pieces(summary: Summary, pieces: Sequence[Piece], largest: int) -> bytes:
    """Returns the document that has those reports of the summary; raises what `write_summary` raises, before anything is joined."""
    head = {
        "format": SUMMARY_FORMAT,
        "notice": summary.notice,
        "notice_digest": summary.notice_digest,
        "quarter": summary.quarter,
        "report_count": len(pieces),
    }
    beginning = write_toml(head).encode()
    empty, _ = seal_body(beginning + b"\n")
    size = len(empty) + sum(len(piece.content) for piece in pieces)
    if size > largest:
        raise Unusable(f"汇总有 {size} 字节，超过 {largest} 字节的上限，请分批汇总。")
    refuse_large(skeleton_size(empty) + sum(piece.skeleton for piece in pieces))
    content, _ = seal_body(b"".join((beginning, *(piece.content for piece in pieces), b"\n")))
    return content


def read_any(content: bytes, catalogue: Catalogue) -> Summary:
    """Returns the summary that a file's bytes hold or, of a report, amount to.

    Raises `Unusable` for anything that is neither, exactly.
    """
    return read_document(content, _KINDS, catalogue)


def _filing_table(filing: Filing, digest: str, catalogue: Catalogue) -> dict[str, object]:
    head = head_fields(filing.head)
    del head["phone"]
    entries = [
        entry_table(version, catalogue.measure(measure).title)
        for measure in sorted(filing.versions)
        for version in filing.versions[measure]
    ]
    table: dict[str, object] = {"unit": filing.unit, "unit_name": filing.unit_name, "seal": filing.seal, **head}
    if entries:
        table["entry"] = entries
    if filing.receipts:
        table["receipt"] = [_receipt_table(sealed, digest, catalogue) for sealed in filing.receipts]
    if filing.decisions:
        table["decision"] = [decision_table(decision, catalogue) for decision in filing.decisions]
    return table


def _receipt_table(sealed: SealedReceipt, digest: str, catalogue: Catalogue) -> dict[str, object]:
    """A receipt, with the digest that its seal was taken under where that is not the summary's."""
    own = sealed.receipt.notice_digest
    earlier = {} if own == digest else {"notice_digest": own}
    return {"seal": sealed.seal, **earlier, **receipt_fields(sealed.receipt, catalogue)}


def _of_report(table: Table, seal: str, catalogue: Catalogue) -> Summary:
    return summary_of(read_report(table, seal, catalogue).report, seal)


def _read_summary(table: Table, _: str, catalogue: Catalogue) -> Summary:
    notice, digest = read_origin(table, catalogue)
    quarter = take_quarter(table)
    count = table.whole("report_count")
    filings = [_read_filing(row, notice, digest, quarter, catalogue) for row in table.tables("report")]
    table.close()
    places = list(map(_place, filings))
    if len(places) != count:
        raise Unusable(f"应有 {count} 份报告，实有 {len(places)} 份，文件不完整，请让对方重新导出。")
    if sorted(set(places)) != places:
        raise Unusable("各单位应按代码排列，不得重复。")
    own, papers = ({filing.unit: filing for filing in filings if filing.head.on_behalf is paper} for paper in (False, True))
    return Summary(notice, catalogue.notice.digest, quarter, own, papers)


def _place(filing: Filing) -> tuple[str, bool]:
    """What reports stand in order of: the unit, its own before 代录."""
    return filing.unit, filing.head.on_behalf


_KINDS = {REPORT_FORMAT: Kind(LARGEST_REPORT, _of_report), SUMMARY_FORMAT: Kind(LARGEST_SUMMARY, _read_summary)}


def _read_filing(row: Table, notice: str, digest: str, quarter: str, catalogue: Catalogue) -> Filing:
    unit, unit_name, seal = take_unit(row, catalogue), row.line("unit_name"), take_seal(row, "seal")
    head = take_head(row, with_phone=False)
    origin = Origin(notice, digest, unit, quarter)
    said = [read_entry_table(entry, origin, catalogue) for entry in row.tables("entry")]
    receipts = join_receipts(_read_receipt(each, origin, catalogue) for each in row.tables("receipt"))
    decisions = take_decisions(row, origin, catalogue)
    row.close()
    versions = join_by_measure((*said, *(decision.version for decision in decisions)))
    return Filing(unit, unit_name, head, seal, versions, receipts, decisions)


def _read_receipt(table: Table, origin: Origin, catalogue: Catalogue) -> SealedReceipt:
    """A receipt inside a summary, its seal made anew and held against the one written."""
    seal = table.text("seal")
    own = origin._replace(notice_digest=take_digest(table, catalogue, origin.notice_digest))
    receipt = take_receipt(table, own, catalogue)
    table.close()
    if write_receipt(receipt, catalogue)[1] != seal:
        raise Unusable("回执的校验码与内容不符，汇总被改动过，请让对方重新导出。")
    return SealedReceipt(receipt, seal)
