"""All of a home that a backup saves, read while people work, so that what belongs together agrees.

No lock is taken: nobody who saves waits for a backup, and no backup waits for anybody. Every file but a history is
replaced whole, so that an open one stays as it was; a history is only appended to, and holds a version before its store
does. A store that is opened before its history therefore has nothing that the history lacks. What is copied is what a
crash at that moment would have left. Folders of units come before ``lead/``, which answers what units sent.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.store.access import Access, access_of
from liuwen_tui.store.durable import failure

_OF_A_QUARTER = re.compile(r"20\d\dQ[1-4]\.(json|history\.jsonl)")
_PASSING = re.compile(r".*\.lock|\..*\.new")
"""Names of what is only there while somebody works."""
_DRAFTS, _LEAD = "drafts", "lead"
_NEVER = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_FILE = (errno.ELOOP, errno.ENXIO, errno.ENOTDIR, errno.EISDIR)
_DEEPEST, _LONGEST_PATH = 16, 1000
_TRIES, _PAUSE = 50, 0.01
_LARGE, _BLOCK, _MOST_TIMES = 64 * 1024 * 1024, 512, 100
"""Bytes above which a file that takes up less than a hundredth of its size is taken for empty: to save it would take hours."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A regular file of the home, open as it was."""

    path: str
    """Below the home, with slashes."""
    descriptor: int
    size: int
    """Bytes that belong to it; one that is appended to may have more by now."""
    changed: float
    """Seconds since the epoch."""
    access: Access


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the home."""

    path: str
    """Below the home, with slashes, empty for the home itself."""
    access: Access


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What no program of ours put there: a link, a device, a file of several names, a hollow one, a name that cannot be printed."""

    path: str


Item = Folder | OpenFile | PassedOver


def is_plain(path: str) -> bool:
    """Tells whether a path of the home can be printed and is no longer than one of ours."""
    return path.isprintable() and len(path) <= _LONGEST_PATH


def saved_files(root: Path) -> Iterator[Item]:
    """Yields all folders and files, each file open until the next is asked for; drafts and locks are left out.

    Raises `Unusable` for anything that cannot be read.
    """
    try:
        descriptor = os.open(os.path.realpath(root), _NEVER | os.O_DIRECTORY)
    except OSError as error:
        raise failure("读不了", root, error) from error
    yield from _below(root, "", descriptor, 0)


def _below(root: Path, here: str, descriptor: int, depth: int) -> Iterator[Item]:
    """The folder, its files and then what its folders hold; closes it."""
    try:
        entries = list(os.scandir(descriptor))
        yield Folder(here, access_of(descriptor))
        folders = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        names = {entry.name for entry in entries} - folders
        yield from _files(here, {name for name in names if not _PASSING.fullmatch(name)}, descriptor)
        for name in sorted(folders - {_DRAFTS}, key=lambda name: (name == _LEAD, name)):
            path = _joined(here, name)
            try:
                inner = os.open(name, _NEVER | os.O_DIRECTORY, dir_fd=descriptor)
            except FileNotFoundError:
                continue
            except OSError as error:
                if error.errno not in _NO_FILE:
                    raise
                yield PassedOver(path)  # a link was put in its place meanwhile
                continue
            if depth == _DEEPEST or not is_plain(path):
                os.close(inner)
                yield PassedOver(path)
            else:
                yield from _below(root, path, inner, depth + 1)
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else ""
        raise failure("读不了", root / here / name, error) from error
    finally:
        os.close(descriptor)


def _files(here: str, names: set[str], folder: int) -> Iterator[Item]:
    """The folder's files: stores each with its history, then the others."""
    quarters = {name.split(".")[0] for name in names if _OF_A_QUARTER.fullmatch(name)}
    others = sorted(name for name in names if not _OF_A_QUARTER.fullmatch(name))
    for group in (*((f"{quarter}.json", f"{quarter}.history.jsonl") for quarter in sorted(quarters)), *((name,) for name in others)):
        with ExitStack() as opened:
            yield from _agreeing(here, group, folder, opened)


def _agreeing(here: str, names: tuple[str, ...], folder: int, opened: ExitStack) -> list[Item]:
    """The files, open at a moment when they belong together; as they are where that moment does not come: they are damaged."""
    for _ in range(_TRIES):
        opened.close()
        before = _inode(names[-1], folder)
        found = [item for name in names for item in _opened(_joined(here, name), name, folder, opened)]
        if before == _inode(names[-1], folder) and _belong_together(found):
            break
        time.sleep(_PAUSE)
    return found


def _belong_together(found: list[Item]) -> bool:
    """Tells whether a history has its store beside it and no line of it is half-written."""
    last = found[-1] if found else None
    if not isinstance(last, OpenFile) or not last.path.endswith(".jsonl"):
        return True
    return len(found) > 1 and (last.size == 0 or os.pread(last.descriptor, 1, last.size - 1) == b"\n")


def _opened(path: str, name: str, folder: int, opened: ExitStack) -> list[Item]:
    """The file, none where it is gone."""
    if not is_plain(path):
        return [PassedOver(path)]
    try:
        descriptor = os.open(name, _NEVER, dir_fd=folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        if error.errno in _NO_FILE:
            return [PassedOver(path)]
        raise
    opened.callback(os.close, descriptor)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1 or _is_hollow(status):
        return [PassedOver(path)]
    return [OpenFile(path, descriptor, status.st_size, status.st_mtime, access_of(descriptor))]


def _is_hollow(status: os.stat_result) -> bool:
    """Tells whether a file only claims to be large, as one that was given a size and no content."""
    return status.st_size > _LARGE and status.st_blocks * _BLOCK * _MOST_TIMES < status.st_size


def _inode(name: str, folder: int) -> int | None:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False).st_ino
    except FileNotFoundError:
        return None


def _joined(here: str, name: str) -> str:
    return f"{here}/{name}" if here else name
