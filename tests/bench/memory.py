"""What sessions hold while nobody types: memory, CPU and bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.place import OURS, Place, Scale, floor
from tests.bench.recorded import Recorded
from tests.bench.starting import TEXT
from tests.bench.table import Part, Row

_SHARED, _RESIDENT = "Pss", "Rss"


@dataclass(frozen=True)
class Held:
    """What each session holds; memory in MB, CPU in milliseconds and bytes a second."""

    pss: list[float]
    rss: list[float]
    cpu: list[float]
    size: list[float]


def memory(place: Place, scale: Scale) -> Part:
    """Opens one session and then many of a static text, of a plain app and of ours."""
    rows: list[Row] = []
    for count in (1, scale.sessions):
        least, plain, ours = (_held(place, command, count, scale) for command in (floor("static_app"), floor("plain_app"), OURS))
        many = f"{count} 个会话，"
        rows += [
            Row(f"{many}每个 PSS", "MB", ours.pss, least.pss, "20 个时 ≤ 28 MB" if count > 1 else ""),
            Row(f"{many}每个 RSS", "MB", ours.rss, least.rss),
            Row(f"对照：清单加文本框，{many}每个 PSS", "MB", plain.pss, least.pss),
            Row(f"{many}闲着，每个 CPU", "毫秒/秒", ours.cpu, least.cpu, "≤ 2 毫秒"),
            Row(f"{many}闲着，每个写出", "字节/秒", ours.size, least.size, "0"),
        ]
    return Part("内存和闲着的时候（地板：只有一个 Static 的 Textual 程序）", tuple(rows))


def _held(place: Place, command: Sequence[str], count: int, scale: Scale) -> Held:
    place.renew()
    sessions: list[Recorded] = []
    try:
        for _ in range(count):
            sessions.append(place.start(command))
            while TEXT.encode() not in b"".join(piece for _, piece in sessions[-1].pieces):
                assert sessions[-1].read(30), f"没有等到首屏：\n{sessions[-1].text()}"
        for session in sessions:
            session.settle(1.0)
        before, began = [(session.cpu(), session.size) for session in sessions], monotonic()
        sessions[0].settle(scale.idle_seconds)
        for session in sessions:
            session.settle(0)
        seconds = monotonic() - began
        spent = [
            (1000 * (session.cpu() - cpu) / seconds, (session.size - size) / seconds)
            for session, (cpu, size) in zip(sessions, before, strict=True)
        ]
        return Held(
            [_megabytes(session, _SHARED) for session in sessions],
            [_megabytes(session, _RESIDENT) for session in sessions],
            [cpu for cpu, _ in spent],
            [size for _, size in spent],
        )
    finally:
        for session in sessions:
            session.close()


def _megabytes(session: Recorded, kind: str) -> float:
    rollup = Path(f"/proc/{session.pid}/smaps_rollup").read_text()
    found = re.search(rf"^{kind}: +(\d+) kB$", rollup, re.M)
    assert found, rollup
    return int(found[1]) / 1024
