"""报送, 撤回 and export: a unit's report as it leaves the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from liuwen_tui.documents.report_markdown import write_report_markdown
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.errors import NotAllowed, Unfinished, WrongUse
from liuwen_tui.domain.ledger import Ledger, amend
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.text import clean
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.store.durable import make_folder, replace_file

SUBMIT = "submit"
"""The act as the history names it."""


class ExportFormat(StrEnum):
    """What a report can be exported as; the value is the file's ending."""

    TOML = "toml"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True)
class Exported:
    """A report's bytes and the name that its file has by rule."""

    content: bytes
    name: str


def submit(desk: Desk, signatories: Signatories) -> Path:
    """Freezes the report, writes its export and returns the export's path.

    Raises `WrongUse` without a reviewer, `Unfinished` while findings stop it, `NotAllowed` when already frozen.
    """
    refuse_frozen(desk.store.read().head, desk.quarter)
    named = Signatories(*map(_one_line, (signatories.prepared_by, signatories.reviewed_by, signatories.phone)))
    if not named.reviewed_by:
        raise WrongUse("报送须写审核人：--reviewed-by 姓名。")

    def freeze(ledger: Ledger) -> Ledger:
        refuse_frozen(ledger.head, desk.quarter)
        refuse_unfinished(desk.overview())
        frozen = replace(_with_settled(desk, ledger).all_left(), head=ledger.head.submitted(named, desk.office.now()))
        _content(desk, _report(desk, frozen.head, frozen), ExportFormat.TOML)  # what cannot be exported is not frozen
        return frozen

    desk.store.change(freeze, desk.office.act(SUBMIT))
    return save_export(desk, export(desk, ExportFormat.TOML))


def refuse_unfinished(overview: Overview) -> None:
    """Raises `Unfinished` while findings stop submission."""
    missing = overview.missing
    if missing:
        numbers = "、".join(map(str, missing))
        raise Unfinished(f"还有 {len(missing)} 项须补：第 {numbers} 项。补什么见报送前检查（liuwen check），补好再报。")


def submitter(desk: Desk) -> str:
    """Returns the account that submitted the report as it stands, "" where it came submitted from elsewhere.

    Raises `Unusable` for a history that may not be read.
    """
    submitted_at = desk.store.read().head.submitted_at
    heads = ((event.act, event.content) for event in desk.store.history.events() if isinstance(event.content, Head))
    first = next((act for act, head in heads if head.submitted_at == submitted_at), None)
    return first.by if first and first.name == SUBMIT else ""


def withdraw(desk: Desk, reason: str) -> Path:
    """Opens a submitted report again and returns the path of its export, which has no entries now.

    Raises `WrongUse` without a reason or when nothing was submitted, `NotAllowed` once accepted.
    """
    reason = clean(reason)
    if not reason.strip():
        raise WrongUse("撤回须写原因：--reason 原因。")

    def thaw(ledger: Ledger) -> Ledger:
        refuse_unsubmitted(ledger.head)
        return replace(ledger, head=ledger.head.withdrawn())

    ledger = desk.store.change(thaw, desk.office.act("withdraw", reason))
    emptied = _report(desk, ledger.head, Ledger())
    return save_export(desk, Exported(_content(desk, emptied, ExportFormat.TOML), _name(emptied, ExportFormat.TOML)))


def refuse_unsubmitted(head: Head) -> None:
    """Raises `WrongUse` where nothing is submitted, `NotAllowed` once it is accepted."""
    if head.state is State.ACCEPTED:
        raise NotAllowed("报告已被接收，不能撤回；要改请联系区发改委退回。")
    if head.state is not State.SUBMITTED:
        raise WrongUse("报告还没有报送，不用撤回，可以直接修改。")


def current_report(desk: Desk) -> Report:
    """Returns the report with its present entries, as a draft unless it is frozen."""
    return _present(desk, _with_settled(desk, desk.store.read()))


def export(desk: Desk, form: ExportFormat) -> Exported:
    """Returns the report's bytes in that format.

    Of a TOML export the versions have left the store: later saves descend from them.
    """
    if form is ExportFormat.TOML:
        ledger = desk.store.change(lambda ledger: _with_settled(desk, ledger).all_left(), desk.office.act("export"))
    else:
        ledger = _with_settled(desk, desk.store.read())
    report = _present(desk, ledger)
    return Exported(_content(desk, report, form), _name(report, form))


def export_changes(desk: Desk) -> Exported:
    """Returns the report in Markdown with what changed since the quarter before marked; its file has a name of its own."""
    report = current_report(desk)
    content = write_report_markdown(report, desk.catalogue, desk.earlier().before())
    return Exported(content, _name(report, ExportFormat.MARKDOWN, ".changes"))


EXPORTS: Mapping[str, tuple[str, Callable[[Desk], Exported]]] = {
    "toml": ("TOML  报送和汇总用的文件", partial(export, form=ExportFormat.TOML)),
    "md": ("Markdown  打印、传阅用的文稿", partial(export, form=ExportFormat.MARKDOWN)),
    "md-changes": ("Markdown  标出与上季的变化", export_changes),
}
"""What a person may choose to export: what it is for, and how it is made."""


def save_export(desk: Desk, exported: Exported, target: Path | None = None) -> Path:
    """Writes an export to ``target``, a file or a folder, by default the unit's ``out/``; returns the file's path."""
    out = desk.office.home.out_folder(desk.unit.code)
    if target is None:
        make_folder(out, desk.office.home.root)
    path = target or out
    if path.is_dir():
        path /= exported.name
    replace_file(path, exported.content)
    return path


def _with_settled(desk: Desk, ledger: Ledger) -> Ledger:
    """The ledger with what stands from earlier quarters said again, so that the report is whole; a frozen one as it is."""
    if ledger.head.state.is_frozen:
        return ledger
    for item in desk.overview().assignments:
        if item.standing:
            number = item.measure.number
            entry = item.standing.entry if item.by is not AssignedBy.CLAIM else replace(item.standing.entry, claimed=True)
            row = amend(ledger.rows.get(number), desk.subject(number), entry, desk.office.now(), desk.office.account)
            ledger = ledger.with_row(number, row)
    return ledger


def _present(desk: Desk, ledger: Ledger) -> Report:
    head = ledger.head if ledger.head.state.is_frozen else replace(ledger.head, state=State.DRAFT)
    return _report(desk, head, ledger)


def _content(desk: Desk, report: Report, form: ExportFormat) -> bytes:
    write = write_report if form is ExportFormat.TOML else write_report_markdown
    return write(report, desk.catalogue)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _report(desk: Desk, head: Head, ledger: Ledger) -> Report:
    notice = desk.catalogue.notice
    versions = tuple(version for version in ledger.versions() if desk.catalogue.has(version.subject.measure))
    return Report(notice.id, notice.digest, desk.unit.code, desk.unit.name, str(desk.quarter), head, versions)


def _name(report: Report, form: ExportFormat, kind: str = "") -> str:
    draft = ".draft" if report.head.state is State.DRAFT else ""
    return f"{report.notice}_{report.quarter}_{report.unit}{draft}{kind}.{form}"
