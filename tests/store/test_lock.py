"""One at a time, whoever waits learns for whom, and a dead process holds nothing."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
from pathlib import Path

import pytest

from liuwen_tui.domain.errors import Busy, Unusable
from liuwen_tui.store.lock import locked
from tests.conftest import FORK, as_nobody, with_limit


def hold(path: Path, ready: object, stop: object) -> None:
    with locked(path, "王五（save）", 5):
        ready.set()
        stop.wait()


def take(path: Path) -> str:
    with locked(path, "张三（save）", 0):
        return path.read_bytes().split(b"\n")[0].decode()


def test_a_second_process_learns_who_holds_the_lock_and_gets_it_once_it_is_free(tmp_path: Path) -> None:
    path, ready, stop = tmp_path / "lock", FORK.Event(), FORK.Event()
    holder = FORK.Process(target=hold, args=(path, ready, stop))
    holder.start()
    assert ready.wait(10)
    with pytest.raises(Busy, match="王五（save） 正在保存"):
        take(path)
    stop.set()
    holder.join()
    assert take(path) == "张三（save）"


def test_a_holder_that_has_let_go_is_named_no_more(tmp_path: Path) -> None:
    take(tmp_path / "lock")
    assert (tmp_path / "lock").read_bytes().startswith(b"\n")
    with (tmp_path / "lock").open() as unnamed:
        fcntl.flock(unnamed, fcntl.LOCK_EX)
        with pytest.raises(Busy, match=r"^别的程序 正在保存，请稍后再试。$"):
            take(tmp_path / "lock")


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    path, ready = tmp_path / "lock", FORK.Event()
    holder = FORK.Process(target=hold, args=(path, ready, FORK.Event()))
    holder.start()
    assert ready.wait(10)
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    assert take(path) == "张三（save）"


def test_whoever_waits_long_enough_gets_the_lock(tmp_path: Path) -> None:
    path, counter = tmp_path / "lock", tmp_path / "counter"
    counter.write_text("0")

    def count() -> None:
        for _ in range(25):
            with locked(path, "甲", 30):
                counter.write_text(str(int(counter.read_text()) + 1))

    counters = [FORK.Process(target=count) for _ in range(4)]
    for process in counters:
        process.start()
    for process in counters:
        process.join()
    assert counter.read_text() == "100"


def test_an_error_under_the_lock_frees_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "lock", "甲", 0):
        raise KeyError
    assert take(tmp_path / "lock")


@pytest.mark.parametrize("kind", ["symlink", "hard link", "fifo", "folder", "nowhere"])
def test_what_is_no_lock_file_of_ours_is_refused_by_name_and_left_alone(tmp_path: Path, kind: str) -> None:
    path, other = tmp_path / "lock", tmp_path / "other"
    other.write_bytes(b"other")
    match kind:
        case "symlink":
            path.symlink_to(other)
        case "hard link":
            path.hardlink_to(other)
        case "fifo":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "nowhere":
            path = tmp_path / "nowhere" / "lock"
    with pytest.raises(Unusable, match=path.name):
        take(path)
    assert other.read_bytes() == b"other"


def test_a_lock_that_may_not_be_made_or_written_is_refused_in_chinese(shared_folder: Path) -> None:
    path = shared_folder / "lock"
    take(path)
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    for name in ("lock", "another"):
        with pytest.raises(Unusable, match=f"锁不上 .*{name}：没有权限，请找管理员。"):
            as_nobody(lambda name=name: take(shared_folder / name))


def test_a_disk_without_room_for_the_holders_name_still_locks(tmp_path: Path) -> None:
    assert with_limit(resource.RLIMIT_FSIZE, 0, lambda: take(tmp_path / "lock")) == ""
