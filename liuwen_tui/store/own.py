"""A store's own files in a folder that colleagues can write to: regular, of one name, and never reached through a link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from liuwen_tui.domain.errors import Damaged, Unusable
from liuwen_tui.store.durable import FILE_MODE, failure, sync_folder, write_all

_NEVER = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_FILE = (errno.ELOOP, errno.EISDIR, errno.ENXIO)


def open_own(path: Path, flags: int) -> int:
    """Opens one of our files and returns its descriptor; one made here can be written by the group.

    Raises `Damaged` for a link, a file of several names, a FIFO or a folder in its place, else OSError.
    """
    try:
        descriptor = os.open(path, flags | _NEVER, FILE_MODE)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise _not_ours(path) from error
        raise
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        os.close(descriptor)
        raise _not_ours(path)
    if flags & os.O_CREAT and status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != FILE_MODE:
        os.fchmod(descriptor, FILE_MODE)
    return descriptor


def read_own(path: Path, limit: int) -> bytes:
    """Returns the content; raises `Damaged` for what is not ours or larger than ``limit`` bytes, `Unusable` where the disk refuses."""
    try:
        with open(open_own(path, os.O_RDONLY), "rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise failure("读不了", path, error) from error
    if len(content) > limit:
        raise Damaged(f"{path} 超过 {limit} 字节。")
    return content


def own_lines(path: Path, longest: int) -> Iterator[bytes]:
    """Yields the lines, read one at a time; of one longer than ``longest`` bytes only the pieces, which hold nothing whole."""
    try:
        with open(open_own(path, os.O_RDONLY), "rb") as file:
            while line := file.readline(longest):
                yield line
    except OSError as error:
        raise failure("读不了", path, error) from error


def append_lines(path: Path, lines: list[bytes]) -> None:
    """Appends lines and syncs them once; a line left half-written by a crash before is closed off first."""
    try:
        descriptor = open_own(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            write_all(descriptor, b"\n" * torn + b"".join(line + b"\n" for line in lines))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if size == 0:
            sync_folder(path.parent)
    except OSError as error:
        raise failure("存不下", path, error) from error


def set_writable(path: Path, writable: bool) -> None:
    """Gives the right to write one of our files to the owner and the group where they may read it, or takes it from all.

    Raises `Damaged` for what is not ours alone, `Unusable` for an account that may not do that.
    """
    try:
        descriptor = open_own(path, os.O_RDONLY)
        try:
            mode = stat.S_IMODE(os.fstat(descriptor).st_mode)
            os.fchmod(descriptor, mode | (mode & 0o440) >> 1 if writable else mode & ~0o222)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure("改不了权限", path, error) from error


def move(path: Path, to: Path) -> None:
    """Gives whatever stands at ``path`` another name in the same folder; raises `Unusable` when the disk refuses."""
    try:
        path.rename(to)
    except OSError as error:
        raise failure("移不动", path, error) from error


def _not_ours(path: Path) -> Unusable:
    return Damaged(f"{path} 是链接，或不是普通文件。")
