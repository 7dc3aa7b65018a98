"""A unit's desk: reading, saving and claiming its entries of one quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Self

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Changed, NotAllowed, WrongUse
from liuwen_tui.domain.fields import entry_fields, read_entry, refuse_foreign_targets
from liuwen_tui.domain.ledger import Ledger, amend
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import State
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.domain.threeway import Choice, join_fields, resolve
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Subject, Version, descend, rewrite
from liuwen_tui.receipts import receipts_in
from liuwen_tui.reporting.earlier import Earlier, read_earlier
from liuwen_tui.reporting.overview import Overview, assigned_by, overview_of
from liuwen_tui.reporting.refusals import Clash, gone, refuse_closed, refuse_frozen, whom
from liuwen_tui.store.archived import Archived, standing_archive
from liuwen_tui.store.office import Office
from liuwen_tui.store.quarter_store import QuarterStore

SAVE, CLAIM, RESTORE, YIELD = "save", "claim", "restore", "yield"
"""Acts as the history names them."""


class Desk:
    """One unit in one quarter. Every method that saves may raise `Busy`, `Unusable` or `NotAllowed`."""

    def __init__(self, office: Office, unit: Unit, quarter: Quarter) -> None:
        """Raises `WrongUse` for a quarter before the notice's first, or in which the unit does not exist."""
        office.catalogue.notice.refuse_before_first(quarter)
        self.office, self.quarter = office, quarter
        self.catalogue = office.catalogue_of(quarter)
        self.unit = self.catalogue.unit_in(unit.code, quarter)

    def renew(self) -> None:
        """Takes up what the lead has set and assigned since the desk was opened."""
        self.office = self.office.renewed()
        self.catalogue = self.office.catalogue_of(self.quarter)

    def of(self, quarter: Quarter) -> Self:
        """Returns the desk of the same unit in another quarter; raises `WrongUse` for one that there is none in."""
        return type(self)(self.office, self.unit, quarter)

    @property
    def mark(self) -> str:
        """What a screen says before all else of a desk that is not the unit's own."""
        return ""

    @property
    def store(self) -> QuarterStore:
        return self.office.home.store(self.unit.code, self.quarter, self.office.wait)

    def overview(self) -> Overview:
        """Returns what the unit has to report, with findings."""
        earlier = self.earlier()
        return overview_of(earlier, self.catalogue, self.unit.code, self.schedule, self.due, self._answer(earlier.now))

    def earlier(self) -> Earlier:
        """Returns what the unit has kept up to the desk's quarter; reads all those stores."""
        return read_earlier(self.office, self.unit.code, self.quarter, self.catalogue.predecessors(self.unit.code))

    @property
    def due(self) -> date:
        return self.office.settings.due_day(self.quarter, self.unit.code)

    @property
    def schedule(self) -> Schedule:
        """What the quarter's targets are judged by."""
        return self.office.settings.schedule(self.catalogue.notice, self.quarter)

    @property
    def archived(self) -> Archived | None:
        """How the keeper closed the quarter, None while it is open."""
        return standing_archive(self.office.home.archived_file, self.quarter)

    def refuse_archived(self) -> None:
        """Raises `NotAllowed` where the keeper closed the quarter."""
        self.office.home.refuse_archived(self.quarter)

    @property
    def state(self) -> State:
        """Where the report stands."""
        return self.store.read().head.state

    @property
    def answer(self) -> Receipt | None:
        """The lead's answer while the report is sent back."""
        return self._answer(self.store.read())

    def is_closed(self, number: int) -> bool:
        """Tells whether nothing may be saved of that measure: the report is frozen, or sent back for other entries."""
        try:
            self._refuse_closed(self.store.read(), number)
        except NotAllowed:
            return True
        return False

    def numbers(self) -> list[int]:
        """Returns the numbers of the unit's measures."""
        claimed = self.earlier().claimed()
        measures = self.catalogue.notice.measures
        return [measure.number for measure in measures if assigned_by(measure, self.catalogue, self.unit.code, claimed)]

    def version(self, number: int) -> Version | None:
        """Returns the current version of the entry on that measure; raises `WrongUse` when there is no such measure."""
        row = self.store.read().rows.get(self.catalogue.measure(number).number)
        return row.current if row else None

    def before(self, number: int) -> Version | None:
        """Returns the entry of the quarter before on that measure, else that of a unit merged into this one."""
        row = self._ledger(self.quarter.previous).rows.get(number)
        return row.current if row else self.earlier().taken_over(number)

    def assigned_by(self, measure: Measure) -> AssignedBy | None:
        """Tells why the unit answers for the measure, None when it does not."""
        given = self.catalogue.assigned_by(measure, self.unit.code)
        return given or assigned_by(measure, self.catalogue, self.unit.code, self.earlier().claimed())

    def quarters(self) -> list[tuple[Quarter, State]]:
        """Returns the quarters that the unit can report, latest first, each with the state of its report."""
        office, first = self.office, self.catalogue.notice.first_quarter
        quarters = [max(self.quarter, office.settings.current_quarter(office.today(), first))]
        while quarters[-1] > first:
            quarters.append(quarters[-1].previous)
        return [(quarter, self._ledger(quarter).head.state) for quarter in quarters if self.unit.exists_in(quarter)]

    def owed(self) -> list[tuple[Quarter, State]]:
        """Returns the quarters before this one whose report is not with the lead, latest first; reads all their stores."""
        return [(quarter, state) for quarter, state in self.quarters() if quarter < self.quarter and not state.is_frozen]

    def record(self, number: int, alter: Callable[[Entry], Entry], if_version: str | None = None, act: str = SAVE) -> Version:
        """Applies ``alter`` to the current entry and saves it under the name of that act.

        Raises `Changed` when ``if_version`` is given and is not the current version ("" for none yet).
        """

        def judge(current: Version | None) -> Entry:
            if if_version is not None and if_version != (current.id if current else ""):
                raise Changed(f"第{number}项已被{whom(current)}改过，没有保存；请看过现在的内容再填。", f"liuwen show {number}")
            return alter(current.entry if current else Entry())

        return self._save(number, judge, act)

    def save(self, number: int, entry: Entry, base: Version | None) -> Version:
        """Saves what was made of ``base``; what others saved meanwhile in other fields is kept too.

        Raises `Clash` when the same field was changed on both sides, `Unusable` when ``base`` is gone from the store;
        nothing is saved then.
        """

        def judge(current: Version | None) -> Entry:
            if base and current is None:
                raise gone(number)
            if (current.id if current else None) == (base.id if base else None):
                return entry
            outcome = join_fields(base.entry if base else Entry(), entry, current.entry if current else Entry())
            if outcome.clashes:
                raise Clash(number, entry, base, current, outcome)
            return outcome.entry

        return self._save(number, judge, SAVE)

    def settle(self, clash: Clash, choice: Choice) -> Version:
        """Saves what was chosen in a clash, and in the history what gave way; raises `Clash` anew where the store went on meanwhile."""
        if choice is Choice.THEIRS:
            self.keep(clash.number, clash.mine, clash.base)
        return self.save(clash.number, resolve(clash.outcome, clash.mine, choice), clash.theirs)

    def keep(self, number: int, entry: Entry, base: Version | None) -> Version:
        """Keeps in the history alone what was made of ``base`` and gives way to somebody else's words, and returns it."""
        subject, now, account = self.subject(number), self.office.now(), self.office.account
        version = rewrite(base, entry, now, account) if base else descend(subject, entry, (), now, account)
        self.store.set_aside(version, base.id if base else "", self.office.act(YIELD))
        return version

    def claim(self, number: int, undo: bool = False) -> Version:
        """认领, or undoes it; undone for a measure that is offered it is 暂不认领.

        Raises `WrongUse` for a measure that is the unit's own or was given by the lead, or was neither claimed nor offered.
        """
        measure = self.catalogue.measure(number)
        by = self.assigned_by(measure)
        if by in (AssignedBy.UNIT, AssignedBy.GROUP):
            raise WrongUse(f"第{number}项本来就是{self.unit.name}的措施，不用认领，也不能放弃。")
        if by is AssignedBy.LEAD:
            raise WrongUse(f"第{number}项是区发改委交办的，不用认领，也不能放弃；有不同意见请联系区发改委。")
        if undo and by is None and not self.catalogue.is_offered(measure):
            raise WrongUse(f"第{number}项没有认领过，不用放弃。")
        return self._save(number, lambda current: replace(current.entry if current else Entry(), claimed=not undo), CLAIM)

    def _save(self, number: int, judge: Callable[[Version | None], Entry], act: str) -> Version:
        measure, subject = self.catalogue.measure(number), self.subject(number)

        def alter(ledger: Ledger) -> Ledger:
            self._refuse_closed(ledger, number)
            row = ledger.rows.get(number)
            entry = judge(row.current if row else None)
            entry = read_entry(entry_fields(entry if act == CLAIM else self._with_claim(measure, entry)))
            refuse_foreign_targets(measure, entry)
            return ledger.with_row(number, amend(row, subject, entry, self.office.now(), self.office.account))

        return self.store.change(alter, self.office.act(act)).rows[number].current

    def subject(self, number: int) -> Subject:
        """Returns what the desk's versions on that measure are of."""
        return Subject(self.catalogue.notice.id, self.unit.code, str(self.quarter), self.catalogue.measure(number).number)

    def _with_claim(self, measure: Measure, entry: Entry) -> Entry:
        """The entry marked as claimed where the unit claimed what the notice does not give it, whether or not the lead did since."""
        if self.catalogue.assigned_by_notice(measure, self.unit.code):
            return replace(entry, claimed=None)
        claimed = self.earlier().claimed()
        if assigned_by(measure, self.catalogue, self.unit.code, claimed) is None:
            raise WrongUse(f"第{measure.number}项不是{self.unit.name}的措施；要填请先认领。", f"liuwen claim {measure.number}")
        return replace(entry, claimed=claimed.get(measure.number) or None)

    def _refuse_closed(self, ledger: Ledger, number: int) -> None:
        self.refuse_archived()
        refuse_frozen(ledger.head, self.quarter)
        refuse_closed(self._answer(ledger), number)

    def _answer(self, ledger: Ledger) -> Receipt | None:
        """The lead's answer while the report is sent back."""
        if ledger.head.state is not State.RETURNED:
            return None
        found, _ = receipts_in(self.office.home.inbox(self.unit.code), self.quarter, self.catalogue)
        return next((sealed.receipt for sealed in found if sealed.seal == ledger.receipt), None)

    def _ledger(self, quarter: Quarter) -> Ledger:
        return self.office.home.store(self.unit.code, quarter, self.office.wait).read()
