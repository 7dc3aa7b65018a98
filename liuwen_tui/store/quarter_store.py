"""One unit's store for one quarter: read without a lock, changed under one, mended from its history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tinydb import TinyDB

from liuwen_tui.domain.errors import Damaged, LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.versions import Version
from liuwen_tui.store.durable import is_there, make_folder, sweep
from liuwen_tui.store.generations import SAVES_BETWEEN, generations, keep_generation
from liuwen_tui.store.history import Act, Event, History, Place, events_between, replay
from liuwen_tui.store.lock import locked
from liuwen_tui.store.own import move, read_own, set_writable
from liuwen_tui.store.storage import LARGEST, open_database
from liuwen_tui.store.tables import Key, read_ledger, write_ledger


@dataclass(frozen=True, slots=True)
class Mended:
    """What a damaged store was made whole from."""

    source: Path
    entries: int
    aside: tuple[Path, ...]
    """Where what was damaged lies now."""


class QuarterStore:
    """Reads and changes the ledger of one unit and quarter."""

    def __init__(self, root: Path, folder: Path, key: Key, wait: float, admit: Callable[[], None]) -> None:
        """``root`` is the home that the folder lies in; ``wait`` is how many seconds a change waits for the lock.

        ``admit`` is called before anything is written and raises where nothing may be.
        """
        self._root, self._folder, self._key, self._wait, self._admit = root, folder, key, wait, admit
        self._path = folder / f"{key.quarter}.json"
        self.history = History(folder / f"{key.quarter}.history.jsonl", key)

    def read(self) -> Ledger:
        """Returns the ledger as last saved, empty where nothing was; takes no lock.

        Raises `Damaged` for a store that is damaged, foreign or lost, `Unusable` for one of a newer format.
        """
        return self._load()[1]

    def stamp(self) -> tuple[int, int, int] | None:
        """Returns inode, mtime in nanoseconds and size of the store file, None where there is none.

        It differs after every save, costs one system call and takes no lock.
        """
        try:
            status = self._path.lstat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def change(self, alter: Callable[[Ledger], Ledger], act: Act) -> Ledger:
        """Applies ``alter`` to the ledger under the lock, keeps what changed and returns the new ledger.

        New versions go to the history, synced, before the store is replaced. Nothing is written when nothing
        changes. Raises `Busy` and `Unusable`; whatever ``alter`` raises leaves the store as it is.
        """
        with self._locked(act):
            database, before = self._load()
            after = alter(before)
            if after != before:
                self._admit()
                self._begin(database)
                self.history.append(events_between(before, after, act))
                self._write(database, before, after)
            return after

    def set_aside(self, version: Version, made_from: str, act: Act) -> None:
        """Keeps a version in the history alone; the store stays as it is. Raises `Busy` and `Unusable`."""
        with self._locked(act):
            self._admit()
            self._begin(self._load()[0])
            self.history.append([Event(act, version, made_from, Place.ASIDE)])

    def mend(self, act: Act) -> Mended:
        """Makes a damaged store whole: what is damaged is moved aside, the rest is rebuilt from what can be read.

        Raises `WrongUse` for a store that is whole and `Damaged` when nothing is left to rebuild it from.
        """
        with self._locked(act):
            broken = [path for path, read in ((self._path, self.read), (self.history.path, self.history.events)) if _is_damaged(read)]
            if not broken:
                raise WrongUse("填报没有损坏，不用修复；要找回某一项的旧内容，请写编号和版本。", "liuwen restore 编号 版本")
            self._admit()
            source, ledger = self._rebuilt(broken)
            aside = tuple(_move_aside(path, act.at) for path in broken if is_there(path))
            before = Ledger() if source != self.history.path else ledger
            self.history.append([*events_between(before, Ledger(before.head, ledger.rows), act), Event(act, ledger.head)])
            self._write(open_database(self._path), Ledger(), ledger)
            return Mended(source, len(ledger.rows), aside)

    def seal(self, act: Act, closed: bool = True) -> None:
        """Takes the right to write the store and its history from all accounts, or gives it back to those that may read them.

        Nobody saves meanwhile. Raises `Busy`, and `Unusable` for an account that may not do that.
        """
        with self._locked(act):
            for path in filter(is_there, (self._path, self.history.path)):
                set_writable(path, not closed)

    @contextmanager
    def _locked(self, act: Act) -> Iterator[None]:
        make_folder(self._folder, self._root)
        with locked(self._folder / f"{self._key.quarter}.lock", f"{act.by}（{act.name}）", self._wait):
            sweep(self._path)
            yield

    def _load(self) -> tuple[TinyDB, Ledger]:
        has_existed = any(map(is_there, (self.history.path, *generations(self._path))))  # before the store, which is made first
        database = open_database(self._path)
        try:
            if database.storage.read() is not None:
                return database, read_ledger(database, self._key)
            if has_existed:
                raise Damaged("文件不见了，历史还在。")
        except Damaged as error:
            command = f"liuwen restore --quarter {self._key.quarter}"
            raise Damaged(f"{self._path} 已损坏：{error}请从历史重建。", command) from error
        return database, Ledger()

    def _begin(self, database: TinyDB) -> None:
        """Makes the store where there is none yet: an interruption never leaves a history without its store."""
        if database.storage.read() is None:
            write_ledger(database, self._key, Ledger(), Ledger())
            database.storage.flush()  # type: ignore[attr-defined]

    def _write(self, database: TinyDB, before: Ledger, after: Ledger) -> None:
        """Changes the documents in memory, then writes the file once: an interruption before leaves it as it was."""
        saves = write_ledger(database, self._key, before, after)
        if saves and saves % SAVES_BETWEEN == 0:
            with suppress(Unusable):  # a copy that cannot be kept must not cost the save: the history holds it all
                keep_generation(self._path, read_own(self._path, LARGEST))
        database.storage.flush()  # type: ignore[attr-defined]

    def _rebuilt(self, broken: list[Path]) -> tuple[Path, Ledger]:
        """Returns the best ledger that can be read and the file that it is from."""
        if self._path not in broken:
            return self._path, self.read()
        events = self.history.events() if self.history.path not in broken else []
        if any(event.version for event in events):
            return self.history.path, replay(events)
        for kept in generations(self._path):
            with suppress(LiuwenError):
                database = open_database(kept)
                if database.storage.read() is not None:
                    return kept, read_ledger(database, self._key)
        if is_there(self._path):
            raise Damaged(
                f"{self._path} 已损坏，历史里也没有可用的内容，请找管理员用备份恢复；确要从头填报，先移走它再重建。", "liuwen restore"
            )
        return self.history.path, replay(events)


def _is_damaged(read: Callable[[], object]) -> bool:
    try:
        read()
    except Damaged:
        return True
    return False


def _move_aside(path: Path, at: str) -> Path:
    """Moves a damaged file to a name beside it with the time in it, and returns that name."""
    base = to = path.with_name(f"{path.name}.damaged-{at[:19].replace('-', '').replace(':', '')}")
    number = 1
    while is_there(to):
        number += 1
        to = base.with_name(f"{base.name}-{number}")
    move(path, to)
    return to
