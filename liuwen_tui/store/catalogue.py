"""Catalogues read from their folder: ``notice.toml`` and ``units.toml``, strictly."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.notice import Anomaly, Area, Measure, Notice, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.store.catalogue_rows import named, read_rows, refuse_other_format, unknown
from liuwen_tui.store.toml_file import read_table
from liuwen_tui.store.units_file import UNITS_FILE, load_units

NOTICE_FILE = "notice.toml"
_SHA256 = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("[1-9][0-9]{0,3}")
NOTICE_FORMAT = "liuwen.notice/1"
_ID = re.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Names a folder."""


def builtin_catalogues() -> Path:
    """Returns the folder of the catalogues that come with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def find_catalogue(notice: str, home: Path) -> Path:
    """Returns the folder of a notice given by id or by folder; a home's own catalogue goes before the built-in one.

    Raises `WrongUse` when there is none.
    """
    for folder in (home / "notices" / notice, builtin_catalogues() / notice, Path(notice)):
        with suppress(OSError, ValueError):  # a name that no file can have
            if (folder / NOTICE_FILE).is_file():
                return folder
    raise WrongUse(f"找不到通知“{notice}”，请写通知的代号，或放有 {NOTICE_FILE} 和 {UNITS_FILE} 的文件夹。")


def known_notices(home: Path) -> tuple[str, ...]:
    """Returns the ids of the notices that have a catalogue, built in or in the home, in the order of their ids; raises nothing."""
    found = (folder.name for place in (builtin_catalogues(), home / "notices") for folder in place.glob("*") if _has_notice(folder))
    return tuple(sorted({*found}))


def _has_notice(folder: Path) -> bool:
    return os.path.isfile(folder / NOTICE_FILE)


def _changed_units(notice: str, home: Path) -> Path | None:
    """Returns the file in which a home without a catalogue of its own says what changed of the built-in one's units, if it has one."""
    folder = home / "notices" / notice
    with suppress(OSError, ValueError):  # a name that no file can have
        if (folder / UNITS_FILE).is_file() and not (folder / NOTICE_FILE).is_file():
            return folder / UNITS_FILE
    return None


def open_catalogue(notice: str, home: Path) -> Catalogue:
    """Returns the catalogue of a notice as that home knows it; raises what finding and loading it does."""
    return load_catalogue(find_catalogue(notice, home), _changed_units(notice, home))


def load_catalogue(folder: Path, changed: Path | None = None) -> Catalogue:
    """Returns the catalogue in that folder; the units and groups in the file ``changed`` stand in the place of its own, or are added.

    Raises `Unusable`, naming the file and the place in it, when it is not whole and consistent.
    """
    catalogue = read_catalogue(folder, changed)
    with named(folder / NOTICE_FILE):
        for fault in inconsistencies(catalogue):
            raise fault
    return catalogue


def read_catalogue(folder: Path, changed: Path | None = None) -> Catalogue:
    """Returns what `load_catalogue` does, whether its measures agree with each other and with the units or not."""
    path = folder / NOTICE_FILE
    table = read_table(path)
    with named(path):
        notice = _read_notice(table, path)
    units = load_units(folder / UNITS_FILE, notice.id)
    if changed:
        units = units.changed_by(load_units(changed, notice.id))
    units.refuse_inconsistent()
    return Catalogue(notice, units.units, units.groups)


def _read_area(row: Table) -> Area:
    return Area(row.text("name"), row.text("heading"), row.span("heading_span"))


def _read_anomaly(row: Table) -> Anomaly:
    return Anomaly(row.whole("measure", 0) or None, row.text("kind"), row.text("quote"), row.text("note"))


def _read_notice(table: Table, path: Path) -> Notice:
    refuse_other_format(table, NOTICE_FORMAT)
    issued_on = table.day("issued_on")
    if issued_on is None:
        raise table.refuse("issued_on", "没有写")
    notice = Notice(
        id=table.text("id"),
        document_number=table.text("document_number"),
        title=table.text("title"),
        issuer=table.text("issuer"),
        issued_on=issued_on,
        first_quarter=Quarter.parse(table.text("first_quarter")),
        areas=read_rows(table, "area", _read_area, path),
        measures=read_rows(table, "measure", _read_measure, path),
        anomalies=read_rows(table, "anomaly", _read_anomaly, path),
        earlier=_once(read_rows(table, "earlier", _read_earlier, path)),
        lead=table.text("lead", ""),
    )
    if not _ID.fullmatch(notice.id):
        raise table.refuse("id", f"是“{notice.id}”，应为字母、数字、. _ -，字母或数字开头，最多 64 个")
    table.text("seed")
    table.text("seed_sha256")
    table.close()
    return notice


