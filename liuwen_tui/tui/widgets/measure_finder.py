"""The list of measures with what it is narrowed by, and beside it what there is to say of the one highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.units import Unit
from liuwen_tui.reporting.overview import Assignment, Overview
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.measure_texts import about_text
from liuwen_tui.tui.widgets.lines import Line, Prose
from liuwen_tui.tui.widgets.measure_list import MeasureList

if TYPE_CHECKING:  # imported when it is asked for
    from liuwen_tui.tui.widgets.one_line import OneLine


class MeasureFinder(Vertical):
    """List and text stand side by side, or one above the other where the screen is narrow."""

    BINDINGS = [
        Binding("slash,ideographic_comma", "filter", "筛选", show=False, id="list.filter"),
        Binding("o", "only_missing", "只看没填好的", show=False, id="list.only_missing"),
    ]

    def __init__(self, catalogue: Catalogue, unit: Unit) -> None:
        super().__init__()
        self._catalogue, self._unit = catalogue, unit
        self._overview: Overview | None = None
        self._described: Assignment | None = None
        self._only_missing = False
        self._field: OneLine | None = None
        """What is typed in, from the first time that it is asked for."""

    def compose(self) -> ComposeResult:
        yield Line(words.ONLY_MISSING, id="only-missing")
        with Horizontal():
            yield MeasureList(self._catalogue)
            yield Prose(id="about")
        yield Line(id="offered")

    @property
    def measures(self) -> MeasureList:
        return self.query_one(MeasureList)

    @property
    def is_typed_in(self) -> bool:
        """True while what is typed narrows the list."""
        return bool(self._field and self._field.has_focus)

    @property
    def _wanted(self) -> str:
        return self._field.value if self._field else ""

    def show(self, overview: Overview, chosen: int | None) -> None:
        """Shows what there is to report, as far as it is sought, with the ``chosen`` measure highlighted."""
        self._overview = overview
        offered = "、".join(str(measure.number) for measure in overview.offered)
        self.query_one("#offered", Line).update(f" 可认领 {len(overview.offered)} 项：{offered}（c 查看）" if offered else "")
        self._fill(chosen)

    def leave_filter(self) -> None:
        """Gives the keys back to the list; what was typed stays in force."""
        self._fill(self.measures.number)
        self.screen.set_focus(self.measures)

    def clear(self) -> bool:
        """Shows everything again; False where everything was shown already."""
        was_narrow = self._only_missing or bool(self._field and self._field.display)
        self._only_missing = False
        if self._field:
            self._field.display = False
            self._field.value = ""
        self.leave_filter()
        return was_narrow

    async def action_filter(self) -> None:
        if self._field is None:
            from liuwen_tui.tui.widgets.one_line import OneLine

            self._field = OneLine(placeholder=words.FILTER_PLACEHOLDER, id="wanted")
            await self.mount(self._field)
        self._field.display = True
        self.screen.set_focus(self._field)

    def action_only_missing(self) -> None:
        self._only_missing = not self._only_missing
        self._fill(self.measures.number)

    def on_input_changed(self) -> None:
        self._fill(self.measures.number)

    def _fill(self, chosen: int | None) -> None:
        wanted = self._wanted
        narrowed = self.query_one("#only-missing", Line)
        narrowed.display = self._only_missing or bool(wanted)
        said = (words.ONLY_BOTH if wanted else words.ONLY_MISSING) if self._only_missing else words.ONLY_WANTED
        narrowed.update(said.format(wanted=wanted))
        if self._overview:
            self.measures.show(self._overview, wanted, self._only_missing, chosen)
            self.describe()

    def describe(self) -> None:
        """Shows what there is to say of the measure highlighted."""
        number = self.measures.number
        item = self._overview.of(number) if self._overview and number else None
        if item is None:
            self.query_one("#about", Prose).show(self._nothing_found())
        elif item is not self._described:
            self.query_one("#about", Prose).show(about_text(item, self._catalogue, self._unit))
        self._described = item

    def _nothing_found(self) -> str:
        if self._only_missing and self._overview and not self._overview.missing:
            return sentences.nothing_missing(self._overview.head.state)
        return words.NO_MEASURE
