"""A change in folders is seen without opening a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from liuwen_tui.store.durable import replace_file
from liuwen_tui.store.fingerprint import fingerprint


def touched(folder: Path) -> None:
    os.utime(folder / "out" / "a.toml", ns=(1, 1))


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: replace_file(folder / "out" / "a.toml", "新的".encode()),
        lambda folder: (folder / "out" / "b.toml").write_text("多一个"),
        lambda folder: (folder / "out" / "a.toml").unlink(),
        lambda folder: (folder / "out" / "a.toml").rename(folder / "out" / "c.toml"),
        touched,
        lambda folder: (folder / "out" / "deeper").rename(folder / "out" / "elsewhere"),
    ],
    ids=["replaced", "added", "removed", "renamed", "touched", "folder renamed"],
)
def test_whatever_happens_to_a_file_is_seen_and_nothing_else_is(tmp_path: Path, change: Callable[[Path], object]) -> None:
    (tmp_path / "out" / "deeper").mkdir(parents=True)
    (tmp_path / "out" / "a.toml").write_text("旧的")
    (tmp_path / "out" / "deeper" / "d.toml").write_text("旧的")
    (tmp_path / "out" / "loop").symlink_to(tmp_path)
    before = fingerprint([tmp_path / "out", tmp_path / "missing"])
    (tmp_path / "beside.toml").write_text("不看的")
    assert fingerprint([tmp_path / "out", tmp_path / "missing"]) == before
    change(tmp_path)
    assert fingerprint([tmp_path / "out", tmp_path / "missing"]) != before
