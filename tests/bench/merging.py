"""Merging generated reports: the preview, and all files written; how the cost of one report grows with their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

from tests.bench.commands import Run, run
from tests.bench.place import OURS, Place, Scale, floor
from tests.bench.reports import generate
from tests.bench.table import Part, Row
from tests.cli.running import environment

_MEGABYTE = 1_000_000
_SIDES = {"preview": "汇总预览", "toml": "写出 summary.toml 和 summary.md", "all": "写出全部文件"}
_WITHOUT_OFFICE = "import sys; sys.modules['docx'] = sys.modules['xlsxwriter'] = None; from liuwen_tui.__main__ import main; main()"
_TARGETS = {60: "≤ 1 次启动 + 1.3", 3_000: "≤ 0.7，再到 0.4"}


@dataclass(frozen=True)
class Merged:
    """One number of reports merged: by the floor, and by those of our ways that were tried."""

    count: int
    floor: Run
    ours: Mapping[str, Run]
    too_long: Mapping[str, float]
    """Seconds foreseen of the ways that were not."""


def merging(place: Place, scale: Scale) -> Part:
    """Merges each number of reports by the floor and by ours, from the fewest on."""
    rows: list[Row] = []
    done: list[Merged] = []
    for count in scale.reports:
        folder = place.folder / f"merge-{count}"
        size = generate(folder / "home", folder / "reports", count)
        done.append(_merge(folder, count, done, scale))
        rows += _rows(done[-1], size / _MEGABYTE)
    return Part("汇总（地板：tomllib 读全部，tomli_w 写一遍汇总，什么都不核对）", (*rows, *_growth(done)))


def _merge(folder: Path, count: int, before: Sequence[Merged], scale: Scale) -> Merged:
    env = environment(folder / "home", LIUWEN_QUARTER="2020Q4")
    reports = folder / "reports"
    least = run((*floor("merging"), str(reports), str(folder / "floor")), env, folder)
    assert least.code == 0, count
    commands = {
        "preview": (*OURS, "merge", str(reports)),
        "toml": (OURS[0], "-c", _WITHOUT_OFFICE, "merge", str(reports), "-o", str(folder / "toml")),
        "all": (*OURS, "merge", str(reports), "-o", str(folder / "all")),
    }
    foreseen = {side: _foreseen(side, count, before) for side in scale.merges}
    most = scale.largest_seconds
    ours = {side: run(commands[side], env, folder, folder / f"{side}.log") for side in scale.merges if foreseen[side] <= most}
    for side, done in ours.items():
        assert done.code == 0, (folder / f"{side}.log").read_text()
    return Merged(count, least, ours, {side: seconds for side, seconds in foreseen.items() if seconds > most})


def _foreseen(side: str, count: int, before: Sequence[Merged]) -> float:
    """Seconds if it goes on growing as it did between the last two."""
    known = [(each.count, each.ours[side].seconds) for each in before if side in each.ours]
    if before and side not in before[-1].ours:
        return float("inf")
    if len(known) < 2:
        return 0
    (few, short), (many, long) = known[-2:]
    power = max(1.0, log(long / short) / log(many / few))
    return long * (count / many) ** power


def _rows(merged: Merged, megabytes: float) -> Iterator[Row]:
    least, count = merged.floor, merged.count
    for side, name in _SIDES.items():
        if side not in {*merged.ours, *merged.too_long}:
            continue
        what = f"{count:,} 份（{megabytes:.1f} MB），{name}"
        if side in merged.too_long:
            yield Row(what, "秒", skipped=f"预计要 {merged.too_long[side]:,.0f} 秒")
        else:
            done = merged.ours[side]
            yield Row(what, "秒", [done.seconds], [least.seconds], _TARGETS.get(count, ""))
            yield Row(f"{count:,} 份，{name}，CPU", "秒", [done.cpu], [least.cpu])
            yield Row(f"{count:,} 份，{name}，内存最多", "MB", [done.peak], [least.peak])


def _growth(done: Sequence[Merged]) -> Iterator[Row]:
    """What a further report costs between two numbers of reports, which the start of the command is no part of."""
    for fewer, more in pairwise(done):
        for side, name in _SIDES.items():
            if side in fewer.ours and side in more.ours:
                further = more.count - fewer.count
                cost = 1000 * (more.ours[side].cpu - fewer.ours[side].cpu) / further
                least = 1000 * (more.floor.cpu - fewer.floor.cpu) / further
                yield Row(f"从 {fewer.count:,} 到 {more.count:,} 份，每多一份，{name}", "CPU 毫秒", [cost], [least], "各段相差不过 15%")
