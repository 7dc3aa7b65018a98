"""A unit's report leaves the desk: whole, in the format that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from liuwen_tui.documents.seal import seal_of
from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.ledger import Ledger, amend
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.formats import Exported, ExportFormat, file_of
from liuwen_tui.reporting.overview import Assignment
from liuwen_tui.store.durable import make_folder, replace_files
from liuwen_tui.store.signing import signature_path


def current_report(desk: Desk) -> Report:
    """Returns the report with its present entries, as a draft unless it is frozen."""
    return _present(desk, made_whole(desk, desk.store.read()))


def export(desk: Desk, form: ExportFormat) -> Exported:
    """Returns the report's bytes in that format.

    Of a TOML export the versions have left the store: later saves descend from them.
    """
    if form is ExportFormat.TOML:
        ledger = desk.store.change(lambda ledger: made_whole(desk, ledger).all_left(), desk.office.act("export"))
    else:
        ledger = made_whole(desk, desk.store.read())
    return file_of(desk, _present(desk, ledger), form)


def export_changes(desk: Desk, form: ExportFormat = ExportFormat.MARKDOWN) -> Exported:
    """Returns the report with what changed since the quarter before marked, in a format that has it; its file has a name of its own."""
    return file_of(desk, current_report(desk), form, changes=True)


EXPORTS: Mapping[str, tuple[str, Callable[[Desk], Exported]]] = {
    "toml": ("TOML  报送和汇总用的文件", partial(export, form=ExportFormat.TOML)),
    "docx": ("Word  文稿：打印、签字、盖章", partial(export, form=ExportFormat.DOCX)),
    "xlsx": ("Excel  台账：筛选、统计", partial(export, form=ExportFormat.XLSX)),
    "md": ("Markdown  文稿：传阅、粘贴到别处", partial(export, form=ExportFormat.MARKDOWN)),
    "docx-changes": ("Word  标出与上季的变化", partial(export_changes, form=ExportFormat.DOCX)),
    "md-changes": ("Markdown  标出与上季的变化", partial(export_changes, form=ExportFormat.MARKDOWN)),
}
"""What a person may choose to export: what it is for, and how it is made."""


def submitted_seals(desk: Desk, ledger: Ledger) -> Iterator[str]:
    """Yields the seals that the report which a frozen ledger was submitted as may have.

    One for each reading of the notice and each name of the unit, those of now first: the report is from before the notice
    was read anew or the unit renamed, or from since.
    """
    report, notice = _present(desk, ledger), desk.catalogue.notice
    for name in (desk.unit.name, *desk.unit.other_names):
        for digest in (notice.digest, *notice.earlier):
            as_it_was = replace(report, notice_digest=digest, unit_name=name)
            yield seal_of(file_of(desk, as_it_was, ExportFormat.TOML).content)


def save_export(desk: Desk, exported: Exported, target: Path | None = None) -> Path:
    """Writes an export to ``target``, a file or a folder, by default the unit's ``out/``, its signature beside it; returns the file's path."""
    path = target or out_folder(desk)
    if path.is_dir():
        path /= exported.name
    replace_files({path: exported.content, **({signature_path(path): exported.signature} if exported.signature else {})})
    return path


def out_folder(desk: Desk) -> Path:
    """Returns the unit's ``out/``, which it makes where it is missing."""
    out = desk.office.home.out_folder(desk.unit.code)
    make_folder(out, desk.office.home.root)
    return out


def made_whole(desk: Desk, ledger: Ledger) -> Ledger:
    """Returns the ledger so that the report says all it should and no more; a frozen one as it is.

    What stands from earlier quarters is said again; what the unit no longer answers for, because the lead took it back,
    is marked as given up, and what was given up and is the unit's again is not.
    """
    if ledger.head.state.is_frozen:
        return ledger
    own = {item.measure.number: item for item in desk.overview().assignments}
    for number in sorted({*ledger.rows, *own}):
        entry = _as_it_belongs(own.get(number), ledger.entry(number))
        if entry != ledger.entry(number) and desk.catalogue.has(number):
            row = amend(ledger.rows.get(number), desk.subject(number), entry, desk.office.now(), desk.office.account)
            ledger = ledger.with_row(number, row)
    return ledger


def _as_it_belongs(item: Assignment | None, entry: Entry) -> Entry:
    """The entry as it goes into a report; ``item`` is None where the measure is not the unit's."""
    if item is None:
        return replace(entry, claimed=False)
    if item.standing or entry.claimed is False:
        said = item.standing.entry if item.standing else entry
        return replace(said, claimed=True if item.by is AssignedBy.CLAIM else None)
    return entry


def report_of(desk: Desk, head: Head, ledger: Ledger) -> Report:
    """Returns the report of those entries under that head; what the notice does not have stays out."""
    notice = desk.catalogue.notice
    versions = tuple(version for version in ledger.versions() if desk.catalogue.has(version.subject.measure))
    return Report(notice.id, notice.digest, desk.unit.code, desk.unit.name, str(desk.quarter), head, versions)


def _present(desk: Desk, ledger: Ledger) -> Report:
    """The report as it leaves the desk: one that was accepted as it was submitted, for that is the lead's word and not the unit's."""
    state = State.SUBMITTED if ledger.head.state.is_frozen else State.DRAFT
    return report_of(desk, replace(ledger.head, state=state), ledger)
