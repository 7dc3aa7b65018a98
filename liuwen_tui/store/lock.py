"""A lock on a file that is never renamed, held over read, change and write; whoever waits learns who holds it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from liuwen_tui.domain.errors import Busy
from liuwen_tui.store.durable import failure
from liuwen_tui.store.own import open_own

_PAUSE = 0.01
_HOLDER_BYTES = 200
_LOCKS = Path("/proc/locks")


@contextmanager
def locked(path: Path, holder: str, wait: float) -> Iterator[None]:
    """Holds the lock, waiting at most ``wait`` seconds; raises `Busy`, naming the holder, when it stays taken,
    and `Unusable` when it cannot be made or is not ours alone.

    The kernel drops the lock when the process ends, however it ends.
    """
    try:
        descriptor = open_own(path, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise failure("锁不上", path, error) from error
    try:
        _take(descriptor, wait)
        _name(descriptor, holder)
        try:
            yield
        finally:
            _name(descriptor, "")
    finally:
        os.close(descriptor)


def _name(descriptor: int, holder: str) -> None:
    """Writes the first line over, never cutting the file: a file cut and written again is flushed at once by some disks."""
    with suppress(OSError):  # a full disk takes no note of who holds the lock; the lock itself needs no room
        os.pwrite(descriptor, f"{holder}\n".encode(), 0)


def _take(descriptor: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, _HOLDER_BYTES, 0).split(b"\n")[0].decode(errors="replace") or "别的程序"
                raise Busy(f"{holder} 正在保存，请稍后再试。") from None
            time.sleep(_PAUSE)
        else:
            return


def holders() -> dict[tuple[int, int, int], int]:
    """Returns which process holds which file, by major and minor number of its disk and its inode; nothing where the kernel does not say."""
    try:
        listed = _LOCKS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return {}
    found = {}
    for _, kind, _, _, process, place, *_ in (line.split() for line in listed.splitlines() if "->" not in line):
        if kind == "FLOCK":
            major, minor, inode = place.split(":")
            found[int(major, 16), int(minor, 16), int(inode)] = int(process)
    return found
