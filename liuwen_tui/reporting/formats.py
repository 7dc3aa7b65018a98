"""The formats in which a report leaves the desk, and the name that its file has by rule in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from liuwen_tui.documents.office.fonts import FONTS
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.report import Report, State
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.durable import is_there


class ExportFormat(StrEnum):
    """What a report can be exported as; the value is the file's ending."""

    TOML = "toml"
    MARKDOWN = "md"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def is_binary(self) -> bool:
        """True where no terminal can show it."""
        return self in (ExportFormat.DOCX, ExportFormat.XLSX)

    @property
    def has_changes(self) -> bool:
        """True where what changed since the quarter before can be marked in it."""
        return self in (ExportFormat.MARKDOWN, ExportFormat.DOCX)


_FONTS = f"文稿要用的字体：{'、'.join(FONTS)}；电脑上没有的会用相近的代替。"


@dataclass(frozen=True, slots=True)
class Exported:
    """A report's bytes and the name that its file has by rule."""

    content: bytes
    name: str
    note: str = ""
    """What to know before it is printed."""
    signature: bytes = b""
    """Made of the content with somebody's key, b"" for none."""


def file_of(desk: Desk, report: Report, form: ExportFormat, changes: bool = False) -> Exported:
    """Returns a report in that format, with its ``changes`` since the quarter before where they are wanted and the format has them.

    Raises `Unusable` where what writes the format is not installed.
    """
    name = _name_of(report, form, changes)
    if form is ExportFormat.TOML:
        return Exported(write_report(report, desk.catalogue), name)
    from liuwen_tui.reporting.paper_file import paper_file  # noqa: PLC0415  - what lays papers out costs every start 50 ms

    content = paper_file(report, desk.catalogue, desk.earlier().before() if changes else None, form)
    return Exported(content, name, _FONTS if form is ExportFormat.DOCX else "")


def papers_there(desk: Desk, report: Report) -> Mapping[Path, Callable[[], Exported]]:
    """Returns the papers that lie in the unit's ``out/`` under the names of that report, and how each is made of it."""
    out = desk.office.home.out_folder(desk.unit.code)
    papers = [form for form in ExportFormat if form is not ExportFormat.TOML]
    kinds = [(form, changes) for form in papers for changes in (False, True) if form.has_changes or not changes]
    named = {out / _name_of(report, form, changes): partial(file_of, desk, report, form, changes) for form, changes in kinds}
    return {path: make for path, make in named.items() if is_there(path)}


def _name_of(report: Report, form: ExportFormat, changes: bool) -> str:
    draft = ".draft" if report.head.state is State.DRAFT else ""
    return f"{report.notice}_{report.quarter}_{report.unit}{draft}{'.changes' if changes else ''}.{form}"
