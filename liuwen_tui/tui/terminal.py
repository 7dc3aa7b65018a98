"""What the terminal is: its encoding and how wide it draws ambiguous characters, asked of it before the screens start.

A terminal that draws 发改 in four cells reads that encoding, or none that has Chinese, so the cursor's column tells.
Standard library only.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import termios
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from liuwen_tui.domain.text import width

PATIENCE = 0.6
"""Seconds to wait for an answer; a terminal that gives none is taken for UTF-8 with narrow ambiguous characters."""
SMALLEST = 60, 18
"""Columns and rows below which the screens do not show all that they should."""
TOO_PLAIN = ("", "dumb", "unknown")
"""Values of TERM of terminals that show no screens, and that nothing is asked of."""
_PROBE, _QUOTES, _RARE = "发改", "“”", "㐀"
_ASK = b"\x1b[6n"
_ANSWER = re.compile(rb"\x1b\[\d{1,5};(\d{1,5})R")
_WIPE = b"\r\x1b[K"
_CHUNK = 4096
REPLACE_CELLS = "liuwen-cells"
"""Name of the codec error handler that writes ``?`` for each cell of a character that the terminal cannot show."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """The traits of a terminal that programs cannot look up anywhere."""

    encoding: str = "utf-8"
    """utf-8, gb18030, or gbk where four-byte characters are not understood."""
    ambiguous: int = 1
    """Cells of “ ” … — and other characters whose width Unicode leaves open."""
    typed: bytes = b""
    """What the person typed meanwhile."""
    is_there: bool = True
    """False when the terminal went away."""
    knows_chinese: bool = True
    """False where it draws Chinese in no encoding that we know."""
    seconds: float | None = None
    """From the question to its answer, None where there was none."""


def probe(source: int, target: int, patience: float = PATIENCE, meanwhile: Callable[[], None] = lambda: None) -> Terminal:
    """Returns the traits of the terminal read raw at ``source`` and written at ``target``, its line left blank.

    ``meanwhile`` is done while the answer travels.
    """
    return _find(_Asking(source, target, patience), meanwhile)


def _find(asking: _Asking, meanwhile: Callable[[], None]) -> Terminal:
    asking.ask("utf-8", _PROBE, _QUOTES)
    meanwhile()
    columns = asking.columns(2)
    encoding, quotes, knows_chinese = "utf-8", columns[1], columns[0] in (None, 5)
    if not knows_chinese:
        asking.ask("gb18030", _PROBE, _QUOTES, _RARE)
        gbk = asking.columns(3)
        knows_chinese = gbk[0] == 5  # noqa: PLR2004 (the column after four cells)
        if knows_chinese:
            encoding, quotes = "gb18030" if gbk[2] == 3 else "gbk", gbk[1]  # noqa: PLR2004 (after two cells)
    ambiguous = 2 if quotes == 5 else 1  # noqa: PLR2004
    typed = asking.typed.replace(b"\n", b"\r")  # Enter, typed before the terminal was raw
    return Terminal(encoding, ambiguous, typed, asking.is_there, knows_chinese, asking.seconds)


class _Asking:
    """A dialogue with the terminal; bytes that answer nothing were typed by the person and are kept."""

    def __init__(self, source: int, target: int, patience: float) -> None:
        self._source, self._target, self._patience = source, target, patience
        self._asked = 0.0
        self.typed = b""
        self.is_there = True
        self.seconds: float | None = None

    def ask(self, encoding: str, *texts: str) -> None:
        """Leaves the line blank at once: what was written on it is not to be read while something is done meanwhile."""
        content = b"".join(b"\r" + text.encode(encoding) + _ASK for text in texts)
        with suppress(OSError):
            os.write(self._target, content + _WIPE)
        self._asked = time.monotonic()

    def columns(self, count: int) -> list[int | None]:
        """Returns for each text asked about the column in which the cursor stands after it, None without an answer."""
        answers: list[int] = []
        until = time.monotonic() + self._patience
        while len(answers) < count and self._read(until):
            answers += [int(column) for column in _ANSWER.findall(self.typed)]
            self.typed = _ANSWER.sub(b"", self.typed)
            if answers and self.seconds is None:
                self.seconds = time.monotonic() - self._asked
        return [*answers, *[None] * count][:count]

    def _read(self, until: float) -> bool:
        """Takes in what comes; False when nothing came in time or nobody is there any more."""
        ready, _, _ = select.select([self._source], [], [], max(until - time.monotonic(), 0))
        if not ready:
            return False
        try:
            content = os.read(self._source, _CHUNK)
        except OSError:
            content = b""
        self.typed += content
        self.is_there = bool(content)
        return self.is_there


@contextmanager
def raw(source: int) -> Iterator[list[Any]]:
    """Keys come at once and unechoed within, and as before after it; yields the attributes that are then put back."""
    before = termios.tcgetattr(source)
    try:
        tty.setraw(source, termios.TCSANOW)
        yield before
    finally:
        put_back(source, before)


def put_back(source: int, attributes: list[Any]) -> None:
    """Sets a terminal's attributes at once, where there still is one."""
    with suppress(termios.error):
        termios.tcsetattr(source, termios.TCSANOW, attributes)


def _question_marks(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "?" * width(error.object[error.start : error.end]), error.end


codecs.register_error(REPLACE_CELLS, _question_marks)
