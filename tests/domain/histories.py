"""Invented lives of reports: two units, three machines each, and all that can happen to versions between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.joining import with_decisions
from liuwen_tui.domain.ledger import Ledger, absorb, amend
from liuwen_tui.domain.report import Report, Signatories, State
from liuwen_tui.domain.settings import CHINA
from liuwen_tui.domain.summary import Summary, summary_of
from liuwen_tui.domain.versions import Subject, Version, descend, join

NOTICE, DIGEST, QUARTER = "qsh-2020-25", "d" * 64, "2020Q4"
UNITS = {"fgw": "区发改委", "czj": "区财政局"}
MEASURES = (1, 7)
ENTRIES = tuple(Entry(status=Status.IN_PROGRESS, progress=words) for words in ("甲", "乙", "丙"))
"""So few that old texts come back and two machines write the same."""
LEADS = ("王某", "陈某")
SIGNED = Signatories("张三", "李四", "0791-88100000")


def moment(minute: int) -> str:
    return (datetime(2021, 1, 5, 9, tzinfo=CHINA) + timedelta(minutes=minute)).isoformat()


def subject(unit: str = "fgw", measure: int = 1) -> Subject:
    return Subject(NOTICE, unit, QUARTER, measure)


def sealed(report: Report) -> Summary:
    """The summary of one report under a seal that, as on disk, follows from its content."""
    return summary_of(report, hashlib.sha256(repr(report).encode()).hexdigest())


@dataclass
class History:
    """Where the machines stand after what happened, and all that ever left one of them."""

    desks: dict[tuple[str, int], Ledger] = field(default_factory=lambda: {(unit, desk): Ledger() for unit in UNITS for desk in range(3)})
    reports: list[Report] = field(default_factory=list)
    left: list[Version] = field(default_factory=list)
    """Every version that left its store, as often as it did."""
    decisions: list[Decision] = field(default_factory=list)
    """By either of the lead's two accounts, which do not always know of each other."""

    @property
    def summaries(self) -> list[Summary]:
        """Each report's, with some of the decisions beside it."""
        count = len(self.decisions) + 1
        return [with_decisions(sealed(report), self.decisions[: at % count]) for at, report in enumerate(self.reports)]

    def left_of(self, about: Subject) -> list[Version]:
        return [version for version in self.left if version.subject == about]

    def subjects(self) -> list[Subject]:
        return [subject(unit, measure) for unit in UNITS for measure in MEASURES if self.left_of(subject(unit, measure))]


@dataclass(frozen=True)
class Act:
    """One thing that happens at one unit's desk."""

    kind: str
    unit: str
    desk: int
    measure: int
    choice: int


def _publish(history: History, act: Act, ledger: Ledger) -> None:
    head = ledger.head if ledger.head.state is not State.RETURNED else replace(ledger.head, state=State.DRAFT)
    versions = () if head.state is State.WITHDRAWN else ledger.versions()
    report = Report(NOTICE, DIGEST, act.unit, UNITS[act.unit], QUARTER, head, versions)
    history.reports.append(report)
    history.left += versions
    history.desks[act.unit, act.desk] = ledger


def _save(history: History, act: Act, minute: int) -> None:
    ledger = history.desks[act.unit, act.desk]
    if not ledger.head.state.is_frozen:
        about, entry = subject(act.unit, act.measure), ENTRIES[act.choice % len(ENTRIES)]
        row = amend(ledger.rows.get(act.measure), about, entry, moment(minute), f"账号{act.desk}")
        history.desks[act.unit, act.desk] = ledger.with_row(act.measure, row)


def _export(history: History, act: Act, minute: int) -> None:
    _publish(history, act, history.desks[act.unit, act.desk].all_left())


def _submit(history: History, act: Act, minute: int) -> None:
    ledger = history.desks[act.unit, act.desk]
    if not ledger.head.state.is_frozen:
        _publish(history, act, replace(ledger.all_left(), head=ledger.head.submitted(SIGNED, moment(minute))))


def _withdraw(history: History, act: Act, minute: int) -> None:
    ledger = history.desks[act.unit, act.desk]
    if ledger.head.state is State.SUBMITTED:
        _publish(history, act, ledger.with_head(ledger.head.withdrawn()))


def _send_back(history: History, act: Act, minute: int) -> None:
    ledger = history.desks[act.unit, act.desk]
    if ledger.head.state.is_frozen:
        history.desks[act.unit, act.desk] = ledger.with_head(replace(ledger.head, state=State.RETURNED))


def _import(history: History, act: Act, minute: int) -> None:
    ledger = history.desks[act.unit, act.desk]
    known = [report for report in history.reports if report.unit == act.unit]
    if known and not ledger.head.state.is_frozen:
        for version in known[-1 - act.choice % len(known)].versions:
            number = version.subject.measure
            ledger = ledger.with_row(number, absorb(ledger.rows.get(number), version))
        history.desks[act.unit, act.desk] = ledger


def _decide(history: History, act: Act, minute: int) -> None:
    by = LEADS[act.desk % 2]
    known = [decision.version for decision in history.decisions if act.choice % 2 or decision.version.updated_by == by]
    seen = {
        about: join((*history.left_of(about), *(version for version in known if version.subject == about))) for about in history.subjects()
    }
    disputed = [about for about, versions in seen.items() if len(versions) > 1]
    if disputed:
        about = disputed[act.choice % len(disputed)]
        history.decisions.append(
            Decision(descend(about, ENTRIES[act.choice % len(ENTRIES)], seen[about], moment(minute), by), f"理由{act.choice}")
        )


def _take_in(history: History, act: Act, minute: int) -> None:
    """A receipt with the decisions, whatever the desk has done meanwhile; accepted where it is frozen."""
    ledger = history.desks[act.unit, act.desk]
    for decision in history.decisions:
        if decision.version.subject.unit == act.unit:
            ledger = ledger.with_decision(decision.version)
    if ledger.head.state.is_frozen:
        assert ledger.versions() == history.desks[act.unit, act.desk].versions()
        ledger = ledger.with_head(replace(ledger.head, state=State.ACCEPTED))
    history.desks[act.unit, act.desk] = ledger


_WAYS: dict[str, Callable[[History, Act, int], None]] = {
    "save": _save,
    "export": _export,
    "import": _import,
    "submit": _submit,
    "withdraw": _withdraw,
    "send back": _send_back,
    "decide": _decide,
    "take in": _take_in,
}
_HOW_OFTEN = ("save",) * 5 + (
    "export",
    "submit",
    "import",
    "import",
    "send back",
    "send back",
    "withdraw",
    "decide",
    "decide",
    "take in",
    "take in",
)


def play(acts: list[Act]) -> History:
    """Returns what has become of the machines after all acts, a minute apart."""
    history = History()
    for minute, act in enumerate(acts):
        _WAYS[act.kind](history, act, minute)
    return history


def histories() -> st.SearchStrategy[History]:
    """Lives in which something was reported."""
    act = st.builds(
        Act,
        st.sampled_from(_HOW_OFTEN),
        st.sampled_from(("fgw",) * 5 + ("czj",)),
        st.integers(0, 2),
        st.sampled_from((1, 1, 1, 7)),
        st.integers(0, 5),
    )
    return st.lists(act, min_size=24, max_size=60).map(play).filter(lambda history: bool(history.reports))


def piles(history: History) -> st.SearchStrategy[list[Summary]]:
    """The summaries of a life in any order, some of them twice."""
    summaries = history.summaries
    return st.tuples(st.permutations(summaries), st.lists(st.sampled_from(summaries), max_size=3)).map(lambda pair: [*pair[0], *pair[1]])
