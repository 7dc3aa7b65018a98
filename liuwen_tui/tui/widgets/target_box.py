"""One target of a measure: what the notice wants, last quarter's figure, this quarter's, and the lamp that follows."""

from __future__ import annotations

import re
from decimal import Decimal

from textual.reactive import reactive

from liuwen_tui.documents.plain import plain_target
from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Target, TargetKind
from liuwen_tui.domain.schedule import Schedule
from liuwen_tui.domain.text import fit, width
from liuwen_tui.tui import words
from liuwen_tui.tui.target_texts import target_figures
from liuwen_tui.tui.widgets.keyed import plain
from liuwen_tui.tui.widgets.number_box import NumberBox

_FIGURE = re.compile(r"-?[0-9]{0,15}(?:\.[0-9]{0,12})?")
_ACTS = {"1": False, "2": True}
_LEAST_NAME = 8


class TargetBox(NumberBox):
    """A figure is typed; an act is 1 未完成 or 2 已完成; Backspace takes it back."""

    HELP = words.TARGET_HELP
    target: reactive[Target | None] = reactive(None)
    _was: reactive[TargetResult | None] = reactive(None)

    def __init__(self, schedule: Schedule) -> None:
        super().__init__()
        self._schedule = schedule
        self.display = False

    def offer(self, target: Target | None, was: TargetResult | None) -> None:
        """Stands for that target from now on, or for none; ``was`` is what the quarter before said of it."""
        self.target, self._was, self.typed = target, was, ""
        self.display = target is not None

    @property
    def result(self) -> TargetResult | None:
        """What is reported, None for nothing."""
        if self.target is None or not any(map(str.isdigit, self.typed)):
            return None
        if self.target.kind is TargetKind.ACT:
            return TargetResult(self.target.id, done=_ACTS[self.typed])
        figure = float(self.typed)
        return TargetResult(self.target.id, actual=int(figure) if figure.is_integer() else figure)

    @result.setter
    def result(self, result: TargetResult | None) -> None:
        if result == self.result:
            return
        if result is None:
            self.typed = ""
        elif result.done is None:
            self.typed = f"{Decimal(repr(result.actual)):f}"
        else:
            self.typed = next(key for key, done in _ACTS.items() if done is result.done)

    @property
    def unit(self) -> str:
        return plain(self.target.unit) if self.target else ""

    def accepts(self, typed: str) -> bool:
        if self.target and self.target.kind is TargetKind.ACT:
            return typed in _ACTS
        return bool(_FIGURE.fullmatch(typed))

    def render(self) -> str:
        if self.target is None:
            return ""
        said = target_figures(self.target, self._was, self.typed, self.result, self._schedule)
        return f"{fit(plain_target(self.target), max(_LEAST_NAME, self.size.width - width(said) - 1))} {said}"
