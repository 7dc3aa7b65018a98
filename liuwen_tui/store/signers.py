"""``allowed_signers`` of a notice in a home: whose key signs for which unit, in OpenSSH's own format."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.durable import is_there, read_file
from liuwen_tui.store.home import Home
from liuwen_tui.store.ssh_tools import NAMESPACE, private_folder, run_tool

_LARGEST_SIGNATURE = 64 * 1024
_LARGEST_LIST = 4 * 1024 * 1024


class Fault(Enum):
    """What is wrong with a signature."""

    BROKEN = auto()
    """It is none, or not of this content."""
    UNKNOWN = auto()
    """It is right, and nobody knows whose key made it."""
    FOREIGN = auto()
    """It is somebody else's."""
    LIMITED = auto()
    """It is by the right key, which may not be used for this, or not any more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a signature showed."""

    fault: Fault | None = None
    signers: tuple[str, ...] = ()
    """Whom the key belongs to, of a signature that is somebody else's."""


def signers_file(home: Home) -> Path:
    """Returns the path of the lead's list of keys; raises `Unusable` where there is none or it cannot be read."""
    path = home.notice_folder / "allowed_signers"
    if not is_there(path):
        raise Unusable(f"没有 {path}，不知道谁的钥匙可以签名；请把各单位的公钥登记在里面，再汇总。")
    read_file(path, _LARGEST_LIST)
    return path


def read_signature(path: Path) -> bytes:
    """Returns a signature as OpenSSH reads it, whatever a mail program made of its line ends; raises `Unusable`."""
    return as_written(read_file(path, _LARGEST_SIGNATURE))


def as_written(content: bytes) -> bytes:
    """Returns the content as it was before a mail program or an editor gave it a BOM or CRLF."""
    return content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def look_at(content: bytes, signature: bytes, signer: str, signers: Path) -> Verdict:
    """Tells whether a signature of that content is the signer's own by the lead's list; raises `Unusable` where that cannot be known."""
    with private_folder() as folder:
        path = folder / "signature"
        path.write_bytes(signature)
        return _look(content, path, signer, signers)


def _look(content: bytes, signature: Path, signer: str, signers: Path) -> Verdict:
    use, said = ("-n", NAMESPACE, "-s", str(signature)), ("-f", str(signers))
    if run_tool("ssh-keygen", "-Y", "verify", *said, "-I", signer, *use, given=content).is_done:
        return Verdict()
    if not run_tool("ssh-keygen", "-Y", "check-novalidate", *use, given=content).is_done:
        return Verdict(Fault.BROKEN)
    found = run_tool("ssh-keygen", "-Y", "find-principals", *said, "-s", str(signature))
    owners = tuple(dict.fromkeys(found.out.split())) if found.is_done else ()
    if not owners:
        return Verdict(Fault.UNKNOWN)
    return Verdict(Fault.LIMITED) if signer in owners else Verdict(Fault.FOREIGN, owners)
