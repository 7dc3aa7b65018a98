"""``server check``: everything that should hold on a shared home, looked at without changing anything."""

from __future__ import annotations

from datetime import datetime

from liuwen_tui.keeping.check_files import file_faults
from liuwen_tui.keeping.check_folders import folder_faults
from liuwen_tui.keeping.check_leftovers import leftover_faults
from liuwen_tui.keeping.check_machine import machine_faults
from liuwen_tui.keeping.check_stores import store_faults
from liuwen_tui.keeping.faults import Fault, Subject


def check(subject: Subject, now: datetime) -> list[Fault]:
    """Returns all faults, those of the machine first; what this account cannot look at is a fault too."""
    return [
        *machine_faults(subject, now),
        *folder_faults(subject),
        *file_faults(subject, now),
        *store_faults(subject),
        *leftover_faults(subject, now),
    ]
