"""Who is at work, by the kernel's word: the uid, never $USER, $LOGNAME or an option."""

from __future__ import annotations

import os
import pwd

from liuwen_tui.domain.text import clean


def account_name() -> str:
    """Returns the account's display name from its GECOS field, its login name, or ``uid1000`` where it has none."""
    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return f"uid{os.getuid()}"
    return clean(entry.pw_gecos.split(",")[0]).strip() or clean(entry.pw_name)
