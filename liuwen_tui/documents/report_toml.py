"""``liuwen.report/1``: a report as sealed TOML, and back. Source: design.md, section 6."""

from __future__ import annotations

from dataclasses import dataclass

from liuwen_tui.documents.entry_tables import Origin, entry_table, read_entry_table, read_origin, take_quarter, take_unit
from liuwen_tui.documents.seal import Kind, write_sealed
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.report import Report, State, head_fields, take_head
from liuwen_tui.domain.table import Table

REPORT_FORMAT = "liuwen.report/1"
LARGEST_REPORT = 1_000_000
"""Bytes."""


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it was read from a file whose seal fits."""

    report: Report
    seal: str


def write_report(report: Report, catalogue: Catalogue) -> bytes:
    """Returns the report as TOML, the same bytes for the same report; raises `Unusable` above 1 MB."""
    head = {
        "format": REPORT_FORMAT,
        "notice": report.notice,
        "notice_digest": report.notice_digest,
        "unit": report.unit,
        "unit_name": report.unit_name,
        "quarter": report.quarter,
        **head_fields(report.head),
        "entry_count": len(report.versions),
    }
    entries = [entry_table(version, catalogue.measure(version.subject.measure).title) for version in report.versions]
    content, _ = write_sealed({**head, "entry": entries} if entries else head)
    if len(content) > LARGEST_REPORT:
        raise Unusable(f"导出的文件有 {len(content)} 字节，超过 {LARGEST_REPORT} 字节的上限，请压缩文字。")
    return content


def read_report(table: Table, seal: str, catalogue: Catalogue) -> SealedReport:
    """Returns the report of an opened document whose ``format`` was already taken.

    One made under an earlier reading of the notice is returned as it reads now. Raises `Unusable` for anything that is
    not exactly a report on the catalogue's notice.
    """
    notice, digest = read_origin(table, catalogue)
    unit, unit_name = take_unit(table, catalogue), table.line("unit_name")
    quarter = take_quarter(table)
    origin = Origin(notice, digest, unit, quarter)
    head = take_head(table)
    count = table.whole("entry_count")
    versions = [read_entry_table(row, origin, catalogue) for row in table.tables("entry")]
    table.close()
    if digest != catalogue.notice.digest:
        versions.sort(key=lambda version: version.subject.measure)
    numbers = [version.subject.measure for version in versions]
    if len(numbers) != count:
        raise Unusable(f"应有 {count} 项，实有 {len(numbers)} 项，文件不完整，请让对方重新导出。")
    if sorted(set(numbers)) != numbers:
        raise Unusable("各项应按编号排列，不得重复。")
    if versions and head.state is State.WITHDRAWN:
        raise Unusable("已撤回的报告不应带有内容。")
    report = Report(notice, catalogue.notice.digest, unit, unit_name, quarter, head, tuple(versions))
    return SealedReport(report, seal)


REPORTS = {REPORT_FORMAT: Kind(LARGEST_REPORT, read_report)}
"""Reports as `read_document` reads them."""
