"""``server mend``: one thing in a shared home put right, in a way that nobody who can write there leads root's hand elsewhere.

Between the look and the deed a unit may put a link in the place of a file, or of a folder above it. So every step goes
by descriptors, none through a link.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import NotAllowed, Unusable, WrongUse
from liuwen_tui.keeping.layout import Place, places, rights_within
from liuwen_tui.store.durable import failure
from liuwen_tui.store.groups import is_root
from liuwen_tui.store.rights import opened, set_rights, set_rights_of

_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1024 * 1024


def mend(home: Path, path: Path, catalogue: Catalogue) -> None:
    """Gives a folder or file the group and rights that its place wants, a single name, and the present as its time.

    Raises `NotAllowed` unless root does it, `WrongUse` for what does not lie in the home, `Unusable` for a link and the
    like, and where the disk refuses.
    """
    place = _place_of(home, path, catalogue)
    with _told("改不好", path):
        if place.path(home) == path:
            rights = place.rights()
            if rights is None:
                raise Unusable(f"组 {place.group} 还没有，没有改；请先建立多人共用的数据文件夹。", "liuwen server init")
            set_rights(home, place.parts, rights)
            return
        *above, name = path.relative_to(home).parts
        with opened(home, tuple(above)) as folder:
            _mend_below(folder, name, path, place)


def remove(home: Path, path: Path, catalogue: Catalogue) -> None:
    """Removes a file, a link or the like; raises as `mend` does, and `WrongUse` for a folder of the layout."""
    if _place_of(home, path, catalogue).path(home) == path and not path.is_symlink():
        raise WrongUse(f"{path} 是数据文件夹里应有的，没有删；请核对位置。")
    *above, name = path.relative_to(home).parts
    with _told("删不掉", path), opened(home, tuple(above)) as folder:
        os.unlink(name, dir_fd=folder)


def _mend_below(folder: int, name: str, path: Path, place: Place) -> None:
    descriptor = os.open(name, _LOOK, dir_fd=folder)
    try:
        status = os.fstat(descriptor)
        is_folder = stat.S_ISDIR(status.st_mode)
        if not is_folder and not stat.S_ISREG(status.st_mode):
            raise Unusable(f"{path} 不是普通文件，没有改；不要的请删去。")
        rights = rights_within(place, path, is_folder)
        if not is_folder and status.st_nlink > 1:
            copy = f".{secrets.token_hex(4)}.new"
            with open(os.open(copy, _NEW, 0o600, dir_fd=folder), "wb") as written:
                os.fchown(written.fileno(), status.st_uid, status.st_gid)
                _copy(descriptor, written.fileno())
                set_rights_of(written.fileno(), rights)
                os.fsync(written.fileno())
            os.rename(copy, name, src_dir_fd=folder, dst_dir_fd=folder)
            return
        set_rights_of(descriptor, rights)
        os.utime(descriptor)
    finally:
        os.close(descriptor)


def _copy(source: int, target: int) -> None:
    while chunk := os.read(source, _CHUNK):
        os.write(target, chunk)


def _place_of(home: Path, path: Path, catalogue: Catalogue) -> Place:
    """The folder of the layout that it is, or lies in."""
    if not is_root():
        raise NotAllowed("改权限、删文件要用 root，什么也没有做；请加 sudo 再运行一次。")
    around = [place for place in places(catalogue) if path.is_relative_to(place.path(home))]
    if not around or ".." in path.parts:
        raise WrongUse(f"{path} 不在数据文件夹 {home} 里，什么也没有做；请核对位置。")
    return max(around, key=lambda place: len(place.parts))


@contextmanager
def _told(what: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failure(what, path, error) from error
