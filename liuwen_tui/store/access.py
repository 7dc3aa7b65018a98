"""Who may do what with a file, by names that another machine knows too; a machine's own numbers mean nothing elsewhere."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from liuwen_tui.store.groups import account_number, group_name, group_number, login_name
from liuwen_tui.store.rights import ALL, Grants, Rights, rights_of, set_rights_of

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NO_CHANGE = -1
"""In place of an account or a group: the one that is there stays."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a file or folder lets whom do."""

    mode: int
    """Permission bits of owner, group and others, of a folder with setgid; what a list lets further ones do is not in them."""
    owner: str
    group: str
    acl: tuple[str, ...] = ()
    """Further groups and accounts as ``g:lw-lead:5``, read, write and execute as one octal digit."""
    default_acl: tuple[str, ...] = ()
    """What all begins with that is made in a folder: first the mode as ``770``, then as ``acl``; empty where programs decide."""


def access_of(descriptor: int) -> Access:
    """Returns what is set; raises OSError."""
    rights = rights_of(descriptor)
    below = rights.below
    default_acl = (f"{_digits(below):03o}", *_named(below)) if below else ()
    mode = _digits(rights.grants) | (stat.S_ISGID if rights.passes_group_on else 0)
    return Access(mode, login_name(rights.owner), group_name(rights.group), _named(rights.grants), default_acl)


def give_access(path: Path, access: Access) -> set[str]:
    """Gives a file or folder of ours that access as far as this account and this machine can.

    Returns the names that it could not be given to. It never lets anybody do more than was recorded: whoever is not
    known here is left out. Raises OSError.
    """
    descriptor = os.open(path, _OPEN)
    try:
        missing = _hand_over(descriptor, access)
        grants, unknown = _grants(access.mode, access.acl)
        missing |= unknown
        below = None
        if access.default_acl:
            below, unknown = _grants(int(access.default_acl[0], 8), access.default_acl[1:])
            missing |= unknown
        rights = Rights(_NO_CHANGE, _NO_CHANGE, grants, bool(access.mode & stat.S_ISGID), below)
        try:
            set_rights_of(descriptor, rights)
        except OSError as error:
            if error.errno != errno.ENOTSUP:
                raise
            set_rights_of(descriptor, replace(rights, grants=replace(grants, groups={}, users={}), below=None))
            missing |= {entry.split(":")[1] for entry in (*access.acl, *access.default_acl[1:])}
        return missing
    finally:
        os.close(descriptor)


def _hand_over(descriptor: int, access: Access) -> set[str]:
    """Gives it to its owner and its group; returns those that it could not be given to."""
    missing = set()
    for name, number, is_group in ((access.owner, account_number(access.owner), False), (access.group, group_number(access.group), True)):
        try:
            if number is None:
                raise PermissionError
            os.fchown(descriptor, *((_NO_CHANGE, number) if is_group else (number, _NO_CHANGE)))
        except PermissionError:
            missing.add(name)
    return missing


def _digits(grants: Grants) -> int:
    return grants.owner << 6 | grants.group << 3 | grants.others


def _named(grants: Grants) -> tuple[str, ...]:
    groups = (f"g:{group_name(number)}:{may}" for number, may in grants.groups.items())
    return (*groups, *(f"u:{login_name(number)}:{may}" for number, may in grants.users.items()))


def _grants(mode: int, entries: tuple[str, ...]) -> tuple[Grants, set[str]]:
    """What those say, without those that are not known here, whose names are returned too."""
    found: dict[str, dict[int, int]] = {"g": {}, "u": {}}
    unknown = set()
    for entry in entries:
        letter, name, may = entry.split(":")
        number = group_number(name) if letter == "g" else account_number(name)
        if number is None:
            unknown.add(name)
        else:
            found[letter][number] = int(may, 8)
    return Grants(mode >> 6 & ALL, mode >> 3 & ALL, mode & ALL, found["g"], found["u"]), unknown
