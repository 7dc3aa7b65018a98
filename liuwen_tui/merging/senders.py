"""In a home each unit has a folder that it alone writes to: what lies there is that unit's word, and nobody else's."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.summary import Summary, speaker
from liuwen_tui.store.home import Home


def foreign_senders(home: Home, catalogue: Catalogue) -> Callable[[Path, Summary], None]:
    """Returns what raises `Unusable` for a file in a unit's folder of the home that is anything but that unit's own single report.

    The path alone says whose folder it is, links not followed: what it leads to can be changed after the file was read.
    """
    desks = os.path.join(os.path.abspath(home.notice_folder / home.desks), "")

    def refuse(path: Path, summary: Summary) -> None:
        here = os.path.abspath(path)
        if not here.startswith(desks):
            return
        owner, *_ = here.removeprefix(desks).split(os.sep)
        if speaker(summary) != owner:
            name = catalogue.unit_name(owner)
            raise Unusable(f"它在{name}的文件夹里，却不是{name}自己的一份报告，没有计入；请查是谁放的，要汇总就移到别处再写明。")

    return refuse
