"""``assignments.toml`` of a notice in a home: kept by the lead, read by every unit."""

from __future__ import annotations

from collections.abc import Callable

import tomli_w

from liuwen_tui.domain.assignments import Assignments, Given
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.home import Home
from liuwen_tui.store.lead_file import READABLE_MODE, LeadFile
from liuwen_tui.store.toml_file import read_table

ASSIGNMENTS_FORMAT = "liuwen.assignments/1"


def load_assignments(home: Home, catalogue: Catalogue) -> Assignments:
    """Returns what the lead assigned, nothing where there is no file.

    Raises `Unusable`, naming the file, for what is not understood, and for units, measures and targets that the notice does not have.
    """
    path = home.assignments_file
    if not is_there(path):
        return Assignments()
    table = read_table(path)
    try:
        return _read(table, catalogue)
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error


def change_assignments(home: Home, catalogue: Catalogue, alter: Callable[[Assignments], Assignments], holder: str, wait: float) -> None:
    """Replaces what is assigned by what ``alter`` makes of it; raises what `LeadFile.change` and `load_assignments` raise."""

    def rewritten(_: bytes) -> bytes:
        return _written(alter(load_assignments(home, catalogue)), catalogue)

    LeadFile(home.assignments_file, home.root, READABLE_MODE).change(rewritten, holder, wait)


def _written(assignments: Assignments, catalogue: Catalogue) -> bytes:
    tables = {
        "measure": [_given_row(given) for given in assignments.given],
        "target": [{"id": target, "reported_by": list(units)} for target, units in assignments.owners.items()],
    }
    head = {"format": ASSIGNMENTS_FORMAT, "notice": catalogue.notice.id}
    return tomli_w.dumps({**head, **{name: rows for name, rows in tables.items() if rows}}).encode()


def _read(table: Table, catalogue: Catalogue) -> Assignments:
    for name, wanted in (("format", ASSIGNMENTS_FORMAT), ("notice", catalogue.notice.id)):
        if (found := table.text(name)) != wanted:
            raise table.refuse(name, f"是“{found}”，应为“{wanted}”，请核对")
    given, owners = [], {}
    for row in table.tables("measure"):
        given.append(_read_given(row, catalogue))
        row.close()
    for row in table.tables("target"):
        owners[row.text("id")] = _units(row, "reported_by", catalogue)
        row.close()
    table.close()
    known = {target.id for measure in catalogue.notice.measures for target in measure.targets}
    for unknown in owners.keys() - known:
        raise Unusable(f"通知里没有目标“{unknown}”，请改正。")
    return Assignments(tuple(given), owners)


def _given_row(given: Given) -> dict[str, object]:
    until = {"until": str(given.until)} if given.until else {}
    return {"number": given.measure, "unit": given.unit, "since": str(given.since), **until}


def _read_given(row: Table, catalogue: Catalogue) -> Given:
    number, unit = row.whole("number"), row.text("unit")
    if not catalogue.has(number):
        raise row.refuse("number", f"是 {number}，通知里没有这一项，请改正")
    _refuse_unknown(row, "unit", (unit,), catalogue)
    until = row.text("until", "")
    return Given(number, unit, Quarter.parse(row.text("since")), Quarter.parse(until) if until else None)


def _units(row: Table, name: str, catalogue: Catalogue) -> tuple[str, ...]:
    units = row.texts(name)
    _refuse_unknown(row, name, units, catalogue)
    return tuple(sorted(units))


def _refuse_unknown(row: Table, name: str, units: tuple[str, ...], catalogue: Catalogue) -> None:
    if not {unit.code for unit in catalogue.units}.issuperset(units):
        raise row.refuse(name, "有不认识的单位代码，请改正")
