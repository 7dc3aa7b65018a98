"""What a disk has room for and lets this account write, of folders that need not be there yet."""

from __future__ import annotations

import os
from pathlib import Path

from liuwen_tui.store.durable import failure


def may_write(folder: Path) -> bool:
    """Tells whether this account may make files in the folder, or make the folder itself."""
    return os.access(_there(folder), os.W_OK | os.X_OK)


def free_bytes(folder: Path) -> int:
    """Returns what this account may still write on the folder's disk, 0 where it takes no more files; raises `Unusable`."""
    try:
        disk = os.statvfs(_there(folder))
    except OSError as error:
        raise failure("读不了", folder, error) from error
    return disk.f_bavail * disk.f_frsize if disk.f_favail or not disk.f_files else 0


def _there(folder: Path) -> Path:
    """The folder, or the one above it that is there."""
    return next(each for each in (folder, *folder.parents) if os.path.lexists(each) or each == each.parent)
