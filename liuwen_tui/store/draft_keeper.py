"""Keeps the draft of what is being typed on the disk, from a thread, so that a kill costs at most the last second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.store.drafts import Kept, draft_file, remove_draft, this_process, write_draft
from liuwen_tui.store.durable import make_folder

PAUSE = 1.0
"""Seconds between two writes."""
_LAST = "last"
"""Marks the draft that is written when the program ends in haste."""
_LAST_WRITE = 2.0
"""Seconds that a disk may take over the last write."""


@dataclass(frozen=True, slots=True)
class _Published:
    """What is to be on the disk, and where."""

    root: Path
    folder: Path
    draft: Kept | None
    serial: int
    """Greater with each publication."""


class DraftKeeper:
    """Takes drafts from the screen without making it wait. A session that only reads has neither thread nor file."""

    def __init__(self) -> None:
        self._published: _Published | None = None
        self._wake, self._closing = Event(), Event()
        self._thread: Thread | None = None
        self._process = this_process()

    def publish(self, root: Path, folder: Path, draft: Kept | None) -> None:
        """Says what is being typed, or with None that all of it is saved. ``folder`` is the unit's, in the home at ``root``."""
        if draft is None and not self.holds_words:
            return
        serial = self._published.serial + 1 if self._published else 1
        self._published = published = _Published(root, folder, draft, serial)
        if draft is None:
            self._write(published)
        if self._thread is None:
            self._thread = Thread(target=self._keep, name="liuwen-drafts", daemon=True)
            self._thread.start()
        self._wake.set()

    def last_words(self) -> bool:
        """Writes what is being typed at once and without a lock, for a program that ends; False where the disk refuses.

        It has a file of its own, so that the thread cannot put something older in its place.
        """
        return self._write_beside(_LAST)

    def set_aside(self) -> bool:
        """Leaves what is being typed in a file that nothing typed later touches, and holds nothing then; False where the disk refuses."""
        last = self._published
        is_left = last is None or self._write_beside(str(last.serial))
        if last and is_left:
            self.publish(last.root, last.folder, None)
        return is_left

    def _write_beside(self, mark: str) -> bool:
        last = self._published
        try:
            if last and last.draft:
                make_folder(last.folder, last.root)
                write_draft(draft_file(last.folder, mark), last.draft, self._process, last.serial)
        except LiuwenError:
            return False
        return True

    def close(self) -> None:
        """Lets the disk catch up with what was published last."""
        self._closing.set()
        self._wake.set()
        if self._thread:
            self._thread.join(_LAST_WRITE)

    @property
    def holds_words(self) -> bool:
        """True while something typed is not saved yet."""
        return self._published is not None and self._published.draft is not None

    def _keep(self) -> None:
        is_open = True
        while is_open and self._wake.wait():
            self._wake.clear()
            is_open = not self._closing.is_set()
            if self._published:
                self._write(self._published)
            self._closing.wait(PAUSE)

    def _write(self, published: _Published) -> None:
        """A disk that refuses is told of when saving; the next change tries again."""
        try:
            if published.draft:
                make_folder(published.folder, published.root)
                write_draft(draft_file(published.folder), published.draft, self._process, published.serial)
            if not self.holds_words:  # saved meanwhile
                remove_draft(draft_file(published.folder))
                remove_draft(draft_file(published.folder, _LAST))
        except LiuwenError:
            return
