"""The lead's answers as a unit takes them in: its report accepted, or sent back and open again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.receipt import SealedReceipt, latest
from liuwen_tui.receipts import keep_receipt, receipts_in
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.history import Act

RECEIVE, DECIDE = "receipt", "decide"
"""Acts as the history names them."""


def take_waiting(desk: Desk) -> SealedReceipt | None:
    """Takes in the lead's last answer to what is submitted now, from the lead's folder or the unit's own inbox; returns it when it was new.

    Raises what a save raises.
    """
    home, unit = desk.office.home, desk.unit.code
    folders = (home.receipts_folder(unit), home.inbox(unit))
    found = [receipt for folder in folders for receipt in receipts_in(folder, desk.quarter, desk.catalogue)[0]]
    if not found:  # as at nearly every start
        return None
    ledger = desk.store.read()
    if not ledger.head.state.is_frozen:
        return None
    answer = next(filter(None, (latest(found, seal) for seal in _seals(desk, ledger))), None)
    return answer if answer and take_receipt(desk, answer) else None


def take_receipt(desk: Desk, sealed: SealedReceipt) -> bool:
    """Takes in a receipt; False where it was taken in before.

    Raises `Unusable` for another unit's or quarter's, and for one that answers another submission.
    """
    receipt = sealed.receipt
    if (receipt.unit, receipt.quarter) != (desk.unit.code, str(desk.quarter)):
        name = desk.catalogue.unit_name(receipt.unit)
        raise Unusable(f"这是给{name} {receipt.quarter} 的回执，不是给{desk.unit.name} {desk.quarter} 的，请核对文件。")

    def refuse_other(ledger: Ledger) -> None:
        if not ledger.head.state.is_frozen or receipt.answers not in _seals(desk, ledger):
            raise Unusable("这份回执答复的不是现在报送的这一稿，没有收进；请让对方按现在这一稿答复。")

    def answer(ledger: Ledger) -> Ledger:
        if ledger.receipt == sealed.seal:
            return ledger
        refuse_other(ledger)
        keep_receipt(receipt, desk.office.home.inbox(desk.unit.code), desk.office.home.root, desk.catalogue)
        return replace(ledger.with_head(replace(ledger.head, state=receipt.verdict.state)), receipt=sealed.seal)

    before = desk.store.read()
    if before.receipt == sealed.seal:
        return False
    refuse_other(before)
    for decision in receipt.decisions:
        desk.store.change(partial(_overruled, decision, refuse_other), _act_of(decision))
    return desk.store.change(answer, desk.office.act(RECEIVE, receipt.reason)).receipt != before.receipt


def _overruled(decision: Decision, refuse: Callable[[Ledger], None], ledger: Ledger) -> Ledger:
    refuse(ledger)
    return ledger.with_decision(decision.version)


def _act_of(decision: Decision) -> Act:
    """The lead's act, not that of the account that takes the receipt in."""
    return Act(DECIDE, decision.version.updated_at, decision.version.updated_by, decision.reason)


def _seals(desk: Desk, ledger: Ledger) -> Iterator[str]:
    from liuwen_tui.reporting.exporting import submitted_seals  # noqa: PLC0415  - no start without a receipt needs what writes reports

    return submitted_seals(desk, ledger)
