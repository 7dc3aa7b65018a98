"""Conversations that a test starts and that end with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conversing import ESC, Conversation


@pytest.fixture
def converse(home: Path) -> Iterator[Callable[..., Conversation]]:
    """``converse("1")`` starts ``fill 1`` of 人社局; every one started is ended with the test and sent no escape code."""
    started: list[Conversation] = []

    def start(*arguments: str, unit: str = "rsj", **extra: str) -> Conversation:
        started.append(Conversation(*arguments, "--unit", unit, home=home, **extra))
        return started[-1]

    yield start
    for one in started:
        one.child.close(force=True)
        assert ESC not in one.said
