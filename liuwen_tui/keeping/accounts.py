"""The list of accounts that a shared home begins with: who belongs to which units, to the lead, to the keepers."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.misread import where_misread
from liuwen_tui.domain.table import Table
from liuwen_tui.keeping.layout import ADMIN_GROUP, LEAD_GROUP, group_of
from liuwen_tui.store.durable import read_file
from liuwen_tui.store.groups import ROOT, account_number

_LARGEST = 1024 * 1024
_COLUMNS = {"账号": "account", "单位": "units", "牵头": "lead", "管理": "admin"}
_ANSWERS = {**dict.fromkeys(("是", "√", "1", "true", "yes"), True), **dict.fromkeys(("", "否", "0", "false", "no"), False)}
_BETWEEN = str.maketrans("、，；;/|", "      ")


@dataclass(frozen=True, slots=True)
class Listed:
    """One account of the list."""

    account: str
    groups: tuple[str, ...]
    """Names of the groups that it is to belong to."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of the list that says something wrong."""

    line: int
    reason: str


def read_accounts(path: Path, catalogue: Catalogue) -> tuple[list[Listed], list[Refused]]:
    """Returns the accounts of a list, CSV or TOML by the name of the file, and the lines that are refused.

    A CSV begins with a line of headings, 账号 单位 牵头 管理 or their English; in TOML each account is an ``[[account]]``, and
    its line is counted so. Raises `Unusable` for a file that is neither.
    """
    content = read_file(path, _LARGEST)
    rows = _toml_rows(path, content) if path.suffix.lower() == ".toml" else _csv_rows(path, _text(path, content))
    found: dict[str, Listed] = {}
    refused = []
    for line, row in rows:
        try:
            listed = _listed(row, catalogue)
            if listed.account in found:
                raise WrongUse(f"账号“{listed.account}”前面列过了，请合成一行。")
            found[listed.account] = listed
        except LiuwenError as error:
            refused.append(Refused(line, str(error)))
    return list(found.values()), refused


def _listed(row: Mapping[str, object], catalogue: Catalogue) -> Listed:
    table = Table({**row, "units": _names(row.get("units", [])), **{name: _answer(row.get(name, False)) for name in ("lead", "admin")}})
    account, units = table.line("account"), [catalogue.unit(name) for name in table.texts("units")]
    is_lead, is_admin = table.flag("lead"), table.flag("admin")
    table.close()
    number = account_number(account)
    if number is None:
        raise WrongUse(f"这台机器没有账号“{account}”，请先建立账号，或改正名字。")
    if number == ROOT:
        raise WrongUse("root 什么都能做，不要列进来；请给这个人另建账号。")
    groups = (*map(group_of, units), *([LEAD_GROUP] * is_lead), *([ADMIN_GROUP] * is_admin))
    if not groups:
        raise WrongUse(f"账号“{account}”没有写单位，也不是牵头、管理，请写上，或删去这一行。")
    return Listed(account, tuple(dict.fromkeys(groups)))


def _toml_rows(path: Path, content: bytes) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        table = Table(tomllib.loads(content.decode()))
        rows = table.tables("account")
        table.close()
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} 不是 UTF-8 的 TOML：{where_misread(error)}，请改好再试。") from error
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error
    return ((number, row.rest()) for number, row in enumerate(rows, 1))


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    headings = [_COLUMNS.get(name.strip(), name.strip()) for name in next(reader, [])]
    if "account" not in headings or not set(headings) <= set(_COLUMNS.values()):
        raise Unusable(f"{path} 第一行应写列名：{'、'.join(_COLUMNS)}，请补上。")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, dict(zip(headings, (cell.strip() for cell in cells), strict=False))


def _names(units: object) -> object:
    """Units in one cell of a CSV as the list that TOML has."""
    return units.translate(_BETWEEN).split() if isinstance(units, str) else units


def _answer(cell: object) -> object:
    """Yes or no in a cell of a CSV as TOML has it."""
    if not isinstance(cell, str):
        return cell
    if cell.lower() not in _ANSWERS:
        raise WrongUse(f"牵头、管理两列应写“是”或“否”，不能写“{cell}”。")
    return _ANSWERS[cell.lower()]


def _text(path: Path, content: bytes) -> str:
    """The text in either encoding that a spreadsheet saves a CSV in."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(f"{path} 不是 UTF-8 或 GB18030 的文字，请存成其中一种再试。")
