"""A home saved into one file while people work, and that file tried before it gets its name."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.text import one_line
from liuwen_tui.keeping.holdings import Holdings, holdings_of
from liuwen_tui.store.backup_file import open_backup, write_backup
from liuwen_tui.store.backup_manifest import Manifest
from liuwen_tui.store.durable import failure
from liuwen_tui.store.saved_files import saved_files
from liuwen_tui.store.unfinished import refuse_there, unfinished_file


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was unpacked, every file in it verified and every store opened."""

    path: Path
    manifest: Manifest
    holdings: Holdings


@dataclass(frozen=True, slots=True)
class Saved:
    """A home that was saved."""

    path: Path
    size: int
    """Bytes of the file."""
    checked: Checked
    passed_over: tuple[str, ...]
    """What was not saved, by path below the home: links, devices and the like, which no program of ours puts there."""


def back_up(root: Path, target: Path, by: str, now: datetime) -> Saved:
    """Saves the home ``root`` into a new file, or one named by the time in the folder ``target``, readable by its owner alone.

    Every save that was acknowledged before is in it, every store agrees with its history. Raises `WrongUse` where there is
    nothing to save, for a target inside the home or one that is there already, and `Unusable`; nothing of that name is
    left then.
    """
    if not (root / "notices").is_dir():
        raise WrongUse(f"{root} 里还没有数据，没有备份；请核对是不是这个数据文件夹。")
    made_at = now.astimezone(Settings().timezone)
    if target.is_dir():
        target /= f"liuwen-{made_at:%Y%m%d-%H%M%S}.zip"
    if Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):
        raise WrongUse(f"{target} 在要备份的数据文件夹里面，没有备份；请存到别的地方，最好是另一块磁盘。")
    refuse_there(target)
    manifest = Manifest(made_at.isoformat(timespec="seconds"), by, one_line(str(root)))
    with unfinished_file(target) as (path, file):
        passed_over = write_backup(file, saved_files(root), manifest)
        file.flush()
        size = os.fstat(file.fileno()).st_size
        checked = check(path)
    return Saved(target, size, checked, tuple(passed_over))


def check(path: Path) -> Checked:
    """Tries a backup: unpacks it where nobody else looks, verifies every file and opens every store.

    Raises `Unusable` for what is no backup, is damaged, or is of a newer program.
    """
    try:
        with open_backup(path) as backup, tempfile.TemporaryDirectory(prefix="liuwen-") as folder:
            backup.unpack(Path(folder))
            return Checked(path, backup.manifest, holdings_of(Path(folder)))
    except OSError as error:
        raise failure("核对不了", path, error) from error
