"""A summary that is too large for one file: parts by unit, all or none, and nothing left of those before."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.documents.seal import seal_of
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.publishing import publish
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import submit
from tests.cli.running import PROGRAM, WORD, environment
from tests.conftest import as_nobody, fill, give_to_nobody, with_limit
from tests.store.test_failures import no_strace

UNITS = ("sfj", "tyjrj", "jtj", "zjj")
DOCUMENTS = (*WORD, "summary.xlsx", "summary.md")
"""The report in its formats, in the order in which they are written."""
PART = 2_500
"""Bytes: room for two of these units, which have one measure each, and not for three."""


@pytest.fixture
def board(desk: Callable[..., Desk]) -> Board:
    for unit in UNITS:
        submit(fill(desk(unit)), Signatories("张三", "李四", ""))
    return Board(desk("fgw").office, Quarter(2020, 4))


@pytest.fixture
def merged(board: Board) -> Merged:
    return board.merge()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_parts_hold_whole_units_and_give_the_same_again(board: Board, merged: Merged, tmp_path: Path) -> None:
    paths = publish(board, merged, tmp_path / "out", largest=PART).paths
    assert [path.name for path in paths] == ["summary-1.toml", "summary-2.toml", *DOCUMENTS]
    parts = [board.merge([path]).summary for path in paths[:2]]
    assert [list(part.filings) for part in parts] == [["jtj", "sfj"], ["tyjrj", "zjj"]]
    assert board.merge([tmp_path / "out"]).summary == merged.summary
    again = content(tmp_path / "out")
    publish(board, board.merge(reversed(paths[:2])), tmp_path / "out", largest=PART)
    assert content(tmp_path / "out") == again
    seals = [part.decode().split('"')[-2] for part in list(again.values())[:2]]
    document = again["summary.md"].decode().replace("\\", "")
    assert all(f"summary-{number}.toml（校验码 {seal}）" in document for number, seal in enumerate(seals, 1))


def test_one_unit_that_is_too_large_is_named_and_nothing_written(board: Board, merged: Merged, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="超过 100 字节"):
        publish(board, merged, tmp_path / "out", largest=100)
    assert not (tmp_path / "out").exists()


def test_parts_of_an_earlier_summary_go_and_what_is_somebody_elses_stays(board: Board, merged: Merged, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(board, merged, out, largest=PART)
    (out / "summary-old.toml").write_text("我的")
    publish(board, merged, out)
    assert sorted(content(out)) == sorted(["summary-old.toml", "summary.toml", *DOCUMENTS])
    publish(board, merged, out, largest=PART)
    assert sorted(content(out)) == sorted(["summary-1.toml", "summary-2.toml", "summary-old.toml", *DOCUMENTS])
    (out / "summary-3.toml").write_text("我的")
    before = content(out)
    with pytest.raises(Unusable, match=r"summary-3\.toml 占着"):
        publish(board, merged, out)
    assert content(out) == before


def test_a_disk_too_full_for_the_last_part_leaves_all_as_they_were(board: Board, merged: Merged, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(board, replace(merged, refused=()), out, largest=PART)
    sizes = [len(each) for each in content(out).values()]
    before = content(out)
    with pytest.raises(Unusable, match=os.strerror(errno.EFBIG) + "|超过了允许的大小"):
        with_limit(resource.RLIMIT_FSIZE, max(sizes) - 1, lambda: publish(board, merged, out, largest=PART))
    assert content(out) == before


def test_a_folder_that_may_not_be_written_keeps_its_parts(board: Board, merged: Merged, shared_folder: Path) -> None:
    out = shared_folder / "out"
    publish(board, merged, out, largest=PART)
    before = content(out)
    for path in (*out.iterdir(), out):
        give_to_nobody(path)
    out.chmod(0o555)
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: publish(board, merged, out))
    assert content(out) == before


def killed_at_rename(number: int, home: Path, out: Path) -> int:
    """Writes the summary of another day in a process that is killed when it puts its file of that number in place."""
    trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=rename:signal=SIGKILL:when={number}"]
    command = [*trace, *PROGRAM, "merge", "-o", str(out), "--quarter", "2020Q4"]
    given = environment(home, PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run(command, check=False, capture_output=True, env=given, cwd=home.parent, timeout=60).returncode


def test_a_merge_that_is_killed_leaves_what_was_there_or_a_set_that_shows_it_is_none(
    board: Board, merged: Merged, desk: Callable[..., Desk], home: Path, tmp_path: Path
) -> None:
    if no_strace():
        pytest.skip(no_strace())
    out = tmp_path / "out"
    publish(board, merged, out)
    before = content(out)
    submit(fill(desk("ybj")), Signatories("张三", "李四", ""))
    wanted = tmp_path / "wanted"
    publish(board, board.merge(), wanted)
    assert killed_at_rename(1, home, out) != 0
    assert {name: each for name, each in content(out).items() if not name.startswith(".")} == before
    assert killed_at_rename(2, home, out) != 0
    torn = content(out)
    assert (torn["summary.toml"], torn["summary.md"]) == (content(wanted)["summary.toml"], before["summary.md"])
    assert seal_of(torn["summary.toml"]).encode() not in torn["summary.md"]
    publish(board, board.merge(), out)
    assert {name: content(out)[name] for name in before} == content(wanted)