def _read_earlier(row: Table) -> tuple[str, dict[int, int]]:
    """An earlier digest with the numbers that changed since."""
    digest, numbers = row.text("digest"), row.table("numbers").rest()
    if not _SHA256.fullmatch(digest):
        raise row.refuse("digest", "应为 64 位的校验码")
    changed: dict[int, int] = {}
    for old, new in numbers.items():
        if not _NUMBER.fullmatch(old) or type(new) is not int or new < 0:
            raise row.refuse("numbers", "应写成 { 3 = 4, 4 = 0 } 的样子，0 是现在没有了")
        changed[int(old)] = new
    return digest, changed


def _once(pairs: tuple[tuple[str, dict[int, int]], ...]) -> dict[str, dict[int, int]]:
    if len(dict(pairs)) != len(pairs):
        raise Unusable("从前的目录不得重复。")
    return dict(pairs)


def _read_measure(row: Table) -> Measure:
    return Measure(
        number=row.whole("number"),
        label=row.text("label"),
        label_span=row.span("label_span"),
        area=row.text("area"),
        title=row.text("title"),
        title_span=row.span("title_span"),
        text=row.text("text"),
        text_span=row.span("text_span"),
        responsible=row.text("responsible"),
        responsible_span=row.span("responsible_span"),
        units=row.texts("units"),
        groups=row.texts("groups"),
        unresolved=row.texts("unresolved"),
        targets=read_rows(row, "target", _read_target),
    )


def _read_target(row: Table) -> Target:
    kind = row.text("kind")
    if kind not in list(TargetKind):
        raise row.refuse("kind", f"应为 {'、'.join(TargetKind)} 之一")
    return Target(
        id=row.text("id"),
        quote=row.text("quote"),
        quote_span=row.span("quote_span"),
        name=row.text("name"),
        kind=TargetKind(kind),
        value=row.figure("value"),
        unit=row.text("unit", ""),
        due=row.day("due"),
        start=row.day("start"),
        baseline=row.figure("baseline"),
        reported_by=row.texts("reported_by"),
    )


def inconsistencies(catalogue: Catalogue) -> Iterator[Unusable]:
    """Yields the error for everything in which the measures disagree with each other, with the units or with the groups."""
    notice = catalogue.notice
    numbers = [measure.number for measure in notice.measures]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        yield Unusable("措施的编号应从 1 起连续。")
    yield from _wrong_earlier(notice)
    known = {unit.code for unit in catalogue.units}
    areas, groups = {area.name for area in notice.areas}, {group.name for group in catalogue.groups}
    ids = [target.id for measure in notice.measures for target in measure.targets]
    if len(set(ids)) != len(ids):
        yield Unusable(f"目标的 id 不得重复：{'、'.join(sorted({one for one in ids if ids.count(one) > 1}))}。")
    yield from unknown("牵头单位", (notice.lead,) if notice.lead else (), known)
    for measure in notice.measures:
        where = f"第{measure.number}项的"
        yield from unknown(f"{where}单位", measure.units, known)
        yield from unknown(f"{where}统称", measure.groups, groups)
        yield from unknown(f"{where}类别", (measure.area,), areas)
        for target in measure.targets:
            yield from unknown(f"目标 {target.id} 的填报单位", target.reported_by, known)


def _wrong_earlier(notice: Notice) -> Iterator[Unusable]:
    """Two measures of an earlier reading must not become one: what was said of both would read as two versions of one entry."""
    for digest, numbers in notice.earlier.items():
        now = [number for number in numbers.values() if number]
        if len(set(now)) != len(now) or max(now, default=0) > len(notice.measures):
            yield Unusable(f"从前的目录 {digest} 的编号应各对一项现有的措施，不得重复。")
    if notice.digest in notice.earlier:
        yield Unusable("从前的目录里列了现在这份自己的，请删去。")
