"""``liuwen.toml`` of a home, and ``/etc/liuwen.toml`` which may name the home of a server."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Access, Extension, QuarterSettings, Settings
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import clean
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.lead_file import READABLE_MODE, LeadFile
from liuwen_tui.store.toml_edit import Value, with_values
from liuwen_tui.store.toml_file import read_table

SERVER_SETTINGS = Path("/etc/liuwen.toml")
SETTINGS_FILE = "liuwen.toml"
_FURTHEST = timedelta(hours=14)
_LONGEST_DUE = 366
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Server:
    """What ``/etc/liuwen.toml`` says."""

    home: Path
    access: Access = Access.PRIVATE

    def rules(self, home: Path) -> Access:
        """Returns who may do what in that home, however its path is written: as this file says for its own, else all may."""
        with suppress(OSError):
            if os.path.samefile(home, self.home):
                return self.access
        return Access.PRIVATE


def load_server(path: Path = SERVER_SETTINGS) -> Server | None:
    """Returns what that file says, None where there is none; raises `Unusable`, naming it, for what is not understood."""
    if not is_there(path):
        return None
    table = read_table(path)
    try:
        server = Server(Path(table.text("home")), _access(table))
        table.close()
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error
    return server


def load_settings(home: Path) -> Settings:
    """Returns the settings of a home, the defaults where nothing is set.

    Raises `Unusable` naming the file and the place for anything that is not understood.
    """
    path = home / SETTINGS_FILE
    if not is_there(path):
        return Settings()
    table = read_table(path)
    try:
        return _read(table)
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error


def change_settings(home: Path, table: tuple[str, ...], values: Mapping[str, Value | None], holder: str, wait: float) -> None:
    """Puts values into one table of a home's settings, None to drop one; all else in the file, comments too, stays as it is.

    Raises `Unusable` where the file is written so that this cannot be done, and what `LeadFile.change` raises.
    """
    path = home / SETTINGS_FILE

    def rewritten(content: bytes) -> bytes:
        load_settings(home)
        changed = with_values(content.decode(), table, values)
        if changed is None:
            raise Unusable(f"{path} 里“{'.'.join(table)}”的写法程序改不了，没有改；请在文件里直接改。")
        _read(Table(tomllib.loads(changed)))
        return changed.encode()

    LeadFile(path, home, READABLE_MODE).change(rewritten, holder, wait)


def _read(table: Table) -> Settings:
    lamp = table.table("lamp")
    quarters = {name: Table(row, f"quarter.{name}") for name, row in table.table("quarter").rest().items()}
    usual = Settings()
    settings = Settings(
        notice=table.text("notice", usual.notice),
        mark=clean(table.text("mark", usual.mark)),
        access=_access(table),
        timezone=_zone(table.text("timezone", "+08:00")),
        due_days=table.whole("due_days", usual.due_days),
        yellow=lamp.whole("yellow", usual.yellow),
        red=lamp.whole("red", usual.red),
        download_hint=table.text("download_hint", "") or usual.download_hint,
        idle_seconds=table.whole("idle_seconds", usual.idle_seconds),
        quarters={str(Quarter.parse(name)): _quarter(row) for name, row in quarters.items()},
    )
    if not 0 <= settings.due_days <= _LONGEST_DUE:
        raise table.refuse("due_days", f"应在 0 到 {_LONGEST_DUE} 之间")
    if settings.idle_seconds < 1:
        raise table.refuse("idle_seconds", "应大于 0")
    lamp.close()
    table.close()
    return settings


def _quarter(row: Table) -> QuarterSettings:
    extensions = {code: Table(given, f"extension.{code}") for code, given in row.table("extension").rest().items()}
    settings = QuarterSettings(
        due=row.day("due"),
        note=row.text("note", ""),
        extensions={code: Extension(_due(given), given.text("reason")) for code, given in extensions.items()},
    )
    row.close()
    return settings


def _due(given: Table) -> date:
    due = given.day("due")
    if due is None:
        raise given.refuse("due", "没有写")
    return due


def _access(table: Table) -> Access:
    text = table.text("access", Access.PRIVATE.value)
    if text not in list(Access):
        raise table.refuse("access", f"应为 {'、'.join(Access)} 之一")
    return Access(text)


def _zone(text: str) -> timezone:
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise Unusable("timezone 写法不对，请写成 +08:00 的样子。")
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    if offset > _FURTHEST:
        raise Unusable("timezone 离得太远，最多是 14:00，请改正。")
    return timezone(-offset if match[1] == "-" else offset)
