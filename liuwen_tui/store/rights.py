"""What accounts may do at a path: owner, group, mode and access lists, read and set without following a link.

The lists are set by the kernel's own calls on an open folder: root's hand is never led elsewhere by a link that
somebody put in a folder's place meanwhile.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

READ, WRITE, PASS = 4, 2, 1
ALL = READ | WRITE | PASS
"""As in the digits of a mode; PASS runs a file and goes through a folder."""
_HERE, _BELOW = "system.posix_acl_access", "system.posix_acl_default"
_ENTRY = struct.Struct("<HHI")
_VERSION = struct.pack("<I", 2)
_OWNER, _USER, _GROUP, _NAMED_GROUP, _MASK, _OTHERS = 1, 2, 4, 8, 16, 32
_NOBODY = 0xFFFFFFFF
_NO_LIST = (errno.ENODATA, errno.ENOTSUP)
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Grants:
    """Who may do what, each as READ | WRITE | PASS, after the mask of the list."""

    owner: int
    group: int
    others: int
    groups: Mapping[int, int] = field(default_factory=dict)
    """Further groups by number."""
    users: Mapping[int, int] = field(default_factory=dict)
    """Further accounts by number."""

    def within(self, most: Grants) -> Grants:
        """Returns these grants without what goes beyond ``most``."""
        return Grants(
            self.owner & most.owner,
            self.group & most.group,
            self.others & most.others,
            {group: may & most.groups[group] for group, may in self.groups.items() if group in most.groups},
            {user: may & most.users[user] for user, may in self.users.items() if user in most.users},
        )

    @property
    def mask(self) -> int:
        mask = self.group
        for may in (*self.groups.values(), *self.users.values()):
            mask |= may
        return mask


@dataclass(frozen=True, slots=True)
class Rights:
    """All that says who may do what at a path."""

    owner: int
    group: int
    grants: Grants
    passes_group_on: bool = False
    """The setgid bit of a folder: what is made in it has its group."""
    below: Grants | None = None
    """What files made in a folder begin with, None for what their program gives them."""

    @property
    def mode(self) -> int:
        """The permission bits as ``ls`` shows them."""
        bits = self.grants.owner << 6 | self.grants.mask << 3 | self.grants.others
        return bits | (stat.S_ISGID if self.passes_group_on else 0)


def rights_of(path: Path | int) -> Rights:
    """Returns the rights at a path that is no link, or of an open file or folder; raises OSError."""
    status = os.fstat(path) if isinstance(path, int) else path.lstat()
    mode = status.st_mode
    plain = Grants(mode >> 6 & ALL, mode >> 3 & ALL, mode & ALL)
    here = None if stat.S_ISLNK(mode) else _list(path, _HERE)
    below = _list(path, _BELOW) if stat.S_ISDIR(mode) else None
    return Rights(status.st_uid, status.st_gid, here or plain, bool(mode & stat.S_ISGID), below)


def make_folder_with(root: Path, parts: tuple[str, ...], rights: Rights) -> None:
    """Makes a folder below ``root``, which is never seen with other rights; raises OSError, FileExistsError where anything stands there."""
    with opened(root, parts[:-1]) as parent:
        new = f".{parts[-1]}.{secrets.token_hex(4)}.new"
        os.mkdir(new, 0o700, dir_fd=parent)
        try:
            with _opened_at(parent, new) as folder:
                set_rights_of(folder, rights)
            if _is_there(parent, parts[-1]):
                raise FileExistsError(errno.EEXIST, "", str(root.joinpath(*parts)))
            os.rename(new, parts[-1], src_dir_fd=parent, dst_dir_fd=parent)
        except OSError:
            os.rmdir(new, dir_fd=parent)
            raise


def set_rights(root: Path, parts: tuple[str, ...], rights: Rights) -> None:
    """Gives a folder at or below ``root`` those rights; raises OSError."""
    with opened(root, parts) as folder:
        set_rights_of(folder, rights)


def set_rights_of(folder: int, rights: Rights) -> None:
    """Gives an open folder, or a file, those rights; raises OSError."""
    os.fchown(folder, rights.owner, rights.group)
    os.fchmod(folder, rights.mode)
    for name, grants in ((_HERE, rights.grants), (_BELOW, rights.below)):
        if grants is not None and (grants.groups or grants.users):
            os.setxattr(folder, name, _written(grants))
        else:
            with suppress(OSError):  # there was none
                os.removexattr(folder, name)
    os.fchmod(folder, rights.mode)


@contextmanager
def opened(root: Path, parts: tuple[str, ...]) -> Iterator[int]:
    """Yields the descriptor of a folder at or below ``root``, reached step by step without following a link; raises OSError."""
    folder = os.open(root, _OPEN)
    try:
        for part in parts:
            below = os.open(part, _OPEN, dir_fd=folder)
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)


@contextmanager
def _opened_at(parent: int, name: str) -> Iterator[int]:
    folder = os.open(name, _OPEN, dir_fd=parent)
    try:
        yield folder
    finally:
        os.close(folder)


def _is_there(parent: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=parent, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _list(path: Path | int, name: str) -> Grants | None:
    """The access list of that name, None where there is none."""
    try:
        content = os.getxattr(path, name, follow_symlinks=isinstance(path, int))
    except OSError as error:
        if error.errno in _NO_LIST:
            return None
        raise
    entries = list(_ENTRY.iter_unpack(content[len(_VERSION) :]))
    one = {tag: may for tag, may, _ in entries if tag not in (_USER, _NAMED_GROUP)}
    mask = one.get(_MASK, ALL)
    groups = {number: may & mask for tag, may, number in entries if tag == _NAMED_GROUP}
    users = {number: may & mask for tag, may, number in entries if tag == _USER}
    return Grants(one[_OWNER], one[_GROUP] & mask, one[_OTHERS], groups, users)


def _written(grants: Grants) -> bytes:
    """The bytes of a list, entries in the order that the kernel wants."""
    entries = [(_OWNER, grants.owner, _NOBODY)]
    entries += [(_USER, may, number) for number, may in sorted(grants.users.items())]
    entries += [(_GROUP, grants.group, _NOBODY)]
    entries += [(_NAMED_GROUP, may, number) for number, may in sorted(grants.groups.items())]
    entries += [(_MASK, grants.mask, _NOBODY), (_OTHERS, grants.others, _NOBODY)]
    return _VERSION + b"".join(_ENTRY.pack(*entry) for entry in entries)
