"""汇总台: units by measures as they report, who is missing, and the report of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable, Input

from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.matrix import Cell, narrowed, standings
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.summary import conflicts
from liuwen_tui.domain.text import width
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging import judging
from liuwen_tui.merging.board import Board
from liuwen_tui.opening import Face
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import board_texts, sentences, words
from liuwen_tui.tui.screens.base import WentBack
from liuwen_tui.tui.screens.board_room import LOOK, BoardRoom
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.matrix import MatrixTable
from liuwen_tui.tui.widgets.one_line import OneLine


class BoardScreen(BoardRoom):
    """The matrix of one quarter."""

    FACE = Face.LEAD
    NOTICES_BEHIND = True
    HELP = words.BOARD_HELP
    BINDINGS = [
        Binding("enter", "open", "看所填", show=False, priority=True, id="board.open"),
        Binding("f2", "next_conflict(-1)", "上一处冲突", show=False, id="board.previous_conflict"),
        Binding("f3", "next_conflict(1)", "下一处冲突", show=False, id="board.next_conflict"),
        Binding("f7,u", "next_missing", "下一未报", show=False, id="board.next_missing"),
        Binding("f6", "only_delayed", "只看滞后", show=False, id="board.only_delayed"),
        Binding("slash,ideographic_comma", "filter", "筛选", show=False, id="board.filter"),
        Binding("f4", "source", "原文", show=False, id="board.source"),
        Binding("i", "paper", "代录", show=False, id="board.paper"),
        Binding("m", "compare", "分项对照", show=False, id="board.compare"),
        Binding("g", "areas", "各方面进展", show=False, id="board.areas"),
        Binding("f8,e", "manuscript", "成稿", show=False, id="board.manuscript"),
        Binding("b", "attendance", "报送情况", show=False, id="board.attendance"),
        Binding("t", "rules", "本季规则", show=False, id="board.rules"),
    ]

    @dataclass
    class CameOnPaper(Message):
        """A unit's report came on paper, to be entered from that measure on, None for the unit's first."""

        unit: Unit
        quarter: Quarter
        number: int | None

    def __init__(self, board: Board, drafts: DraftKeeper) -> None:
        super().__init__(board)
        self._drafts = drafts

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        with Horizontal(id="board"):
            yield MatrixTable()
            with Vertical(id="side"):
                yield Prose(id="said")
                yield Line(id="areas")
        field = OneLine(placeholder=words.BOARD_FILTER, id="wanted")
        field.display = False
        yield field
        yield Prose(rows=2, id="board-about")
        yield Prose(rows=3, id="message")
        yield Foot(words.BOARD_FOOT)

    def on_mount(self) -> None:
        self.show_all()
        self.set_focus(self.table)
        refused = self.reading.merged.refused
        if refused:
            self.say(f"有 {len(refused)} 个文件不能用：{refused[0].file} {refused[0].reason}")
        self.set_interval(LOOK, self._look)

    def on_resize(self, _: Resize) -> None:
        if self.is_mounted:
            self._show_head()
            self.call_after_refresh(self._show_areas)

    def came_back(self) -> None:
        self.catch_up()
        self.show_all()

    def _look(self) -> None:
        """Shows what units sent meanwhile; not while somebody types."""
        if self.is_on_top and not self._field.has_focus:
            self.catch_up()

    @property
    def _field(self) -> Input:
        return self.query_one("#wanted", Input)

    def show_all(self) -> None:
        merged = self.reading.merged
        standing = standings(merged.summary, merged.standing, merged.after_final)
        part = narrowed(self.reading.matrix, self._field.value, standing, self.board.catalogue)
        notes = {unit: words.NOTES.get(word, word) for word, units in standing.items() if word != words.ON_TIME for unit in units}
        self.table.show(part, {unit: self.board.catalogue.unit_name(unit) for unit in part.units}, notes)
        self._show_head()
        self._describe()
        self._show_areas()

    def _show_head(self) -> None:
        where = f" {sentences.marked(self.board.office.settings.mark)}{self.board.quarter}"
        with suppress(LiuwenError):  # a mark that is not understood is said at every save
            where += f" {words.ARCHIVED}" if self.board.archived else ""
        room = self.size.width - width(where) - len("  ")
        self.head(f"{where} {words.BOARD_TITLE}", board_texts.counts_line(self.reading.merged.summary, self.reading.merged.standing, room))

    def _show_areas(self) -> None:
        """Beside the matrix, where there is room; last quarter is read the first time that there is."""
        areas = self.query_one("#areas", Line)
        if areas.region.height:
            text = f"{words.AREAS_TITLE}\n{self._areas()}"
            areas.styles.height = text.count("\n") + 1
            areas.update(text)

    def _areas(self) -> str:
        return board_texts.area_table(self.board.catalogue, self.reading.matrix, self.reading.last_quarter())

    @on(DataTable.CellHighlighted)
    def _describe(self) -> None:
        unit, measure, cells = self.unit, self.measure, self.cells
        if unit is None:
            brief, whole = words.NOTHING_FITS, ""
        elif measure is None:
            brief, whole = board_texts.about_unit(self.filing), ""
        else:
            brief, whole = board_texts.about_cell(cells[0] if cells else None, measure), self._words(cells)
        name = f"{unit.name}  " if unit else ""
        self.query_one("#board-about", Prose).show(f"{name}{brief}")
        self.query_one("#said", Prose).show(f"{name}\n{whole or brief}")

    def _words(self, cells: Iterable[Cell]) -> str:
        before = self.reading.sent_back(self.filing) if self.filing else None
        measure = self.board.catalogue.measure
        lines = (line for cell in cells for line in board_texts.cell_words(cell, measure(cell.measure), before))
        return "\n".join(lines).rstrip()

    def action_open(self) -> None:
        if self._field.has_focus:
            self.set_focus(self.table)
        elif self.cells and self.measure and self.cells[0].is_disputed:
            self._decide(self.cells[0])
        elif self.unit:
            from liuwen_tui.tui.screens.page import PageScreen

            title = f"{self.unit.name}  {self.board.quarter.label}"
            reported = self.filing and self.filing.counts
            absent = words.NOT_THEIRS if reported and not self.cells else words.MISSING
            self.app.push_screen(PageScreen(title, self._words(self.cells) or absent))

    def _decide(self, cell: Cell) -> None:
        from liuwen_tui.tui.screens.conflict import ConflictScreen

        summary = self.reading.merged.summary
        conflict = next(one for one in conflicts(summary) if (one.unit, one.measure) == (cell.unit, cell.measure))
        self.visit(ConflictScreen(self.board, self._drafts, summary, conflict), self._decided)

    def _decided(self, count: int | None) -> None:
        if count:
            self.say(words.DECIDED_ALL.format(count=count))

    def action_next_conflict(self, step: int) -> None:
        """Goes to the nearest conflict shown after the cell, or before it, from the last on to the first."""
        found = self.table.next_disputed(step)
        if found:
            self.table.go_to(*found)

    def action_back(self) -> None:
        """Shows everything again; where everything is shown, whoever opened the board knows what lies behind it."""
        if not (self._field.value or self._field.display):
            self.post_message(WentBack())
        self._narrow_to("")
        self.say("")

    def _narrow_to(self, wanted: str) -> None:
        self._field.value = wanted
        self._field.display = bool(wanted)
        self.set_focus(self.table)

    def action_filter(self) -> None:
        self._field.display = True
        self.set_focus(self._field)

    @on(Input.Changed)
    def _narrow(self) -> None:
        self.show_all()

    def action_only_delayed(self) -> None:
        word = Status.DELAYED.word
        self._narrow_to("" if self._field.value == word else word)

    def action_next_missing(self) -> None:
        found = self.table.next_of(self.reading.merged.standing.missing)
        if found:
            self.table.go_to(found)
        else:
            self.say(words.NONE_MISSING_HERE if self.reading.merged.standing.missing else words.ALL_REPORTED)

    def action_source(self) -> None:
        if self.unit and self.measure:
            from liuwen_tui.tui.screens.source import SourceScreen

            self.app.push_screen(SourceScreen(self.board.catalogue, self.unit, self.measure.number))

    def action_paper(self) -> None:
        """Enters what the unit under the cursor sent on paper, where it did not report itself."""
        if self.unit is None:
            return
        if judging.reports_itself(self.board, self.unit):
            self.say(words.REPORTED_ITSELF.format(unit=self.unit.name))
        elif self.measure and not self.cells:
            self.say(words.NOT_THEIRS_ON_PAPER.format(unit=self.unit.name))
        else:
            self.post_message(self.CameOnPaper(self.unit, self.board.quarter, self.measure.number if self.measure else None))

    def action_compare(self) -> None:
        """All units' words on the measure under the cursor, or on the first one."""
        from liuwen_tui.tui.screens.comparison import ComparisonScreen

        first = self.board.catalogue.notice.measures[0]
        self.visit(ComparisonScreen(self.reading, (self.measure or first).number), self._compared)

    def _compared(self, number: int | None) -> None:
        self.table.go_to(measure=number)

    def action_attendance(self) -> None:
        from liuwen_tui.tui.screens.attendance import AttendanceScreen

        self.app.push_screen(AttendanceScreen(self.board))

    def action_manuscript(self) -> None:
        from liuwen_tui.tui.screens.manuscript import ManuscriptScreen

        self.app.push_screen(ManuscriptScreen(self.reading, self._drafts))

    def action_rules(self) -> None:
        from liuwen_tui.tui.screens.rules import RulesScreen

        self.app.push_screen(RulesScreen(self.board))

    def action_areas(self) -> None:
        from liuwen_tui.tui.screens.page import PageScreen

        title = f"{words.AREAS_TITLE}  {self.board.quarter.label}"
        self.app.push_screen(PageScreen(title, f"{self._areas()}\n\n{words.AREAS_LEGEND}"))
