"""Who is at work, by the kernel's word: the uid and the groups, never $USER, $LOGNAME or an option."""

from __future__ import annotations

import grp
import os
import pwd
from contextlib import suppress

from liuwen_tui.domain.membership import GROUP, Membership
from liuwen_tui.domain.text import clean
from liuwen_tui.domain.units import Unit


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
        with suppress(KeyError):
            codes.add(grp.getgrgid(number).gr_name.removeprefix(GROUP))
    return Membership.of(recorded_name(), codes, units)


def _names() -> tuple[str, str]:
    """Display name, "" where there is none, and login name."""
    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return "", f"uid{os.getuid()}"
    return clean(entry.pw_gecos.split(",")[0]).strip(), clean(entry.pw_name)
