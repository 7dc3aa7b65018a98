"""What must stand in the tables of a quarter's documents: for each row the columns that hold figures, days or moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tests.documents.numbers.phrases import LAMPS, words_of
from tests.documents.numbers.recount import WORDS, Recount

Row = dict[str, object]


class Percentage(NamedTuple):
    """Hundredths."""

    value: int


def fits(cell: object, wanted: object, is_typed: bool) -> bool:
    """Tells whether a cell holds what is wanted: in a workbook figures and days as numbers, elsewhere as words."""
    match wanted:
        case None:
            return cell == ""
        case Percentage():
            return isinstance(cell, Decimal) and float(cell) == wanted.value / 100 if is_typed else cell == f"{wanted.value}%"
        case date() if is_typed:
            return cell == Decimal((wanted - date(1899, 12, 30)).days)
        case int() | Decimal() if is_typed:
            return isinstance(cell, Decimal) and float(cell) == float(wanted)
        case _:
            return cell == words_of(wanted)


def rows_of(columns: Sequence[str], count: Recount) -> list[Row]:
    """Returns the rows of the table that has such columns; what a row does not name has no figure."""
    for column, rows in _TABLES.items():
        if column in columns:
            return list(rows(count, columns[0]))
    return []


def _ledger(count: Recount, _: str) -> Iterator[Row]:
    for number in count.books.measures:
        told = [entry.get("percent") for entry in count.of(number).values()]
        disputed = [None for _, measure in count.conflicts if measure == number]
        for percent in [*told, *disputed] or [None]:
            yield {"项次": number, "进度": None if percent is None else Percentage(percent)}


def _measures(count: Recount, _: str) -> Iterator[Row]:
    for number in count.books.measures:
        yield {"序号": number, "已报单位数": len(count.of(number))}


def _attendance(count: Recount, _: str) -> Iterator[Row]:
    for unit in count.due:
        at = words_of(count.first(unit)) if unit in count.reported else None
        yield {"应报项数": len(count.measures_of(unit)), "报送时间": at, "截止": count.due_day(unit)}


def _targets(count: Recount, _: str) -> Iterator[Row]:
    for number, target in count.books.targets.values():
        share, is_figure = count.elapsed(target), target["kind"] == "figure"
        for told in [each for each in count.told if each.target is target] or [None]:
            now = None if told is None else told.value if is_figure else ("已完成" if told.value else "未完成")
            yield {
                "项次": number,
                "目标值": target["value"] if is_figure else "完成",
                "期限": target.get("due", "未写期限"),
                "现值": now,
                "序时": None if share is None else Percentage(_rounded(share)),
                "落后序时（百分点）": told.points if told else None,
            }


def _rounded(share: object) -> int:
    nearest = int(float(share) * 100 + 0.5)  # type: ignore[arg-type]
    return nearest if share in (0, 1) else min(99, max(1, nearest))


def _statuses(count: Recount, rows_are: str) -> Iterator[Row]:
    for name, counts in _counted(count, rows_are, lambda each, area: each.counts(area)):
        yield {rows_are: name, "措施": counts[""], **{word: counts[word] for word in (*WORDS.values(), "尚无填报")}}


def _lamps(count: Recount, rows_are: str) -> Iterator[Row]:
    for name, counts in _counted(count, rows_are, lambda each, area: each.lamps(area)):
        yield {rows_are: name, "目标": counts[""], **{word: counts[word] for word in (*LAMPS, "尚无填报")}}


def _counted(count: Recount, rows_are: str, counts: Callable[[Recount, str], dict[str, int]]) -> list[tuple[str, dict[str, int]]]:
    if rows_are == "季度":
        return [(each.label, counts(each, "")) for each in (*count.earlier, count)]
    return [(area["name"], counts(count, area["name"])) for area in count.books.notice["area"]]


_TABLES: dict[str, Callable[[Recount, str], Iterator[Row]]] = {
    "工作进展": _ledger,
    "已报单位数": _measures,
    "应报项数": _attendance,
    "现值": _targets,
    "绿灯": _lamps,
    "长期坚持": _statuses,
}
"""By a column that no other table has."""
