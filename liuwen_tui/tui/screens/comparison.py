"""分项对照: all units' words on one measure under each other, and 综合状态; dismisses with the measure it ended at."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.documents.plain_comparison import plain_comparison
from liuwen_tui.domain.comparison import Comparison
from liuwen_tui.merging.comparing import compare, set_overall
from liuwen_tui.merging.reading import Reading
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.overall import Chosen, OverallScreen
from liuwen_tui.tui.screens.owners import OwnersScreen
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Page, Prose


class ComparisonScreen(Room[int]):
    """A measure at a time."""

    HELP = words.COMPARISON_HELP
    BINDINGS = [
        Binding("f2", "walk(-1)", "上一条", show=False, id="comparison.previous"),
        Binding("f3", "walk(1)", "下一条", show=False, id="comparison.next"),
        Binding("s", "set", "定综合状态", show=False, id="comparison.set"),
        Binding("t", "owners", "谁填目标数", show=False, id="comparison.owners"),
    ]

    def __init__(self, reading: Reading, number: int) -> None:
        super().__init__()
        self._reading, self._board, self._number = reading, reading.board, number

    def compose(self) -> ComposeResult:
        yield Line(id="head")
        yield Page("")
        yield Prose(rows=3, id="message")
        yield Foot(words.COMPARISON_FOOT)

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        comparison = self._compared()
        measure, count = comparison.measure, len(self._board.catalogue.notice.measures)
        self.head(f" {words.COMPARISON_TITLE}  {measure.numeral}{measure.title}", f"{self._board.quarter}  {self._number}/{count}")
        schedule = self._board.office.settings.schedule(self._board.catalogue.notice, self._board.quarter)
        self.query_one(Page).show("\n".join(plain_comparison(comparison, self._board.catalogue, schedule)))

    def _compared(self) -> Comparison:
        self._reading.catch_up()
        return compare(self._board, self._reading.merged, self._number)

    def action_walk(self, steps: int) -> None:
        numbers = [measure.number for measure in self._board.catalogue.notice.measures]
        self._number = numbers[(numbers.index(self._number) + steps) % len(numbers)]
        self.say("")
        self._show()

    def action_set(self) -> None:
        self.visit(OverallScreen(self._compared()), self._set)

    def _set(self, chosen: Chosen | None) -> None:
        if chosen:
            set_overall(self._board, self._number, chosen.status)
            self._show()
            self.say(words.OVERALL_SET if chosen.status else words.OVERALL_DRAFTED)

    def action_owners(self) -> None:
        """Says which units own the figures of the measure's targets, beside which no other contradicts."""
        comparison = self._compared()
        if comparison.measure.targets:
            units = tuple(cell.unit for cell in comparison.cells)
            self.visit(OwnersScreen(self._board, self._number, units), lambda _: self._show())
        else:
            self.say(words.NO_TARGETS)

    def action_back(self) -> None:
        self.dismiss(self._number)
