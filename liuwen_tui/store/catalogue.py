"""Catalogues read from their folder: ``notice.toml`` and ``units.toml``, strictly."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.notice import Anomaly, Area, Measure, Notice, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.units import Unit, UnitGroup
from liuwen_tui.store.toml_file import read_table

Value = TypeVar("Value")
NOTICE_FILE = "notice.toml"
UNITS_FILE = "units.toml"
_SHA256 = re.compile("[0-9a-f]{64}")
_NUMBER = re.compile("[1-9][0-9]{0,3}")
NOTICE_FORMAT = "liuwen.notice/1"
UNITS_FORMAT = "liuwen.units/1"


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


def load_catalogue(folder: Path) -> Catalogue:
    """Returns the catalogue in that folder.

    Raises `Unusable`, naming the file and the place in it, when it is not whole and consistent.
    """
    path = folder / UNITS_FILE
    units_table, notice_table = read_table(path), read_table(folder / NOTICE_FILE)
    try:
        meant_for, units, groups = _read_units(units_table)
        path = folder / NOTICE_FILE
        catalogue = Catalogue(_read_notice(notice_table), units, groups)
        if meant_for != catalogue.notice.id:
            raise Unusable(f"{UNITS_FILE} 是通知“{meant_for}”的，{NOTICE_FILE} 是“{catalogue.notice.id}”的，请换成同一份通知的。")
        _refuse_inconsistent(catalogue)
    except (Unusable, WrongUse) as error:
        raise Unusable(f"{path}：{error}") from error
    return catalogue


def _rows(table: Table, name: str, read: Callable[[Table], Value]) -> tuple[Value, ...]:
    """What ``read`` makes of each row of an array of tables; a key that it did not take is refused."""
    values = []
    for row in table.tables(name):
        values.append(read(row))
        row.close()
    return tuple(values)


def _read_unit(row: Table) -> Unit:
    return Unit(row.text("code"), row.text("name"), row.texts("aliases"), row.texts("keys"), row.text("source"))


def _read_group(row: Table) -> UnitGroup:
    return UnitGroup(row.text("name"), row.texts("members"), row.flag("open"), row.text("source"))


def _read_area(row: Table) -> Area:
    return Area(row.text("name"), row.text("heading"), row.span("heading_span"))


def _read_anomaly(row: Table) -> Anomaly:
    return Anomaly(row.whole("measure", 0) or None, row.text("kind"), row.text("quote"), row.text("note"))


def _read_units(table: Table) -> tuple[str, tuple[Unit, ...], tuple[UnitGroup, ...]]:
    _refuse_other_format(table, UNITS_FORMAT)
    meant_for = table.text("notice")
    units = _rows(table, "unit", _read_unit)
    groups = _rows(table, "group", _read_group)
    table.close()
    codes = [unit.code for unit in units]
    if len(set(codes)) != len(codes):
        raise Unusable("有重复的单位代码，请改正。")
    for group in groups:
        _refuse_unknown(f"统称“{group.name}”的成员", group.members, set(codes))
    return meant_for, units, groups


def _read_notice(table: Table) -> Notice:
    _refuse_other_format(table, NOTICE_FORMAT)
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
        areas=_rows(table, "area", _read_area),
        measures=_rows(table, "measure", _read_measure),
        anomalies=_rows(table, "anomaly", _read_anomaly),
        earlier=_once(_rows(table, "earlier", _read_earlier)),
        lead=table.text("lead", ""),
    )
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
        targets=_rows(row, "target", _read_target),
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


def _refuse_other_format(table: Table, known: str) -> None:
    found = table.text("format")
    if found != known:
        raise table.refuse("format", f"是“{found}”，本程序只认识“{known}”")


def _refuse_inconsistent(catalogue: Catalogue) -> None:
    notice = catalogue.notice
    numbers = [measure.number for measure in notice.measures]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        raise Unusable("措施的编号应从 1 起连续。")
    _refuse_wrong_earlier(notice)
    known = {unit.code for unit in catalogue.units}
    areas, groups = {area.name for area in notice.areas}, {group.name for group in catalogue.groups}
    ids = [target.id for measure in notice.measures for target in measure.targets]
    if len(set(ids)) != len(ids):
        raise Unusable(f"目标的 id 不得重复：{'、'.join(sorted({one for one in ids if ids.count(one) > 1}))}。")
    _refuse_unknown("牵头单位", (notice.lead,) if notice.lead else (), known)
    for measure in notice.measures:
        where = f"第{measure.number}项的"
        _refuse_unknown(f"{where}单位", measure.units, known)
        _refuse_unknown(f"{where}统称", measure.groups, groups)
        _refuse_unknown(f"{where}类别", (measure.area,), areas)
        for target in measure.targets:
            _refuse_unknown(f"目标 {target.id} 的填报单位", target.reported_by, known)


def _refuse_wrong_earlier(notice: Notice) -> None:
    """Two measures of an earlier reading must not become one: what was said of both would read as two versions of one entry."""
    for digest, numbers in notice.earlier.items():
        now = [number for number in numbers.values() if number]
        if len(set(now)) != len(now) or max(now, default=0) > len(notice.measures):
            raise Unusable(f"从前的目录 {digest} 的编号应各对一项现有的措施，不得重复。")
    if notice.digest in notice.earlier:
        raise Unusable("从前的目录里列了现在这份自己的，请删去。")


def _refuse_unknown(what: str, names: tuple[str, ...], known: set[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Unusable(f"{what} {'、'.join(unknown)} 没有列出，请补上。")
