"""报送情况: who is due, on time, late, sent back and missing, whom to ring up, and the measures that nobody has; dismisses with nothing."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList

from liuwen_tui.documents.chase_list import chase_list
from liuwen_tui.domain.contact import read_contact
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging import chasing, ruling
from liuwen_tui.merging.board import Board
from liuwen_tui.tui import words
from liuwen_tui.tui.attendance_texts import attendance_about
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.assign import AssignScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.chase import ChaseScreen
from liuwen_tui.tui.screens.rules import RulesScreen, read_typed_day
from liuwen_tui.tui.widgets.attendance_list import AttendanceList
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.one_line import OneLine


class AttendanceScreen(Room[None]):
    """The due units by how they stand, below the measures that nobody claimed; read anew after every change."""

    HELP = words.ATTENDANCE_HELP
    BINDINGS = [
        Binding("enter", "open", "打开", show=False, priority=True, id="attendance.open"),
        Binding("x", "extend", "展期", show=False, id="attendance.extend"),
        Binding("z", "end_extension", "撤销展期", show=False, id="attendance.end_extension"),
        Binding("l", "list", "催报单", show=False, id="attendance.list"),
        Binding("t", "rules", "本季规则", show=False, id="attendance.rules"),
        Binding("slash,ideographic_comma", "filter", "筛选", show=False, id="attendance.filter"),
    ]

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._roll = chasing.call_roll(board)
        self._refused: dict[tuple[str, str], str] = {}
        """What was typed and could not be kept, by question and unit code."""

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield AttendanceList()
        field = OneLine(placeholder=words.ATTENDANCE_PLACEHOLDER, id="wanted")
        field.display = False
        yield field
        yield Prose(rows=3, id="about")
        yield Prose(rows=3, id="message")
        yield Foot(words.ATTENDANCE_FOOT)

    def on_mount(self) -> None:
        self._show()
        self.set_focus(self._list)

    def on_resize(self) -> None:
        if self.is_mounted:
            self._fill()

    @property
    def _list(self) -> AttendanceList:
        return self.query_one(AttendanceList)

    def _read_again(self, _: None = None) -> None:
        self._roll = chasing.call_roll(self._board)
        self._show()

    def _show(self) -> None:
        standing = self._roll.standing
        reported = Share(len(standing.reported), len(standing.due))
        self.head(
            f" {words.ATTENDANCE_TITLE}  {self._board.quarter}  应报{reported.whole} 已报{reported.part}({reported.word})"
            f" 按时{len(standing.on_time)} 迟报{len(standing.late)} 退回{len(standing.returned)} 未报{len(standing.missing)}"
        )
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        self._list.show(self._roll, self._board.catalogue, self.query_one(Input).value)
        self._describe()

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        unit, number = self._list.unit, self._list.number
        if unit:
            said = attendance_about(unit, self._roll.contact(unit.unit.code), self._board.office.today())
        else:
            said = self._board.catalogue.measure(number).text if number else words.NOBODY_FITS
        self.query_one("#about", Prose).show(said)

    def action_filter(self) -> None:
        field = self.query_one(Input)
        field.display = True
        self.set_focus(field)

    def action_back(self) -> None:
        """Leaves the filter first."""
        field = self.query_one(Input)
        if not field.display:
            self.dismiss(None)
            return
        field.display, field.value = False, ""
        self.set_focus(self._list)

    def action_open(self) -> None:
        """From the filter to the list; of a unit the contact, of a measure the units that it is given to."""
        unit, number = self._list.unit, self._list.number
        if isinstance(self.focused, Input):
            self.set_focus(self._list)
        elif unit:
            self._ask("contact", unit.unit, words.CONTACT_QUESTION, self._roll.contact(unit.unit.code).words)
        elif number:
            self.visit(AssignScreen(self._board, number), self._read_again)

    def action_extend(self) -> None:
        if row := self._list.unit:
            given = row.extension
            self._ask("extend", row.unit, words.EXTEND_QUESTION, f"{given.due} {given.reason}" if given else "")
        else:
            self.say(words.ONLY_UNITS)

    def action_end_extension(self) -> None:
        if row := self._list.unit:
            ruling.refuse_unextended(self._board, row.unit)
            question = words.END_EXTENSION_QUESTION.format(unit=row.unit.name)
            self.visit(ConfirmScreen(question), partial(self._end_extension, row.unit))
        else:
            self.say(words.ONLY_UNITS)

    def _end_extension(self, unit: Unit, sure: bool | None) -> None:
        if sure:
            ruling.end_extension(self._board, unit)
            self._read_again()
            self.say(words.EXTENSION_ENDED.format(unit=unit.name))

    def _ask(self, what: str, unit: Unit, question: str, now: str) -> None:
        typed = self._refused.get((what, unit.code), now)
        self.visit(AskScreen(question.format(unit=unit.name), typed), partial(self._answered, what, unit))

    def _answered(self, what: str, unit: Unit, text: str | None) -> None:
        """Keeps what was answered; where that cannot be, it stands there again at the next try."""
        if text is None:
            return
        try:
            said = self._keep_contact(unit, text) if what == "contact" else self._extend(unit, text)
        except LiuwenError as error:
            self._refused[what, unit.code] = text
            self.say(str(error))
            return
        self._refused.pop((what, unit.code), None)
        self._read_again()
        self.say(said)

    def _keep_contact(self, unit: Unit, text: str) -> str:
        contact = read_contact(text)
        chasing.set_contact(self._board, unit, contact.name, contact.phone)
        return words.CONTACT_KEPT.format(unit=unit.name)

    def _extend(self, unit: Unit, text: str) -> str:
        day, _, reason = text.partition(" ")
        until = read_typed_day(day, self._board.quarter.last_day)
        ruling.extend(self._board, unit, until, reason)
        return words.EXTENDED.format(unit=unit.name, day=day_words(until))

    def action_list(self) -> None:
        board = self._board
        text = chase_list(self._roll.rows, self._roll.contacts, board.quarter, board.office.today())
        self.app.push_screen(ChaseScreen(board, text))

    def action_rules(self) -> None:
        self.visit(RulesScreen(self._board), self._read_again)
