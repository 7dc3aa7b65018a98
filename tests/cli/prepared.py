"""The program forked from a process that has imported it already: a run of its own, without the start of a Python.

A fork shares nothing with other runs and has its own arguments, environment, folder, umask and streams; it ends as a
process of Python's ends. What Python decides at its start from the environment, it does not: `is_meant` tells.
"""

from __future__ import annotations

import array
import gc
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import IO

_LARGEST = 1 << 20
_STREAMS = 3
_AT_START = ("LANG", "LC_", "PYTHON", "TZ")


@dataclass(frozen=True)
class Start:
    """What a run is started with."""

    arguments: Sequence[str]
    variables: Mapping[str, str]
    folder: str
    umask: int


class Prepared:
    """A process that has imported all commands, and forks itself for each run; it ends with the process that made it."""

    def __init__(self, variables: Mapping[str, str], code: Path) -> None:
        self._of_start = _of_start(variables)
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LARGEST)
        command = [sys.executable, "-m", "tests.cli.prepared", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, cwd=code, env=dict(variables), pass_fds=[theirs.fileno()])

    def is_meant(self, variables: Mapping[str, str]) -> bool:
        """Returns whether a run with those variables is the same when forked."""
        return _of_start(variables) == self._of_start

    def run(self, start: Start, streams: Sequence[IO[bytes]], timeout: float) -> int:
        """Runs the program on the three streams and returns its exit code, negative for the signal that ended it.

        Raises `subprocess.TimeoutExpired`, after it has ended the run, where it takes longer than so many seconds.
        """
        told, tell = os.pipe()
        try:
            fds = array.array("i", [*(stream.fileno() for stream in streams), tell])
            socket.send_fds(self._ours, [pickle.dumps(start)], fds)
        finally:
            os.close(tell)
        with open(told, "rb") as answers:
            pid = int(answers.readline())
            if not select.select([answers], [], [], timeout)[0]:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(list(start.arguments), timeout)
            return int(answers.readline())


def _of_start(variables: Mapping[str, str]) -> dict[str, str]:
    """What Python reads at its start."""
    return {name: value for name, value in variables.items() if name.startswith(_AT_START)}


@cache
def import_everything(with_screens: bool = False) -> None:
    """Imports all of the program, by default but the screens."""
    import liuwen_tui  # noqa: PLC0415

    for module in walk_packages(liuwen_tui.__path__, "liuwen_tui."):
        if module.name != "liuwen_tui.__main__" and (with_screens or not module.name.startswith("liuwen_tui.tui")):
            import_module(module.name)


def _next_run(asked: socket.socket) -> Start:
    """Forks a run for everything that is asked and tells how each ended; returns in the runs only."""
    running: dict[int, tuple[int, int]] = {}
    while True:
        for ready in select.select([asked, *running], [], [])[0]:
            if ready is not asked:
                pid, tell = running.pop(ready)
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                with suppress(BrokenPipeError):  # the one that asked has given up
                    os.write(tell, b"%d\n" % code)
                os.close(tell)
                os.close(ready)
                continue
            data, (*streams, tell), *_ = _received(asked)
            pid = os.fork()
            if pid == 0:
                for number, stream in enumerate(streams):
                    os.dup2(stream, number)
                for fd in (*streams, tell, asked.fileno(), *running, *(there for _, there in running.values())):
                    os.close(fd)
                return pickle.loads(data)
            os.write(tell, b"%d\n" % pid)
            running[os.pidfd_open(pid)] = (pid, tell)
            for stream in streams:
                os.close(stream)


def _received(asked: socket.socket) -> tuple[bytes, list[int]]:
    """Returns what is asked next; ends the process where nobody is left to ask."""
    data, fds, _, _ = socket.recv_fds(asked, _LARGEST, _STREAMS + 1)
    if not data:
        os._exit(0)
    return data, fds


def _become(start: Start) -> None:
    os.umask(start.umask)
    os.chdir(start.folder)
    os.environ.clear()
    os.environ.update(start.variables)
    time.tzset()
    sys.path[0] = start.folder
    sys.argv = [str(Path(import_module("liuwen_tui").__file__ or "").with_name("__main__.py")), *start.arguments]


if __name__ == "__main__":
    import_everything()
    gc.collect()
    gc.freeze()
    _become(_next_run(socket.socket(fileno=int(sys.argv[1]))))
    import_module("liuwen_tui.__main__").main()
