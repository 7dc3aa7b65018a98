"""综合状态 as the lead set it, a small file for each quarter and measure: of two who set the same one the later stands."""

from __future__ import annotations

import os
from pathlib import Path

import tomli_w

from liuwen_tui.domain.comparison import Overall
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.versions import read_time
from liuwen_tui.store.durable import failure, make_folder, replace_file, sync_folder
from liuwen_tui.store.gathering import files_of
from liuwen_tui.store.toml_file import read_table


def overall_in(folder: Path, quarter: Quarter) -> tuple[dict[int, Overall], dict[Path, str]]:
    """Returns what is set in that quarter by measure, and the files that are not to be understood, each with the reason."""
    found: dict[int, Overall] = {}
    refused: dict[Path, str] = {}
    if not os.path.isdir(folder):
        return found, refused
    files, closed = files_of(folder, lambda name: name.startswith(f"{quarter}_") and name.endswith(".toml"))
    for path in files:
        try:
            number, overall = _read(path)
            found[number] = overall
        except LiuwenError as error:
            refused[path] = str(error)
    return found, {**refused, **{path: str(error) for path, error in closed.items()}}


def keep_overall(folder: Path, root: Path, quarter: Quarter, number: int, overall: Overall) -> None:
    """Puts what is set in the place of what was; raises `Unusable`."""
    make_folder(folder, root)
    fields = {"measure": number, "status": str(overall.status), "at": overall.at, "by": overall.by}
    replace_file(_path(folder, quarter, number), tomli_w.dumps(fields).encode())


def clear_overall(folder: Path, quarter: Quarter, number: int) -> None:
    """Takes away what is set, where anything is; raises `Unusable`."""
    path = _path(folder, quarter, number)
    try:
        path.unlink()
        sync_folder(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise failure("删不掉", path, error) from error


def _path(folder: Path, quarter: Quarter, number: int) -> Path:
    return folder / f"{quarter}_{number:02}.toml"


def _read(path: Path) -> tuple[int, Overall]:
    table = read_table(path)
    number, status = table.whole("measure"), table.text("status")
    if status not in list(Status):
        raise table.refuse("status", f"应为 {'、'.join(Status)} 之一，请改正")
    overall = Overall(Status(status), read_time("at", table.text("at")), table.line("by"))
    table.close()
    return number, overall
