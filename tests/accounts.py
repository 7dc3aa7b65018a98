"""Temporary accounts and groups of this machine, the program run as one of them, and a home that they share.

Everything made is gone at the end of a test, also when it fails; what a killed run left is removed by the next one.
"""

from __future__ import annotations

import fcntl
import grp
import io
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

import liuwen_tui.cli.app
from liuwen_tui.domain.membership import GROUP
from tests.cli.prepared import import_everything
from tests.cli.running import Result
from tests.conftest import in_child

LEDGER = Path("/run/liuwen-test-accounts")
"""Names what was made, and is locked while one test has accounts: their groups have names that the program fixes."""
PREFIX = "lwt-"
"""What the name of a temporary account begins with; accounts of a real server have others."""
CATALOGUE = Path(__file__).parent / "second_notice"
NOTICE = "demo-2021-1"
TOOLS = ("useradd", "userdel", "groupadd", "groupdel", "gpasswd", "setfacl")
Value = TypeVar("Value")


class Accounts:
    """Makes accounts; `temporary_accounts` removes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Holds their own folders."""

    def add(self, name: str, display: str = "") -> str:
        """Makes an account that can be logged in to with a key alone, and returns its login name."""
        login, own = f"{PREFIX}{name}", self.folder / name
        _system("useradd", "-M", "-N", "-g", "nogroup", "-d", str(own), "-s", "/bin/sh", "-p", "*", "-c", f"{display},,,", login)
        own.mkdir(mode=0o700)
        os.chown(own, pwd.getpwnam(login).pw_uid, pwd.getpwnam(login).pw_gid)
        return login

    def run(self, login: str, *arguments: str, umask: int = 0o022, **extra: str) -> Result:
        """Runs ``liuwen`` as that account, with nothing in the environment but its own folder and ``extra``."""
        return self.do(login, lambda: _run(*arguments), umask, **extra)

    def do(self, login: str, work: Callable[[], Value], umask: int = 0o022, **extra: str) -> Value:
        """Does something in a child that is that account, in all its groups, and returns what it returns."""

        import_everything("textual" in sys.modules)  # an account may not be let into the folders of the Python under test

        def as_account() -> Value:
            become(login, umask, **extra)
            return work()

        return in_child(as_account)

    def refuses(self, login: str, work: Callable[[], object]) -> bool:
        """Tells whether the kernel keeps that account from doing something."""

        def tried() -> bool:
            try:
                work()
            except PermissionError:
                return True
            return False

        return self.do(login, tried)


def become(login: str, umask: int = 0o022, **extra: str) -> None:
    """Makes this process, for good, that account's, with nothing in its environment but the account's own folder and ``extra``."""
    entry = pwd.getpwnam(login)
    os.initgroups(login, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.umask(umask)
    os.environ.clear()
    os.environ.update({"PATH": "/usr/bin:/bin", "HOME": entry.pw_dir, "LANG": "C.UTF-8", **extra})
    os.chdir(entry.pw_dir)


def as_root(*arguments: str) -> Result:
    """Runs ``liuwen`` in a child, which starts in a tenth of the time of a process."""
    return in_child(lambda: _run(*arguments))


def _run(*arguments: str) -> Result:
    sys.argv = ["liuwen", *arguments]
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = liuwen_tui.cli.app.run()
    return Result(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


@contextmanager
def temporary_accounts() -> Iterator[Accounts]:
    """Gives accounts to make; skips where this process may not make them, and where the machine holds a real home's groups."""
    if os.geteuid() != 0:
        pytest.skip("makes accounts and groups, which needs root")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"this machine has no {', '.join(missing)}")
    folder = Path(tempfile.mkdtemp(prefix="liuwen-test-"))
    folder.chmod(0o755)
    with LEDGER.open("a+") as ledger:
        fcntl.flock(ledger, fcntl.LOCK_EX)
        ledger.seek(0)
        if ledger.read():
            _remove_all()
        if _groups():
            pytest.skip("this machine has groups of a real home")
        ledger.write("in use\n")
        ledger.flush()
        try:
            yield Accounts(folder)
        finally:
            _remove_all()
            ledger.truncate(0)
            _system("rm", "-r", str(folder))  # Python's own does not come back from folders as deep as an attack makes them


def _groups() -> list[str]:
    return [group.gr_name for group in grp.getgrall() if group.gr_name.startswith(GROUP)]


def _remove_all() -> None:
    for login in [entry.pw_name for entry in pwd.getpwall() if entry.pw_name.startswith(PREFIX)]:
        _system("userdel", login)
    for group in _groups():
        _system("groupdel", group)


def _system(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True)
class Shared:
    """A home that accounts share, laid out by ``server init``."""

    accounts: Accounts
    home: Path
    configuration: Path

    @property
    def notice(self) -> Path:
        return self.home / "notices" / NOTICE

    @property
    def where(self) -> tuple[str, ...]:
        """The options that say which home is meant."""
        return "--home", str(self.home), "--config", str(self.configuration), "--notice", str(CATALOGUE)

    def unit(self, code: str) -> Path:
        return self.notice / "units" / code

    def server(self, command: str, *options: str) -> Result:
        """Runs ``liuwen server`` as root."""
        return as_root("server", command, *self.where, *options)

    def run(self, login: str, *arguments: str, umask: int = 0o022, **extra: str) -> Result:
        """Runs ``liuwen`` on this home as an account, in the first quarter of 2021."""
        return self.accounts.run(login, *arguments, "--quarter", "2021Q1", umask=umask, **{"LIUWEN_HOME": str(self.home), **extra})


def shared_home(accounts: Accounts, members: dict[str, str]) -> Shared:
    """Lays out a home for accounts by login name, each with what stands behind it in a list: ``"czj,,"`` or ``"fgw,是,"``."""
    shared = Shared(accounts, accounts.folder / "srv" / "home", accounts.folder / "liuwen.toml")
    listed = accounts.folder / "accounts.csv"
    listed.write_text("账号,单位,牵头,管理\n" + "".join(f"{login},{groups}\n" for login, groups in members.items()), encoding="utf-8")
    done = shared.server("init", "--accounts", str(listed), "--yes")
    assert done.code == 0, done.err
    for name in ("notice.toml", "units.toml"):  # where every account can read it
        shutil.copyfile(CATALOGUE / name, shared.notice / name)
        (shared.notice / name).chmod(0o644)
    settings = shared.home / "liuwen.toml"
    settings.write_text(f'notice = "{NOTICE}"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    return shared
