"""The program in a real pty, with a screen of exactly so many cells that a test can read and that answers as terminals do."""

from __future__ import annotations

import codecs
import os
import signal
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pexpect
import pyte

from tests.cli.running import PROGRAM, environment

HERE = {"LIUWEN_UNIT": "fgw", "LIUWEN_QUARTER": "2020Q4"}
"""The unit and the quarter of every test that names no other, as environment."""
LIST = "F7 下一未填  F9 检查报送"
"""Stands at the foot of the list of measures."""
_CHUNK = 65536
_PATIENCE = 20.0
_MOMENT = 0.02


class Screen(pyte.Screen):
    """A screen that answers where its cursor stands, when the terminal reads the question."""

    def __init__(self, columns: int, rows: int, answer: Callable[[str], object]) -> None:
        super().__init__(columns, rows)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class Terminal:
    """A running ``liuwen`` and what stands on its screen."""

    def __init__(  # noqa: PLR0913
        self,
        *arguments: str,
        home: Path,
        rows: int = 24,
        columns: int = 80,
        command: Sequence[str] | None = None,
        encoding: str = "utf-8",
        is_silent: bool = False,
        **extra: str,
    ) -> None:
        """``command`` runs in place of the program; a silent terminal answers no question about itself."""
        answer = (lambda _: None) if is_silent else self.send
        self._screen = Screen(columns, rows, answer)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder(encoding)("replace").decode
        program, *first = command or [*PROGRAM, *arguments]
        self._child = pexpect.spawn(
            program,
            first,
            env=environment(home, **{"TERM": "xterm-256color", **extra}),
            cwd=str(home.parent),
            dimensions=(rows, columns),
            timeout=_PATIENCE,
        )
        self._child.delaybeforesend = None
        self.encoding = encoding
        self.written = ""
        """All that was read of what the program wrote."""

    @property
    def pid(self) -> int:
        pid: int = self._child.pid
        return pid

    def lines(self) -> list[str]:
        """Returns the rows of the screen, without the space at their ends.

        Read from the cells: pyte's own ``display`` raises where only half of a wide character is overwritten yet.
        """
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return ["".join(self._screen.buffer[row][column].data for column in columns).rstrip() for row in rows]

    def text(self) -> str:
        return "\n".join(self.lines())

    def cells(self) -> list[list[object]]:
        """Returns each cell of the screen: its character and its look, of a blank what is seen of it."""
        rows, columns = range(self._screen.lines), range(self._screen.columns)
        return [[_seen(self._screen.buffer[row][column]) for column in columns] for row in rows]

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor stands: column and row, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def send(self, *keys: str | bytes) -> None:
        """Types text or key codes, in the terminal's encoding."""
        for key in keys:
            self._child.send(key if isinstance(key, bytes) else key.encode(self.encoding))

    def resize(self, rows: int, columns: int) -> None:
        """Draws the window to another size."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def read(self, timeout: float) -> str:
        """Reads what the program writes within so many seconds, at once when anything comes; "" when nothing does."""
        try:
            written: str = self._decode(self._child.read_nonblocking(_CHUNK, timeout=timeout))
        except pexpect.TIMEOUT:
            return ""
        self._stream.feed(written)
        self.written += written
        return written

    def write_over(self, text: str) -> None:
        """Writes to the screen what the program knows nothing of, as a broadcast to all terminals is written."""
        self._stream.feed(text)

    def wait_for(self, *texts: str, timeout: float = _PATIENCE) -> str:
        """Reads the pty until all those texts stand on the screen, first of all what waits there, and returns the screen.

        Raises `AssertionError` showing the screen when they do not come in time or the program ends before.
        """
        last = time.monotonic() + timeout
        with suppress(pexpect.EOF):
            self.read(0)
        while not all(text in self.text() for text in texts):
            try:
                self.read(max(last - time.monotonic(), 0))
            except pexpect.EOF:
                raise AssertionError(f"ended, no {texts} on the screen:\n{self.text()}") from None
            assert time.monotonic() < last, f"no {texts} on the screen:\n{self.text()}"
        return self.text()

    def settle(self, quiet: float = 0.5) -> None:
        """Reads until nothing was written for so many seconds."""
        while self.read(quiet):
            pass

    def ending(self) -> int | None:
        """Reads what the program still writes until it ends by itself, and returns its exit code."""
        while True:
            try:
                self.read(_PATIENCE)
            except pexpect.EOF:
                break
        self._child.close()
        code: int | None = self._child.exitstatus
        return code

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def stop_output(self) -> None:
        """Makes the terminal take nothing more of what the program writes, as one whose client hangs."""
        end = os.open(os.readlink(f"/proc/{self.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
        termios.tcflow(end, termios.TCOOFF)
        os.close(end)

    def hang_up(self) -> None:
        """Takes the terminal away."""
        self._child.ptyproc.fileobj.close()

    def kill(self) -> None:
        """Ends the program as a crash would: it gets no chance to do anything more."""
        self._child.kill(signal.SIGKILL)
        self._child.wait()
        self._child.close()

    def close(self) -> None:
        """Ends the program where it still runs."""
        self._child.close(force=True)


def _seen(cell: pyte.screens.Char) -> pyte.screens.Char:
    is_drawn_on = cell.underscore or cell.reverse or cell.strikethrough
    return cell if cell.data.strip() or is_drawn_on else pyte.screens.Char(cell.data, bg=cell.bg)


def running(home: Path) -> list[int]:
    """Returns the pids of all processes that were started on that home and still run, whoever started them."""
    wanted = f"LIUWEN_HOME={home}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = wanted in (folder / "environ").read_bytes().split(b"\0")
            is_there = "\nState:\tZ" not in (folder / "status").read_text()
        except OSError:
            continue
        if is_ours and is_there:
            found.append(int(folder.name))
    return found


def until(holds: Callable[[], object], what: str) -> None:
    """Waits until that holds; fails when it does not come to."""
    last = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < last, f"没有等到：{what}"
        time.sleep(_MOMENT)
