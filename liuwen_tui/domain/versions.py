"""The version algebra: how an entry is named by its content and descent, and how sets of versions join.

Source: design.md, sections 3 and 7. A version's id covers its content and its parents, so that going back to an
old text makes a new version; its ancestors are complete, so that a join needs nothing but the versions at hand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.fields import InvalidField, entry_fields, read_entry
from liuwen_tui.domain.text import clean

ID_LENGTH = 16
_ID = re.compile(r"[0-9a-f]{16}")
_YEARS = range(2000, 2100)
"""Beyond these a time cannot be meant, and at the ends of the calendar no zone can be reckoned."""
_PROVENANCE = frozenset({"updated_at", "updated_by", "version", "parents", "ancestors"})
_NUMBERED = "numbered"
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_MOST_TIMES = 1_000
"""Times that are remembered to be well written: all entries of a report may have the same."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: one unit, one measure, one quarter of one notice."""

    notice: str
    unit: str
    quarter: str
    measure: int


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it stood at one moment, with its descent."""

    id: str
    """First 16 hex digits of the SHA-256 of canonical JSON of subject, present fields and parents."""
    subject: Subject
    entry: Entry
    parents: tuple[str, ...]
    """Ids of the versions it was made from, sorted."""
    ancestors: tuple[str, ...]
    """Ids of every version it descends from, sorted, never cut."""
    updated_at: str
    """RFC 3339 to the second."""
    updated_by: str
    numbered: int | None = None
    """The measure's number when this was made, which ``id`` was taken under; None where it is the same now."""


def version_id(subject: Subject, entry: Entry, parents: Iterable[str]) -> str:
    """Returns the id that a version of this content and these parents has."""
    content = {
        "notice": subject.notice,
        "unit": subject.unit,
        "quarter": subject.quarter,
        "measure": subject.measure,
        **entry_fields(entry),
        "parents": sorted(parents),
    }
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()[:ID_LENGTH]


def descend(subject: Subject, entry: Entry, parents: Iterable[Version], at: str, by: str) -> Version:
    """Returns a new version made from all of ``parents``."""
    made_from = tuple(parents)
    ids = tuple(sorted(parent.id for parent in made_from))
    ancestors = {*ids, *(ancestor for parent in made_from for ancestor in parent.ancestors)}
    return Version(version_id(subject, entry, ids), subject, entry, ids, tuple(sorted(ancestors)), at, by)


def rewrite(version: Version, entry: Entry, at: str, by: str) -> Version:
    """Returns a version of other content in the place of one that never left its store: same parents."""
    new_id = version_id(version.subject, entry, version.parents)
    return replace(version, id=new_id, entry=entry, updated_at=at, updated_by=by, numbered=None)


def join(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Returns, sorted by id, each version that no other's ancestors name; more than one is a conflict.

    Of one version met twice the earliest ``updated_at`` and ``updated_by`` stand. Commutative, associative and
    idempotent over versions whose ancestors are complete. Never empty for input that is not.
    """
    by_id: dict[str, Version] = {}
    for version in versions:
        known = by_id.get(version.id)
        by_id[version.id] = version if known is None else _same(known, version)
    superseded = {ancestor for version in by_id.values() for ancestor in version.ancestors}
    latest = [version for version in by_id.values() if version.id not in superseded]
    return tuple(sorted(latest or by_id.values(), key=lambda version: version.id))


def _same(one: Version, other: Version) -> Version:
    earliest = min(one, other, key=lambda version: (instant(version.updated_at), version.updated_by))
    return replace(earliest, ancestors=tuple(sorted({*one.ancestors, *other.ancestors})))


def instant(written: str) -> tuple[datetime, str]:
    """Returns what an RFC 3339 time is ordered by: the instant, whatever its zone, then how it is written."""
    return datetime.fromisoformat(written), written


def version_fields(version: Version) -> dict[str, object]:
    """Returns the entry's present fields followed by the version's provenance, as plain JSON values."""
    numbered = {} if version.numbered is None else {_NUMBERED: version.numbered}
    return {
        **entry_fields(version.entry),
        **numbered,
        "updated_at": version.updated_at,
        "updated_by": version.updated_by,
        "version": version.id,
        "parents": list(version.parents),
        "ancestors": list(version.ancestors),
    }


def read_version(subject: Subject, fields: Mapping[str, object]) -> Version:
    """Returns the version of those fields, its id recomputed under the number that it was made under.

    Raises `InvalidField` for fields that do not fit and `Unusable` when the id does not follow from the content.
    """
    missing = _PROVENANCE - fields.keys()
    if missing:
        raise InvalidField(f"缺少 {'、'.join(sorted(missing))}。")
    entry = read_entry({name: value for name, value in fields.items() if name not in _PROVENANCE and name != _NUMBERED})
    parents, ancestors = _ids("parents", fields["parents"]), _ids("ancestors", fields["ancestors"])
    at, by = read_time("updated_at", fields["updated_at"]), _name("updated_by", fields["updated_by"])
    numbered = _number(fields.get(_NUMBERED), subject.measure)
    made_as = subject if numbered is None else replace(subject, measure=numbered)
    own_id = version_id(made_as, entry, parents)
    version = Version(own_id, subject, entry, parents, ancestors, at, by, numbered)
    if version.id != fields["version"]:
        raise Unusable(f"第{subject.measure}项的版本号与内容不符，内容被改动过。")
    if not set(parents) <= set(ancestors) or version.id in ancestors:
        raise Unusable(f"第{subject.measure}项的版本来历不完整。")
    return version


def read_time(name: str, value: object) -> str:
    """Returns an RFC 3339 time to the second with its zone, as given; raises `InvalidField` for anything else."""
    if isinstance(value, str) and _is_time(value):
        return value
    raise InvalidField(f"{name} 应为 2021-01-08T16:20:00+08:00 样子的时间。")


@lru_cache(_MOST_TIMES)
def _is_time(value: str) -> bool:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.year in _YEARS and moment.tzinfo is not None and moment.isoformat(timespec="seconds") == value


def _name(name: str, value: object) -> str:
    if isinstance(value, str) and value and clean(value) == value:
        return value
    raise InvalidField(f"{name} 应为非空文字。")


def _number(value: object, now: int) -> int | None:
    if value is None or (type(value) is int and value > 0 and value != now):
        return value
    raise InvalidField(f"{_NUMBERED} 应为这一项从前的编号。")


def _ids(name: str, value: object) -> tuple[str, ...]:
    if value == []:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and _ID.fullmatch(item) for item in value):
        raise InvalidField(f"{name} 应为版本号列表。")
    if sorted(set(value)) != value:
        raise InvalidField(f"{name} 应按序排列，不得重复。")
    return tuple(value)
