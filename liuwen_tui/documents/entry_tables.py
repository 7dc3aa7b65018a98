"""An entry as a table of a TOML document, the same in reports and summaries."""

from __future__ import annotations

from typing import NamedTuple

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.fields import InvalidField
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.versions import Subject, Version, read_version, version_fields

_IN_TOML = {"targets": "target", "steps": "step"}
_IN_ENTRY = {short: name for name, short in _IN_TOML.items()}


class Origin(NamedTuple):
    """What a document, or a part of one, is of."""

    notice: str
    notice_digest: str
    """The catalogue's own, or that of an earlier reading that the catalogue knows."""
    unit: str
    """A code."""
    quarter: str


def entry_table(version: Version, title: str) -> dict[str, object]:
    """Returns the version under its measure's number and title; arrays of tables have names in the singular."""
    fields = {_IN_TOML.get(name, name): value for name, value in version_fields(version).items()}
    return {"measure": version.subject.measure, "title": title, **fields}


def read_entry_table(table: Table, origin: Origin, catalogue: Catalogue) -> Version:
    """Returns the version of an entry table under the number that its measure has now, verified under its own.

    Raises `Unusable` for what does not fit the catalogue, a measure that is no more among it.
    """
    number, notice = table.whole("measure"), catalogue.notice
    table.text("title")
    now = notice.number_now(origin.notice_digest, number)
    if now is None:
        raise Unusable(f"第{number}项措施现在的通知里没有了，请让对方按现在的通知重新导出。")
    if not catalogue.has(now):
        raise Unusable(f"通知里没有第{number}项措施，请核对双方的通知。")
    fields = {_IN_ENTRY.get(name, name): value for name, value in table.rest().items()}
    if now != number and fields.setdefault("numbered", number) == now:
        del fields["numbered"]
    try:
        version = read_version(Subject(origin.notice, origin.unit, origin.quarter, now), fields)
    except InvalidField as error:
        raise Unusable(f"第{number}项：{error}") from error
    if version.numbered is not None and not notice.was_numbered(version.numbered, now):
        raise Unusable(f"第{number}项从前的编号 {version.numbered} 与本机的目录对不上，请核对双方的 liuwen 版本。")
    return version


def read_origin(table: Table, catalogue: Catalogue) -> tuple[str, str]:
    """Takes notice and digest out of a document's head; raises `Unusable` when the catalogue does not know them."""
    notice = table.text("notice")
    if notice != catalogue.notice.id:
        raise Unusable(f"这是通知“{notice}”的，不是“{catalogue.notice.id}”的，请核对文件。")
    return notice, take_digest(table, catalogue)


def take_digest(table: Table, catalogue: Catalogue, default: str | None = None) -> str:
    """Takes a reading's digest out of a table; raises `Unusable` for one that the catalogue does not know."""
    digest = table.text("notice_digest") if default is None else table.text("notice_digest", default)
    if digest != catalogue.notice.digest and digest not in catalogue.notice.earlier:
        raise Unusable("所依据的通知目录与本机的不一致，请核对双方的 liuwen 版本。")
    return digest


def take_unit(table: Table, catalogue: Catalogue) -> str:
    """Takes a unit's code out of a table; raises `Unusable` for one that the catalogue does not know."""
    unit = table.text("unit")
    if not catalogue.knows(unit):
        raise Unusable(f"目录里没有代码为“{unit}”的单位，请核对双方的通知。")
    return unit


def take_quarter(table: Table) -> str:
    """Takes the quarter out of a document's head; raises `Unusable` unless it is written as ``2020Q4``."""
    written = table.text("quarter")
    if str(Quarter.parse(written)) != written:
        raise table.refuse("quarter", "应写成 2020Q4 的样子")
    return written
