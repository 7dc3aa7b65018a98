"""Whether anything changed in folders since the last look, told without opening a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

Fingerprint = frozenset[tuple[str, int, int]]


def fingerprint(folders: Iterable[Path]) -> Fingerprint:
    """Returns path, mtime in nanoseconds and size of every file in and below the folders, links not followed.

    It differs after any file came, went or was replaced; what cannot be looked into counts as empty. Two system calls
    for each folder and one for each file.
    """
    found: set[tuple[str, int, int]] = set()
    pending = [str(folder) for folder in folders]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        status = entry.stat(follow_symlinks=False)
                        found.add((entry.path, status.st_mtime_ns, status.st_size))
        except OSError:
            continue
    return frozenset(found)
