"""Where options, environment, settings, the account and the clock become a desk or a board."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Access
from liuwen_tui.domain.units import Unit
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.receiving import take_waiting
from liuwen_tui.store.account import account_name, membership, recorded_name
from liuwen_tui.store.assignments import load_assignments
from liuwen_tui.store.catalogue import known_notices, open_catalogue
from liuwen_tui.store.durable import refuse_other_than_folder
from liuwen_tui.store.home import Home
from liuwen_tui.store.office import Office
from liuwen_tui.store.personal import config_file, default_home, recall, remember
from liuwen_tui.store.settings import Server, load_server, load_settings
from liuwen_tui.store.shared import refuse_replaced

if TYPE_CHECKING:  # imported where it is made
    from liuwen_tui.merging.board import Board
    from liuwen_tui.reporting.on_behalf import PaperDesk

CLI_WAIT = 5.0
"""Seconds that a command waits for a lock."""
TUI_WAIT = 0.3
"""Seconds that a screen waits for a lock."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line; None where nothing was."""

    unit: str | None = None
    quarter: str | None = None
    notice: str | None = None
    home: str | None = None


class Face(StrEnum):
    """What the screens open with: a unit's own reporting, or the lead's board."""

    UNIT = "unit"
    LEAD = "lead"


def home_folder(options: Options, environment: Mapping[str, str], server: Server | None) -> Path:
    """Returns where the home is, whether there is one or not; ``server`` is what ``/etc/liuwen.toml`` says."""
    home = options.home or environment.get("LIUWEN_HOME")
    return Path(home).absolute() if home else server.home if server else default_home()


