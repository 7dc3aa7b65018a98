"""``assignments.toml`` of a notice in a home: kept by the lead, read by every unit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import tomli_w

from liuwen_tui.domain.assignments import Assignments
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable
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
    path = _path(home)
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

    LeadFile(_path(home), home.root, READABLE_MODE).change(rewritten, holder, wait)


def _path(home: Home) -> Path:
    return home.notice_folder / "assignments.toml"


def _written(assignments: Assignments, catalogue: Catalogue) -> bytes:
    tables = {
        "measure": [{"number": number, "units": list(units)} for number, units in assignments.given.items()],
        "target": [{"id": target, "reported_by": list(units)} for target, units in assignments.owners.items()],
    }
    head = {"format": ASSIGNMENTS_FORMAT, "notice": catalogue.notice.id}
    return tomli_w.dumps({**head, **{name: rows for name, rows in tables.items() if rows}}).encode()


def _read(table: Table, catalogue: Catalogue) -> Assignments:
    for name, wanted in (("format", ASSIGNMENTS_FORMAT), ("notice", catalogue.notice.id)):
        if (found := table.text(name)) != wanted:
            raise table.refuse(name, f"是“{found}”，应为“{wanted}”，请核对")
    given, owners = {}, {}
    for row in table.tables("measure"):
        given[row.whole("number")] = _units(row, "units", catalogue)
        row.close()
    for row in table.tables("target"):
        owners[row.text("id")] = _units(row, "reported_by", catalogue)
        row.close()
    table.close()
    known = {target.id for measure in catalogue.notice.measures for target in measure.targets}
    for unknown in (*(str(number) for number in given if not catalogue.has(number)), *(owners.keys() - known)):
        raise Unusable(f"通知里没有“{unknown}”这一项，请改正。")
    return Assignments(given, owners)


def _units(row: Table, name: str, catalogue: Catalogue) -> tuple[str, ...]:
    units, known = row.texts(name), {unit.code for unit in catalogue.units}
    if not known.issuperset(units):
        raise row.refuse(name, "有不认识的单位代码，请改正")
    return tuple(sorted(units))
