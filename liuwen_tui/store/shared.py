"""A home that many accounts share: folders that only the keeper lays out, and what tells that they still are his."""

from __future__ import annotations

import stat

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import failure, is_there
from liuwen_tui.store.home import Home


def refuse_replaced(home: Home) -> None:
    """Raises `Unusable` where a folder that leads to the units is a link, or belongs to another than the home itself.

    The lead keeps files beside these folders and so could give one another name, but never make one that is the keeper's.
    """
    try:
        keeper = home.root.stat().st_uid
        for folder in (home.root / "notices", home.notice_folder, home.notice_folder / home.desks):
            if is_there(folder):
                status = folder.lstat()
                if not stat.S_ISDIR(status.st_mode) or status.st_uid != keeper:
                    raise Unusable(f"{folder} 被人换过，没有打开；请找管理员核对。", "liuwen server check")
    except OSError as error:
        raise failure("打不开", home.root, error) from error
