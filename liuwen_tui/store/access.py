"""Who may do what with a file, by names that another machine knows too: mode, owner, group and access lists."""

from __future__ import annotations

import errno
import grp
import os
import pwd
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LIST, _DEFAULT_LIST = "system.posix_acl_access", "system.posix_acl_default"
_VERSION, _NOBODY = 2, 0xFFFFFFFF
_ENTRY = struct.Struct("<HHI")
_USER, _GROUP_OWNER, _GROUP = 0x02, 0x04, 0x08
_LETTERS = {0x01: "u", _USER: "u", _GROUP_OWNER: "g", _GROUP: "g", 0x10: "m", 0x20: "o"}
_TAGS = {("u", False): 0x01, ("u", True): _USER, ("g", False): _GROUP_OWNER, ("g", True): _GROUP, ("m", False): 0x10, ("o", False): 0x20}
_NO_LIST = (errno.ENODATA, errno.ENOTSUP)


@dataclass(frozen=True, slots=True)
class Access:
    """What a file or folder lets whom do."""

    mode: int
    """Permission bits, of a folder with setgid."""
    owner: str
    """The account's name, ``#1001`` where it has none."""
    group: str
    acl: tuple[str, ...] = ()
    """The access list as ``g:lw-lead:5``, read, write and execute as one octal digit; empty where the mode says all."""
    default_acl: tuple[str, ...] = ()
    """What a folder gives to all that is made in it."""

    @property
    def narrowed(self) -> int:
        """The mode without what a mask, which stands in place of the group's bits, lets only others on the list do."""
        own = next((int(entry[-1], 8) for entry in self.acl if entry.startswith("g::")), 7)
        return self.mode & ~0o070 | self.mode & own << 3


def access_of(descriptor: int) -> Access:
    """Returns what is set; raises OSError."""
    status = os.fstat(descriptor)
    kept = 0o2777 if stat.S_ISDIR(status.st_mode) else 0o777
    lists = [_read_list(descriptor, name) for name in (_LIST, _DEFAULT_LIST)]
    return Access(stat.S_IMODE(status.st_mode) & kept, _account(status.st_uid), _group(status.st_gid), *lists)


def give_access(path: Path, access: Access) -> set[str]:
    """Gives a file or folder of ours that access as far as this account and this machine can.

    Returns the names that it could not be given to. It never lets anybody do more than was recorded: whoever is not
    known here is left out. Raises OSError.
    """
    missing: set[str] = set()
    uid, gid = _id(access.owner, _uid), _id(access.group, _gid)
    for name, kind, number in ((access.owner, "u", uid), (access.group, "g", gid)):
        try:
            if number is None:
                raise PermissionError
            os.chown(path, *((number, -1) if kind == "u" else (-1, number)), follow_symlinks=False)
        except PermissionError:
            missing.add(name)
    path.chmod(access.narrowed)
    for name, entries in ((_LIST, access.acl), (_DEFAULT_LIST, access.default_acl)):
        missing |= _write_list(path, name, entries)
    return missing


def _read_list(descriptor: int, name: str) -> tuple[str, ...]:
    try:
        content = os.getxattr(descriptor, name)
    except OSError as error:
        if error.errno in _NO_LIST:
            return ()
        raise
    return tuple(_entry(*fields) for fields in _ENTRY.iter_unpack(content[4:]))


def _entry(tag: int, allowed: int, number: int) -> str:
    name = _account(number) if tag == _USER else _group(number) if tag == _GROUP else ""
    return f"{_LETTERS[tag]}:{name}:{allowed}"


def _write_list(path: Path, name: str, entries: tuple[str, ...]) -> set[str]:
    if not entries:
        return set()
    known = dict(_numbered(entries))
    content = struct.pack("<I", _VERSION) + b"".join(
        _ENTRY.pack(*fields) for fields in sorted(known.values(), key=lambda one: (one[0], one[2]))
    )
    try:
        os.setxattr(path, name, content, follow_symlinks=False)
    except OSError as error:
        if error.errno not in (*_NO_LIST, errno.EPERM):
            raise
        return {entry.split(":")[1] for entry in entries} - {""}
    return {entry.split(":")[1] for entry in entries if entry not in known}


def _numbered(entries: tuple[str, ...]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Each entry whose name is known here, as the kernel writes it."""
    for entry in entries:
        letter, name, allowed = entry.split(":")
        number = _id(name, _uid if letter == "u" else _gid) if name else _NOBODY
        if number is not None:
            yield entry, (_TAGS[letter, bool(name)], int(allowed, 8), number)


def _account(number: int) -> str:
    with suppress(KeyError):
        return pwd.getpwuid(number).pw_name
    return f"#{number}"


def _group(number: int) -> str:
    with suppress(KeyError):
        return grp.getgrgid(number).gr_name
    return f"#{number}"


def _uid(name: str) -> int:
    return pwd.getpwnam(name).pw_uid


def _gid(name: str) -> int:
    return grp.getgrnam(name).gr_gid


def _id(name: str, find: Callable[[str], int]) -> int | None:
    with suppress(KeyError, ValueError):
        return find(name)
    return None
