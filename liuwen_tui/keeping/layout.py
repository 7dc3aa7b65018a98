"""How a shared home is laid out: every folder, whose it is, and who else may do what there. Source: design.md, section 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.membership import ADMIN, GROUP, LEAD
from liuwen_tui.domain.units import Unit
from liuwen_tui.store.groups import ROOT, group_number
from liuwen_tui.store.rights import ALL, PASS, READ, WRITE, Grants, Rights

_ROOT = "root"
DRAFTS = "drafts"
_NO_CHANGE = -1
LEAD_GROUP, ADMIN_GROUP = f"{GROUP}{LEAD}", f"{GROUP}{ADMIN}"


def group_of(unit: Unit) -> str:
    """Returns the name of the unit's group."""
    return f"{GROUP}{unit.code}"


def groups(catalogue: Catalogue) -> dict[str, str]:
    """Returns every group that a shared home needs, with whom it is for."""
    return {LEAD_GROUP: "牵头单位", ADMIN_GROUP: "管理员", **{group_of(unit): unit.name for unit in catalogue.units}}


@dataclass(frozen=True, slots=True)
class Place:
    """One folder of a shared home. Its owner is root, its group may write and passes itself on, unless it is the keeper's alone."""

    parts: tuple[str, ...]
    """Below the home; none for the home itself."""
    what: str
    group: str = _ROOT
    others: int = 0
    readers: Mapping[str, int] = field(default_factory=dict)
    """Other groups by name, with what they may do."""
    below: Mapping[str, int] | None = None
    """Other groups by name, with what they may do with files made here."""
    unit: str = ""
    """Code of the unit that it is for, "" for the lead's and the keeper's."""

    def path(self, home: Path) -> Path:
        return home.joinpath(*self.parts)

    @property
    def is_keepers(self) -> bool:
        """True where only root makes and removes anything."""
        return self.group == _ROOT

    def rights(self) -> Rights | None:
        """Returns the rights as they should be, None while a group that they name does not exist."""
        numbers = {name: group_number(name) for name in (self.group, *self.readers, *(self.below or ()))}
        known = {name: number for name, number in numbers.items() if number is not None}
        if len(known) < len(numbers):
            return None
        here = Grants(ALL, READ | PASS if self.is_keepers else ALL, self.others, _numbered(self.readers, known))
        below = None if self.below is None else Grants(ALL, ALL, 0, _numbered(self.below, known))
        return Rights(ROOT, known[self.group], here, not self.is_keepers, below)


def is_private(path: Path, is_folder: bool) -> bool:
    """Tells whether a path below the folders of the layout is what somebody is typing, which is for that account alone."""
    return path.parent.name == DRAFTS and not is_folder


def rights_within(place: Place, path: Path, is_folder: bool) -> Rights:
    """Returns the rights of what lies in a folder of the layout and is none itself; whoever owns it goes on to."""
    if is_private(path, is_folder):
        return Rights(_NO_CHANGE, _NO_CHANGE, Grants(READ | WRITE, 0, 0))
    group, readers = group_number(place.group), {group_number(name): may for name, may in (place.below or {}).items()}
    known = {number: may for number, may in readers.items() if number is not None}
    may = ALL if is_folder else READ | WRITE
    grants = Grants(may, may, READ if place.others and not is_folder else 0, known)
    return Rights(_NO_CHANGE, _NO_CHANGE if group is None else group, grants, is_folder)


def _numbered(readers: Mapping[str, int], known: Mapping[str, int]) -> dict[int, int]:
    return {known[name]: may for name, may in readers.items()}


def places(catalogue: Catalogue) -> Iterator[Place]:
    """Yields every folder of the home, each after the one that it lies in."""
    notice = ("notices", catalogue.notice.id)
    yield Place((), "数据文件夹", LEAD_GROUP, others=READ | PASS)
    yield Place(notice[:1], "各份通知", others=READ | PASS)
    yield Place(notice, "这份通知", LEAD_GROUP, others=READ | PASS)
    yield Place((*notice, "units"), "各单位", others=READ | PASS)
    for unit in catalogue.units:
        yield from _unit_places((*notice, "units", unit.code), unit)
    goes_through = {group_of(unit): PASS for unit in catalogue.units}
    lead = (*notice, LEAD)
    yield Place(lead, "牵头单位", LEAD_GROUP, readers=goes_through)
    yield Place((*lead, "receipts"), "回执", LEAD_GROUP, readers=goes_through)
    for unit in catalogue.units:
        reader = group_of(unit)
        yield Place((*lead, "receipts", unit.code), f"给{unit.name}的回执", LEAD_GROUP, 0, {reader: READ | PASS}, {reader: READ}, unit.code)


def _unit_places(folder: tuple[str, ...], unit: Unit) -> Iterator[Place]:
    group = group_of(unit)
    yield Place(folder, f"{unit.name}的填报", group, readers={LEAD_GROUP: PASS}, unit=unit.code)
    yield Place((*folder, "out"), f"{unit.name}报送的文件", group, 0, {LEAD_GROUP: READ | PASS}, {LEAD_GROUP: READ}, unit.code)
    yield Place((*folder, "inbox"), f"{unit.name}收到的回执", group, unit=unit.code)
    yield Place((*folder, DRAFTS), f"{unit.name}没有存下的字", group, unit=unit.code)
