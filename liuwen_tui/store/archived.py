"""Quarters that the keeper closed: ``archived.toml`` of a notice, with every closing and every reopening, looked at before a save."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from liuwen_tui.domain.errors import LiuwenError, NotAllowed, Unusable
from liuwen_tui.domain.misread import where_misread
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import read_time
from liuwen_tui.store.durable import is_there, read_file
from liuwen_tui.store.lead_file import READABLE_MODE, LeadFile

ARCHIVED_FORMAT = "liuwen.archived/1"
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archived:
    """A quarter was closed, or opened again."""

    quarter: Quarter
    at: str
    by: str
    reopened: str = ""
    """Why it was opened again, empty where it was closed."""

    @property
    def refusal(self) -> NotAllowed:
        """The error that a person gets who wants to change something in it."""
        return NotAllowed(f"{self.quarter.label}已由 {self.by} {self.at[:10]} 归档，不能修改；要改请找管理员。")


def standing_archive(path: Path, quarter: Quarter) -> Archived | None:
    """Returns how the quarter was closed, None while it is open; raises `Unusable` for a file that is not understood."""
    return _standing(_kept(path), quarter)


def archived_quarters(path: Path) -> set[Quarter]:
    """Returns the quarters that are closed; raises `Unusable` for a file that is not understood."""
    acts = _kept(path)
    return {act.quarter for act in acts if _standing(acts, act.quarter)}


def refuse_archived(path: Path, quarter: Quarter) -> None:
    """Raises `NotAllowed` where the quarter is closed, and `Unusable` where that cannot be known."""
    if archived := standing_archive(path, quarter):
        raise archived.refusal


def keep_archived(path: Path, root: Path, quarter: Quarter, follow: Callable[[Archived | None], Archived | None], wait: float) -> None:
    """Puts what ``follow`` makes of the quarter as it stands behind all that was; None leaves it so.

    Raises whatever ``follow`` and `LeadFile.change` raise, and `Unusable` for a file that is not understood.
    """

    def altered(content: bytes) -> bytes:
        acts = _acts(path, content) if content else ()
        act = follow(_standing(acts, quarter))
        if act is None:
            return content
        return tomli_w.dumps({"format": ARCHIVED_FORMAT, "act": [_fields(each) for each in (*acts, act)]}).encode()

    LeadFile(path, root, READABLE_MODE).change(altered, "管理员", wait)


def _standing(acts: tuple[Archived, ...], quarter: Quarter) -> Archived | None:
    last = next((act for act in reversed(acts) if act.quarter == quarter), None)
    return None if last is None or last.reopened else last


def _kept(path: Path) -> tuple[Archived, ...]:
    return _acts(path, read_file(path, _LARGEST)) if is_there(path) else ()


def _acts(path: Path, content: bytes) -> tuple[Archived, ...]:
    try:
        return _read(Table(tomllib.loads(content.decode())))
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} 不是 UTF-8 的 TOML：{where_misread(error)}，没有存；请找管理员改好。") from error
    except LiuwenError as error:
        raise Unusable(f"{path} 读不懂，没有存；请找管理员改好：{error}") from error


def _read(table: Table) -> tuple[Archived, ...]:
    if table.text("format") != ARCHIVED_FORMAT:
        raise table.refuse("format", f"应为“{ARCHIVED_FORMAT}”，请核对")
    acts = []
    for row in table.tables("act"):
        acts.append(Archived(Quarter.parse(row.text("quarter")), read_time("at", row.text("at")), row.line("by"), row.text("reopened", "")))
        row.close()
    table.close()
    return tuple(acts)


def _fields(act: Archived) -> dict[str, str]:
    reopened = {"reopened": act.reopened} if act.reopened else {}
    return {"quarter": str(act.quarter), "at": act.at, "by": act.by, **reopened}
