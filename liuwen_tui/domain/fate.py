"""What became of each file that was merged: used, or not, and beside which other file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from liuwen_tui.domain.report import State
from liuwen_tui.domain.summary import Filing, Refused, Summary


class Fate(StrEnum):
    """In the order of what a person must know first of a file with several units."""

    REFUSED = "refused"
    CONFLICT = "conflict"
    """A version in it and one elsewhere do not know of each other."""
    NEWER = "newer"
    """Used, in the place of what another file says."""
    USED = "used"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"
    OLDER = "older"
    """All that it says is superseded."""
    SAME = "same"
    """Another file says it too."""

    @property
    def word(self) -> str:
        return _WORDS[self]


_WORDS = {
    Fate.REFUSED: "没有汇总",
    Fate.CONFLICT: "冲突",
    Fate.NEWER: "采用（更新的）",
    Fate.USED: "采用",
    Fate.WITHDRAWN: "已撤回",
    Fate.DRAFT: "草稿",
    Fate.OLDER: "旧的",
    Fate.SAME: "重复",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one file brought of one unit, as far as its fate hangs on it."""

    unit: str
    seal: str
    state: State
    versions: frozenset[tuple[int, str]]
    """Measure and id of each version."""
    on_behalf: bool
    """True for 代录."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was read, and its parts."""

    file: str
    quarter: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class UnitFate:
    """What became of what a file says of one unit."""

    unit: str
    fate: Fate
    beside: str = ""
    """The file that it is the same as, gives way to or is in conflict with."""
    measures: tuple[int, ...] = ()
    """Those in conflict."""


@dataclass(frozen=True, slots=True)
class FileFate:
    """What became of one file."""

    file: str
    units: tuple[UnitFate, ...] = ()
    reason: str = ""
    """Why nothing of it, or not all, was merged."""

    @property
    def fate(self) -> Fate:
        """The first of its units' in the order of `Fate`; an empty summary is used too."""
        if self.reason and not self.units:
            return Fate.REFUSED
        return min((each.fate for each in self.units), key=list(Fate).index, default=Fate.USED)


def brought(file: str, summary: Summary) -> Brought:
    """Returns what is kept in mind of a file once its content has gone into the join."""
    return Brought(file, summary.quarter, tuple(map(_part, (*summary.own.values(), *summary.papers.values()))))


def _part(filing: Filing) -> Part:
    versions = frozenset((measure, version.id) for measure, kept in filing.versions.items() for version in kept)
    return Part(filing.unit, filing.seal, filing.head.state, versions, filing.head.on_behalf)


def fates(files: Iterable[Brought], refused: Iterable[Refused], joined: Summary) -> tuple[FileFate, ...]:
    """Returns what became of each file, sorted by name, whatever order they came in; ``joined`` is the join of all."""
    read, reasons = {file.file: file for file in files}, {item.file: item.reason for item in refused}
    beside = _alike(read[name] for name in sorted(read))
    return tuple(
        FileFate(
            name,
            tuple(_fate_of(name, part, beside, joined) for part in read[name].parts) if name in read else (),
            reasons.get(name, ""),
        )
        for name in sorted({*read, *reasons})
    )


def _alike(files: Iterable[Brought]) -> dict[tuple[str, bool], dict[str, Part]]:
    """By unit and whether they are 代录, the parts that join, by file."""
    parts: dict[tuple[str, bool], dict[str, Part]] = {}
    for file in files:
        for part in file.parts:
            parts.setdefault((part.unit, part.on_behalf), {})[file.file] = part
    return parts


def _fate_of(file: str, part: Part, beside: Mapping[tuple[str, bool], Mapping[str, Part]], joined: Summary) -> UnitFate:
    stands = joined.filings[part.unit]
    if part.on_behalf and not stands.head.on_behalf:
        return UnitFate(part.unit, Fate.OLDER, _first(beside[part.unit, False], lambda own: own.seal == stands.seal))
    stands = (joined.papers if part.on_behalf else joined.own)[part.unit]
    parts = beside[part.unit, part.on_behalf]
    others = {name: other for name, other in parts.items() if name != file}
    standing = frozenset((measure, version.id) for measure, kept in stands.versions.items() for version in kept)
    first = next(name for name, other in parts.items() if other == part)
    if first != file:
        return UnitFate(part.unit, Fate.SAME, first)
    if part.state is State.DRAFT and not part.versions:  # what the lead decided may stand under a draft's head
        return UnitFate(part.unit, Fate.DRAFT)
    return _conflict_of(part, others, stands) or _place_of(part, others, stands, standing)


def _conflict_of(part: Part, others: Mapping[str, Part], stands: Filing) -> UnitFate | None:
    disputed = {measure: {version.id for version in kept} for measure, kept in stands.versions.items() if len(kept) > 1}
    mine = {measure for measure, version in part.versions if version in disputed.get(measure, ())}
    if not mine or not stands.counts:
        return None
    rivals = {(measure, version) for measure in mine for version in disputed[measure]} - part.versions
    return UnitFate(part.unit, Fate.CONFLICT, _first(others, lambda other: bool(rivals & other.versions)), tuple(sorted(mine)))


def _place_of(part: Part, others: Mapping[str, Part], stands: Filing, standing: frozenset[tuple[int, str]]) -> UnitFate:
    """Whether the file stands, stands in another's place, says something beside the one that stands, or gives way to it."""
    if part.seal != stands.seal:
        heir = _first(others, lambda other: other.seal == stands.seal)
        added = part.versions & standing - (others[heir].versions if heir else frozenset())
        if added and stands.counts:
            return UnitFate(part.unit, Fate.USED)
        gives_way = heir and (not stands.counts or _covers(others[heir], part, standing))
        return UnitFate(part.unit, Fate.OLDER, heir if gives_way else "")
    if part.state in (State.WITHDRAWN, State.DRAFT):
        return UnitFate(part.unit, Fate.WITHDRAWN if part.state is State.WITHDRAWN else Fate.DRAFT)
    replaced = _first(others, lambda other: other.seal != part.seal and other.state is not State.DRAFT and _covers(part, other, standing))
    return UnitFate(part.unit, Fate.NEWER, replaced) if replaced else UnitFate(part.unit, Fate.USED)


def _covers(part: Part, other: Part, standing: frozenset[tuple[int, str]]) -> bool:
    """True where ``part`` says what stands of all that the other speaks of; after a decision neither side of a conflict does."""
    return other.versions & standing <= part.versions and {it[0] for it in other.versions} <= {it[0] for it in part.versions & standing}


def _first(parts: Mapping[str, Part], fits: Callable[[Part], bool]) -> str:
    return next((name for name, part in parts.items() if fits(part)), "")
