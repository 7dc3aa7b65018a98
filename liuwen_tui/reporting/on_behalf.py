"""代录: the lead enters what a unit sent on paper, in a store of the lead's own; every save is published at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.domain.units import Unit
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import report_of, save_export
from liuwen_tui.reporting.filing import SUBMIT
from liuwen_tui.reporting.formats import ExportFormat, file_of
from liuwen_tui.store.office import Office


class PaperDesk(Desk):
    """A unit's desk that the lead keeps under ``lead/on-behalf/``: never frozen, and marked in all that leaves it.

    The report counts from the first save, until the unit's own does; it is on time by the day that the paper came.
    """

    def __init__(self, office: Office, unit: Unit, quarter: Quarter, received: date | None = None) -> None:
        """``received`` is the day that the paper came, None for the one said before, or today.

        Raises `WrongUse` for a day before the quarter, or one that has not come yet.
        """
        super().__init__(replace(office, home=office.home.for_paper()), unit, quarter)
        if received and not quarter.first_day <= received <= office.today():
            raise WrongUse(f"收到的日子不会是 {received}，应在 {quarter.first_day} 到今天之间；请核对日期。")
        self._received = received

    @property
    def mark(self) -> str:
        return f"代录 {self.unit.name}"

    def _save(self, number: int, judge: Callable[[Version | None], Entry], act: str) -> Version:
        version = super()._save(number, judge, act)
        self._publish()
        return version

    def _publish(self) -> None:
        """Writes the report as it stands for the lead's board to read."""
        ledger = self.store.change(self._sent, self.office.act(SUBMIT))
        report = report_of(self, replace(ledger.head, state=State.SUBMITTED), ledger)
        save_export(self, file_of(self, report, ExportFormat.TOML))

    def _sent(self, ledger: Ledger) -> Ledger:
        """The ledger after it was sent, open as before; as it is where nothing is new."""
        first = self._came or ledger.head.first_submitted_at or self.office.now()
        if ledger == ledger.all_left() and first == ledger.head.first_submitted_at:
            return ledger
        revision = ledger.head.revision + 1
        head = replace(ledger.head, revision=revision, first_submitted_at=first, submitted_at=self.office.now(), on_behalf=True)
        return replace(ledger.all_left(), head=head)

    @property
    def _came(self) -> str:
        if self._received is None:
            return ""
        return datetime.combine(self._received, time(), self.office.settings.timezone).isoformat(timespec="seconds")
