"""``liuwen fill`` in a real pty in canonical mode, as a person at a dumb terminal meets it."""

from __future__ import annotations

import termios
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pexpect

from tests.cli.running import PROGRAM, Result, environment, run

IUTF8 = 0o40000
_PATIENCE = 20.0
_PROMPT = b"> "
SAVED = "已存。"
ESC = b"\x1b"
_PROVENANCE = {"version", "parents", "ancestors", "updated_at", "updated_by"}


class Conversation:
    """A running ``fill``; each question is waited for before it is answered."""

    def __init__(self, *arguments: str, home: Path, encoding: str = "utf-8", columns: int = 80, **extra: str) -> None:
        self.encoding, self.said = encoding, b""
        variables = environment(home, TERM="dumb", LIUWEN_QUARTER="2020Q4", **extra)
        program, *first = PROGRAM
        self.child = pexpect.spawn(
            program, [*first, "fill", *arguments], env=variables, cwd=str(home.parent), timeout=_PATIENCE, dimensions=(24, columns)
        )
        self.child.delaybeforesend = None

    def wait_for(self, text: str) -> str:
        """Reads until that text was said, and returns what was said up to and with it."""
        return self._read(text.encode(self.encoding))

    def answer(self, question: str, reply: str | bytes) -> str:
        """Waits for the question and for the prompt below it, types the reply, and returns what was said before."""
        said = self.wait_for(question) + self._read(b"\n" + _PROMPT)
        self.type(reply)
        return said

    def type(self, reply: str | bytes) -> None:
        """Types a line."""
        self.child.send((reply if isinstance(reply, bytes) else reply.encode(self.encoding)) + b"\n")

    def ending(self) -> int | None:
        """Waits for the program to end by itself and returns its exit code."""
        self.child.expect(pexpect.EOF)
        self.said += self.child.before
        self.child.close()
        code: int | None = self.child.exitstatus
        return code

    def hang_up(self) -> None:
        """Closes the terminal, as a dropped connection does, and lets the program end by itself."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.wait()

    def kill(self) -> None:
        """Ends the program as a crash would."""
        self.child.kill(SIGKILL)
        self.child.wait()

    @property
    def erases_by_character(self) -> bool:
        """Whether the terminal's Backspace takes a whole UTF-8 character."""
        return bool(termios.tcgetattr(self.child.child_fd)[0] & IUTF8)

    def _read(self, content: bytes) -> str:
        self.child.expect_exact(content)
        self.said += self.child.before + self.child.after
        return bytes(self.child.before + self.child.after).decode(self.encoding, "replace")


def fill(*lines: str | bytes, home: Path, unit: str = "rsj", arguments: tuple[str, ...] = ("1",), quarter: str = "2020Q4") -> Result:
    """Answers ``fill`` through a pipe."""
    typed = b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)
    done = run("fill", *arguments, "--unit", unit, "--quarter", quarter, home=home, stdin=typed)
    assert "\x1b" not in done.err
    return done


def entry(home: Path, number: int = 1, unit: str = "rsj", quarter: str = "2020Q4") -> dict[str, Any]:
    """Returns the fields of the entry that is stored, without their provenance."""
    shown = run("show", str(number), "--unit", unit, "--quarter", quarter, "--json", home=home).json()["entry"]
    return {name: value for name, value in (shown or {}).items() if name not in _PROVENANCE}
