"""The lead's answers as a unit takes them in: its report accepted, or sent back and open again."""

from __future__ import annotations

from dataclasses import replace

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.receipt import SealedReceipt, latest
from liuwen_tui.receipts import keep_receipt, receipts_in
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import submitted_seal

RECEIVE = "receipt"
"""The act as the history names it."""


def take_waiting(desk: Desk) -> SealedReceipt | None:
    """Takes in the lead's last answer to what is submitted now, where it lies ready; returns it when it was new.

    Raises what a save raises.
    """
    found, _ = receipts_in(desk.office.home.receipts_folder(desk.unit.code), desk.quarter, desk.catalogue)
    if not found:  # as at nearly every start
        return None
    ledger = desk.store.read()
    if not ledger.head.state.is_frozen:
        return None
    answer = latest(found, submitted_seal(desk, ledger))
    return answer if answer and take_receipt(desk, answer) else None


def take_receipt(desk: Desk, sealed: SealedReceipt) -> bool:
    """Takes in a receipt; False where it was taken in before.

    Raises `Unusable` for another unit's or quarter's, and for one that answers another submission.
    """
    receipt = sealed.receipt
    if (receipt.unit, receipt.quarter) != (desk.unit.code, str(desk.quarter)):
        name = desk.catalogue.unit_name(receipt.unit)
        raise Unusable(f"这是给{name} {receipt.quarter} 的回执，不是给{desk.unit.name} {desk.quarter} 的，请核对文件。")

    def answer(ledger: Ledger) -> Ledger:
        if ledger.receipt == sealed.seal:
            return ledger
        if not ledger.head.state.is_frozen or submitted_seal(desk, ledger) != receipt.answers:
            raise Unusable("这份回执答复的不是现在报送的这一稿，没有收进；请让对方按现在这一稿答复。")
        keep_receipt(receipt, desk.office.home.inbox(desk.unit.code), desk.office.home.root, desk.catalogue)
        return replace(ledger, head=replace(ledger.head, state=receipt.verdict.state), receipt=sealed.seal)

    before = desk.store.read().receipt
    return desk.store.change(answer, desk.office.act(RECEIVE, receipt.reason)).receipt != before
