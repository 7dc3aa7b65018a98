"""The files of a written summary: ``summary.toml``, or ``summary-1.toml`` and so on, and those that an earlier one left."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from pathlib import Path

from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY, SUMMARY_FORMAT
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import read_file

_NAME = re.compile(r"summary(-[1-9][0-9]*)?\.toml")


def name_parts(parts: Sequence[bytes]) -> dict[str, bytes]:
    """Returns the parts by the names of their files."""
    if len(parts) == 1:
        return {"summary.toml": parts[0]}
    return {f"summary-{number}.toml": part for number, part in enumerate(parts, 1)}


def stale_parts(folder: Path, kept: Container[str]) -> list[Path]:
    """Returns the files in the folder that an earlier summary left and that none of the names in ``kept`` replaces.

    Raises `Unusable` for a file of such a name that is no part of a summary: it is somebody else's.
    """
    stale = [path for path in sorted(folder.glob("summary*.toml")) if _NAME.fullmatch(path.name) and path.name not in kept]
    for path in stale:
        if not read_file(path, LARGEST_SUMMARY).startswith(f'format = "{SUMMARY_FORMAT}"\n'.encode()):
            raise Unusable(f"{path} 占着汇总的名字，但不是汇总，没有写；请移开后再试。")
    return stale
