"""The people named on a unit's report, remembered for whoever submits for it next from this account."""

from __future__ import annotations

from dataclasses import asdict

from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.personal import config_file, recall, remember


def known_signatories(desk: Desk) -> Signatories:
    """Returns the names that this account gave last for the desk's unit, empty where none were."""
    known = recall(config_file(), desk.office.home.root)
    return Signatories(**{name: known.get(_key(desk, name), "") for name in asdict(Signatories())})


def remember_signatories(desk: Desk, signatories: Signatories) -> None:
    """Keeps the names for the next time; raises `Unusable` when the disk refuses."""
    remember(config_file(), desk.office.home.root, {_key(desk, name): said for name, said in asdict(signatories).items()})


def _key(desk: Desk, name: str) -> str:
    return f"{desk.unit.code}.{name}"
