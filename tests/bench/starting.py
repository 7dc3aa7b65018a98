"""A start: the first text on the screen, until it stands still, and what that costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.place import DIRECTLY, OURS, Place, Scale, Way, floor
from tests.bench.table import Part, Row

TEXT = "稳定就业岗位"
"""Stands on the first screen of all of them."""
_QUIET = 1.0


@dataclass(frozen=True)
class Start:
    """One start, in milliseconds and bytes."""

    first_text: float
    idle: float
    cpu: float
    size: int


def start(place: Place, command: tuple[str, ...], way: Way) -> Start:
    """Starts a program, waits until it stands still, and ends it."""
    place.renew()
    program = place.start(way.wrap(command))
    try:
        while TEXT.encode() not in b"".join(piece for _, piece in program.pieces):
            assert program.read(30), f"没有等到首屏：\n{program.text()}"
        idle = program.settle(_QUIET) - program.began
        return Start(1000 * program.seconds_to(TEXT), 1000 * idle, 1000 * program.cpu(), program.size)
    finally:
        program.close()


def starting(place: Place, scale: Scale, way: Way = DIRECTLY) -> Part:
    """Starts the floor, a plain app and ours in turn."""
    sides = {"static": floor("static_app"), "plain": floor("plain_app"), "ours": OURS}
    runs: dict[str, list[Start]] = {side: [] for side in sides}
    for _ in range(scale.starts):
        for side, command in sides.items():
            runs[side].append(start(place, command, way))

    def row(what: str, unit: str, side: str, value: Callable[[Start], float], target: str = "") -> Row:
        return Row(what, unit, [value(run) for run in runs[side]], [value(run) for run in runs["static"]], target)

    costs = [
        row("到静止的 CPU", "毫秒", "ours", lambda run: run.cpu),
        row("对照：清单加文本框，到静止的 CPU", "毫秒", "plain", lambda run: run.cpu),
    ]
    rows = [
        row("首屏出字", "毫秒", "ours", lambda run: run.first_text, "≤ 1.15，再到 1.10"),
        row("对照：清单加文本框，首屏出字", "毫秒", "plain", lambda run: run.first_text),
        row("到静止", "毫秒", "ours", lambda run: run.idle),
        *(costs if way.is_here else []),
        row("到静止的字节", "字节", "ours", lambda run: run.size),
    ]
    return Part(f"启动{way.name}（地板：只有一个 Static 的 Textual 程序）", tuple(rows))
