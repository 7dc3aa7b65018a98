"""The way out when the program is hung up, told to end or fails: last words to a draft, the terminal sane, one sentence.

Python's own signal handlers, not the event loop's: those wait while a client that hangs holds the output up.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Any

from liuwen_tui.faults import OUR_FAULT, fault_sentence, write_log
from liuwen_tui.store.draft_keeper import DraftKeeper
from liuwen_tui.tui import sentences, words
from liuwen_tui.tui.terminal import put_back

LEAVE_SCREEN = (
    "\x18"  # ends a sequence that was being written
    "\x1b[?2004l\x1b[?7h\x1b[?1004l"  # bracketed paste, line wrap, focus reports
    "\x1b[?2026l\x1b[?1049l\x1b[0m\x1b[?25h"  # held-back drawing, the other screen, colours, the cursor
)
"""Undoes what Textual does to a terminal."""
_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
_EXIT = 128


@dataclass(frozen=True, slots=True)
class WayOut:
    """Ends the program at once, from whichever thread and whatever the screen is at."""

    drafts: DraftKeeper
    source: int
    """Where the terminal is read."""
    target: int
    """Where it is written."""
    before: list[Any]
    """Its attributes before the screens."""
    at_end: Callable[[], None] | None
    """What is still to be done after the last words, in a home that goes with the program."""

    def open(self) -> None:
        """Makes signals, and failures that nobody foresaw, lead out this way."""
        for number in _SIGNALS:
            signal.signal(number, self._told_to_end)
        sys.excepthook = self._failed
        threading.excepthook = lambda failure: self._failed(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def _told_to_end(self, number: int, _: FrameType | None) -> None:
        is_kept = self.drafts.last_words()
        if number != signal.SIGHUP:
            self._leave(words.DEMONSTRATION_ENDED if self.at_end else sentences.ended(self.drafts.holds_words, is_kept))
        self._end(_EXIT + number)

    def _failed(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        self.drafts.last_words()
        self._leave(fault_sentence(write_log(kind, error or kind(), trace)))
        self._end(OUR_FAULT)

    def _end(self, code: int) -> None:
        if self.at_end:
            self.at_end()
        os._exit(code)

    def _leave(self, sentence: str) -> None:
        """Writes without waiting, as a client that hangs would have us wait for ever."""
        encoding = sys.__stderr__.encoding if sys.__stderr__ else "utf-8"  # Textual has put its own in sys.stderr
        with suppress(OSError):
            os.set_blocking(self.target, False)
            os.write(self.target, f"{LEAVE_SCREEN}{sentence}\r\n".encode(encoding, errors="replace"))
            os.set_blocking(self.target, True)
        put_back(self.source, self.before)
