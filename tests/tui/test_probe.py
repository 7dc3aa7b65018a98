"""What the terminal is, asked of terminals of every kind over a real pty."""

from __future__ import annotations

import os
import pty
import termios
import unicodedata
from collections.abc import Callable
from threading import Thread

import pytest

from liuwen_tui.tui.terminal import REPLACE_CELLS, Terminal, probe, raw

PATIENCE = 5.0
ASK = b"\x1b[6n"


class Kind:
    """A terminal that draws bytes in an encoding and answers in which column its cursor stands."""

    def __init__(self, encoding: str, ambiguous: int = 1, rare: bool = True) -> None:
        """``rare``: four bytes are one character to it."""
        self._encoding, self._ambiguous, self._rare = encoding, ambiguous, rare

    def answers(self, asked: bytes) -> bytes:
        """Returns the answer to every question in what was written."""
        columns = [1 + self._cells(drawn.rpartition(b"\r")[2]) for drawn in asked.split(ASK)[:-1]]
        return b"".join(b"\x1b[7;%dR" % column for column in columns)

    def _cells(self, drawn: bytes) -> int:
        codec = self._encoding if self._rare or self._encoding != "gb18030" else "gbk"
        text = drawn.decode(codec, errors="replace")
        wide = "WFA" if self._ambiguous == 2 else "WF"
        return sum(2 if unicodedata.east_asian_width(character) in wide else 1 for character in text)


def asked_of(answer: Callable[[bytes], bytes], typed: bytes = b"", patience: float = PATIENCE) -> tuple[Terminal, bytes]:
    """Probes a terminal that answers so, after somebody typed ahead; returns what was found and all that was written."""
    ours, theirs = pty.openpty()
    written = []

    def be_a_terminal() -> None:
        os.write(ours, typed)
        while content := read(ours):
            written.append(content)
            os.write(ours, answer(content))

    terminal = Thread(target=be_a_terminal)
    with raw(theirs):
        terminal.start()
        found = probe(theirs, theirs, patience)
    os.close(theirs)
    terminal.join()
    os.close(ours)
    return found, b"".join(written)


def read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize(
    ("kind", "encoding", "ambiguous"),
    [
        (Kind("utf-8"), "utf-8", 1),
        (Kind("utf-8", ambiguous=2), "utf-8", 2),
        (Kind("gb18030"), "gb18030", 1),
        (Kind("gb18030", ambiguous=2), "gb18030", 2),
        (Kind("gb18030", ambiguous=2, rare=False), "gbk", 2),
    ],
)
def test_encoding_and_width_are_what_the_terminal_draws(kind: Kind, encoding: str, ambiguous: int) -> None:
    found, _ = asked_of(kind.answers)
    assert (found.encoding, found.ambiguous, found.is_there) == (encoding, ambiguous, True)


def test_a_silent_terminal_is_taken_for_the_usual_one() -> None:
    found, written = asked_of(lambda _: b"", patience=0.05)
    assert found == Terminal()
    assert written.endswith(b"\r\x1b[K")


def test_the_line_is_left_blank() -> None:
    _, written = asked_of(Kind("gb18030").answers)
    assert written.endswith(b"\r\x1b[K")


def test_what_is_typed_meanwhile_is_kept_and_the_answers_are_not() -> None:
    found, _ = asked_of(Kind("utf-8").answers, typed="fgw\n发\x1b[B".encode())
    assert found.typed == "fgw\r发\x1b[B".encode()
    assert found.encoding == "utf-8"


def test_answers_that_come_in_pieces_are_put_together() -> None:
    ours, theirs = pty.openpty()

    def answer_slowly() -> None:
        os.read(ours, 65536)
        for byte in b"\x1b[1;5R\x1b[1;5R":
            os.write(ours, bytes([byte]))

    terminal = Thread(target=answer_slowly)
    with raw(theirs):
        terminal.start()
        found = probe(theirs, theirs, PATIENCE)
    terminal.join()
    os.close(ours)
    os.close(theirs)
    assert (found.encoding, found.ambiguous, found.typed) == ("utf-8", 2, b"")


def test_the_answer_may_come_while_something_else_is_done_and_what_is_typed_then_is_kept() -> None:
    ours, theirs = pty.openpty()
    asked = []

    def answer() -> None:
        asked.append(os.read(ours, 65536))
        os.write(ours, b"fg" + b"\x1b[1;5R\x1b[1;5R" + b"w")

    with raw(theirs):
        found = probe(theirs, theirs, patience=0, meanwhile=answer)
    os.close(ours)
    os.close(theirs)
    assert (found.encoding, found.ambiguous, found.typed) == ("utf-8", 2, b"fgw")
    assert asked[0].endswith(b"\r\x1b[K"), "the line is blank while it is waited"


def test_a_terminal_that_goes_away_is_told_from_a_silent_one() -> None:
    ours, theirs = pty.openpty()
    with raw(theirs):
        os.close(ours)
        assert not probe(theirs, theirs, PATIENCE).is_there
    os.close(theirs)


def test_the_terminal_is_put_back_as_it_was() -> None:
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    with raw(theirs):
        assert termios.tcgetattr(theirs) != before
    assert termios.tcgetattr(theirs) == before
    os.close(ours)
    os.close(theirs)


def test_what_a_gbk_terminal_cannot_show_keeps_its_cells() -> None:
    assert "发😀x".encode("gbk", errors=REPLACE_CELLS) == "发??x".encode("gbk")
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", errors=REPLACE_CELLS)
