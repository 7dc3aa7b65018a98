"""措施清单: the unit's measures by area, with the text of the one highlighted; the place everything starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.widgets import OptionList

from liuwen_tui.domain.errors import Damaged, LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Head
from liuwen_tui.domain.versions import Version
from liuwen_tui.opening import Face
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.screens.base import POLL, Room, WentBack
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Prose
from liuwen_tui.tui.widgets.list_head import ListHead
from liuwen_tui.tui.widgets.measure_finder import MeasureFinder

if TYPE_CHECKING:  # imported when it is opened
    from liuwen_tui.tui.screens.entry import Ended


class MeasuresScreen(Room[None]):
    """The list of a desk."""

    FACE = Face.UNIT
    NOTICES_BEHIND = True
    HELP = words.LIST_HELP
    BINDINGS = [
        Binding("enter", "open", "填写", show=False, priority=True, id="list.open"),
        Binding("f3", "open", "填写", show=False, id="list.fill"),
        Binding("f7,u", "next_unfilled", "下一未填", show=False, id="list.next_unfilled"),
        Binding("f9,s", "check", "检查报送", show=False, id="list.check"),
        Binding("f4", "source", "原文", show=False, id="list.source"),
        Binding("f5", "carry", "抄上季到空栏", show=False, id="list.carry"),
        Binding("f8,e", "export", "导出", show=False, id="list.export"),
        Binding("v", "preview", "预览", show=False, id="list.preview"),
        Binding("h,ctrl+r", "history", "历史", show=False, id="list.history"),
        Binding("c", "claim", "认领", show=False, id="list.claim"),
        Binding("p", "quarter", "换报告期", show=False, id="list.quarter"),
    ]

    def __init__(self, desk: Desk, drafts: DraftKeeper, last: int | None = None) -> None:
        """``last`` is the measure that was open last."""
        super().__init__()
        self.desk, self._drafts, self._last = desk, drafts, last
        self._overview = Overview(Head(), desk.due, (), ())
        self._stamp = desk.store.stamp()
        self._asked_to_mend = False
        self._left: Ended | None = None
        """Where the last walk ended."""

    def compose(self) -> ComposeResult:
        yield ListHead(self.desk)
        yield MeasureFinder(self.desk.catalogue, self.desk.unit)
        yield Prose(rows=3, id="message")
        yield Foot(words.LIST_FOOT)

    def on_mount(self) -> None:
        self.query_one(ListHead).look_back()
        self._refresh(self._last)
        self.set_focus(self._finder.measures)
        self.set_interval(POLL, self._look)

    def _look(self) -> None:
        """Shows what a colleague saved meanwhile."""
        if self.is_on_top and self.desk.store.stamp() != self._stamp:
            self._refresh(self.chosen)

    def came_back(self) -> None:
        self.say("")  # what was said before was of a moment that is over
        self.query_one(ListHead).look_back()
        self._refresh(self.chosen)

    @property
    def _finder(self) -> MeasureFinder:
        return self.query_one(MeasureFinder)

    @property
    def chosen(self) -> int | None:
        """Number of the measure highlighted."""
        return self._finder.measures.number

    def _refresh(self, chosen: int | None) -> None:
        self._stamp = self.desk.store.stamp()
        try:
            self._overview = self.desk.overview()
        except LiuwenError as error:
            self.say(str(error))
            if isinstance(error, Damaged) and not self._asked_to_mend:
                from liuwen_tui.tui.screens.ask import ConfirmScreen

                self._asked_to_mend = True
                self.visit(ConfirmScreen(words.MEND_QUESTION), self._mend)
            return
        self.query_one(ListHead).show(self._overview)
        self._finder.show(self._overview, chosen)

    def _mend(self, sure: bool | None) -> None:
        """Rebuilds what is damaged; whoever only has the screens has no other way."""
        if sure:
            from liuwen_tui.reporting.past import mend_all

            mended = mend_all(self.desk)
            self._refresh(self._last)
            self.say(sentences.mended_words(len(mended), sum(store.entries for store in mended)))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        """What stands beside the list is not worth its bytes while somebody runs through the rows."""
        self.at_rest(self._finder.describe)

    def on_key(self, event: Key) -> None:
        """Whoever begins to write here is told where to."""
        if self._finder.is_typed_in or not event.character or not event.is_printable or event.character.isdecimal():
            return
        if event.key not in self.active_bindings:
            self.say(words.NOT_HERE)

    def action_back(self) -> None:
        self.say("")
        if not self._finder.clear():
            self.post_message(WentBack())

    def action_open(self) -> None:
        if self._finder.is_typed_in:
            self._finder.leave_filter()
        elif self.chosen:
            self.walk(self.chosen)

    def walk(self, number: int, field: str = "") -> None:
        """Opens the walk at that measure, in that text field where one is named, else in the one that was left there last."""
        from liuwen_tui.tui.screens.entry import EntryScreen

        if not field and self._left and self._left.number == number:
            field = self._left.field
        self.visit(EntryScreen(self.desk, number, self._drafts, field), self._walked)

    def _walked(self, ended: Ended | None) -> None:
        if ended is None:
            return
        self._left = ended
        self._refresh(ended.number)
        if ended.wants_check:
            self.action_check()

    def action_next_unfilled(self) -> None:
        missing = self._overview.missing
        if not self._overview.assignments:
            self._refresh(self.chosen)
            return
        if not missing:
            self.say(sentences.nothing_missing(self._overview.head.state))
            return
        here = self.chosen or 0
        self.walk(next((number for number in missing if number > here), missing[0]))

    def action_check(self) -> None:
        from liuwen_tui.tui.screens.check import CheckScreen

        self.visit(CheckScreen(self.desk), self._checked)

    def _checked(self, place: tuple[int, str] | None) -> None:
        if place:
            self.walk(*place)

    def action_source(self) -> None:
        if self.chosen:
            from liuwen_tui.tui.screens.source import SourceScreen

            self.app.push_screen(SourceScreen(self.desk.catalogue, self.desk.unit, self.chosen))

    def action_preview(self) -> None:
        from liuwen_tui.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(self.desk))

    def action_history(self) -> None:
        if self.chosen:
            from liuwen_tui.tui.screens.history import HistoryScreen

            self.visit(HistoryScreen(self.desk, self.chosen), self._restored)

    def _restored(self, version: Version | None) -> None:
        if version:
            self._refresh(version.subject.measure)
            self.say(words.RESTORED)

    def action_export(self) -> None:
        from liuwen_tui.tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.desk))

    def action_carry(self) -> None:
        if not any(item.before for item in self._overview.assignments):
            self.say(words.NOTHING_TO_CARRY)
            return
        from liuwen_tui.tui.screens.ask import ConfirmScreen

        self.visit(ConfirmScreen(words.CARRY_QUESTION), self._carry)

    def _carry(self, sure: bool | None) -> None:
        if sure:
            from liuwen_tui.reporting.carrying import carry_all

            count = carry_all(self.desk)
            self._refresh(self.chosen)
            self.say(words.CARRIED.format(count=count))

    def action_claim(self) -> None:
        from liuwen_tui.tui.screens.claims import ClaimScreen

        self.app.push_screen(ClaimScreen(self.desk))

    def action_quarter(self) -> None:
        from liuwen_tui.tui.screens.quarters import QuarterScreen

        self.visit(QuarterScreen(self.desk), self._change_quarter)

    def _change_quarter(self, quarter: Quarter | None) -> None:
        if quarter and quarter != self.desk.quarter:
            self.app.switch_screen(MeasuresScreen(Desk(self.desk.office, self.desk.unit, quarter), self._drafts))
