"""A real sshd on loopback, which goes with those who asked for it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

SSHD, SSH = "/usr/sbin/sshd", shutil.which("ssh")

Login = Callable[..., list[str]]
"""``login(command, "-tt")`` is the command that logs in, with those options, and runs the other one."""


def missing() -> str:
    """Returns why there can be no sshd here, "" where there can."""
    if not (SSH and Path(SSHD).exists()):
        return "openssh-server and openssh-client are not installed"
    return "" if os.geteuid() == 0 else "sshd is started as root"


@contextmanager
def sshd(folder: Path, known: Mapping[str, str], cwd: Path) -> Iterator[Login]:
    """Starts an sshd whose keys lie in ``folder``, and in whose logins ``known`` is set and ``cwd`` the working folder."""
    keys = folder / "keys"
    keys.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / name], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {keys / 'host'}",
        f"AuthorizedKeysFile {keys / 'user.pub'}",
        f"PidFile {folder / 'sshd.pid'}",
        "StrictModes no",
        "PermitRootLogin yes",
        "UsePAM no",
        "ClientAliveInterval 1",
        "ClientAliveCountMax 2",
        "SetEnv " + " ".join(f"{name}={value}" for name, value in known.items()),
    ]
    config = folder / "sshd_config"
    config.write_text("\n".join(settings) + "\n")
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", config], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    while "Server listening" not in (line := server.stderr.readline()):
        assert line, "sshd did not start"

    def login(command: Sequence[str], *options: str) -> list[str]:
        to = ["-p", str(port), "-i", str(keys / "user"), "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={keys / 'known'}"]
        return [str(SSH), "-F", "none", *to, *options, "127.0.0.1", f"cd {shlex.quote(str(cwd))}; exec {shlex.join(command)}"]

    try:
        yield login
    finally:
        server.terminate()
        server.wait()
        server.stderr.close()
