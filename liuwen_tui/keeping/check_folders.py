"""Whether every folder of a shared home gives each account what it should, and nothing more."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from liuwen_tui.keeping.faults import Fault, Subject, quoted
from liuwen_tui.keeping.layout import Place, places
from liuwen_tui.keeping.mending import may_words
from liuwen_tui.store.groups import group_name, login_name
from liuwen_tui.store.rights import Grants, Rights, rights_of


def folder_faults(subject: Subject) -> Iterator[Fault]:
    """Yields what is wrong with the folders that ``server init`` lays out."""
    for place in places(subject.catalogue):
        path = place.path(subject.home)
        try:
            status = path.lstat()
            if not stat.S_ISDIR(status.st_mode):
                yield Fault("planted", path, f"{path} 不是文件夹，可能有人换过：写进{place.what}的会到别处。", _away(path, status, subject))
                continue
            wanted = place.rights()
            if wanted is not None:  # else a group is missing, which is a fault of its own
                yield from _compared(path, place, wanted, subject.mend(path))
        except FileNotFoundError:
            yield Fault("missing", path, f"没有 {path}（{place.what}），用它的账号存不了。", subject.init)
        except OSError:
            yield unseen(path)


def _away(path: Path, status: os.stat_result, subject: Subject) -> str:
    """A link goes, which loses nothing; what somebody wrote is moved aside."""
    aside = quoted(path.with_name(f"{path.name}.old"))
    return f"{subject.remove(path) if stat.S_ISLNK(status.st_mode) else f'mv {quoted(path)} {aside}'} && {subject.init}"


def unseen(path: Path) -> Fault:
    """Returns the fault that this account cannot look at a path."""
    return Fault("unseen", path, f"{path} 这个账号看不了，没有核对。", "sudo liuwen server check")


def _compared(path: Path, place: Place, wanted: Rights, command: str) -> Iterator[Fault]:
    for code, said in _differences(place, rights_of(path), wanted):
        yield Fault(code, path, f"{path}（{place.what}）：{said}。", command)


def _differences(place: Place, now: Rights, wanted: Rights) -> Iterator[tuple[str, str]]:
    if now.owner != wanted.owner:
        yield "owner", f"主人是账号 {login_name(now.owner)}，它能改这里的权限，也能改名、删掉里面的"
    if now.group != wanted.group:
        yield "group", f"归组 {group_name(now.group)}，不归 {place.group}：前者能{may_words(now.grants.group)}，后者不能"
    elif less := wanted.grants.group & ~now.grants.group:
        yield "locked_out", f"组 {place.group} 不能{may_words(less)}"
    elif more := now.grants.group & ~wanted.grants.group:
        yield "group_writes", f"组 {place.group} 能{may_words(more)}"
    if wanted.passes_group_on and not now.passes_group_on:
        yield "setgid", f"里面新建的不归组 {place.group}，同事打不开"
    if more := now.grants.others & ~wanted.grants.others:
        yield "others", f"这台机器上所有账号都能{may_words(more)}"
    elif less := wanted.grants.others & ~now.grants.others:
        yield "others_locked_out", f"各单位的账号不能{may_words(less)}"
    yield from _of_list(now.grants, wanted.grants, "")
    yield from _of_list(now.below or _nobody(wanted), wanted.below or _nobody(wanted), "里面新建的文件，")


def _nobody(wanted: Rights) -> Grants:
    return Grants(wanted.grants.owner, wanted.grants.group, 0)


def _of_list(now: Grants, wanted: Grants, what: str) -> Iterator[tuple[str, str]]:
    """Further groups and accounts that may more than they should, or less."""
    code = "new_files" if what else "list"
    for group, may in now.groups.items():
        if more := may & ~wanted.groups.get(group, 0):
            yield f"{code}_opens", f"{what}组 {group_name(group)} 能{may_words(more)}"
    for user, may in now.users.items():
        if may:
            yield f"{code}_opens", f"{what}账号 {login_name(user)} 能{may_words(may)}"
    if what and now.others:
        yield f"{code}_opens", f"{what}这台机器上所有账号都能{may_words(now.others)}"
    for group, may in wanted.groups.items():
        if less := may & ~now.groups.get(group, 0):
            yield f"{code}_closed", f"{what}组 {group_name(group)} 不能{may_words(less)}"
