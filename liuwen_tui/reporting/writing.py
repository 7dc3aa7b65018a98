"""One entry that somebody is writing, what it was made from, and what becomes of it when a colleague saves too."""

from __future__ import annotations

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.settled import Settled
from liuwen_tui.domain.threeway import Choice, join_fields
from liuwen_tui.domain.versions import Subject
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import Clash, gone
from liuwen_tui.store.drafts import Draft


class Writing:
    """Begins with the entry as it is stored. Every method that reads or saves may raise what `Desk` raises."""

    def __init__(self, desk: Desk, number: int) -> None:
        self.desk, self.number = desk, number
        self._stamp = desk.store.stamp()
        earlier = desk.earlier()
        row = earlier.now.rows.get(desk.catalogue.measure(number).number)
        self.base = row.current if row else None
        """The version that what is written was made from, None where there was none."""
        self.is_decided = row is not None and row.submitted is not None
        """True where the lead decided on other words than the frozen report has."""
        self.settled = earlier.settled().get(number)
        """What stands of the measure as 办结 while nothing else is written."""
        self.before = earlier.before().get(number)
        """The entry of the quarter before, or the settled one that stood through it."""

    @property
    def stored(self) -> Entry:
        """What the writing was made from, empty where nothing was stored."""
        return self.base.entry if self.base else Entry()

    def stands(self, entry: Entry) -> Settled | None:
        """Returns what stands while that is all that is written."""
        return self.settled if self.settled and self.settled.stands_beside(entry) else None

    def save(self, entry: Entry) -> None:
        """Saves what is written; raises `Clash` when a colleague wrote other words in the same field, and saves nothing then."""
        if entry != self.stored:
            self.base = self.desk.save(self.number, entry, self.base)

    def settle(self, clash: Clash, choice: Choice) -> None:
        """Saves what was chosen in a clash."""
        self.base = self.desk.settle(clash, choice)

    def catch_up(self, entry: Entry) -> Entry:
        """Returns what is written together with what colleagues saved since the last look.

        Raises `Clash` when they wrote in the same field: the writing stays as it was made then.
        """
        stamp = self.desk.store.stamp()
        if stamp == self._stamp:
            return entry
        theirs = self.desk.version(self.number)
        self._stamp = stamp
        if self.base and theirs is None:
            raise gone(self.number)
        joined = join_fields(self.stored, entry, theirs.entry if theirs else Entry())
        if joined.clashes:
            raise Clash(self.number, entry, self.base, theirs, joined)
        self.base = theirs
        return joined.entry

    def draft(self, entry: Entry) -> Draft | None:
        """Returns what would be lost if the program ended now, None when all of it is stored."""
        if entry == self.stored:
            return None
        desk = self.desk
        subject = Subject(desk.catalogue.notice.id, desk.unit.code, str(desk.quarter), self.number)
        return Draft(subject, self.base, entry, desk.office.now())
