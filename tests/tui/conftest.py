"""Programs in real terminals, ended with the test whatever became of it; and looking on at what is painted."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.seeing import Seen, look_on
from tests.tui.terminal import HERE, Terminal, running


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """``terminal()`` starts the program of 区发改委 on the fresh home; all that runs on that home is ended with the test."""
    started = []

    def start(*arguments: str, **extra: object) -> Terminal:
        started.append(Terminal(*arguments, home=home, **{**HERE, **extra}))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for pid in running(home):
        os.kill(pid, signal.SIGKILL)
    for one in started:
        one.close()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What is done from the beginning of the test on."""
    return look_on(monkeypatch)
