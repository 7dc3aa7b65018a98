"""Signatures of files, made with the person's own ssh key or agent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.text import shorten, visible_line
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.ssh_tools import NAMESPACE, Ran, private_folder, run_tool

_USUAL = ("id_ed25519", "id_ecdsa", "id_rsa")
_CERTIFICATE = "-cert-"
_ATTEMPTS = 3
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that can sign."""

    name: str
    """What its owner knows it by: its path, or the agent's comment on it."""
    path: Path | None = None
    """The file of either half, None where the agent alone has it."""
    public: str = ""
    """The public half of one that the agent has."""


def signature_path(path: Path) -> Path:
    """Returns where the signature of a file lies: beside it, as ``ssh-keygen`` writes it."""
    return path.parent / f"{path.name}.sig"


def without_signatures(paths: Iterable[Path]) -> list[Path]:
    """Returns the paths but those of signatures whose file is among them too, as where a pattern took both."""
    given = list(paths)
    signatures = set(map(signature_path, given))
    return [path for path in given if path not in signatures]


def key_in(path: Path) -> SigningKey:
    """Returns the key in that file; raises `Unusable` where there is none."""
    if not is_there(path):
        raise Unusable(f"没有钥匙文件 {path}，没有签名；请指明用哪一把。", "liuwen submit --sign --key 文件")
    return SigningKey(str(path), path.absolute())


def usual_key() -> SigningKey:
    """Returns the first key of the person's agent, else the one in ``~/.ssh``; raises `Unusable` where there is neither."""
    held = run_tool("ssh-add", "-L")
    for line in held.out.splitlines() if held.is_done else []:
        kind, _, comment = (*line.split(" ", 2), "")[:3]
        if _CERTIFICATE not in kind:
            return SigningKey(shorten(visible_line(comment), _LONGEST_NAME) or kind, public=f"{line}\n")
    for name in _USUAL:
        path = Path.home() / ".ssh" / name
        if is_there(path):
            return SigningKey(str(path), path)
    raise Unusable(
        "没有找到您的 SSH 钥匙，没有签名；请用 ssh-keygen -t ed25519 生成一把，把 ~/.ssh/id_ed25519.pub 交给牵头单位登记，再签。"
    )


def sign(content: bytes, key: SigningKey, ask: Callable[[str, bool], str]) -> bytes:
    """Returns the signature of a file's content.

    ``ask`` is called with the key's name for its passphrase, and told whether that is asked again; "" gives up.
    Raises `Unusable` where nothing was signed.
    """
    with private_folder() as folder:
        file, public = folder / "report", folder / "key.pub"
        file.write_bytes(content)
        public.write_text(key.public, encoding="utf-8")
        _sign_file(file, key, key.path or public, ask)
        return signature_path(file).read_bytes()


def _sign_file(file: Path, key: SigningKey, half: Path, ask: Callable[[str, bool], str]) -> None:
    """Signs with the key that ``half`` is one half of."""
    passphrase = ""
    for attempt in range(_ATTEMPTS + 1):
        ran = run_tool("ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(half), str(file), given=passphrase.encode())
        if ran.is_done:
            return
        if "incorrect passphrase" not in ran.err:
            raise _refusal(key, ran)
        if attempt < _ATTEMPTS:
            passphrase = ask(key.name, attempt > 0)
        if not passphrase:
            raise Unusable(f"钥匙 {key.name} 有口令，没有打口令，没有签名；请在终端里再试，或先用 ssh-add 把它交给代理。")
        passphrase += "\n"
    raise Unusable(f"钥匙 {key.name} 的口令不对，没有签名；请想起口令再试。")


def _refusal(key: SigningKey, ran: Ran) -> Unusable:
    if "UNPROTECTED" in ran.err:
        return Unusable(f"钥匙 {key.name} 别人也能读，没有签名；请用 chmod 600 改好权限，再试。")
    return Unusable(f"钥匙 {key.name} 签不了名：不是私钥，读不了，或者钥匙代理不肯用它；请核对是哪一把。")
