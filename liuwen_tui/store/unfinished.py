"""A file or a folder that gets its name only when it is whole; what a killed program left of one is swept away."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.store.durable import failure, is_there, sync_folder

_ENDING = ".liuwen-new"


@contextmanager
def unfinished_file(target: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Hands over a new file that nobody else reads; it is synced and gets its name where nothing is raised, else it is gone.

    Raises `WrongUse` where something of that name is there, which is never overwritten, and `Unusable`.
    """
    with _unfinished(target) as path:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with open(descriptor, "w+b") as file:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield path, file
            file.flush()
            os.fsync(descriptor)
            refuse_there(target)
            path.rename(target)


@contextmanager
def unfinished_folder(target: Path) -> Iterator[Path]:
    """Hands over a new folder that nobody else looks into; it gets its name where nothing is raised, else it is gone.

    An empty folder may have that name already. Raises `Unusable`.
    """
    with _unfinished(target) as path:
        path.mkdir(mode=0o700)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield path
            path.rename(target)
        finally:
            os.close(descriptor)


def refuse_there(target: Path) -> None:
    """Raises `WrongUse` where something of that name is there."""
    if is_there(target):
        raise WrongUse(f"已经有 {target}，没有覆盖；请换一个名字。")


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    path = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_ENDING}")
    try:
        _sweep(target.parent)
        yield path
        sync_folder(target.parent)
    except OSError as error:
        raise failure("存不下", target, error) from error
    finally:
        _remove(path)


def _sweep(folder: Path) -> None:
    """Removes what programs that were killed left; those that run hold a lock."""
    for left in folder.glob(f".*{_ENDING}"):
        with suppress(OSError):
            descriptor = os.open(left, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _remove(left)
            finally:
                os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
