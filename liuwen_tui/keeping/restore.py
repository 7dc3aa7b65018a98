"""A home brought back from a backup, into a place where nothing is yet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.keeping.backup import Checked
from liuwen_tui.keeping.holdings import holdings_of
from liuwen_tui.store.backup_file import open_backup
from liuwen_tui.store.durable import failure
from liuwen_tui.store.unfinished import unfinished_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """A home that was brought back."""

    root: Path
    checked: Checked
    missing: tuple[str, ...]
    """Accounts and groups that something belonged to and could not be given back to."""


def restore(path: Path, root: Path) -> Restored:
    """Brings the home back as ``root``, which must be new or an empty folder; nothing is there before all of it is verified.

    Raises `WrongUse` where something is there, and `Unusable` for what is no backup, is damaged, or is of a newer program,
    and where the disk refuses.
    """
    _refuse_used(root)
    with open_backup(path) as backup:
        _make_parent(root)
        with unfinished_folder(root) as folder:
            backup.unpack(folder)
            holdings = holdings_of(folder)
            missing = backup.give_access(folder)
        return Restored(root, Checked(path, backup.manifest, holdings), tuple(sorted(missing)))


def _refuse_used(root: Path) -> None:
    """Raises `WrongUse` unless the home can be put there by giving it its name."""
    try:
        if os.path.lexists(root) and (not root.is_dir() or root.is_symlink() or os.listdir(root)):
            raise WrongUse(f"{root} 已经有内容，没有恢复，也没有改动；请恢复到新的或空的文件夹。")
    except OSError as error:
        raise failure("读不了", root, error) from error
    if os.path.ismount(root):
        raise WrongUse(f"{root} 是一块磁盘的挂载点，没有恢复；请恢复到它下面的新文件夹。")


def _make_parent(root: Path) -> None:
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure("建不了文件夹", root.parent, error) from error
