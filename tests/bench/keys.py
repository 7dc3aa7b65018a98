"""A key: from pressing it to the last byte that it makes the program write, and how many bytes these are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import quantiles
from time import monotonic

from tests.bench.place import DIRECTLY, OURS, Place, Scale, Way, floor
from tests.bench.recorded import Recorded
from tests.bench.starting import TEXT
from tests.bench.table import Part, Row

UP, DOWN, ENTER, TAB, F2, F3 = "\x1b[A", "\x1b[B", "\r", "\t", "\x1bOQ", "\x1bOR"
ROWS_MOVED = (*[DOWN] * 8, *[UP] * 8)
ASCII = tuple("liuwen reports what was done ")
CHINESE = tuple("已兑现稳岗补贴三百二十六户，")
_A_SECOND = 30
_REST = 0.3
"""Seconds after which keys rest."""
_BEFORE_REST = 0.06
"""Seconds without a byte after which a key had its own effect, and what comes once keys rest did not come yet."""


@dataclass(frozen=True)
class Case:
    """What is pressed, on which screen, in the plain app and in ours."""

    what: str
    ways_in: tuple[Sequence[str], Sequence[str]]
    keys: tuple[Sequence[str], Sequence[str]]
    target: str = ""
    most_bytes: str = ""
    afterwards: str = ""
    """What comes once the keys rest."""


_TO_STATUS, _TO_TEXT = (ENTER,), (ENTER, "2", ENTER)
CASES = (
    Case("清单移一行", ((), ()), (ROWS_MOVED, ROWS_MOVED), "≤ 1.0", "≤ 811，再到 400", "停键后的旁边文字"),
    Case("打一个英文字母", ((TAB,), _TO_TEXT), (ASCII, ASCII), "≤ 1.0", "≤ 980，再到 400", "停键后的字数和题头"),
    Case("打一个汉字", ((TAB,), _TO_TEXT), (CHINESE, CHINESE), "≤ 1.0", "≤ 980，再到 400", "停键后的字数和题头"),
    Case("状态行按数字（地板移一行）", ((), _TO_STATUS), (ROWS_MOVED, ("3", "2"))),
    Case("填报里按 F3 换一项（地板移一行）", ((), _TO_STATUS), (ROWS_MOVED, (*[F3] * 8, *[F2] * 8))),
)


def keys(place: Place, scale: Scale, way: Way = DIRECTLY) -> Part:
    """Presses each case's keys in the plain app and in ours in turn, waiting for each."""
    rows = [row for case in CASES for row in _pressed(place, scale.keys, case, way)]
    return Part(f"按键{way.name}（地板：清单加文本框的 Textual 程序，两边交替各按一键）", tuple(rows))


def _pressed(place: Place, count: int, case: Case, way: Way) -> Iterable[Row]:
    place.renew()
    sides = [opened(place, command, way_in, way) for command, way_in in zip((floor("plain_app"), OURS), case.ways_in, strict=True)]
    came: tuple[list[tuple[float, int]], ...] = ([], [])
    later: list[tuple[float, int]] = []
    quiet = min(way.quiet, _BEFORE_REST) if case.afterwards else way.quiet
    try:
        for both in islice(zip(*map(cycle, case.keys), strict=True), count):
            for side, key, found in zip(sides, both, came, strict=True):
                found.append(side.press(key, quiet))
            if case.afterwards:
                later.append(sides[1].rest(_REST))
    finally:
        for side in sides:
            side.close()
    (floor_times, floor_sizes), (times, sizes) = (_apart(found) for found in came)
    yield Row(f"{case.what}，p50", "毫秒", times, floor_times, case.target)
    for share in (95, 99):
        yield Row(f"{case.what}，p{share}", "毫秒", [_quantile(times, share)], [_quantile(floor_times, share)])
    yield Row(f"{case.what}，字节", "字节", sizes, floor_sizes, case.most_bytes)
    if case.afterwards:
        times, sizes = _apart(later)
        yield Row(f"{case.what}，{case.afterwards}，从按键起", "毫秒", times)
        yield Row(f"{case.what}，{case.afterwards}", "字节", sizes)


def hurried(place: Place, scale: Scale) -> Part:
    """Types Chinese at thirty keys a second, first in the plain app and then in ours."""
    sides = [_typed(place, scale.keys, command, way_in) for command, way_in in ((floor("plain_app"), (TAB,)), (OURS, _TO_TEXT))]
    named = (
        ("一键到下一键之前的最后字节，p95", "毫秒"),
        ("最后一键到最后字节，停键后的在内", "毫秒"),
        ("一键的 CPU", "毫秒"),
        ("一键的字节", "字节"),
    )
    rows = (Row(what, unit, [ours], [least]) for (what, unit), least, ours in zip(named, *sides, strict=True))
    return Part(f"每秒 {_A_SECOND} 键打汉字（地板：清单加文本框的 Textual 程序）", tuple(rows))


def _typed(place: Place, count: int, command: Sequence[str], way_in: Sequence[str]) -> tuple[float, float, float, float]:
    place.renew()
    program = opened(place, command, way_in, DIRECTLY)
    cpu, size, pressed, late = program.cpu(), program.size, monotonic(), []
    try:
        for key in islice(cycle(CHINESE), count):
            pressed, first = monotonic(), len(program.pieces)
            program.write(key)
            while (left := pressed + 1 / _A_SECOND - monotonic()) > 0:
                program.read(left)
            late += [program.pieces[-1][0] - pressed] if len(program.pieces) > first else []
        lag = max(program.settle(0.5) - pressed, 0)
        return 1000 * _quantile(late, 95), 1000 * lag, 1000 * (program.cpu() - cpu) / count, (program.size - size) / count
    finally:
        program.close()


def opened(place: Place, command: Sequence[str], way_in: Sequence[str], way: Way) -> Recorded:
    """Starts a program and presses the keys that lead to where the others are pressed."""
    program = place.start(way.wrap(command))
    while TEXT.encode() not in b"".join(piece for _, piece in program.pieces):
        assert program.read(30), f"没有等到首屏：\n{program.text()}"
    program.settle(0.5)
    for key in way_in:
        program.press(key, 0.5)
    return program


def _quantile(values: Sequence[float], share: int) -> float:
    return quantiles(values, n=100, method="inclusive")[share - 1]


def _apart(found: Sequence[tuple[float, int]]) -> tuple[list[float], list[int]]:
    """Milliseconds, and bytes."""
    return [1000 * seconds for seconds, _ in found], [size for _, size in found]
