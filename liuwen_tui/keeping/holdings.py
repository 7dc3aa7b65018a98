"""What a home holds, told by opening every store and every history in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.store.home import Home


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is, units that report on paper included."""

    units: int
    quarters: int
    """Quarters of which any unit has a store."""
    versions: int
    """Of entries, in all histories."""
    damaged: tuple[str, ...]
    """Stores that cannot be opened, and histories, by their path below the home."""


def holdings_of(root: Path) -> Holdings:
    """Returns what a home holds; what cannot be opened is told, not raised. Raises OSError for a folder that cannot be looked into."""
    units, quarters, versions = set(), set(), 0
    damaged: list[str] = []
    for home, unit in (each for notice in _folders(root / "notices") for each in desks_of(Home(root, notice))):
        for quarter in home.quarters_kept(unit):
            store = home.store(unit, quarter, 0)
            units.add(unit)
            quarters.add(quarter)
            try:
                versions += sum(event is not None and event.version is not None for event in store.history.read())
                store.read()
            except LiuwenError:
                damaged.append(str((home.unit_folder(unit) / f"{quarter}.json").relative_to(root)))
    return Holdings(len(units), len(quarters), versions, tuple(damaged))


def desks_of(home: Home) -> Iterator[tuple[Home, str]]:
    """Yields the code of every unit that has a folder, with the home that it is in: its own stores, and those for what came on paper."""
    for each in (home, home.for_paper()):
        for unit in _folders(each.notice_folder / each.desks):
            yield each, unit


def _folders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
