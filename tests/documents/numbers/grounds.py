"""What 汇总依据 must tell of the lead's own settings, so that nothing but it and ``summary.toml`` is needed to count a quarter anew."""

from __future__ import annotations

from collections.abc import Iterator

from tests.documents.numbers.phrases import words_of
from tests.documents.numbers.recount import WORDS, Recount


def settled_lines(count: Recount) -> list[str]:
    """Returns the lines, each as a document has it."""
    books, lamps = count.books, count.lamp_rules
    told = {
        "展期": "、".join(
            f"{name}至{words_of(count.due_day(unit))}" for unit, name in books.names.items() if count.due_day(unit) > count.due_day()
        ),
        "灯号": f"落后序时满{lamps['yellow']}个百分点为黄灯，满{lamps['red']}个百分点为红灯",
        "交办": "、".join(f"{books.measures[number]['title']}（{names}）" for number, names in _given(count)),
        "目标由谁填报": "、".join(
            f"{target['name']}（{_names(count, owners)}）" for _, target in books.targets.values() if (owners := books.owners(target))
        ),
        "核定的综合状态": "、".join(f"{books.measures[number]['title']}（{WORDS[status]}）" for number, status in count.overall.items()),
    }
    return [f"按时与否，按截止日{words_of(count.due_day())}判定。", *(f"{name}：{words}。" for name, words in told.items() if words)]


def _given(count: Recount) -> Iterator[tuple[int, str]]:
    for number in count.books.measures:
        if units := [unit for unit in count.books.names if count.is_given(unit, number)]:
            yield number, _names(count, units)


def _names(count: Recount, units: list[str]) -> str:
    return "、".join(count.books.names[unit] for unit in units)
