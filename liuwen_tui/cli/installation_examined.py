"""What ``doctor`` sees of the person's account and of what is installed: who, which unit, where, with how much room."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from importlib import metadata

from liuwen_tui.cli.examined import Examined, unseen
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.opening import Opening, Options
from liuwen_tui.store.account import account_name
from liuwen_tui.store.personal import config_file
from liuwen_tui.store.space import free_bytes, may_write

_LITTLE = 100 * 1024 * 1024
"""Bytes; a quarter of one unit takes less than one hundredth of it."""
_UNIT, _HOME, _RIGHTS, _ROOM = ("unit", "单位"), ("home", "数据文件夹"), ("permissions", "权限"), ("space", "剩余空间")
_PINNED = re.compile(r"textual==([\d.]+)")


def examine_installation(options: Options) -> Iterator[Examined]:
    """Yields what is found with those options; what keeps the program from opening is one of it."""
    yield Examined("account", "账号", True, f"{account_name()}（uid {os.getuid()}）", value=account_name())
    try:
        opening = Opening(options)
    except LiuwenError as error:
        yield Examined(*_HOME, False, "打不开", error.with_command())
        yield from (unseen(*thing, "数据文件夹打不开") for thing in (_UNIT, _RIGHTS, _ROOM))
    else:
        yield _unit(opening)
        yield from _home(opening)
    yield _versions()


def _unit(opening: Opening) -> Examined:
    try:
        unit, quarter = opening.unit, opening.quarter
    except LiuwenError as error:
        return Examined(*_UNIT, False, "不认识", error.with_command())
    if unit is None:
        return Examined(*_UNIT, True, "还没有选，打开界面时会问")
    lead = "，也能打开汇总台" if opening.may_lead(unit) else ""
    return Examined(*_UNIT, True, f"{unit.name}（{unit.code}），{quarter.label}{lead}", value=unit.code)


def _home(opening: Opening) -> Iterator[Examined]:
    home = opening.office.home
    is_there = home.root.is_dir()
    yield Examined(*_HOME, True, f"{home.root}{'' if is_there else '，第一次保存时建'}", value=str(home.root))
    unit = _known_unit(opening)
    wanted = [home.unit_folder(unit), home.out_folder(unit)] if unit else [home.notice_folder]
    closed = [folder for folder in (*wanted, config_file().parent) if not may_write(folder)]
    if closed:
        names = "、".join(map(str, closed))
        yield Examined(
            *_RIGHTS, False, f"写不了 {names}", "请找管理员改权限，或者用 --home 换一个数据文件夹。", [str(each) for each in closed]
        )
    else:
        yield Examined(*_RIGHTS, True, "都能写", value=[])
    yield _room(opening)


def _known_unit(opening: Opening) -> str:
    try:
        return opening.unit.code if opening.unit else ""
    except LiuwenError:
        return ""


def _room(opening: Opening) -> Examined:
    try:
        left = free_bytes(opening.office.home.root)
    except LiuwenError as error:
        return Examined(*_ROOM, False, "看不出", str(error))
    found = f"{left / 1024**3:.1f} GB" if left >= 1024**3 else f"{left // 1024**2} MB"
    if left < _LITTLE:
        return Examined(*_ROOM, False, found, "磁盘快满了，请清出空间，或者找管理员；已存的内容不受影响。", left)
    return Examined(*_ROOM, True, found, value=left)


def _versions() -> Examined:
    ours, textual = metadata.version("liuwen"), metadata.version("textual")
    value = {"liuwen": ours, "python": platform.python_version(), "textual": textual}
    found = f"liuwen {ours}，Python {value['python']}，Textual {textual}"
    wanted = next((match[1] for line in metadata.requires("liuwen") or [] if (match := _PINNED.match(line))), textual)
    if wanted != textual:
        return Examined("versions", "版本", False, found, f"界面要的是 Textual {wanted}，请找管理员重新安装 liuwen。", value)
    return Examined("versions", "版本", True, found, value=value)
