"""Asks once whoever may do both: report for the own unit, or sit at the lead's board; dismisses with the answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from liuwen_tui.domain.units import Unit
from liuwen_tui.opening import Face
from liuwen_tui.tui import words
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.widgets.choices import Choices
from liuwen_tui.tui.widgets.foot import Foot
from liuwen_tui.tui.widgets.lines import Line, Prose


class FaceScreen(Room[Face]):
    """Two rows."""

    NOTICES_BEHIND = True
    HELP = words.FACE_HELP
    BINDINGS = [Binding("enter", "choose", "确定", show=False, priority=True, id="faces.choose")]

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._unit = unit

    def compose(self) -> ComposeResult:
        yield Line(f" {self._unit.name}", id="head")
        yield Prose(words.FACE_QUESTION, id="question")
        yield Choices()
        yield Prose(rows=3, id="message")
        yield Foot(words.FACE_FOOT)

    def on_mount(self) -> None:
        self.query_one(Choices).fill([(str(face), f" {words.FACES[face]}") for face in Face])

    def action_choose(self) -> None:
        chosen = self.query_one(Choices).chosen
        if chosen:
            self.dismiss(Face(chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing lies behind the question, so that there is no way back to offer."""
        return action != "back" and super().check_action(action, parameters)
