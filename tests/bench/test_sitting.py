"""The lead's three sittings over forty files of three quarters; ``pytest -m long tests/bench/test_sitting.py -n 0 -s`` prints what each took."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from tests.generated_reports import QUARTERS, generate
from tests.tui.sitting import assert_done, do, put_out, what_there_is_to_do
from tests.tui.terminal import Terminal


@pytest.mark.long
def test_forty_files_of_three_quarters_are_settled_at_the_keyboard(home: Path, terminal: Callable[..., Terminal]) -> None:
    post = generate()
    for quarter in QUARTERS:
        put_out(post, home, quarter)
        sitting = what_there_is_to_do(home, quarter)
        began = monotonic()
        do(sitting, terminal("lead", "--quarter", quarter))
        assert_done(sitting, home, quarter)
        done = f"裁定 {sitting.conflicts} 处，退回 {len(sitting.to_send_back)} 家，接收 {len(sitting.to_accept)} 家"
        print(f"{quarter}: {len(post.of(quarter))} 个文件，{done}，展期 {len(sitting.to_extend)} 家，{monotonic() - began:.0f} 秒")
