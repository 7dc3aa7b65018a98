"""A lock on a file that is never renamed, held over read, change and write; whoever waits learns who holds it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from liuwen_tui.domain.errors import Busy, Unusable
from liuwen_tui.store.durable import FILE_MODE

_PAUSE = 0.01
_HOLDER_BYTES = 200


@contextmanager
def locked(path: Path, holder: str, wait: float) -> Iterator[None]:
    """Holds the lock, waiting at most ``wait`` seconds; raises `Busy`, naming the holder, when it stays taken.

    The kernel drops the lock when the process ends, however it ends.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    except OSError as error:
        raise Unusable(f"打不开 {path}：{os.strerror(error.errno or 0)}。") from error
    try:
        if os.fstat(descriptor).st_uid == os.geteuid():
            os.fchmod(descriptor, FILE_MODE)
        _take(descriptor, wait)
        with suppress(OSError):  # a full disk takes no note of who holds the lock; the lock itself needs no room
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, holder.encode()[:_HOLDER_BYTES], 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, _HOLDER_BYTES, 0).decode(errors="replace") or "别的程序"
                raise Busy(f"{holder} 正在保存，请稍后再试。") from None
            time.sleep(_PAUSE)
        else:
            return
