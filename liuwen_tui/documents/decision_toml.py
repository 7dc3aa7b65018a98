"""``liuwen.decision/1``: a decision as sealed TOML, and back; receipts and summaries carry the same table. Source: design.md, section 7."""

from __future__ import annotations

from liuwen_tui.documents.entry_tables import Origin, entry_table, read_entry_table, read_origin, take_quarter, take_unit
from liuwen_tui.documents.seal import Kind, write_sealed
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.decision import Decision, join_decisions
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import clean, is_blank

DECISION_FORMAT = "liuwen.decision/1"
LARGEST_DECISION = 1_000_000
"""Bytes."""
_FEWEST_PARENTS = 2
_WHY = "decision_reason"
"""An entry has a ``reason`` of its own."""


def write_decision(decision: Decision, catalogue: Catalogue) -> tuple[bytes, str]:
    """Returns the decision as TOML and its seal, the same for the same decision; raises `Unusable` above 1 MB."""
    subject = decision.version.subject
    head: dict[str, object] = {
        "format": DECISION_FORMAT,
        "notice": subject.notice,
        "notice_digest": catalogue.notice.digest,
        "unit": subject.unit,
        "quarter": subject.quarter,
        "decision": decision_table(decision, catalogue),
    }
    content, seal = write_sealed(head)
    if len(content) > LARGEST_DECISION:
        raise Unusable(f"裁定有 {len(content)} 字节，超过 {LARGEST_DECISION} 字节的上限，请压缩文字。")
    return content, seal


def decision_table(decision: Decision, catalogue: Catalogue) -> dict[str, object]:
    """Returns the decision as a table: why, then the version as an entry."""
    title = catalogue.measure(decision.version.subject.measure).title
    return {_WHY: decision.reason, **entry_table(decision.version, title)}


def take_decisions(table: Table, origin: Origin, catalogue: Catalogue) -> tuple[Decision, ...]:
    """Takes the decisions out of a document's table; raises `Unusable` for what does not fit."""
    decisions = tuple(_read(row, origin, catalogue) for row in table.tables("decision"))
    if join_decisions(decisions) != decisions:
        raise Unusable("各项裁定应按版本号排列，不得重复。")
    return decisions


def _read_document(table: Table, _: str, catalogue: Catalogue) -> Decision:
    notice, digest = read_origin(table, catalogue)
    origin = Origin(notice, digest, take_unit(table, catalogue), take_quarter(table))
    decision = _read(table.table("decision"), origin, catalogue)
    table.close()
    return decision


def _read(table: Table, origin: Origin, catalogue: Catalogue) -> Decision:
    reason = table.text(_WHY)
    if clean(reason) != reason or is_blank(reason):
        raise table.refuse(_WHY, "应为干净的非空文字")
    version = read_entry_table(table, origin, catalogue)
    if len(version.parents) < _FEWEST_PARENTS:
        raise Unusable(f"第{version.subject.measure}项的裁定应出自两个以上的版本。")
    return Decision(version, reason)


DECISIONS = {DECISION_FORMAT: Kind(LARGEST_DECISION, _read_document)}
"""Decisions as `read_document` reads them."""
