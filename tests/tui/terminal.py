"""The program in a real pty, with a screen of exactly so many cells that a test can read."""

from __future__ import annotations

import time
from pathlib import Path
from signal import SIGKILL

import pexpect
import pyte

from tests.cli.running import PROGRAM, environment

_CHUNK = 65536
_PATIENCE = 20.0


class Terminal:
    """A running ``liuwen`` and what stands on its screen."""

    def __init__(self, *arguments: str, home: Path, rows: int = 24, columns: int = 80, **extra: str) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        variables = environment(home, TERM="xterm-256color", **extra)
        program, *first = PROGRAM
        self._child = pexpect.spawn(
            program, [*first, *arguments], env=variables, cwd=str(home.parent), dimensions=(rows, columns), timeout=_PATIENCE
        )
        self._child.delaybeforesend = None

    def lines(self) -> list[str]:
        """Returns the rows of the screen, without the space at their ends.

        Read from the cells: pyte's own ``display`` raises where only half of a wide character is overwritten yet.
        """
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return ["".join(self._screen.buffer[row][column].data for column in columns).rstrip() for row in rows]

    def text(self) -> str:
        return "\n".join(self.lines())

    def send(self, *keys: str) -> None:
        """Types text or key codes."""
        for key in keys:
            self._child.send(key)

    def wait_for(self, *texts: str, timeout: float = _PATIENCE) -> str:
        """Reads the pty until all those texts stand on the screen, and returns the screen.

        Raises `AssertionError` showing the screen when they do not come in time or the program ends before.
        """
        last = time.monotonic() + timeout
        while not all(text in self.text() for text in texts):
            try:
                self._stream.feed(self._child.read_nonblocking(_CHUNK, timeout=max(last - time.monotonic(), 0)))
            except (pexpect.TIMEOUT, pexpect.EOF) as end:
                raise AssertionError(f"{type(end).__name__}, no {texts} on the screen:\n{self.text()}") from None
        return self.text()

    def ending(self) -> int | None:
        """Waits for the program to end by itself and returns its exit code."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

    def kill(self) -> None:
        """Ends the program as a crash would: it gets no chance to do anything more."""
        self._child.kill(SIGKILL)
        self._child.wait()
        self._child.close()

    def close(self) -> None:
        """Ends the program where it still runs."""
        self._child.close(force=True)
