"""Who is at work: the names of the process's groups count only as they were made for this."""

from __future__ import annotations

import os

from liuwen_tui.domain.units import Unit
from liuwen_tui.store.account import membership
from liuwen_tui.store.groups import group_name


def test_a_group_that_is_merely_called_like_a_unit_gives_nothing() -> None:
    own = group_name(os.getegid())
    found = membership((Unit(own, "甲局", (), (), ""),))
    assert (found.units, found.leads, found.administers) == ((), False, False)
