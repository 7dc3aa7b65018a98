"""A ledger as TinyDB's tables, and back, every version verified: what does not fit is damage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from liuwen_tui.domain.errors import Damaged, LiuwenError
from liuwen_tui.domain.ledger import Ledger, Row
from liuwen_tui.domain.report import head_fields, take_head
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import Subject, Version, read_version, version_fields
from liuwen_tui.store.migrations import FORMAT

_HEAD_ID = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What a store is of; a store of anything else is refused."""

    notice: str
    unit: str
    quarter: str

    def subject(self, measure: int) -> Subject:
        return Subject(self.notice, self.unit, self.quarter, measure)


def read_ledger(database: TinyDB, key: Key) -> Ledger:
    """Returns the ledger in those tables; raises `Damaged` for what does not verify or is of another key."""
    try:
        head = Table(database.table("head", cache_size=0).get(doc_id=_HEAD_ID), "报送状态")
        if {name: head.text(name) for name in asdict(key)} != asdict(key):
            raise Damaged("它是别的通知、单位或报告期的。")
        head.whole("saves")
        receipt = head.text("receipt")
        entries = database.table("entries", cache_size=0).all()
        rows = {row.doc_id: _read_row(key.subject(row.doc_id), row) for row in entries}
        return Ledger(take_head(head), dict(sorted(rows.items())), receipt)
    except LiuwenError as error:
        raise Damaged(str(error)) from error


def write_ledger(database: TinyDB, key: Key, before: Ledger, after: Ledger) -> int:
    """Puts what differs into the tables in memory and returns which save this is, 0 for the making of a store."""
    heads, entries = database.table("head", cache_size=0), database.table("entries", cache_size=0)
    was = heads.get(doc_id=_HEAD_ID)
    saves: int = was["saves"] + 1 if isinstance(was, Document) else 0
    head = {"format": FORMAT, **asdict(key), "saves": saves, "receipt": after.receipt, **head_fields(after.head)}
    heads.upsert(Document(head, doc_id=_HEAD_ID))
    for measure, row in after.rows.items():
        if row != before.rows.get(measure):
            entries.upsert(Document(_row_fields(row), doc_id=measure))
    return saves


_verified: dict[Subject, tuple[Mapping[str, Any], Row]] = {}
"""The row last read of each subject: verifying 18 versions anew takes longer than a durable write, comparing them does not."""


def _read_row(subject: Subject, row: Mapping[str, Any]) -> Row:
    """The row, verified unless exactly these fields were verified before."""
    known = _verified.get(subject)
    if known is None or known[0] != row:
        known = _verified[subject] = row, _verify(subject, row)
    return known[1]


def _verify(subject: Subject, row: Mapping[str, Any]) -> Row:
    table = Table(row, f"第{subject.measure}项")
    left = table.flag("left")
    current = _read_version(subject, table.table("current"))
    bases = [_read_version(subject, base) for base in table.tables("base")]
    rivals = tuple(_read_version(subject, rival) for rival in table.tables("rivals"))
    is_decided = table.flag("decided", False)
    submitted = tuple(_read_version(subject, version) for version in table.tables("submitted"))
    table.close()
    return Row(current, left, bases[0] if bases else None, rivals, submitted if is_decided else None)


def _read_version(subject: Subject, table: Table) -> Version:
    return read_version(subject, table.rest())


def _row_fields(row: Row) -> dict[str, object]:
    return {
        "left": row.has_left,
        "current": version_fields(row.current),
        "base": [version_fields(row.base)] if row.base else [],
        "rivals": [version_fields(rival) for rival in row.rivals],
        "decided": row.submitted is not None,
        "submitted": [version_fields(version) for version in row.submitted or ()],
    }
