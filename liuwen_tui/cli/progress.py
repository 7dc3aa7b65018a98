"""How far long work is: one line of a terminal, from its second second on, gone when the work ends."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TextIO

from liuwen_tui.domain.text import width

_PATIENCE = 1.0
"""Seconds of work that nothing is said of."""


class Progress:
    """Says nothing where nobody looks: to a stream that is no terminal, and within the first second."""

    def __init__(self, stream: TextIO, what: str, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._what, self._clock = stream, what, clock
        self._began, self._cells = clock(), 0

    def __enter__(self) -> Progress:
        return self

    def tell(self, done: int, total: int) -> None:
        """Shows how much is done of all."""
        if self._stream.isatty() and self._clock() - self._began >= _PATIENCE:
            self._show(f"{self._what} {done}/{total}")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._cells:
            self._show("")
            self._stream.write("\r")
            self._stream.flush()

    def _show(self, text: str) -> None:
        """Writes over the line before, by spaces: a terminal that knows no codes is left clean too."""
        self._stream.write(f"\r{text}{' ' * (self._cells - width(text))}")
        self._stream.flush()
        self._cells = max(self._cells, width(text))
