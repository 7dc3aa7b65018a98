"""``--sign`` and ``--key``: the person's key, and its passphrase asked for on the terminal."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from liuwen_tui.cli.session import say
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.signing import key_for, remember_key
from liuwen_tui.store.signing import SigningKey, sign, signature_path

_STDIN, _STDERR = 0, 2
Signing = Annotated[bool, typer.Option("--sign", help="用自己的 SSH 钥匙签名，签名文件写在旁边")]
KeyFile = Annotated[Path | None, typer.Option("--key", metavar="文件", help="用哪一把钥匙签名，写过一次就记住")]


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with one key of the person at the terminal."""

    desk: Desk
    key: SigningKey
    is_chosen: bool
    """True where it was named now, and is to be remembered."""

    def __call__(self, content: bytes) -> bytes:
        return sign(content, self.key, _ask)

    def tell(self, path: Path) -> Path:
        """Says with which key the file of that path was signed, and returns where the signature lies."""
        signature = signature_path(path)
        say(f"已用钥匙 {self.key.name} 签名，签名在 {signature}，和报告一起交。")
        if self.is_chosen:
            try:
                remember_key(self.desk, self.key)
            except LiuwenError as error:  # it has to be named again next time, no more
                say(error.with_command())
        return signature


def signer(desk: Desk, is_wanted: bool, chosen: Path | None) -> Signer | None:
    """Returns what signs with the key that is meant, None where nothing is to be signed; raises `Unusable` without a key."""
    return Signer(desk, key_for(desk, chosen), bool(chosen)) if is_wanted or chosen else None


def _ask(name: str, is_again: bool) -> str:
    """Asks for a passphrase where somebody can type it unseen, "" where nobody does."""
    if not (os.isatty(_STDIN) and os.isatty(_STDERR)):
        return ""
    told = "口令不对，请再打一遍；不签了就直接回车。\n" if is_again else ""  # with what asks: nothing is echoed once it is shown
    try:
        return getpass(f"{told}钥匙 {name} 的口令（打的字不显示）：", sys.stderr)
    except EOFError:
        return ""
