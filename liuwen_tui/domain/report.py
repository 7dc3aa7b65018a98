"""The report of one unit for one quarter: its head, its states, and its entries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import Version, read_time

AFTER_FINAL = "定稿后报送"
"""What is said of a report that came when the lead had closed the quarter's summary."""


class State(StrEnum):
    """Where a report stands. Source: design.md, section 6."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"

    @property
    def word(self) -> str:
        return _WORDS[self]

    @property
    def is_frozen(self) -> bool:
        """True while nothing in the report may change."""
        return self in (State.SUBMITTED, State.ACCEPTED)


_WORDS = {
    State.DRAFT: "未报送",
    State.SUBMITTED: "已报送",
    State.ACCEPTED: "已接收",
    State.WITHDRAWN: "已撤回",
    State.RETURNED: "已退回",
}


@dataclass(frozen=True, slots=True)
class Signatories:
    """The people named on a report. A phone number stays out of every summary."""

    prepared_by: str = ""
    reviewed_by: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a report says of itself as a whole. Times are RFC 3339 or empty."""

    state: State = State.DRAFT
    revision: int = 0
    """Raised by each submission and each withdrawal."""
    first_submitted_at: str = ""
    submitted_at: str = ""
    signatories: Signatories = field(default_factory=Signatories)
    answers: str = ""
    """Seal of the receipt that this submission answers."""
    on_behalf: bool = False
    """True for 代录: the lead entered what the unit sent on paper."""

    def submitted(self, signatories: Signatories, at: str) -> Head:
        """Returns the head after 报送."""
        return replace(
            self,
            state=State.SUBMITTED,
            revision=self.revision + 1,
            first_submitted_at=self.first_submitted_at or at,
            submitted_at=at,
            signatories=signatories,
        )

    def withdrawn(self) -> Head:
        """Returns the head after 撤回."""
        return replace(self, state=State.WITHDRAWN, revision=self.revision + 1)


@dataclass(frozen=True, slots=True)
class Report:
    """填报表, as it is exported. Versions stand in measure order, one to a measure."""

    notice: str
    notice_digest: str
    unit: str
    unit_name: str
    quarter: str
    head: Head
    versions: tuple[Version, ...]

    @property
    def told(self) -> tuple[Version, ...]:
        """The versions that a reader is told of: all but those of claims that were given up."""
        return tuple(version for version in self.versions if version.entry.claimed is not False)


def head_fields(head: Head) -> dict[str, object]:
    """Returns the head as plain values in the order of design.md, section 6."""
    return {
        "state": str(head.state),
        "revision": head.revision,
        "first_submitted_at": head.first_submitted_at,
        "submitted_at": head.submitted_at,
        "prepared_by": head.signatories.prepared_by,
        "reviewed_by": head.signatories.reviewed_by,
        "phone": head.signatories.phone,
        "answers": head.answers,
        **({"on_behalf": True} if head.on_behalf else {}),
    }


def take_head(table: Table, with_phone: bool = True) -> Head:
    """Takes a head out of a table; raises `Unusable` for what does not fit.

    A summary's heads come without ``phone``.
    """
    state = table.text("state")
    if state not in list(State):
        raise table.refuse("state", f"应为 {'、'.join(State)} 之一")
    revision = table.whole("revision")
    if revision < 0:
        raise table.refuse("revision", "不应小于零")
    head = Head(
        state=State(state),
        revision=revision,
        first_submitted_at=_time(table, "first_submitted_at"),
        submitted_at=_time(table, "submitted_at"),
        signatories=Signatories(
            prepared_by=table.line("prepared_by"),
            reviewed_by=table.line("reviewed_by"),
            phone=table.line("phone") if with_phone else "",
        ),
        answers=table.line("answers"),
        on_behalf=table.flag("on_behalf", False),
    )
    if head.state is not State.DRAFT and not head.first_submitted_at:
        raise table.refuse("first_submitted_at", "报送过的应有时间")
    if head.state is not State.DRAFT and not head.revision:
        raise table.refuse("revision", "报送过的至少是第 1 稿")
    return head


def _time(table: Table, name: str) -> str:
    text = table.text(name)
    return read_time(name, text) if text else ""
