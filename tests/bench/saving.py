"""One save: the entry of a report with eighteen, at first and after many versions."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from liuwen_tui.domain.entry import Entry
from liuwen_tui.reporting.desk import Desk
from tests.bench.place import Place, Scale
from tests.bench.table import Part, Row
from tests.conftest import fill, open_desk

_VERSIONS = 64
_UNIT = "gsl"


def saving(place: Place, scale: Scale) -> Part:
    """Saves, and replaces a file of the same bytes, in turn, on the same disk."""
    desk = open_desk(place.folder / "saves", _UNIT)
    for measure in desk.catalogue.notice.measures:
        if desk.assigned_by(measure) is None:
            desk.claim(measure.number)
    fill(desk)
    rows = [_saves(desk, scale.saves, "18 项时存一次", 0)]
    for number in range(_VERSIONS):
        _save(desk, number)
    rows.append(_saves(desk, scale.saves, f"{_VERSIONS} 个版本以后存一次", _VERSIONS))
    return Part("存一次（地板：同样的字节写进新文件、落盘、换名、文件夹落盘）", tuple(rows))


def _saves(desk: Desk, count: int, what: str, first: int) -> Row:
    ours: list[float] = []
    least: list[float] = []
    store = desk.office.home.unit_folder(_UNIT) / f"{desk.quarter}.json"
    for number in range(first, first + count):
        least.append(_milliseconds(partial(_replace, store.with_name("floor"), store.read_bytes())))
        ours.append(_milliseconds(partial(_save, desk, number)))
    return Row(what, "毫秒", ours, least, "≤ 2")


def _save(desk: Desk, number: int) -> None:
    def alter(entry: Entry) -> Entry:
        return replace(entry, progress=f"第{number}次所写：{'已兑现稳岗补贴326户，' * 8}")

    desk.record(1, alter)


def _replace(path: Path, content: bytes) -> None:
    new = path.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o660)
    os.write(handle, content)
    os.fsync(handle)
    os.close(handle)
    new.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _milliseconds(work: Callable[[], None]) -> float:
    began = monotonic()
    work()
    return 1000 * (monotonic() - began)
