"""The matrix of units by measures: which cells there are, what is found in it, and what is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.matrix import counted_by_area, matrix_of, narrowed, standings
from liuwen_tui.domain.report import Head, Report, Signatories
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.standing import stand
from liuwen_tui.domain.summary import Summary, summary_of
from liuwen_tui.domain.versions import Subject, Version, descend
from tests.conftest import CATALOGUE

NOTICE = CATALOGUE.notice
AT = "2021-01-08T16:20:00+08:00"


def report(unit: str, entries: dict[int, Entry], at: str = AT) -> Summary:
    def version(number: int, entry: Entry) -> Version:
        return descend(Subject(NOTICE.id, unit, "2020Q4", number), entry, (), at, "张三")

    head = Head().submitted(Signatories(reviewed_by="李某"), at)
    versions = tuple(version(number, entry) for number, entry in entries.items())
    return summary_of(Report(NOTICE.id, NOTICE.digest, unit, unit, "2020Q4", head, versions), f"{unit}{at}")


DONE, BEHIND = Entry(Status.COMPLETED, 100, "办结。"), Entry(Status.DELAYED, 20, "开工。", "用地。")
SUMMARY = merge(
    [
        report("rsj", {1: DONE, 2: BEHIND, 3: Entry(), 5: replace(DONE, claimed=True)}),
        report("czj", {1: BEHIND}, at="2021-01-12T00:00:00+08:00"),
        report("kgj", {1: DONE, 15: replace(DONE, claimed=False)}),
        report("kgj", {1: BEHIND}),
    ]
)
STANDING = stand(SUMMARY, CATALOGUE, Settings())
MATRIX = matrix_of(SUMMARY, STANDING.due, CATALOGUE)


def test_a_unit_has_the_cells_of_what_it_was_given_or_claimed() -> None:
    assert {cell.measure: (cell.glyph, cell.word) for cell in MATRIX.row("rsj")} == {
        1: ("√", "已完成"), 2: ("!", "滞后"), 3: (".", "未填"), 4: (".", "未填"), 5: ("√", "已完成"),
    }  # fmt: skip
    assert {cell.measure: cell.word for cell in MATRIX.row("kgj")} == {1: "冲突", 6: "未填", 9: "未填"}


@pytest.mark.parametrize(
    ("wanted", "units", "measures"),
    [
        ("", 32, 18),
        ("滞后", ["czj", "rsj"], 18),
        ("冲突", ["kgj"], 18),
        ("迟报", ["czj"], 18),
        ("wb", 29, 18),
        ("财政局", ["czj"], 18),
        ("czj", ["czj"], 18),
        ("13", ["jdz", "ljz", "hfz", "tsz", "qsljd", "shljd", "ngjd", "zdjd", "gxyq"], [13]),
        ("保居民就业", 7, [1, 2]),
        ("99", [], []),
        ("没有的话", [], []),
    ],
)
def test_what_is_sought_is_found_by_unit_status_standing_area_and_number(wanted: str, units: object, measures: object) -> None:
    part = narrowed(MATRIX, wanted, standings(SUMMARY, STANDING), CATALOGUE)
    found = (list(part.units), list(part.measures))
    assert [found[at] if isinstance(was, list) else len(found[at]) for at, was in enumerate((units, measures))] == [units, measures]


def test_an_area_counts_its_cells() -> None:
    assert counted_by_area(MATRIX, CATALOGUE)["保居民就业"] == Counter({".": 4, "!": 2, "√": 1, "x": 1})
    assert list(counted_by_area(MATRIX, CATALOGUE)) == [area.name for area in NOTICE.areas]
