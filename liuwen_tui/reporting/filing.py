"""报送 and 撤回: a unit's report is frozen and sent, or opened again."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from pathlib import Path

from liuwen_tui.domain.errors import NotAllowed, Unfinished, Unusable, WrongUse
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.text import clean, one_line
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report, made_whole, out_folder, report_of
from liuwen_tui.reporting.formats import ExportFormat, file_of, papers_there
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.receiving import take_waiting
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.reporting.signing import Sign, change_signed
from liuwen_tui.store.durable import replace_files
from liuwen_tui.store.signing import signature_path

SUBMIT = "submit"
"""The act as the history names it."""


def submit(desk: Desk, signatories: Signatories, sign: Sign | None = None) -> Path:
    """Freezes the report, writes its export, signed where ``sign`` is given, and returns the export's path.

    Raises `WrongUse` without a reviewer, `Unfinished` while findings stop it, `NotAllowed` when already frozen or the quarter
    is closed, and what `sign` raises: then nothing is submitted.
    """
    desk.refuse_archived()
    refuse_frozen(desk.store.read().head, desk.quarter)
    desk = _at_one_moment(desk)
    named = Signatories(*map(one_line, (signatories.prepared_by, signatories.reviewed_by, signatories.phone)))
    if not named.reviewed_by:
        raise WrongUse("还没有写审核人，没有报送；请写上再报。", "liuwen submit --reviewed-by 姓名")

    def freeze(ledger: Ledger) -> Ledger:
        refuse_frozen(ledger.head, desk.quarter)
        refuse_unfinished(desk.overview())
        answers = ledger.receipt if ledger.head.state is State.RETURNED else ""
        head = replace(ledger.head.submitted(named, desk.office.now()), answers=answers)
        return replace(made_whole(desk, ledger).all_left(), head=head)

    signature = change_signed(desk, freeze, lambda frozen: report_of(desk, frozen.head, frozen), desk.office.act(SUBMIT), sign)
    return _publish(desk, current_report(desk), signature)


def _at_one_moment(desk: Desk) -> Desk:
    """The same desk while the clock stands still: what is signed first and submitted then names one time."""
    still, moment = copy(desk), desk.office.clock()
    still.office = replace(desk.office, clock=lambda: moment)
    return still


def _publish(desk: Desk, report: Report, signature: bytes) -> Path:
    """Writes the report's export with its signature, and returns its path.

    Papers of an earlier submission beside it are made anew, or go, as its signature does.
    """
    exported = file_of(desk, report, ExportFormat.TOML)
    path = out_folder(desk) / exported.name
    signed = {signature_path(path): signature}
    contents, outdated = {path: exported.content, **(signed if signature else {})}, [] if signature else list(signed)
    for paper, make in papers_there(desk, report).items():
        try:
            contents[paper] = make().content
        except Unusable:  # what wrote it is no longer installed
            outdated.append(paper)
    replace_files(contents, and_remove=outdated)
    return path


def refuse_unfinished(overview: Overview) -> None:
    """Raises `Unfinished` while findings stop submission."""
    missing = overview.missing
    if missing:
        numbers = "、".join(map(str, missing))
        raise Unfinished(f"还有 {len(missing)} 项须补：第 {numbers} 项；请看报送前检查，补好再报。", "liuwen check")


def submitter(desk: Desk) -> str:
    """Returns the account that submitted the report as it stands, "" where it came submitted from elsewhere.

    Raises `Unusable` for a history that may not be read.
    """
    submitted_at = desk.store.read().head.submitted_at
    heads = ((event.act, event.content) for event in desk.store.history.events() if isinstance(event.content, Head))
    first = next((act for act, head in heads if head.submitted_at == submitted_at), None)
    return first.by if first and first.name == SUBMIT else ""


def withdraw(desk: Desk, reason: str, sign: Sign | None = None) -> Path:
    """Opens a submitted report again and returns the path of its export, which has no entries now, signed where ``sign`` is given.

    Raises `WrongUse` without a reason, what `refuse_unsubmitted` raises, and what `sign` raises: then nothing is withdrawn.
    """
    reason = clean(reason)
    if not reason.strip():
        raise WrongUse("还没有写原因，没有撤回；请写上再撤。", "liuwen withdraw --reason 原因")
    refuse_unsubmitted(desk)

    def thaw(ledger: Ledger) -> Ledger:
        _refuse_unsubmitted(ledger.head)
        return ledger.with_head(ledger.head.withdrawn())

    def emptied(ledger: Ledger) -> Report:
        return report_of(desk, ledger.head, Ledger())

    signature = change_signed(desk, thaw, emptied, desk.office.act("withdraw", reason), sign)
    return _publish(desk, emptied(desk.store.read()), signature)


def refuse_unsubmitted(desk: Desk) -> None:
    """Takes in the lead's answer where one waits; raises `WrongUse` where nothing is submitted then, `NotAllowed` once it is accepted."""
    take_waiting(desk)
    _refuse_unsubmitted(desk.store.read().head)


def _refuse_unsubmitted(head: Head) -> None:
    if head.state is State.ACCEPTED:
        raise NotAllowed("报告已被接收，不能撤回；要改请联系区发改委退回。")
    if head.state is State.RETURNED:
        raise WrongUse("报告已被退回，不用撤回，可以直接修改退回的各项。")
    if head.state is not State.SUBMITTED:
        raise WrongUse("报告还没有报送，不用撤回，可以直接修改。")
