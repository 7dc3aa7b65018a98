"""The same starts and keys through a real sshd on loopback, with and without compression, and the bytes that went over the line."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice

from tests.bench.keys import CASES, keys, opened
from tests.bench.place import OURS, Place, Scale, Way, floor
from tests.bench.recorded import Recorded
from tests.bench.starting import starting
from tests.bench.table import Part, Row
from tests.sshd import Login, missing, own_sshd

_WAYS = {"，经 SSH": (), "，经压缩的 SSH": ("-C",)}


def through_ssh(place: Place, scale: Scale) -> Iterator[Part]:
    """Yields the parts of each way."""
    if why := missing():
        yield Part("经 SSH", (Row("全部", "", skipped=why),))
        return
    folder = place.folder / "sshd"
    folder.mkdir()
    with own_sshd(folder, place.env, place.folder) as login:
        for name, options in _WAYS.items():
            way = Way(name, partial(_wrapped, login, options), is_here=False, quiet=0.25)
            yield starting(place, scale, way)
            yield keys(place, scale, way)
            yield _on_the_line(place, scale, way)


def _wrapped(login: Login, options: tuple[str, ...], command: tuple[str, ...]) -> list[str]:
    return login(command, "-tt", *options)


def _on_the_line(place: Place, scale: Scale, way: Way) -> Part:
    """The kernel's own count of what a key brings over TCP, the packets' heads aside."""
    name = f"线路上的字节{way.name}（地板：清单加文本框的 Textual 程序）"
    if not shutil.which("ss"):
        return Part(name, (Row("全部", "", skipped="没有装 ss（iproute2）"),))
    rows = []
    for case in CASES:
        sizes = []
        for command, way_in, pressed in zip((floor("plain_app"), OURS), case.ways_in, case.keys, strict=True):
            place.renew()
            program = opened(place, command, way_in, way)
            try:
                before = _received(program)
                for key in islice(cycle(pressed), scale.keys):
                    program.press(key, way.quiet)
                sizes.append((_received(program) - before) / scale.keys)
            finally:
                program.close()
        rows.append(Row(case.what, "字节/键", [sizes[1]], [sizes[0]]))
    return Part(name, tuple(rows))


def _received(client: Recorded) -> int:
    """Bytes that the ssh client has received so far."""
    listed = subprocess.run(["ss", "-Htinp"], check=True, capture_output=True, text=True).stdout
    connections = re.findall(r"pid=(\d+),.*\n.*?bytes_received:(\d+)", listed)
    return next(int(count) for pid, count in connections if int(pid) == client.pid)
