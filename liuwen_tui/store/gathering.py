"""The files that stand in a folder, links not followed; what cannot be looked into is told, not passed over."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import failure, is_planted


def files_of(path: Path, wanted: Callable[[str], bool]) -> tuple[list[Path], dict[Path, Unusable]]:
    """Returns the path itself or, of a folder, all below it that have a wanted name, whatever they are, sorted.

    The second value are the folders below that cannot be looked into, each with the reason.
    """
    if not _is_folder(path):
        return [path], {}
    found: list[Path] = []
    closed: dict[Path, Unusable] = {}
    pending = [path]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            closed[folder] = failure("打不开文件夹", folder, error)
            continue
        found += [folder / entry.name for entry in entries if wanted(entry.name)]
        pending += [folder / entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    return sorted(found), closed


def files_named(path: Path) -> list[Path]:
    """Returns the path itself or, where nothing stands there and it is a pattern (``*``, ``?``, ``[…]``, ``**``), what matches, sorted.

    A shell leaves a pattern as it is where it is quoted or where nothing matches; a pattern that nothing matches stands for itself.
    """
    if not glob.has_magic(str(path)) or not is_missing(path):
        return [path]
    return [Path(name) for name in sorted(glob.glob(str(path), recursive=True))] or [path]


def is_missing(path: Path) -> bool:
    """Tells whether nothing stands there for certain; a path that cannot be looked at is not missing."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _is_folder(path: Path) -> bool:
    """A path that cannot be looked at, or a link that another account put there, is no folder: reading it as a file tells why."""
    try:
        return not is_planted(path) and stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return False
