"""The groups and accounts of the machine, as its database names them, and how they are made."""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import subprocess
from contextlib import suppress

from liuwen_tui.domain.errors import Unusable

ROOT = 0


def is_root() -> bool:
    """Tells whether this process may do all."""
    return os.geteuid() == ROOT


def group_number(name: str) -> int | None:
    """Returns the number of a group, None where there is none of that name."""
    with suppress(KeyError):
        return grp.getgrnam(name).gr_gid
    return None


def group_name(number: int) -> str:
    """Returns the name of a group, its number where it has none."""
    with suppress(KeyError):
        return grp.getgrgid(number).gr_name
    return str(number)


def account_number(name: str) -> int | None:
    """Returns the number of an account, None where there is none of that name."""
    with suppress(KeyError):
        return pwd.getpwnam(name).pw_uid
    return None


def login_name(number: int) -> str:
    """Returns the login name of an account, its number where it has none."""
    with suppress(KeyError):
        return pwd.getpwuid(number).pw_name
    return str(number)


def is_member(account: str, group: str) -> bool:
    """Tells whether the account belongs to the group, be it as its first one; False where either is unknown."""
    try:
        found = grp.getgrnam(group)
        return account in found.gr_mem or pwd.getpwnam(account).pw_gid == found.gr_gid
    except KeyError:
        return False


def groups_of(number: int) -> frozenset[int]:
    """Returns the numbers of all groups that an account belongs to, none where there is no such account."""
    try:
        entry = pwd.getpwuid(number)
    except KeyError:
        return frozenset()
    return frozenset(os.getgrouplist(entry.pw_name, entry.pw_gid))


def run(*command: str) -> None:
    """Runs one of the system's programs; raises `Unusable` where it is not there or fails."""
    written = shlex.join(command)
    try:
        done = subprocess.run(command, check=False, capture_output=True)
    except OSError as error:
        raise Unusable(f"找不到 {command[0]}，没有办成；请安装它，再运行一次。") from error
    if done.returncode:
        raise Unusable(f"“{written}”没有办成，退出码是 {done.returncode}；请单独运行它看原因，改好再试。")
