"""Whether the files in a shared home are what they seem, and open to those alone whom their folder is for."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.keeping.check_folders import unseen
from liuwen_tui.keeping.faults import Fault, Subject, quoted
from liuwen_tui.keeping.layout import Place, is_private, places
from liuwen_tui.keeping.mending import may_words
from liuwen_tui.store.archived import archived_quarters
from liuwen_tui.store.groups import group_name, group_number, login_name
from liuwen_tui.store.home import Home
from liuwen_tui.store.rights import ALL, READ, WRITE, rights_of

_FUTURE = timedelta(minutes=5)
"""Two machines' clocks may differ so much."""
_DEEPEST = 16
"""Folders in one another, below one of the layout."""
_BOTH = READ | WRITE
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class _Kept:
    """A path below a place, with what it is."""

    path: Path
    place: Place
    status: os.stat_result

    @property
    def is_folder(self) -> bool:
        return stat.S_ISDIR(self.status.st_mode)

    @property
    def is_private(self) -> bool:
        """True for what somebody is typing, which is for that account alone."""
        return is_private(self.path, self.is_folder)


def file_faults(subject: Subject, now: datetime) -> Iterator[Fault]:
    """Yields what is wrong with everything that lies below the folders of the layout."""
    laid_out = {place.path(subject.home): place for place in places(subject.catalogue)}
    closed = _closed(subject)
    latest = (now + _FUTURE).timestamp()
    for folder, place in laid_out.items():
        if not folder.is_symlink():
            for kept in _below(folder, place, set(laid_out)):
                if isinstance(kept, Fault):
                    yield kept
                    continue
                with suppress(FileNotFoundError):  # gone meanwhile: people work
                    yield from _of_kind(kept, closed, subject)
                if kept.path.name in closed and kept.status.st_mode & _WRITABLE:
                    yield _half_archived(kept.path, subject)
                if kept.status.st_mtime > latest:
                    at = datetime.fromtimestamp(kept.status.st_mtime, now.tzinfo)
                    said = f"{kept.path} 的时间在将来（{at:%Y-%m-%d %H:%M}）：时钟走错过，请先校准时钟，再改它的时间。"
                    yield Fault("future", kept.path, said, subject.mend(kept.path))


def _below(folder: Path, place: Place, laid_out: set[Path], depth: int = 0) -> Iterator[_Kept | Fault]:
    """Everything below, but what a folder of the layout that lies there says of itself; links are not followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:  # missing, which is a fault of its own
        return
    except OSError:
        yield unseen(folder)
        return
    for entry in entries:
        path = folder / entry.name
        if path in laid_out:
            continue
        try:
            kept = _Kept(path, place, entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            continue
        except OSError:
            yield unseen(path)
            continue
        yield kept
        if not kept.is_folder or place.is_keepers:
            continue
        if depth < _DEEPEST:
            yield from _below(path, place, laid_out, depth + 1)
        else:
            said = f"{path} 套了 {_DEEPEST} 层以上，程序不建这样的文件夹，里面没有核对；请看是谁放的，不要的再删。"
            yield Fault("deep", path, said, f"rm -r {quoted(path)}")


def _closed(subject: Subject) -> frozenset[str]:
    """Names of the stores and histories of closed quarters, which nobody writes."""
    with suppress(LiuwenError):  # a mark that is not understood is said at every save
        quarters = archived_quarters(Home(subject.home, subject.catalogue.notice.id).archived_file)
        return frozenset(f"{quarter}.{ending}" for quarter in quarters for ending in ("json", "history.jsonl"))
    return frozenset()


def _half_archived(path: Path, subject: Subject) -> Fault:
    quarter = path.name.split(".")[0]
    said = f"{path} 还能写，{quarter} 却已归档：归档中途断了，旧版本的程序还存得进去。"
    notice = f" --notice {shlex.quote(subject.notice)}" if subject.notice else ""
    return Fault("half_archived", path, said, f"liuwen server archive {quarter} --anyway --home {quoted(subject.home)}{notice}")


def _of_kind(kept: _Kept, closed: frozenset[str], subject: Subject) -> Iterator[Fault]:
    path, mode = kept.path, kept.status.st_mode
    if stat.S_ISLNK(mode):
        yield Fault("link", path, f"{path} 是链接，指到 {os.readlink(path)}：读写它就是读写那里。", subject.remove(path))
    elif not (stat.S_ISREG(mode) or kept.is_folder):
        yield Fault("special", path, f"{path} 不是普通文件：读它的程序会卡住。", subject.remove(path))
    elif kept.status.st_nlink > 1 and not kept.is_folder:
        yield Fault("hard_link", path, f"{path} 还有别的名字：在别处改它，这里也变。", subject.mend(path))
    elif not kept.place.is_keepers:
        yield from _of_rights(kept, READ if path.name in closed else _BOTH, subject.mend(path))


def _of_rights(kept: _Kept, file_needs: int, command: str) -> Iterator[Fault]:
    path, place, rights = kept.path, kept.place, rights_of(kept.path)
    grants = rights.grants
    if kept.is_private:
        if grants.group | grants.others or any(grants.groups.values()) or any(grants.users.values()):
            yield Fault("draft_open", path, f"{path} 是没有存下的字，别的账号能读写。", command)
        return
    if place.others:  # beside the notices stands what all read, and who keeps it changes it by putting another in its place
        if more := (grants.others | (0 if rights.group == group_number(place.group) else grants.group)) & WRITE:
            yield Fault("file_others", path, f"不该改 {path} 的账号能{may_words(more)}它。", command)
        return
    wanted, needs = group_number(place.group), ALL if kept.is_folder else file_needs
    if rights.group != wanted:
        yield Fault("file_group", path, f"{path} 归组 {group_name(rights.group)}，组 {place.group} 的人读写不了。", command)
    elif less := needs & ~grants.group:
        yield Fault("file_locked_out", path, f"组 {place.group} 的人不能{may_words(less)} {path}。", command)
    if more := grants.others:
        yield Fault("file_others", path, f"这台机器上所有账号都能{may_words(more)} {path}。", command)
    yield from _of_readers(kept, grants.groups, command)
    for user in (user for user, may in grants.users.items() if may):
        yield Fault("file_list_opens", path, f"账号 {login_name(user)} 能{may_words(grants.users[user])} {path}。", command)


def _of_readers(kept: _Kept, found: Mapping[int, int], command: str) -> Iterator[Fault]:
    readers = {group_number(name) or 0: may for name, may in (kept.place.below or {}).items()}
    for group, may in found.items():
        if more := may & ~readers.get(group, 0):
            yield Fault("file_list_opens", kept.path, f"组 {group_name(group)} 能{may_words(more)} {kept.path}。", command)
    for name, may in (kept.place.below or {}).items():
        if less := may & ~found.get(group_number(name) or 0, 0):
            yield Fault("file_list_closed", kept.path, f"组 {name} 不能{may_words(less)} {kept.path}。", command)
