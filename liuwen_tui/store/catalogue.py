"""Catalogues read from their folder: ``notice.toml`` and ``units.toml``, strictly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.notice import Anomaly, Area, Measure, Notice, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.units import FormerName, Unit, UnitGroup
from liuwen_tui.store.toml_file import line_of, read_table

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
    folder = _folder_with(NOTICE_FILE, notice, home)
    if folder is None:
        raise WrongUse(f"找不到通知“{notice}”，请写通知的代号，或放有 {NOTICE_FILE} 和 {UNITS_FILE} 的文件夹。")
    return folder


def find_units(notice: str, home: Path) -> Path | None:
    """Returns the file with the notice's units, looked for as `find_catalogue` does: a home may have units of its own alone."""
    folder = _folder_with(UNITS_FILE, notice, home)
    return folder / UNITS_FILE if folder else None


def _folder_with(file: str, notice: str, home: Path) -> Path | None:
    for folder in (home / "notices" / notice, builtin_catalogues() / notice, Path(notice)):
        with suppress(OSError, ValueError):  # a name that no file can have
            if (folder / file).is_file():
                return folder
    return None


def load_catalogue(folder: Path, units_file: Path | None = None) -> Catalogue:
    """Returns the catalogue in that folder, with the units of another file where one is given.

    Raises `Unusable`, naming the file and the place in it, when it is not whole and consistent.
    """
    path = units_file or folder / UNITS_FILE
    units_table, notice_table = read_table(path), read_table(folder / NOTICE_FILE)
    try:
        meant_for, units, groups = _read_units(units_table, path)
        path = folder / NOTICE_FILE
        catalogue = Catalogue(_read_notice(notice_table), units, groups)
        if meant_for != catalogue.notice.id:
            raise Unusable(f"{UNITS_FILE} 是通知“{meant_for}”的，{NOTICE_FILE} 是“{catalogue.notice.id}”的，请换成同一份通知的。")
        _refuse_inconsistent(catalogue)
    except (Unusable, WrongUse) as error:
        raise Unusable(f"{path}：{error}") from error
    return catalogue


def _rows(table: Table, name: str, read: Callable[[Table], Value], path: Path | None = None) -> tuple[Value, ...]:
    """What ``read`` makes of each row of an array of tables; a key that it did not take is refused, with its line of the file ``path``."""
    values = []
    for index, row in enumerate(table.tables(name), 1):
        with _at_line(path, name, index) if path else nullcontext():
            values.append(read(row))
            row.close()
    return tuple(values)


@contextmanager
def _at_line(path: Path, name: str, index: int) -> Iterator[None]:
    """Says of what is refused within at which line of the file the row begins."""
    try:
        yield
    except LiuwenError as error:
        line = line_of(path, name, index)
        raise Unusable(f"第{line}行起的 {error}" if line else str(error)) from error


def _read_unit(row: Table) -> Unit:
    unit = Unit(
        code=row.text("code"),
        name=row.text("name"),
        aliases=row.texts("aliases"),
        keys=row.texts("keys"),
        source=row.text("source"),
        valid_from=row.day("valid_from"),
        valid_until=row.day("valid_until"),
        successor=row.text("successor", ""),
        former_names=_rows(row, "former_names", _read_former_name),
    )
    ends = [former.valid_until for former in unit.former_names]
    if ends != sorted(set(ends)):
        raise row.refuse("former_names", "应按时间先后排列，日期不得重复")
    if unit.successor and unit.valid_until is None:
        raise row.refuse("successor", "写了，还要写 valid_until，它存在的最后一天")
    if unit.valid_from and unit.valid_until and unit.valid_until < unit.valid_from:
        raise row.refuse("valid_until", "早于 valid_from，请改正")
    return unit


def _read_former_name(row: Table) -> FormerName:
    until = row.day("valid_until")
    if until is None:
        raise row.refuse("valid_until", "没有写，应为用这个名称的最后一天")
    return FormerName(row.text("name"), until)


def _read_group(row: Table) -> UnitGroup:
    return UnitGroup(row.text("name"), row.texts("members"), row.flag("open"), row.text("source"))


def _read_area(row: Table) -> Area:
    return Area(row.text("name"), row.text("heading"), row.span("heading_span"))


def _read_anomaly(row: Table) -> Anomaly:
    return Anomaly(row.whole("measure", 0) or None, row.text("kind"), row.text("quote"), row.text("note"))


def _read_units(table: Table, path: Path) -> tuple[str, tuple[Unit, ...], tuple[UnitGroup, ...]]:
    _refuse_other_format(table, UNITS_FORMAT)
    meant_for = table.text("notice")
    units = _rows(table, "unit", _read_unit, path)
    groups = _rows(table, "group", _read_group, path)
    table.close()
    codes = [unit.code for unit in units]
    times = Counter(name for unit in units for name in {*unit.names, *unit.aliases})
    for index, unit in enumerate(units, 1):
        with _at_line(path, "unit", index):
            _refuse_unit_among(unit, units, times)
    for group in groups:
        _refuse_unknown(f"统称“{group.name}”的成员", group.members, set(codes))
    return meant_for, units, groups


def _refuse_unit_among(unit: Unit, units: tuple[Unit, ...], times: Counter[str]) -> None:
    """``times`` are how many units each name leads to: a name that leads to two would be taken for the first."""
    if sum(other.code == unit.code for other in units) > 1:
        raise Unusable(f"单位代码 {unit.code} 重复，请改正。")
    shared = [name for name in (*unit.names, *unit.aliases) if times[name] > 1]
    if shared:
        raise Unusable(f"单位 {unit.code} 的名称或别名“{shared[0]}”别的单位也有，请改正。")
    if unit.successor and unit.valid_until:
        heir = next((other for other in units if other.code == unit.successor), None)
        day = unit.valid_until + timedelta(days=1)
        if heir is None:
            raise Unusable(f"单位 {unit.code} 的 successor 是“{unit.successor}”，没有这个代码的单位，请改正。")
        if (heir.valid_from and day < heir.valid_from) or (heir.valid_until and heir.valid_until < day):
            raise Unusable(f"单位 {unit.code} 并入的 {heir.code} 在 {day} 不存在，请核对两家的日期。")


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
