"""汇总台: units by measures, who is missing, and the report of a cell."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from liuwen_tui.documents.plain import plain_entry
from liuwen_tui.domain.entry import EMPTY_GLYPH
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.summary import Filing, conflicts
from liuwen_tui.domain.text import fit, visible
from liuwen_tui.domain.versions import Version
from liuwen_tui.merging import judging
from liuwen_tui.merging.board import Board
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.screens.attendance import AttendanceScreen
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.conflict import ConflictScreen
from liuwen_tui.tui.screens.page import PageScreen
from liuwen_tui.tui.screens.rules import RulesScreen
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose

_UNIT_CELLS = 14


class BoardScreen(Room[None]):
    """The matrix of one quarter."""

    HELP = words.BOARD_HELP
    BINDINGS = [
        Binding("enter", "open", "看所填", show=False, priority=True, id="board.open"),
        Binding("f2", "next_conflict(-1)", "上一处冲突", show=False, id="board.previous_conflict"),
        Binding("f3", "next_conflict(1)", "下一处冲突", show=False, id="board.next_conflict"),
        Binding("f7,u", "next_missing", "下一未报", show=False, id="board.next_missing"),
        Binding("a", "accept", "接收", show=False, id="board.accept"),
        Binding("r", "send_back", "退回", show=False, id="board.send_back"),
        Binding("b", "attendance", "报送情况", show=False, id="board.attendance"),
        Binding("t", "rules", "本季规则", show=False, id="board.rules"),
    ]

    def __init__(self, board: Board, drafts: DraftKeeper) -> None:
        super().__init__()
        self._board, self._drafts = board, drafts
        self._merged = board.merge()
        self._units = self._merged.standing.due

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        table: DataTable[Content] = DataTable(cell_padding=0, cursor_type="cell", fixed_columns=1)
        yield table
        yield Prose(rows=2, id="about")
        yield Prose(rows=3, id="message")
        yield Foot(words.BOARD_FOOT)

    def _show_counts(self) -> None:
        standing, merged = self._merged.standing, self._merged
        self.head(
            f" {sentences.marked(self._board.office.settings.mark)}{words.BOARD_TITLE}  {self._board.quarter}  应报{len(standing.due)} 已报{len(standing.reported)}"
            f"(按时{len(standing.on_time)} 迟报{len(standing.late)}) 退回{len(standing.returned)} 未报{len(standing.missing)}"
            f" 冲突{len(conflicts(merged.summary))} 无人认领{len(standing.unclaimed)}"
        )

    def on_mount(self) -> None:
        self._show_counts()
        refused = self._merged.refused
        if refused:
            self.say(f"有 {len(refused)} 个文件不能用：{refused[0].file} {refused[0].reason}")
        table = self.query_one(DataTable)
        table.add_column(words.UNIT_COLUMN, width=_UNIT_CELLS)
        for measure in self._measures:
            table.add_column(f"{measure.number:>2}", width=3)
        table.add_column(words.FILLED_COLUMN, width=10)
        for unit in self._units:
            table.add_row(*(Content(visible(cell)) for cell in self._row(unit)), key=unit)
        self.set_focus(table)

    @property
    def _measures(self) -> tuple[Measure, ...]:
        return self._board.catalogue.notice.measures

    def _filing(self, unit: str) -> Filing | None:
        filing = self._merged.summary.filings.get(unit)
        return filing if filing and filing.counts else None

    def _row(self, unit: str) -> list[str]:
        name, filing = fit(self._board.catalogue.unit_name(unit), _UNIT_CELLS), self._filing(unit)
        glyphs = [f" {self._glyph(measure, unit, filing)}" for measure in self._measures]
        own = sum(glyph.strip() != "" for glyph in glyphs)
        filled = sum(glyph.strip() not in ("", EMPTY_GLYPH) for glyph in glyphs)
        state = "" if filing else f" {words.MISSING}"
        return [name, *glyphs, f" {filled}/{own}{state}"]

    def _glyph(self, measure: Measure, unit: str, filing: Filing | None) -> str:
        versions = filing.versions.get(measure.number, ()) if filing else ()
        if len(versions) > 1:
            return words.CONFLICT_GLYPH
        if versions and versions[0].entry.claimed is not False:
            return versions[0].entry.glyph
        return EMPTY_GLYPH if self._board.catalogue.assigned_by(measure, unit) else ""

    def _here(self) -> tuple[str, Measure | None]:
        at = self.query_one(DataTable).cursor_coordinate
        within = 1 <= at.column <= len(self._measures)
        return self._units[at.row], self._measures[at.column - 1] if within else None

    def _versions(self, unit: str, measure: Measure) -> tuple[Version, ...]:
        filing = self._filing(unit)
        return filing.versions.get(measure.number, ()) if filing else ()

    @on(DataTable.CellHighlighted)
    def _describe(self) -> None:
        unit, measure = self._here()
        name = self._board.catalogue.unit_name(unit)
        filing = self._filing(unit)
        said = filing.state.word if filing else words.MISSING
        if measure:
            versions = self._versions(unit, measure)
            status = "；".join(sentences.status_words(version.entry) for version in versions) or words.MISSING
            progress = versions[0].entry.progress.split("\n")[0] if versions else ""
            theirs = versions or self._board.catalogue.assigned_by(measure, unit)
            said = f"{measure.numeral}{measure.title}  {status}\n{progress}" if theirs else words.NOT_THEIRS
        self.query_one("#about", Prose).show(f"{name}  {said}")

    def action_open(self) -> None:
        unit, measure = self._here()
        for conflict in conflicts(self._merged.summary):
            if measure and (conflict.unit, conflict.measure) == (unit, measure.number):
                self.visit(ConflictScreen(self._board, self._drafts, self._merged.summary, conflict), self._decided)
                return
        wanted = [measure] if measure else list(self._measures)
        blocks = []
        for each in wanted:
            for version in self._versions(unit, each):
                blocks.append(
                    "\n".join((f"{each.numeral}{each.title}  {sentences.saved_words(version)}", *plain_entry(version.entry, each)))
                )
        title = f"{self._board.catalogue.unit_name(unit)}  {self._board.quarter.label}"
        self.app.push_screen(PageScreen(title, "\n\n".join(blocks) or words.MISSING))

    def _decided(self, count: int | None) -> None:
        if count:
            self._read_again(words.DECIDED_ALL.format(count=count))

    def action_next_conflict(self, step: int) -> None:
        """Goes to the nearest conflict after the cell, or before it, from the last on to the first."""
        table, numbers = self.query_one(DataTable), [measure.number for measure in self._measures]
        found = conflicts(self._merged.summary)
        cells = sorted(Coordinate(self._units.index(one.unit), 1 + numbers.index(one.measure)) for one in found if one.unit in self._units)
        further = [cell for cell in cells if (cell > table.cursor_coordinate if step > 0 else cell < table.cursor_coordinate)]
        if cells:
            table.cursor_coordinate = (further or cells)[0 if step > 0 else -1]

    def action_next_missing(self) -> None:
        table = self.query_one(DataTable)
        missing = [index for index, unit in enumerate(self._units) if unit in self._merged.standing.missing]
        if missing:
            row = next((index for index in missing if index > table.cursor_row), missing[0])
            table.cursor_coordinate = Coordinate(row, table.cursor_column)

    def action_accept(self) -> None:
        name = self._board.catalogue.unit_name(self._here()[0])
        self.visit(ConfirmScreen(words.ACCEPT_QUESTION.format(unit=name)), self._accept)

    def _accept(self, sure: bool | None) -> None:
        if sure:
            unit = self._board.catalogue.unit(self._here()[0])
            judging.accept(self._board, unit)
            self._read_again(words.ACCEPTED.format(unit=unit.name))

    def action_send_back(self) -> None:
        """Sends back the entry under the cursor; beside the measures, the whole report."""
        unit, measure = self._here()
        what = f"第{measure.number}项" if measure else words.WHOLE_REPORT
        name = self._board.catalogue.unit_name(unit)
        self.visit(AskScreen(words.SEND_BACK_QUESTION.format(unit=name, what=what)), self._send_back)

    def _send_back(self, reason: str | None) -> None:
        if reason:
            code, measure = self._here()
            unit = self._board.catalogue.unit(code)
            judging.send_back(self._board, unit, reason, [measure.number] if measure else [])
            self._read_again(words.SENT_BACK_NOW.format(unit=unit.name))

    def action_attendance(self) -> None:
        self.visit(AttendanceScreen(self._board), lambda _: self._read_again(""))

    def action_rules(self) -> None:
        self.visit(RulesScreen(self._board), lambda _: self._read_again(""))

    def _read_again(self, said: str) -> None:
        self._merged = self._board.merge()
        table = self.query_one(DataTable)
        for row, unit in enumerate(self._units):
            for column, cell in enumerate(self._row(unit)):
                table.update_cell_at(Coordinate(row, column), Content(visible(cell)))
        self._show_counts()
        self._describe()
        self.say(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing lies behind the board, so that there is no way back to offer."""
        return action != "back" and super().check_action(action, parameters)
