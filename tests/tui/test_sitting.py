"""The lead's whole sitting in a real terminal, in small: one quarter with every kind of trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.fate import Fate
from tests.generated_reports import generate
from tests.tui.sitting import assert_done, do, put_out, what_there_is_to_do
from tests.tui.terminal import Terminal

QUARTER = "2021Q1"


def test_one_sitting_at_the_keyboard_settles_all_that_came_in(home: Path, terminal: Callable[..., Terminal]) -> None:
    post = generate()
    put_out(post, home, QUARTER)
    sitting = what_there_is_to_do(home, QUARTER)
    assert sitting.conflicts and sitting.to_send_back and len(sitting.to_accept) > 2 and len(sitting.to_extend) == 2
    do(sitting, terminal("lead", "--quarter", QUARTER))
    summary = assert_done(sitting, home, QUARTER)
    refused = {mail.unit for mail in post.of(QUARTER) if mail.fate is Fate.REFUSED}
    assert refused & summary.filings.keys() == set()
