"""A machine of one's own for a test: its accounts, its ``/etc``, ``/srv`` and ``/opt``, and all that is mounted go with the process.

Made of mounts that no other process sees. Also those who may not look into root's own folders can run the Python under test.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from liuwen_tui.domain.membership import GROUP
from tests.accounts import PREFIX
from tests.cli.running import CODE
from tests.conftest import in_child
from tests.sshd import SSHD

PROGRAM = Path("/opt/liuwen/.venv/bin")
"""Where README has the program lie."""
TOOLS = ("useradd", "setfacl", "unshare", "sftp", "ssh")
_NEW_MOUNTS = 0x20000
_ENTRIES = {"liuwen": "main", "liuwen-ssh": "over_ssh"}
_EMPTY = tuple(map(Path, ("/srv", "/home", "/opt", "/var/mail", "/var/log")))
OWN_ETC = """
cp -a /etc {etc} || cp -au /etc/. {etc} || test -s {etc}/passwd
mount --bind {etc} /etc
test /etc -ef {etc}
"""
"""Puts a copy in the place of ``/etc``, and ends a script under ``set -e`` that could not: nothing may be changed before.

Copies twice where another test makes accounts meanwhile, and a file of theirs is gone again before it is copied.
"""
_SCRIPT = """
set -e
mount --make-rprivate /
{folders}
{own_etc}
rm -f /etc/liuwen.toml /etc/ssh/sshd_config.d/*
: > /etc/fstab
sed -i "/^{accounts}/d" /etc/passwd /etc/shadow
sed -i "/^{groups}/d" /etc/group /etc/gshadow
sed -i "s/^UID_MIN.*/UID_MIN {first}/" /etc/login.defs
"""
_FIRST_UID = 20000
"""To the kernel uids are those of one machine: an account here must be none that another test has at the same time."""
Result = TypeVar("Result")


def on_own_machine(folder: Path, work: Callable[[], Result]) -> Result:
    """Runs ``work`` in a child whose machine is a copy of this one, and returns what it returns; ``folder`` holds the copy.

    Skips where this process may not make one.
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None] + [str(SSHD)] * (not SSHD.exists())
    if missing:
        pytest.skip(f"this machine has no {', '.join(missing)}")
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode:
        pytest.skip("a machine of its own needs root with CAP_SYS_ADMIN")
    trees = {Path(tree) for tree in (sys.base_prefix, sys.prefix, CODE)}
    if closed := [tree for tree in trees if not tree.stat().st_mode & stat.S_IXOTH]:
        pytest.skip(f"other accounts cannot run what lies in {', '.join(map(str, closed))}")
    folders = "\n".join(_putting_in_place(trees, folder))
    own_etc = OWN_ETC.format(etc=folder / "etc")
    script = _SCRIPT.format(folders=folders, own_etc=own_etc, accounts=PREFIX, groups=GROUP, first=_FIRST_UID)

    def run() -> Result:
        if ctypes.CDLL(None, use_errno=True).unshare(_NEW_MOUNTS):
            raise OSError(ctypes.get_errno(), "unshare")
        done = subprocess.run(["bash", "-c", script], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        _install()
        return work()

    return in_child(run)


def _putting_in_place(trees: set[Path], folder: Path) -> Iterator[str]:
    """Commands that make folders empty, among them each that is closed on the way to a tree, and put the trees back."""
    hidden = {tree: above for tree in sorted(trees) if (above := _first_hidden(tree))}
    for number, tree in enumerate(hidden):
        yield f"mkdir {folder}/{number} && mount --bind {tree} {folder}/{number}"
    for empty in dict.fromkeys((*_EMPTY, *hidden.values())):
        yield f"mkdir -p {empty} && mount -t tmpfs -o mode=755 none {empty}"
    for number, tree in enumerate(hidden):
        yield f"mkdir -p {tree} && mount --bind {folder}/{number} {tree}"


def _first_hidden(tree: Path) -> Path | None:
    return next((above for above in reversed(tree.parents) if above in _EMPTY or not above.stat().st_mode & stat.S_IXOTH), None)


def _install() -> None:
    """Puts the entry points where README has them, as pip writes them."""
    PROGRAM.mkdir(parents=True)
    for name, function in _ENTRIES.items():
        entry = PROGRAM / name
        entry.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(CODE)!r})\nfrom liuwen_tui.__main__ import {function}\n{function}()\n"
        )
        entry.chmod(0o755)
