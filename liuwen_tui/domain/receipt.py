"""回执: the lead's answer to one submission, accepted or sent back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.report import Head, State
from liuwen_tui.domain.versions import instant


class Verdict(StrEnum):
    """接收 or 退回. Source: design.md, section 6."""

    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def word(self) -> str:
        return "接收" if self is Verdict.ACCEPTED else "退回"

    @property
    def state(self) -> State:
        """The state that a report is in once it is answered so."""
        return State.ACCEPTED if self is Verdict.ACCEPTED else State.RETURNED


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the lead answers. A report that is sent back has a reason, as a whole or for each measure named."""

    notice: str
    notice_digest: str
    unit: str
    """A code."""
    quarter: str
    answers: str
    """Seal of the report that it answers."""
    verdict: Verdict
    at: str
    by: str
    reason: str = ""
    """Why the report as a whole is sent back."""
    returned: Mapping[int, str] = field(default_factory=dict)
    """By measure, why that entry is sent back."""
    decisions: tuple[Decision, ...] = ()
    """What the lead decided where the unit's reports were in conflict, sorted by version."""

    @property
    def reasons(self) -> str:
        """Why it is sent back, as a whole or entry by entry."""
        return self.reason or "；".join(f"第{number}项：{why}" for number, why in self.returned.items())

    def why(self, measure: int) -> str:
        """Returns why that entry is open again, "" where it is not."""
        if self.verdict is Verdict.ACCEPTED:
            return ""
        return self.returned.get(measure, self.reason)


@dataclass(frozen=True, slots=True)
class SealedReceipt:
    """A receipt with the seal of its document."""

    receipt: Receipt
    seal: str


def latest(receipts: Iterable[SealedReceipt], answered: str) -> SealedReceipt | None:
    """Returns the answer that stands of those to the report of that seal.

    What was sent back is judged anew only once it is submitted again, so that 退回 stands before 接收; of two of one
    verdict the later stands, of two of one second that of the greater seal.
    """
    answering = [sealed for sealed in receipts if sealed.receipt.answers == answered]
    return max(answering, key=_precedence, default=None)


def _precedence(sealed: SealedReceipt) -> tuple[bool, tuple[datetime, str], str]:
    return sealed.receipt.verdict is Verdict.RETURNED, instant(sealed.receipt.at), sealed.seal


def judged(head: Head, answer: SealedReceipt | None) -> State:
    """Returns the state of a report as its last receipt leaves it."""
    return answer.receipt.verdict.state if answer and head.state in (State.SUBMITTED, State.ACCEPTED) else head.state
