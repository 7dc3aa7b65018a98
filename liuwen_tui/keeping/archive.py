"""归档: a quarter closed for good, so that nothing of it changes any more, and opened again where it must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from liuwen_tui.domain.errors import Unfinished, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.keeping.holdings import desks_of
from liuwen_tui.store.archived import Archived, keep_archived, standing_archive
from liuwen_tui.store.manuscript import written_in
from liuwen_tui.store.office import Office
from liuwen_tui.store.quarter_store import QuarterStore

_ARCHIVE = "archive"
"""The act as a lock names it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What was done to a quarter."""

    standing: Archived | None
    """How it is closed now, None where it was opened again."""
    stores: int
    """How many stores can only be read now, or can be written again."""


def archive(office: Office, quarter: Quarter, anyway: bool = False) -> Closed:
    """归档: whatever would change something of the quarter is refused from now on; said again, it is done to the end.

    The mark comes first and then, under each store's lock, the modes: a program that knows no mark cannot save either.
    Raises `WrongUse` where there is no store of that quarter, `Unfinished` where it is not 定稿 and not ``anyway``.
    """
    stores = _stores(office, quarter)
    if not stores:
        raise WrongUse(f"没有{quarter.label}的填报，没有归档；请核对报告期。")
    if not anyway and written_in(office.home.manuscript_folder, quarter)[0].final is None:
        raise Unfinished(f"{quarter.label}还没有定稿，没有归档；请先定稿，或写明照样归档。", f"liuwen server archive {quarter} --anyway")
    now = Archived(quarter, office.now(), office.account)
    _keep(office, quarter, lambda standing: None if standing else now)
    for store in stores:
        store.seal(office.act(_ARCHIVE))
    return Closed(standing_archive(office.home.archived_file, quarter), len(stores))


def reopen(office: Office, quarter: Quarter, reason: str) -> Closed:
    """Opens a closed quarter again and keeps why; raises `WrongUse` without a reason, or where it is open."""
    reason, stores = clean(reason).strip(), _stores(office, quarter)
    if is_blank(reason):
        raise WrongUse("还没有写重新打开的原因，没有打开；请写上再办。", f"liuwen server archive {quarter} --undo --reason 原因")

    def follow(standing: Archived | None) -> Archived:
        if standing is None:
            raise WrongUse(f"{quarter.label}没有归档，不用重新打开。")
        for store in stores:
            store.seal(office.act(_ARCHIVE), closed=False)
        return Archived(quarter, office.now(), office.account, reason)

    _keep(office, quarter, follow)
    return Closed(None, len(stores))


def _keep(office: Office, quarter: Quarter, follow: Callable[[Archived | None], Archived | None]) -> None:
    keep_archived(office.home.archived_file, office.home.root, quarter, follow, office.wait)


def _stores(office: Office, quarter: Quarter) -> list[QuarterStore]:
    desks = desks_of(office.home)
    return [home.store(unit, quarter, office.wait) for home, unit in desks if quarter in home.quarters_kept(unit)]
