"""换配色: the colours that the screens may have, shown at once as one moves over them; dismisses with the one that is kept."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import OptionList

from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class ThemeScreen(Room[str | None]):
    """Dismisses with a theme's name, None where all is to stay as it was."""

    HELP = words.THEME_HELP
    BINDINGS = [Binding("enter", "keep", "就用这种", show=False, priority=True, id="theme.keep")]

    def __init__(self, now: str) -> None:
        """``now`` is the theme in force."""
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        yield Line(f" {words.THEME_TITLE}", id="head")
        yield Choices()
        yield Prose(words.THEME_SAMPLE, rows=3, id="message")
        yield Foot(words.THEME_FOOT)

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.fill([(name, f" {said}") for name, said in words.THEMES.items()], self._now)
        self.set_focus(choices)

    @on(OptionList.OptionHighlighted)
    def _try(self) -> None:
        self.app.theme = self.query_one(Choices).chosen or self._now

    def action_keep(self) -> None:
        self.dismiss(self.query_one(Choices).chosen)

    def action_back(self) -> None:
        self.app.theme = self._now
        self.dismiss(None)
