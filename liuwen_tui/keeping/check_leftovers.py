"""What was left lying in a shared home: words that nobody took up, files half-written, locks that are not let go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from liuwen_tui.keeping.faults import Fault, Subject
from liuwen_tui.keeping.layout import DRAFTS
from liuwen_tui.store.groups import login_name
from liuwen_tui.store.lock import holders

_STALE_DRAFT, _STALE_FILE, _STALE_LOCK = timedelta(days=30), timedelta(hours=1), timedelta(minutes=10)
_DEEPEST = 16


def leftover_faults(subject: Subject, now: datetime) -> Iterator[Fault]:
    """Yields what lies there for longer than work takes."""
    held, top = holders(), subject.home / "notices"
    for folder, below, names in os.walk(top):
        if len(Path(folder).relative_to(top).parts) > _DEEPEST:  # no program of ours goes there, and a walk would not come back
            below.clear()
        for name in sorted(names):
            path = Path(folder, name)
            try:
                status = path.lstat()
            except OSError:  # gone meanwhile
                continue
            age = now - datetime.fromtimestamp(status.st_mtime, now.tzinfo)
            holder = held.get((os.major(status.st_dev), os.minor(status.st_dev), status.st_ino))
            yield from _of_file(path, age, login_name(status.st_uid), holder, subject.remove(path))


def _of_file(path: Path, age: timedelta, owner: str, holder: int | None, remove: str) -> Iterator[Fault]:
    if path.name.startswith(".") and path.name.endswith(".new") and age > _STALE_FILE:
        yield Fault("half_written", path, f"{path} 是没有写完就断了的，没有用了。", remove)
    elif path.parent.name == DRAFTS and age > _STALE_DRAFT:
        said = f"账号 {owner} 有没存下的字，放了 {age.days} 天；请告诉他打开界面恢复或扔掉，人走了的再删 {path}。"
        yield Fault("stale_draft", path, said, remove)
    elif holder is not None and age > _STALE_LOCK:
        minutes = int(age.total_seconds() // 60)
        said = f"进程 {holder} 占着 {path} 已经 {minutes} 分钟，别人存不了；请看清是谁的，再让它结束。"
        yield Fault("held_lock", path, said, f"kill {holder}")
