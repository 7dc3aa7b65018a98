"""Catalogues read from their folder: ``notice.toml`` and ``units.toml``, strictly."""

from __future__ import annotations

import tomllib
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.notice import Anomaly, Area, Measure, Notice, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.units import Unit, UnitGroup
from liuwen_tui.store.durable import read_file

NOTICE_FILE = "notice.toml"
UNITS_FILE = "units.toml"
_LARGEST = 4 * 1024 * 1024


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
        if (folder / NOTICE_FILE).is_file():
            return folder
    raise WrongUse(f"找不到通知“{notice}”，--notice 应为通知的代号，或放有 {NOTICE_FILE} 和 {UNITS_FILE} 的文件夹。")


def load_catalogue(folder: Path) -> Catalogue:
    """Returns the catalogue in that folder.

    Raises `Unusable`, naming the file and the place in it, when it is not whole and consistent.
    """
    units_path, notice_path = folder / UNITS_FILE, folder / NOTICE_FILE
    units, groups = _read_units(_table(units_path))
    try:
        catalogue = Catalogue(_read_notice(_table(notice_path)), units, groups)
        _refuse_inconsistent(catalogue)
    except (Unusable, WrongUse) as error:
        raise Unusable(f"{notice_path}：{error}") from error
    return catalogue


def _table(path: Path) -> Table:
    try:
        return Table(tomllib.loads(read_file(path, _LARGEST).decode()))
    except ValueError as error:
        raise Unusable(f"{path} 不是 UTF-8 的 TOML：{error}。") from error


def _read_units(table: Table) -> tuple[tuple[Unit, ...], tuple[UnitGroup, ...]]:
    table.text("format")
    table.text("notice")
    units = tuple(
        Unit(row.text("code"), row.text("name"), row.texts("aliases"), row.texts("keys"), row.text("source"))
        for row in table.tables("unit")
    )
    groups = tuple(UnitGroup(row.text("name"), row.texts("members"), row.flag("open"), row.text("source")) for row in table.tables("group"))
    table.close()
    return units, groups


def _read_notice(table: Table) -> Notice:
    table.text("format")
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
        areas=tuple(Area(row.text("name"), row.text("heading"), row.span("heading_span")) for row in table.tables("area")),
        measures=tuple(_read_measure(row) for row in table.tables("measure")),
        anomalies=tuple(
            Anomaly(row.whole("measure", 0) or None, row.text("kind"), row.text("quote"), row.text("note"))
            for row in table.tables("anomaly")
        ),
        earlier={row.text("digest"): _read_numbers(row) for row in table.tables("earlier")},
    )
    table.text("seed")
    table.text("seed_sha256")
    table.close()
    return notice


def _read_numbers(row: Table) -> dict[int, int]:
    numbers = row.table("numbers")
    return {int(old): new for old, new in numbers.rest().items() if isinstance(new, int) and old.isdecimal()}


def _read_measure(row: Table) -> Measure:
    measure = Measure(
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
        targets=tuple(_read_target(target) for target in row.tables("target")),
    )
    row.close()
    return measure


def _read_target(row: Table) -> Target:
    kind = row.text("kind")
    if kind not in list(TargetKind):
        raise row.refuse("kind", f"应为 {'、'.join(TargetKind)} 之一")
    target = Target(
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
    row.close()
    return target


def _refuse_inconsistent(catalogue: Catalogue) -> None:
    notice = catalogue.notice
    numbers = [measure.number for measure in notice.measures]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        raise Unusable("措施的编号应从 1 起连续。")
    codes = [unit.code for unit in catalogue.units]
    if len(set(codes)) != len(codes):
        raise Unusable("units.toml 中有重复的单位代码。")
    known, areas, groups = set(codes), {area.name for area in notice.areas}, {group.name for group in catalogue.groups}
    for group in catalogue.groups:
        _refuse_unknown(f"统称“{group.name}”的成员", group.members, known)
    for measure in notice.measures:
        where = f"第{measure.number}项的"
        _refuse_unknown(f"{where}单位", measure.units, known)
        _refuse_unknown(f"{where}统称", measure.groups, groups)
        _refuse_unknown(f"{where}类别", (measure.area,), areas)


def _refuse_unknown(what: str, names: tuple[str, ...], known: set[str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Unusable(f"{what} {'、'.join(unknown)} 没有列出。")
