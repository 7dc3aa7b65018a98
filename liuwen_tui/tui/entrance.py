"""Which screen comes first, 选通知, the unit's list or the lead's board, and how one is put in the place of the other."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.driver import Driver

from liuwen_tui.domain.days import read_day
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.units import Unit
from liuwen_tui.opening import Face, Opening
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.drafting import found_drafts
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.last_place import keep_place, last_place, left_quarter
from liuwen_tui.tui.screens.base import Room, WentBack
from liuwen_tui.tui.screens.measures import MeasuresScreen
from liuwen_tui.tui.shell import Shell

if TYPE_CHECKING:  # imported when they are opened
    from liuwen_tui.reporting.on_behalf import PaperDesk
    from liuwen_tui.tui.screens.board import BoardScreen
    from liuwen_tui.tui.screens.drafts import TakenUp
    from liuwen_tui.tui.screens.entry import Ended


class Entrance(Shell):
    """Opens at the unit's list, at 选单位 where no unit is known, or at the lead's board."""

    def __init__(self, opening: Opening, for_lead: bool, drafts: DraftKeeper, driver: type[Driver] | None) -> None:
        super().__init__(opening.office.home.root, drafts, driver)
        self.opening, self._first, self._for_lead = opening, opening, for_lead
        self._has_several = bool(opening.notices)  # looked for once: every key asks what can be done
        self.farewell = ""
        """A sentence to leave on the terminal."""

    def enter(self) -> None:
        """Opens the first screen: 选通知 where there are several."""
        if self._has_several:
            self._list_notices()
        else:
            self._enter_notice()

    @property
    def _leads(self) -> bool:
        """True where the board is what opens, whatever the notice."""
        return self._for_lead or self._first.only_leads

    def _list_notices(self) -> None:
        from liuwen_tui.notices import standings
        from liuwen_tui.tui.screens.notices import NoticeScreen

        today = self._first.office.today()
        self.push_screen(NoticeScreen(standings(self._first, self._leads), self._first.last_notice, today), self._chose_notice)

    def _chose_notice(self, notice: str | None) -> None:
        if notice:
            self.opening = self._first.of(notice)
            with suppress(LiuwenError):  # another one is highlighted next time, no more
                self.opening.remember_notice()
            self._enter_notice()

    def _open_board(self) -> None:
        from liuwen_tui.tui.screens.board import BoardScreen

        self.push_screen(BoardScreen(self.opening.board(), self.drafts))

    @on(WentBack)
    def action_notices(self) -> None:
        """Puts 选通知 in the place of the screen that stands for one of several."""
        if self._is_of_one_notice:
            keep_place(self.screen_stack)
            self.pop_screen()
            self._list_notices()

    @property
    def _is_of_one_notice(self) -> bool:
        return self._has_several and isinstance(self.screen, Room) and self.screen.NOTICES_BEHIND

    def _enter_notice(self) -> None:
        if self._leads:
            self._open_board()
        elif self.opening.unit:
            self._begin(self.opening.unit)
        else:
            from liuwen_tui.tui.screens.units import UnitScreen

            self.push_screen(UnitScreen(*self.opening.to_choose_from()), self._chose_unit)

    def _chose_unit(self, unit: Unit | None) -> None:
        if unit:
            with suppress(LiuwenError):  # it is asked again next time, no more
                self.opening.remember_unit(unit)
            self._begin(unit)

    def _begin(self, unit: Unit) -> None:
        """Opens the unit's list or the board, once it is known which of the two."""
        face = self.opening.face(unit)
        if face:
            self._show(face, unit)
        else:
            from liuwen_tui.tui.screens.faces import FaceScreen

            self.push_screen(FaceScreen(unit), partial(self._chose_face, unit))

    def _chose_face(self, unit: Unit, face: Face | None) -> None:
        if face:
            self._remember(face)
            self._show(face, unit)

    def _remember(self, face: Face) -> None:
        with suppress(LiuwenError):  # it is asked again next time, no more
            self.opening.remember_face(face)

    def _show(self, face: Face, unit: Unit) -> None:
        try:
            if face is Face.LEAD:
                self._open_board()
            else:
                self._open(self.opening.desk(unit))
        except LiuwenError as error:  # nothing is open yet that could say it
            if self._has_several:
                self._list_notices()
                self.tell(str(error))
                return
            self.farewell = str(error)
            self.exit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "notices":
            return self._is_of_one_notice
        return action != "switch" or self._other_face() is not None

    def _other_face(self) -> Face | None:
        """What can be switched to from the screen in front, None where there is no choice."""
        screen = self.screen
        if isinstance(screen, MeasuresScreen) and self.opening.may_lead(screen.desk.unit):
            return Face.LEAD
        return Face.UNIT if isinstance(screen, Room) and screen.FACE is Face.LEAD and self.opening.lead_unit else None

    def action_switch(self) -> None:
        """Puts the one in the place of the other, of the same quarter."""
        from liuwen_tui.tui.screens.board import BoardScreen

        screen, unit = self.screen, self.opening.lead_unit
        self.opening.office = self.opening.office.renewed()  # the lead may have set rules and given measures meanwhile
        if isinstance(screen, MeasuresScreen):
            keep_place(self.screen_stack)
            self._remember(Face.LEAD)
            self.switch_screen(BoardScreen(self.opening.board(screen.desk.quarter), self.drafts))
        elif isinstance(screen, BoardScreen) and unit:
            desk = self.opening.desk(unit, screen.board.quarter)
            self._remember(Face.UNIT)
            self.pop_screen()
            self._open(desk)

    def _open(self, desk: Desk) -> None:
        """Opens the list, or the measure that was open last, behind the drafts that were left."""
        last, found = last_place(desk), found_drafts(desk)
        screen = MeasuresScreen(desk, self.drafts, last.number if last else None)
        self.push_screen(screen)
        if found:
            from liuwen_tui.tui.screens.drafts import DraftsScreen

            screen.visit(DraftsScreen(found), self._took_up)
        elif last and last.is_in_form:
            screen.call_after_refresh(screen.walk, last.number)
        elif not self.opening.chosen_quarter and (left := left_quarter(desk)):
            screen.say(sentences.left_words(left))

    def on_board_screen_came_on_paper(self, message: BoardScreen.CameOnPaper) -> None:
        """Asks once on which day the paper came, then opens the unit's form on the lead's own store."""
        desk = self.opening.paper_desk(message.unit, message.quarter)
        if desk.store.read().head.on_behalf:
            self._open_paper(desk, message.number)
            return

        from liuwen_tui.tui.screens.ask import AskScreen

        def answered(day: str | None) -> None:
            self.call_later(self._receive, message, day)

        self.push_screen(AskScreen(words.RECEIVED_QUESTION.format(unit=message.unit.name), str(self.opening.office.today())), answered)

    def _receive(self, message: BoardScreen.CameOnPaper, day: str | None) -> None:
        if day:
            received = read_day(day, message.quarter.first_day)
            if received is None:
                self.say(words.NO_SUCH_DAY.format(day=day))
                return
            self.say("")
            self._open_paper(self.opening.paper_desk(message.unit, message.quarter, received), message.number)

    def _open_paper(self, desk: PaperDesk, number: int | None) -> None:
        """Opens the form behind the drafts that were left of it."""
        from liuwen_tui.tui.screens.drafts import DraftsScreen
        from liuwen_tui.tui.screens.entry import EntryScreen

        found = found_drafts(desk)

        def ended(place: Ended | None) -> None:
            if place and place.wants_check:  # F9, which a unit submits with
                self.call_later(self.say, words.PAPER_COUNTS)

        self.push_screen(EntryScreen(desk, number or desk.numbers()[0], self.drafts), ended)
        if found:
            self.push_screen(DraftsScreen(found))

    def _took_up(self, taken: TakenUp | None) -> None:
        """Goes on where the words that were taken up belong."""
        if taken:
            desk, number, field = taken
            screen = MeasuresScreen(desk, self.drafts, number)
            self.switch_screen(screen)
            screen.call_after_refresh(screen.walk, number, field)