class Opening:
    """Options beat environment, environment beats ``liuwen.toml``, that beats defaults. Source: design.md, section 4."""

    def __init__(
        self,
        options: Options,
        environment: Mapping[str, str] = os.environ,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        wait: float = CLI_WAIT,
    ) -> None:
        """Raises `WrongUse` for a notice that is not found and `Unusable` for a home, settings or catalogues that cannot be read."""
        self._options, self._environment, self._clock, self._wait = options, environment, clock, wait
        server = load_server()
        root = home_folder(options, environment, server)
        refuse_other_than_folder(root)
        settings = load_settings(root)
        is_shared = Access.GROUPS in (settings.access, server.rules(root) if server else Access.PRIVATE)
        notice = options.notice or environment.get("LIUWEN_NOTICE") or settings.notice
        catalogue = open_catalogue(notice, root)
        kept = Home(root, catalogue.notice.id)
        if is_shared:
            refuse_replaced(kept)
        account = recorded_name() if is_shared else account_name()
        self.office = Office(kept, catalogue, load_assignments(kept, catalogue), settings, account, clock, wait)
        self._member = membership(catalogue.units) if is_shared else None
        self._chosen: Unit | None = None
        self._unit = options.unit or (None if is_shared else environment.get("LIUWEN_UNIT"))
        self._quarter = options.quarter or environment.get("LIUWEN_QUARTER")

    @property
    def notices(self) -> tuple[str, ...]:
        """The ids of the notices to choose from, none where one was asked for or there is but one."""
        is_asked_for = self._options.notice or self._environment.get("LIUWEN_NOTICE")
        known = () if is_asked_for else known_notices(self.office.home.root)
        return known if len(known) > 1 else ()

    @property
    def last_notice(self) -> str:
        """The notice that was open last, else the settings' default."""
        return recall(config_file(), self.office.home.root).get("notice", self.office.settings.notice)

    def of(self, notice: str) -> Opening:
        """Returns the same opening on another notice; raises what making one does."""
        there = type(self)(replace(self._options, notice=notice), self._environment, self._clock, self._wait)
        there.office = replace(there.office, account=self.office.account)
        return there

    def remember_notice(self) -> None:
        """Keeps the notice for this person's next start with this home."""
        remember(config_file(), self.office.home.root, {"notice": self.office.catalogue.notice.id})

    @property
    def unit(self) -> Unit | None:
        """The unit asked for, chosen since, or the only one that the account belongs to; on a home of its own the one remembered.

        An account of several units says each time which it works for: a command must not go to the one it had last.
        Raises `WrongUse` for one that the catalogue does not know and `NotAllowed` for one that is not the account's.
        """
        if self._unit:
            asked = self.office.catalogue.unit(self._unit)
            return self._member.admit(asked) if self._member else asked
        if self._chosen or self._member:
            return self._chosen or (self.units[0] if len(self.units) == 1 else None)
        remembered = recall(config_file(), self.office.home.root).get("unit")
        return next((unit for unit in self.units if unit.code == remembered), None)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that this account may report for: on a home of its own all, on a shared one those whose groups it is in."""
        return self._member.units if self._member else self.office.catalogue.units

    def to_choose_from(self) -> tuple[Catalogue, tuple[Unit, ...]]:
        """The catalogue of the quarter that is due next, and what its `units` are in it."""
        catalogue = self.office.catalogue_of(self.quarter)
        return catalogue, tuple(catalogue.unit(unit.code) for unit in self.units)

    @property
    def chosen_quarter(self) -> Quarter | None:
        """The quarter asked for, None where none was."""
        return Quarter.parse(self._quarter) if self._quarter else None

    @property
    def quarter(self) -> Quarter:
        """The quarter asked for, or the one whose due day comes next."""
        first = self.office.catalogue.notice.first_quarter
        return self.chosen_quarter or self.office.settings.current_quarter(self.office.today(), first)

    def quarter_of(self, unit: Unit) -> Quarter:
        """The quarter asked for, or the one whose due day comes next, else the nearest to it in which the unit exists."""
        return self.chosen_quarter or unit.nearest(self.quarter)

    def desk(self, unit: Unit | None = None, quarter: Quarter | None = None) -> Desk:
        """Returns the desk of a unit, by default the one asked for or remembered.

        Raises `WrongUse` without one, and `NotAllowed` for one that is not the account's.
        """
        chosen = unit or self.unit
        if chosen is None:
            if self._member:
                self._member.admit_any()
                raise WrongUse(f"还不知道您替哪个单位填报（{self._member.names}），请加 --unit 单位，或打开界面选定。")
            raise WrongUse("还不知道您是哪个单位，请加 --unit 单位，或打开界面选定。", "liuwen units")
        if self._member:
            self._member.admit(chosen)
        desk = Desk(self.office, chosen, quarter or self.quarter_of(chosen))
        with suppress(LiuwenError):  # what cannot be taken in now is taken in next time; a store that cannot be read says so itself
            take_waiting(desk)
        return desk

    def paper_desk(self, unit: Unit, quarter: Quarter | None = None, received: date | None = None) -> PaperDesk:
        """Returns the desk at which the lead enters what that unit sent on paper, which came on the day ``received``; raises `NotAllowed`."""
        from liuwen_tui.reporting.on_behalf import PaperDesk  # noqa: PLC0415  - the lead's alone

        self._refuse_others_than_lead()
        return PaperDesk(self.office, unit, quarter or self.quarter_of(unit), received)

    def board(self, quarter: Quarter | None = None) -> Board:
        """Returns the lead's board; raises `NotAllowed` for an account that is not the lead's, and `WrongUse` for a unit that there is none of.

        The board is of no unit, but whoever names one must not be left to think that it was understood.
        """
        self._refuse_others_than_lead()
        if self._options.unit:
            self.office.catalogue.unit(self._options.unit)
        return self._board(quarter or self.quarter)

    def _board(self, quarter: Quarter) -> Board:
        from liuwen_tui.merging.board import Board  # noqa: PLC0415  - a unit's command does without what merges

        return Board(self.office, quarter)

    def may_lead(self, unit: Unit) -> bool:
        """Tells whether this account may be the lead's as well as that unit's.

        On a shared home its group says so; else whoever can write under ``lead/`` may, and where there is none yet, the
        notice's own lead. Asks the disk, not the person.
        """
        if self._member:
            return self._member.leads
        folder = self.office.home.lead_folder
        return os.access(folder, os.W_OK) if os.path.isdir(folder) else unit.code == self._lead

    @property
    def only_leads(self) -> bool:
        """True for an account of the lead that belongs to no unit."""
        return self._member is not None and self._member.leads and not self._member.units

    def refuse_unusable(self, for_lead: bool) -> None:
        """Raises whatever would keep the first screen from opening, as far as it is known before."""
        if for_lead or self.only_leads:
            self.board()
        elif self.unit or not self.units:
            self.desk()
        else:
            self._board(self.quarter)

    def face(self, unit: Unit) -> Face | None:
        """Returns what to open with, None where the person has to be asked: both can be, and neither was said or chosen before."""
        if self._unit or not self.may_lead(unit):
            return Face.UNIT
        chosen = recall(config_file(), self.office.home.root).get("face")
        return Face(chosen) if chosen in list(Face) else None

    def remember_face(self, face: Face) -> None:
        """Keeps what this person chose for the next start with this home."""
        remember(config_file(), self.office.home.root, {"face": str(face)})

    @property
    def lead_unit(self) -> Unit | None:
        """The unit that whoever sits at the board reports for: the one asked for or remembered, else the notice's own lead.

        On a shared home it is one of the account's own, None for an account of no unit.
        """
        if self._member:
            return self.unit or next(iter(self.units), None)
        return self.unit or (self.office.catalogue.unit(self._lead) if self._lead else None)

    @property
    def _lead(self) -> str:
        """Code of the notice's own lead in the quarter, "" where it names none."""
        return self.office.catalogue_of(self.quarter).notice.lead

    def remember_unit(self, unit: Unit) -> None:
        """Takes the unit that was chosen, and keeps it for this person's next start with a home of its own."""
        self._chosen = unit
        if self._member is None:
            remember(config_file(), self.office.home.root, {"unit": unit.code})

    def _refuse_others_than_lead(self) -> None:
        if self._member:
            self._member.admit_lead()
