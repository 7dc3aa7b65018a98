"""Who is at work, by the kernel's word: the uid and the groups, never $USER, $LOGNAME or an option."""

from __future__ import annotations

import os
import pwd

from liuwen_tui.domain.membership import GROUP, Membership
from liuwen_tui.domain.text import one_line, shorten
from liuwen_tui.domain.units import Unit
from liuwen_tui.store.groups import group_name

_LONGEST_NAME = 40
"""Characters of a display name, which some machines let the account itself choose: the login name behind it stays in sight."""


def account_name() -> str:
    """Returns the account's display name from its GECOS field, its login name, or ``uid1000`` where it has none."""
    display, login = _names()
    return display or login


def recorded_name() -> str:
    """Returns display and login name, ``张三（zhangs）``: under this everything is recorded where many accounts share a home."""
    display, login = _names()
    return f"{display}（{login}）" if display and display != login else login


def membership(units: tuple[Unit, ...]) -> Membership:
    """Returns what the groups of this process say of those units; a group that no account database knows says nothing."""
    codes = set()
    for number in {*os.getgroups(), os.getegid()}:
        name = group_name(number)
        if name.startswith(GROUP):  # an account's own group is called like the account, which may be a unit's code
            codes.add(name.removeprefix(GROUP))
    return Membership.of(recorded_name(), codes, units)


def _names() -> tuple[str, str]:
    """Display name, "" where there is none, and login name."""
    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return "", f"uid{os.getuid()}"
    return shorten(one_line(entry.pw_gecos.split(",")[0]), _LONGEST_NAME), one_line(entry.pw_name)
