"""A real sshd on loopback, and the client's side of it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

SSHD = Path("/usr/sbin/sshd")

Login = Callable[..., list[str]]
"""``login(command, "-tt")`` is the command that logs in, with those options, and runs the other one."""


def missing() -> str:
    """Returns why there can be no sshd here, "" where there can."""
    if not (shutil.which("ssh") and SSHD.exists()):
        return "openssh-server and openssh-client are not installed"
    return "" if os.geteuid() == 0 else "sshd is started as root"


def make_keys(folder: Path) -> Path:
    """Makes a folder with the key of the host and that of whoever logs in, which every account can read as far as it is public."""
    folder.mkdir(mode=0o755)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    return folder


def free_ports(count: int) -> list[int]:
    """Returns ports on which nothing listens."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def serving(keys: Path, config: Path, *settings: str) -> Iterator[None]:
    """Runs sshd with a configuration and further settings, which come before it; for the key of ``keys`` it opens every account."""
    own = ("ListenAddress 127.0.0.1", f"HostKey {keys / 'host'}", f"AuthorizedKeysFile {keys / 'user.pub'}", "PidFile none")
    options = [part for setting in (*own, "StrictModes no", "UsePAM no", *settings) for part in ("-o", setting)]
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", *options, "-f", config], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    try:
        while "Server listening" not in (line := server.stderr.readline()):
            assert line, "sshd did not start"
        yield
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()


def client(program: str, keys: Path, port: int, *options: str) -> list[str]:
    """Returns how ``ssh`` or ``sftp`` is called without any of the person's own settings."""
    known = ("BatchMode=yes", "StrictHostKeyChecking=no", f"UserKnownHostsFile={keys / 'known'}", "LogLevel=ERROR")
    return [
        program,
        "-F",
        "none",
        "-o",
        f"Port={port}",
        "-i",
        str(keys / "user"),
        *(part for one in known for part in ("-o", one)),
        *options,
    ]


@contextmanager
def own_sshd(folder: Path, known: Mapping[str, str], cwd: Path) -> Iterator[Login]:
    """Starts an sshd for this account, whose keys lie in ``folder``, and in whose logins ``known`` is set and ``cwd`` the working folder."""
    keys, (port,) = make_keys(folder / "keys"), free_ports(1)
    known_words = " ".join(f"{name}={value}" for name, value in known.items())
    config = folder / "sshd_config"
    config.write_text(f"Port {port}\nPermitRootLogin yes\nClientAliveInterval 1\nClientAliveCountMax 2\nSetEnv {known_words}\n")

    def login(command: Sequence[str], *options: str) -> list[str]:
        return client("ssh", keys, port, *options, "127.0.0.1", f"cd {shlex.quote(str(cwd))}; exec {shlex.join(command)}")

    with serving(keys, config):
        yield login
