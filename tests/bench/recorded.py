"""A program in a pty of 80x24 that is answered as by a terminal, and what it wrote when, to be looked at afterwards."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pyte

from liuwen_tui.domain.text import width

ROWS, COLUMNS = 24, 80
_CHUNK = 65536
_QUIT, _PATIENCE = "\x11", 5.0
"""Ctrl+Q, and the seconds in which it has its effect."""
_QUESTION = re.compile(rb"\r([^\r\x1b]*)\x1b\[6n|\x1b\[c|\x1b\[\?(\d+)\$p")
_SYNCHRONIZED = b"2026"
"""The one mode asked for that the terminal knows, as Windows Terminal does."""


class Recorded:
    """Reads at once and keeps each piece with its time; parses nothing meanwhile, which would slow what is measured."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self.began = monotonic()
        self.pid, self._ours = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.chdir(cwd)
            os.execvpe(command[0], [*command], {**env, "TERM": "xterm-256color"})
        self._pressed = self.began
        self.pieces: list[tuple[float, bytes]] = []
        """When something was read, by the monotonic clock, and what."""

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return sum(len(piece) for _, piece in self.pieces)

    def read(self, seconds: float) -> bool:
        """Reads what comes within so many seconds, at once when anything does; False when nothing came or the program ended."""
        if not select.select([self._ours], [], [], max(seconds, 0))[0]:
            return False
        try:
            piece = os.read(self._ours, _CHUNK)
        except OSError:
            return False
        self.pieces.append((monotonic(), piece))
        for question in _QUESTION.finditer(piece):
            os.write(self._ours, _answer(question))
        return True

    def settle(self, quiet: float) -> float:
        """Reads until nothing came for so many seconds and the program sleeps; returns when the last byte came."""
        while self.read(quiet) or self._is_at_work():
            pass
        return self.pieces[-1][0] if self.pieces else self.began

    def write(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def press(self, keys: str, quiet: float) -> tuple[float, int]:
        """Types one key and waits until the screen stands; returns the seconds to the last byte, and how many bytes came."""
        self._pressed, first = monotonic(), len(self.pieces)
        self.write(keys)
        self.settle(quiet)
        return self._since(first)

    def rest(self, quiet: float) -> tuple[float, int]:
        """Waits for what still comes when no other key does; returns what `press` does, as from the key pressed last."""
        first = len(self.pieces)
        self.settle(quiet)
        return self._since(first)

    def _since(self, first: int) -> tuple[float, int]:
        came = self.pieces[first:]
        return (came[-1][0] - self._pressed if came else 0.0), sum(len(piece) for _, piece in came)

    def text(self) -> str:
        """Returns what stands on the screen."""
        return self._replay("")[1]

    def seconds_to(self, text: str) -> float:
        """Returns the seconds from the start until that text stood on the screen; fails where it never did."""
        when, screen = self._replay(text)
        assert when is not None, f"{text} 没有出现：\n{screen}"
        return when - self.began

    def cpu(self) -> float:
        """Seconds that all threads of the program have run so far."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def _is_at_work(self) -> bool:
        """True while one of its threads runs or waits for a processor, as it may for long where others work too."""
        states = [stat.read_text().rpartition(")")[2].split()[0] for stat in Path(f"/proc/{self.pid}/task").glob("*/stat")]
        return bool({"R", "D"}.intersection(states))

    def close(self) -> None:
        """Quits the program as a person does, so that it is gone behind an ssh client too, and kills it where it will not."""
        with suppress(OSError):
            self.write(_QUIT)
            while self.read(_PATIENCE):
                pass
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._ours)

    def _replay(self, text: str) -> tuple[float | None, str]:
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        for when, piece in self.pieces:
            stream.feed(piece)
            if text and text in _shown(screen):
                return when, _shown(screen)
        return None, _shown(screen)


def _shown(screen: pyte.Screen) -> str:
    return "\n".join("".join(screen.buffer[row][column].data for column in range(COLUMNS)) for row in range(ROWS))


def _answer(question: re.Match[bytes]) -> bytes:
    if question[1] is not None:
        return b"\x1b[1;%dR" % (width(question[1].decode()) + 1)
    if question[2] is not None:
        return b"\x1b[?%b;%d$y" % (question[2], 2 if question[2] == _SYNCHRONIZED else 0)
    return b"\x1b[?62;22c"
