"""Long work says how far it is on a terminal, leaves no trace there, and says nothing anywhere else."""

from __future__ import annotations

import io
import os
import tty
from collections.abc import Iterator

import pyte
import pytest

from liuwen_tui.cli.progress import Progress

CELLS = 40
END = "\0"
"""Shows nothing; a terminal gets it when it got all before."""


class Watch:
    """A clock that a test moves on."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def terminal() -> Iterator[tuple[io.TextIOWrapper, pyte.Screen, pyte.ByteStream, int]]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    screen = pyte.Screen(CELLS, 3)
    with open(theirs, "w", encoding="utf-8", newline="") as stream:
        yield stream, screen, pyte.ByteStream(screen), ours
    os.close(ours)


def test_a_line_counts_from_the_second_second_on_and_is_gone_at_the_end(terminal) -> None:
    stream, screen, reader, ours = terminal
    watch, written = Watch(), b""

    def shown() -> str:
        nonlocal written
        stream.write(END)
        stream.flush()
        said = b""
        while END.encode() not in said:
            said += os.read(ours, 1000)
        written += said.removesuffix(END.encode())
        reader.feed(said)
        return screen.display[0].replace(" ", "")

    with Progress(stream, "正在读报告", watch) as progress:
        progress.tell(0, 40)
        assert shown() == ""
        watch.now += 1
        progress.tell(10, 40)
        assert shown() == "正在读报告10/40"
        progress.tell(9, 9)
        assert shown() == "正在读报告9/9"
        with pytest.raises(KeyboardInterrupt), Progress(stream, "再来一次", lambda: 0.0):
            raise KeyboardInterrupt
    assert shown() == ""
    stream.write("以上")
    assert shown() == "以上"
    assert set(written) & {*range(32), 127} <= {13}


def test_nothing_is_said_to_a_file_or_a_pipe() -> None:
    stream, watch = io.StringIO(), Watch()
    with Progress(stream, "正在读报告", watch) as progress:
        watch.now += 100
        progress.tell(1, 2)
    assert stream.getvalue() == ""
