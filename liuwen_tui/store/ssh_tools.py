"""OpenSSH's own programs, run without a shell, without the person's terminal, and never for ever."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import failure

NAMESPACE = "liuwen"
"""What signatures of ours are made for; OpenSSH refuses one that was made for anything else."""
_PATIENCE = 60.0
"""Seconds. An agent may ask its owner to confirm."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended."""

    is_done: bool
    out: str
    err: str


def run_tool(program: str, *arguments: str, given: bytes = b"") -> Ran:
    """Runs one of OpenSSH's programs with ``given`` on its stdin, where it asks for a passphrase too.

    Raises `Unusable` where it is not installed or does not end.
    """
    known = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    try:
        done = subprocess.run(
            [program, *arguments],
            check=False,
            input=given,
            capture_output=True,
            env={**known, "SSH_ASKPASS_REQUIRE": "never"},
            start_new_session=True,  # without a terminal of its own it asks on stdin, in words that nobody sees
            timeout=_PATIENCE,
        )
    except (FileNotFoundError, PermissionError):
        raise Unusable(f"这台机器上没有 {program}，不能签名，也不能核对签名；请找管理员安装 openssh-client。") from None
    except subprocess.TimeoutExpired:
        raise Unusable(f"{program} 一分钟没有做完，没有签名；请看钥匙代理是不是在等您确认，再试一次。") from None
    return Ran(done.returncode == 0, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


@contextmanager
def private_folder() -> Iterator[Path]:
    """Yields a folder that nobody else can look into and that goes with the block; raises `Unusable` where the disk refuses."""
    try:
        with TemporaryDirectory(prefix="liuwen-") as folder:
            yield Path(folder)
    except OSError as error:
        raise failure("存不下", Path(gettempdir()), error) from error
