"""A unit's report signed with the key of whoever sends it, before anything is changed by the sending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from liuwen_tui.domain.errors import Changed
from liuwen_tui.domain.ledger import Ledger
from liuwen_tui.domain.report import Report
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.formats import ExportFormat, file_of
from liuwen_tui.store.history import Act
from liuwen_tui.store.personal import config_file, recall, remember
from liuwen_tui.store.signing import SigningKey, key_in, usual_key

Sign = Callable[[bytes], bytes]
"""Returns the signature of a file's content; may take as long as a person who types a passphrase, and raise `Unusable`."""
_KEY = "signing_key"


def change_signed(desk: Desk, alter: Callable[[Ledger], Ledger], told: Callable[[Ledger], Report], act: Act, sign: Sign | None) -> bytes:
    """Changes the store and returns the signature of the export of what ``told`` makes of it, b"" without ``sign``.

    It is signed before the lock is taken, so that nobody waits for a passphrase, and nothing is changed without it. What
    cannot be exported is not changed either. Raises `Changed` where the store went on meanwhile.
    """

    def exported(ledger: Ledger) -> bytes:
        return file_of(desk, told(ledger), ExportFormat.TOML).content

    wanted = exported(alter(desk.store.read())) if sign else b""
    signature = sign(wanted) if sign else b""

    def alter_as_signed(ledger: Ledger) -> Ledger:
        after = alter(ledger)
        if exported(after) != wanted and sign:
            raise Changed("签名的时候，有人改了这份报告，什么也没有做；请看过现在的内容再签。")
        return after

    desk.store.change(alter_as_signed, act)
    return signature


def key_for(desk: Desk, chosen: Path | None) -> SigningKey:
    """Returns the key asked for, else the one remembered for the desk's home, else the person's usual one; raises `Unusable`."""
    remembered = recall(config_file(), desk.office.home.root).get(_KEY)
    named = chosen or (Path(remembered) if remembered else None)
    return key_in(named) if named else usual_key()


def remember_key(desk: Desk, key: SigningKey) -> None:
    """Keeps the key that was asked for until another is; raises `Unusable` where the disk refuses."""
    remember(config_file(), desk.office.home.root, {_KEY: str(key.path)})
