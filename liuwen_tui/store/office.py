"""The circumstances of all work: the home, the notice, the settings, the account and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from liuwen_tui.domain.assignments import Assignments
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Settings
from liuwen_tui.store.assignments import load_assignments
from liuwen_tui.store.history import Act
from liuwen_tui.store.home import Home
from liuwen_tui.store.settings import load_settings

_FIRST_YEAR, _LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Office:
    """Where a desk or a board works, on which notice, for whom and when."""

    home: Home
    catalogue: Catalogue
    assignments: Assignments
    settings: Settings
    account: str
    """The name under which everything is recorded."""
    clock: Callable[[], datetime]
    """Returns the present with its zone."""
    wait: float
    """Seconds that a save waits for the lock."""

    def renewed(self) -> Office:
        """Returns the office with what the lead has set and assigned by now; raises `Unusable` for what cannot be read."""
        return replace(self, settings=load_settings(self.home.root), assignments=load_assignments(self.home, self.catalogue))

    def catalogue_of(self, quarter: Quarter) -> Catalogue:
        """Returns the catalogue with what the lead assigned for that quarter."""
        return self.catalogue.assigning(self.assignments, quarter)

    def now(self) -> str:
        """Returns the present as RFC 3339 to the second, in the home's time zone.

        Raises `Unusable` for a clock outside this century: nothing of such a time could be read again.
        """
        now = self.clock().astimezone(self.settings.timezone)
        if not _FIRST_YEAR <= now.year <= _LAST_YEAR:
            raise Unusable(f"这台机器的时间是 {now.year} 年，没有保存；请找管理员校准时钟。")
        return now.isoformat(timespec="seconds")

    def today(self) -> date:
        return self.clock().astimezone(self.settings.timezone).date()

    def act(self, name: str, reason: str = "") -> Act:
        """Returns an act of this account, done now."""
        return Act(name, self.now(), self.account, reason)
