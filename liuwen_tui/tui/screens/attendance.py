"""报送情况: who is due, on time, late, sent back and missing, whom to ring up, and the measures that nobody has; dismisses with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, OptionList

from liuwen_tui.documents.chase_list import chase_list
from liuwen_tui.domain.attendance import Attendance, Stands
from liuwen_tui.domain.contact import Contact, read_contact
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.text import fit
from liuwen_tui.domain.units import Unit, matching_units
from liuwen_tui.merging import chasing, ruling
from liuwen_tui.merging.board import Board
from liuwen_tui.tui import words
from liuwen_tui.tui.attendance_texts import attendance_about, attendance_row
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.assign import AssignScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.chase import ChaseScreen
from liuwen_tui.tui.screens.rules import RulesScreen, read_typed_day
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose

_TITLE_CELLS = 34
_SCROLLBAR = 2


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
        self._rows: dict[str, Attendance] = {}
        """By unit code."""
        self._contacts: dict[str, Contact] = {}
        self._unclaimed: tuple[int, ...] = ()
        self._refused: dict[tuple[str, str], str] = {}
        """What was typed and could not be kept, by question and unit code."""

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Choices()
        field = Input(placeholder=words.ATTENDANCE_PLACEHOLDER, compact=True, id="wanted")
        field.cursor_blink = False
        field.display = False
        yield field
        yield Prose(rows=3, id="about")
        yield Prose(rows=3, id="message")
        yield Foot(words.ATTENDANCE_FOOT)

    def on_mount(self) -> None:
        self._read_again()
        self.set_focus(self.query_one(Choices))

    def on_resize(self) -> None:
        if self._rows:
            self._fill()

    def _read_again(self, _: None = None) -> None:
        board = self._board
        board.renew()
        merged = board.merge()
        self._rows = {row.unit.code: row for row in chasing.attendance(board, merged)}
        self._contacts, self._unclaimed = chasing.contacts(board), merged.standing.unclaimed
        standing = merged.standing
        reported = Share(len(standing.reported), len(standing.due))
        self.head(
            f" {words.ATTENDANCE_TITLE}  {board.quarter}  应报{reported.whole} 已报{reported.part}({reported.word})"
            f" 按时{len(standing.on_time)} 迟报{len(standing.late)} 退回{len(standing.returned)} 未报{len(standing.missing)}"
        )
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        sought, choices = self.query_one(Input).value, self.query_one(Choices)
        rows = [*self._measures(sought), *self._units(sought)]
        choices.fill([(name, fit(row, self.size.width - _SCROLLBAR)) for name, row in rows], choices.chosen)
        self._describe()

    def _measures(self, sought: str) -> Iterator[tuple[str | None, str]]:
        """The measures that nobody has, and those that the lead gave to somebody, under their heading."""
        catalogue = self._board.catalogue
        rows: list[tuple[str | None, str]] = []
        for measure in catalogue.notice.measures:
            given = words.GIVEN_TO.format(units="、".join(map(catalogue.unit_name, sorted(catalogue.given.get(measure.number, ())))))
            stands = words.UNCLAIMED if measure.number in self._unclaimed else given if measure.number in catalogue.given else ""
            if stands and any(is_found(sought, text) for text in (measure.title, stands)):
                rows.append((str(measure.number), f" {measure.number:>2} {fit(measure.title, _TITLE_CELLS)} {stands}"))
        if rows:
            yield None, f" {words.UNCLAIMED_AND_GIVEN}"
            yield from rows

    def _units(self, sought: str) -> Iterator[tuple[str | None, str]]:
        """The due units under the word for how they stand."""
        fitting = {unit.code for unit in matching_units((row.unit for row in self._rows.values()), sought)}
        for stands in Stands:
            rows = [
                row for row in self._rows.values() if row.stands is stands and (row.unit.code in fitting or is_found(sought, stands.word))
            ]
            if rows:
                yield None, f" {stands.word} {len(rows)}"
                yield from ((row.unit.code, attendance_row(row, self._contact(row.unit.code))) for row in rows)

    def _contact(self, code: str) -> Contact:
        return self._contacts.get(code, Contact())

    @property
    def _chosen(self) -> Attendance | int | None:
        """The unit or the number of the measure highlighted."""
        chosen = self.query_one(Choices).chosen
        return self._rows.get(chosen) or int(chosen) if chosen else None

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, Attendance):
            said = attendance_about(chosen, self._contact(chosen.unit.code), self._board.office.today())
        else:
            said = self._board.catalogue.measure(chosen).text if chosen else words.NOBODY_FITS
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
        self.set_focus(self.query_one(Choices))

    def action_open(self) -> None:
        """From the filter to the list; of a unit the contact, of a measure the units that it is given to."""
        chosen = self._chosen
        if isinstance(self.focused, Input):
            self.set_focus(self.query_one(Choices))
        elif isinstance(chosen, Attendance):
            self._ask("contact", chosen.unit, words.CONTACT_QUESTION, self._contact(chosen.unit.code).words)
        elif chosen:
            self.visit(AssignScreen(self._board, chosen), self._read_again)

    def action_extend(self) -> None:
        if row := self._chosen_unit():
            given = row.extension
            self._ask("extend", row.unit, words.EXTEND_QUESTION, f"{given.due} {given.reason}" if given else "")

    def action_end_extension(self) -> None:
        if row := self._chosen_unit():
            question = words.END_EXTENSION_QUESTION.format(unit=row.unit.name)
            self.visit(ConfirmScreen(question), partial(self._end_extension, row.unit))

    def _end_extension(self, unit: Unit, sure: bool | None) -> None:
        if sure:
            ruling.end_extension(self._board, unit)
            self._read_again()
            self.say(words.EXTENSION_ENDED.format(unit=unit.name))

    def _chosen_unit(self) -> Attendance | None:
        chosen = self._chosen
        if isinstance(chosen, Attendance):
            return chosen
        self.say(words.ONLY_UNITS)
        return None

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
        text = chase_list(tuple(self._rows.values()), self._contacts, board.quarter, board.office.today())
        self.app.push_screen(ChaseScreen(board, text))

    def action_rules(self) -> None:
        self.visit(RulesScreen(self._board), self._read_again)
