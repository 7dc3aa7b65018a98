"""The lead's own files of a home: changed under a lock, replaced whole, and left as they are where nothing changes."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.store.durable import FILE_MODE, failure, is_there, make_folder, read_file, replace_file, sweep
from liuwen_tui.store.lock import locked

READABLE_MODE = 0o664
"""For what every unit reads."""
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LeadFile:
    """One of the lead's files, which need not be there yet."""

    path: Path
    root: Path
    """The home that it lies in."""
    mode: int = FILE_MODE
    """Its mode once it is made; one that is there keeps its own."""

    def change(self, alter: Callable[[bytes], bytes], holder: str, wait: float) -> None:
        """Puts what ``alter`` makes of the content, b"" where there is no file, in its place; nobody changes it meanwhile.

        Raises `Busy` when the lock stays taken for ``wait`` seconds, `Unusable` where the disk refuses, and whatever
        ``alter`` raises: the file then stands as it was.
        """
        make_folder(self.path.parent, self.root)
        with locked(self.path.with_suffix(".lock"), holder, wait):
            sweep(self.path)
            before = read_file(self.path, _LARGEST) if is_there(self.path) else b""
            after = alter(before)
            if after != before:
                replace_file(self.path, after, self._mode if is_there(self.path) else self.mode)

    @property
    def _mode(self) -> int:
        try:
            return stat.S_IMODE(self.path.stat().st_mode)
        except OSError as error:
            raise failure("读不了", self.path, error) from error
