"""接收 and 退回: the lead's answers to what units submitted, each a receipt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.receipt import Receipt, Verdict
from liuwen_tui.domain.report import State
from liuwen_tui.domain.summary import Filing, conflicts
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.answered import keep_answered, submissions
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.receipts import keep_receipt

RETURNABLE = (State.SUBMITTED, State.ACCEPTED)
"""States that a report can be sent back from."""


def accept(board: Board, unit: Unit) -> Path:
    """接收 what the unit submitted; returns the receipt's path. Raises what `acceptable` raises."""
    return _answer(board, acceptable(board, board.merge(), unit), Verdict.ACCEPTED)


def acceptable(board: Board, merged: Merged, unit: Unit) -> Filing:
    """Returns the unit's filing, which can be accepted: an accepted one is answered anew once more was decided.

    Raises `WrongUse` where nothing waits to be judged, or its entries are in conflict.
    """
    filing = merged.summary.filings.get(unit.code)
    untold = filing and filing.standing_decisions != (filing.answer.receipt.decisions if filing.answer else ())
    filing = submitted(board, unit, filing, RETURNABLE if untold else (State.SUBMITTED,))
    disputed = "、".join(str(conflict.measure) for conflict in conflicts(merged.summary) if conflict.unit == unit.code)
    if disputed:
        raise WrongUse(
            f"{unit.name}第 {disputed} 项有几个版本，请先裁定用哪个，再接收。", f"liuwen decide {unit.code} 编号 版本 --reason 理由"
        )
    return filing


def send_back(board: Board, unit: Unit, reason: str, numbers: Iterable[int] = ()) -> Path:
    """退回 the report, or those entries of it, and returns the receipt's path.

    Raises `WrongUse` without a reason, for measures that the report does not tell of, or where nothing was submitted.
    """
    reason = clean(reason)
    if is_blank(reason):
        raise WrongUse("还没有写原因，没有退回；请写上再退。")
    filing = submitted(board, unit, board.merge().summary.filings.get(unit.code), RETURNABLE)
    wanted = sorted(set(numbers))
    foreign = "、".join(str(number) for number in wanted if number not in filing.versions)
    if foreign:
        raise WrongUse(f"{unit.name}的报告里没有第 {foreign} 项，请核对编号。")
    board.refuse_archived()
    keep_answered(board, filing)
    if wanted:
        return _answer(board, filing, Verdict.RETURNED, returned=dict.fromkeys(wanted, reason))
    return _answer(board, filing, Verdict.RETURNED, reason)


def reports_itself(board: Board, unit: Unit) -> bool:
    """Tells whether the unit's own report counts, beside which nothing that was entered on its behalf does."""
    own = board.merge().summary.own.get(unit.code)
    return own is not None and own.counts


def submitted(board: Board, unit: Unit, filing: Filing | None, wanted: tuple[State, ...]) -> Filing:
    """Returns the unit's filing, which can be answered; raises `WrongUse` where it is in no state that is ``wanted``."""
    if filing and filing.head.on_behalf:
        raise WrongUse(
            f"{unit.name}的报告是代录的，不用接收，也不能退回；要改请改代录的内容。", f"liuwen record --on-behalf {unit.code} 编号"
        )
    if filing is None or filing.state not in (State.SUBMITTED, State.ACCEPTED, State.RETURNED):
        raise WrongUse(f"{unit.name}没有报送{board.quarter.label}的报告，请等它报送。")
    if filing.state not in wanted:
        what = f"{unit.name}{board.quarter.label}的报告"
        raise WrongUse(f"{what}已经接收，不用再接收。" if filing.state is State.ACCEPTED else f"{what}已经退回，请等它重新报送。")
    return filing


def _answer(board: Board, filing: Filing, verdict: Verdict, reason: str = "", returned: dict[int, str] | None = None) -> Path:
    """Answers what stands, and before it whatever only the seal put behind it: the unit may hold that."""
    office = board.office
    receipt = Receipt(
        notice=board.catalogue.notice.id,
        notice_digest=board.catalogue.notice.digest,
        unit=filing.unit,
        quarter=str(board.quarter),
        answers=filing.seal,
        verdict=verdict,
        at=office.now(),
        by=office.account,
        reason=reason,
        returned=returned or {},
        decisions=filing.standing_decisions,
    )
    rivals = sorted(submissions(board, filing).keys() - {filing.seal})
    *_, path = [
        keep_receipt(replace(receipt, answers=seal), office.home.receipts_folder(filing.unit), office.home.root, board.catalogue)
        for seal in (*rivals, filing.seal)
    ]
    return path
