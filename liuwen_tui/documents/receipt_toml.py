"""``liuwen.receipt/1``: a receipt as sealed TOML, and back. Source: design.md, section 7."""

from __future__ import annotations

from liuwen_tui.documents.decision_toml import decision_table, take_decisions
from liuwen_tui.documents.entry_tables import Origin, read_origin, take_quarter, take_unit
from liuwen_tui.documents.seal import Kind, take_seal, write_sealed
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.receipt import Receipt, SealedReceipt, Verdict
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.domain.versions import read_time

RECEIPT_FORMAT = "liuwen.receipt/1"
LARGEST_RECEIPT = 1_000_000
"""Bytes."""


def write_receipt(receipt: Receipt, catalogue: Catalogue) -> tuple[bytes, str]:
    """Returns the receipt as TOML and its seal, the same for the same receipt; raises `Unusable` above 1 MB."""
    head: dict[str, object] = {
        "format": RECEIPT_FORMAT,
        "notice": receipt.notice,
        "notice_digest": receipt.notice_digest,
        "unit": receipt.unit,
        "quarter": receipt.quarter,
        **receipt_fields(receipt, catalogue),
    }
    content, seal = write_sealed(head)
    if len(content) > LARGEST_RECEIPT:
        raise Unusable(f"回执有 {len(content)} 字节，超过 {LARGEST_RECEIPT} 字节的上限，请把原因写短。")
    return content, seal


def receipt_fields(receipt: Receipt, catalogue: Catalogue) -> dict[str, object]:
    """Returns what the lead says, as plain values, the same in a receipt and in a summary."""
    said: dict[str, object] = {"answers": receipt.answers, "verdict": str(receipt.verdict), "at": receipt.at, "by": receipt.by}
    if receipt.reason:
        said["reason"] = receipt.reason
    if receipt.returned:
        said["returned"] = [{"measure": measure, "reason": why} for measure, why in sorted(receipt.returned.items())]
    if receipt.decisions:
        said["decision"] = [decision_table(decision, catalogue) for decision in receipt.decisions]
    return said


def read_receipt(table: Table, seal: str, catalogue: Catalogue) -> SealedReceipt:
    """Returns the receipt of an opened document whose ``format`` was already taken.

    Raises `Unusable` for anything that is not exactly a receipt on the catalogue's notice.
    """
    notice, digest = read_origin(table, catalogue)
    origin = Origin(notice, digest, take_unit(table, catalogue), take_quarter(table))
    receipt = take_receipt(table, origin, catalogue)
    table.close()
    return SealedReceipt(receipt, seal)


RECEIPTS = {RECEIPT_FORMAT: Kind(LARGEST_RECEIPT, read_receipt)}
"""Receipts as `read_document` reads them."""


def take_receipt(table: Table, origin: Origin, catalogue: Catalogue) -> Receipt:
    """Takes what the lead says out of a table; ``origin`` tells of which notice, unit and quarter it is."""
    answers, verdict = take_seal(table, "answers"), table.text("verdict")
    if verdict not in list(Verdict):
        raise table.refuse("verdict", f"应为 {'、'.join(Verdict)} 之一")
    at, by, reason = read_time("at", table.text("at")), table.line("by"), _reason(table, "")
    rows = table.tables("returned")
    returned = {row.whole("measure"): _reason(row) for row in rows}
    for row in rows:
        row.close()
    if len(returned) != len(rows) or not all(map(catalogue.has, returned)):
        raise Unusable("退回的各项应是通知里的，不得重复。")
    if (verdict == Verdict.RETURNED) != bool(reason or returned):
        raise Unusable("退回应写原因，接收不写。")
    receipt = Receipt(*origin, answers, Verdict(verdict), at, by, reason, returned, take_decisions(table, origin, catalogue))
    if _is_renumbered(receipt, catalogue):
        raise Unusable("回执里有几项后来改了编号，请按现在的编号重新答复。")
    return receipt


def _is_renumbered(receipt: Receipt, catalogue: Catalogue) -> bool:
    moved = (catalogue.notice.number_now(receipt.notice_digest, measure) != measure for measure in receipt.returned)
    return any(moved) or any(decision.version.numbered is not None for decision in receipt.decisions)


def _reason(table: Table, default: str | None = None) -> str:
    reason = table.text("reason") if default is None else table.text("reason", default)
    if clean(reason) != reason or (default is None and is_blank(reason)):
        raise table.refuse("reason", "应为干净的非空文字")
    return reason
