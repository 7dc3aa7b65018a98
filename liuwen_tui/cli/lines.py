"""Lines of stdin as bytes, the text in them, and how the terminal's own line editing erases it."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from liuwen_tui.domain.text import clean

UTF_8, GB18030 = "utf-8", "gb18030"
_STDIN = 0
_IUTF8 = 0o40000  # Linux; Python's termios names it from 3.13 on
_TTY_LINE = 4096
"""Bytes of a line, its end included, beyond which a Linux terminal throws away what is typed."""
_LONGEST = 4 * 1024 * 1024
_PASTE_BEGINS, _PASTE_GOES_ON = 0.1, 1.0
"""Seconds within which the second line of a paste is there, and, over a slow line, each further one."""
_FIRST_CJK = "\u0800"
"""What UTF-8 writes in three bytes begins here; below lie Latin, Greek, Cyrillic and Arabic."""


def locale_encoding(environment: Mapping[str, str]) -> str:
    """Returns the encoding that the locale of the environment speaks: GB18030 for the GB locales, else UTF-8."""
    named = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    return GB18030 if named.partition(".")[2].upper().startswith("GB") else UTF_8


class Idle(Exception):
    """No line came for so long that nobody seems to be there."""


def read_line(idle_seconds: float | None = None) -> bytes:
    """Returns the bytes up to and including the next ``\\n``: without one at the end of the input, none where it is over.

    Raises `Idle` after that many seconds without a line.
    """
    if sys.stdin is None:
        return b""
    try:
        with _at_most(idle_seconds):
            return sys.stdin.buffer.readline(_LONGEST)
    except OSError:  # a terminal that hung up
        return b""


@contextmanager
def _at_most(seconds: float | None) -> Iterator[None]:
    """Raises `Idle` out of the block after that time, from a terminal and from a pipe alike."""

    def give_up(*_: object) -> None:
        raise Idle

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def is_cut(line: bytes) -> bool:
    """Tells whether the terminal threw away the end of that line, because it takes no longer ones."""
    return len(line) >= _TTY_LINE and os.isatty(_STDIN)


def is_pasted_on(is_paste: bool) -> bool:
    """Tells whether the terminal has a further line at hand at once, as in a paste; a pipe never tells so.

    ``is_paste`` says that the line before came by paste too.
    """
    gap = _PASTE_GOES_ON if is_paste else _PASTE_BEGINS
    return os.isatty(_STDIN) and bool(select.select([_STDIN], [], [], gap)[0])


def read_text(content: bytes, expected: str, has_lost_its_end: bool = False) -> tuple[str, str, bool]:
    """Returns the clean text of a line, the encoding it is in, and whether every byte of it could be read.

    UTF-8 is tried first, then GB18030. Pairs of bytes that are Latin or Cyrillic in UTF-8 and 汉字 in GBK, such as
    those of 一, are read as the encoding that is expected.
    """
    for encoding in (UTF_8, GB18030):
        try:
            text = getincrementaldecoder(encoding)().decode(content, not has_lost_its_end)
        except UnicodeDecodeError:
            continue
        if text.isascii():
            return clean(text), expected, True
        if encoding in (expected, GB18030) or max(text) >= _FIRST_CJK:
            return clean(text), encoding, True
    return clean(content.decode(expected, "replace")), expected, False


@contextmanager
def terminal_put_back(last_words: Callable[[], object]) -> Iterator[None]:
    """Puts the terminal back as it was found, however the block ends.

    A signal that ends the program still ends it, after the ``last_words``.
    """
    found = _state()

    def put_back() -> None:
        if found is not None:
            with suppress(termios.error):  # it hung up
                termios.tcsetattr(_STDIN, termios.TCSANOW, found)

    def end(number: int, _: FrameType | None) -> None:
        last_words()
        put_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield
    finally:
        put_back()


def erase_by_character(encoding: str) -> None:
    """Tells the terminal, where there is one, whether Backspace takes a whole UTF-8 character or one byte."""
    state = _state()
    if state is not None:
        input_flags: int = state[0]
        state[0] = input_flags | _IUTF8 if encoding == UTF_8 else input_flags & ~_IUTF8
        with suppress(termios.error):
            termios.tcsetattr(_STDIN, termios.TCSANOW, state)


def _state() -> list[Any] | None:
    try:
        return termios.tcgetattr(_STDIN)
    except termios.error:
        return None
