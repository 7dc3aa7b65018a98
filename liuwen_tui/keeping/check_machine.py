"""Whether the machine is fit for a shared home: its configuration, groups, disk, space and clock."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.settings import Access
from liuwen_tui.keeping.faults import Fault, Subject, quoted
from liuwen_tui.keeping.layout import groups
from liuwen_tui.store.groups import ROOT, group_number, login_name
from liuwen_tui.store.mounts import Mount, mount_of
from liuwen_tui.store.settings import load_server

_LEAST_SPACE = 200 * 1024 * 1024
"""Bytes."""
_LEAST_FILES = 2000
_YEARS = range(2020, 2100)
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def machine_faults(subject: Subject, now: datetime) -> Iterator[Fault]:
    """Yields what is wrong with what lies around the home."""
    yield from _of_configuration(subject)
    for name, whom in groups(subject.catalogue).items():
        if group_number(name) is None:
            yield Fault("no_group", subject.home, f"没有组 {name}（{whom}），谁也进不去。", f"groupadd {name} && {subject.init}")
    for folder in subject.home.parents:
        yield from _of_ancestor(folder)
    if now.year not in _YEARS:
        yield Fault("clock", subject.home, f"这台机器的时间是 {now:%Y-%m-%d}，请校准时钟；校准以前谁也存不了。", "timedatectl set-ntp true")
    if subject.home.is_dir():
        yield from disk_faults(subject.home, mount_of(subject.home))
        yield from space_faults(subject.home)


def _of_configuration(subject: Subject) -> Iterator[Fault]:
    path = subject.configuration
    try:
        server = load_server(path)
        if server is None:
            yield Fault("no_configuration", path, f"没有 {path}：各账号打开的是自己的文件夹，不是这里。", subject.init)
            return
        if server.home.absolute() != subject.home:
            yield Fault("other_home", path, f"{path} 里写的数据文件夹是 {server.home}，不是这里。", f"${{EDITOR:-vi}} {quoted(path)}")
        elif server.access is not Access.GROUPS:
            yield Fault("access", path, f'{path} 里没有写 access = "groups"：谁都能写明替哪个单位填报。', subject.init)
        status = path.stat()
        if status.st_uid != ROOT or status.st_mode & _OTHERS_WRITE:
            mend = f"chown root:root {quoted(path)} && chmod 644 {quoted(path)}"
            yield Fault("configuration_open", path, f"{path} 不只是 root 能改：能改它的人能把各账号引到别处。", mend)
    except (LiuwenError, OSError) as error:
        yield Fault("configuration", path, f"{path} 读不懂：{error}", f"${{EDITOR:-vi}} {quoted(path)}")


def _of_ancestor(folder: Path) -> Iterator[Fault]:
    """Whoever can write above the home can put another in its place."""
    try:
        status = folder.stat()
    except OSError:
        return
    is_sticky = bool(status.st_mode & stat.S_ISVTX)
    if status.st_uid != ROOT or (status.st_mode & _OTHERS_WRITE and not is_sticky):
        who = "不只是 root 能写" if status.st_uid == ROOT else f"是账号 {login_name(status.st_uid)} 的"
        mend = f"chown root {quoted(folder)} && chmod go-w {quoted(folder)}"
        yield Fault("ancestor", folder, f"{folder} {who}：能把整个数据文件夹换掉。", mend)


def disk_faults(home: Path, mount: Mount | None) -> Iterator[Fault]:
    """Yields what is wrong with the file system that the home lies on."""
    if mount is None:
        return
    move = f"df -hT {quoted(home)}"
    if mount.is_network:
        said = f"{home} 在网络磁盘上（{mount.kind}）：锁不可靠，两人同时存可能丢；请移到本机的磁盘。"
        yield Fault("network_disk", home, said, move)
    if mount.is_read_only:
        remount = f"mount -o remount,rw {quoted(mount.point)}"
        yield Fault("read_only", home, f"{home} 所在的磁盘是只读的，谁也存不了。", remount)


def space_faults(home: Path) -> Iterator[Fault]:
    """Yields that space or files run out."""
    disk = os.statvfs(home)
    room = disk.f_bavail * disk.f_frsize
    find = f"du -xh --max-depth=4 {quoted(home)} | sort -h | tail"
    if room < _LEAST_SPACE:
        yield Fault("space", home, f"{home} 所在的磁盘只剩 {room // 1024 // 1024} MB，满了就谁也存不了；请清出空间。", find)
    if disk.f_files and disk.f_favail < _LEAST_FILES:
        yield Fault("inodes", home, f"{home} 所在的磁盘只能再放 {disk.f_favail} 个文件；请清出空间。", find)
