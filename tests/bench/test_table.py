"""The benchmarks run and make their table; what they measure is asserted nowhere."""

from __future__ import annotations

from dataclasses import replace

from tests.bench.merging import merging
from tests.bench.place import QUICK, place
from tests.bench.saving import saving
from tests.bench.table import Part, Row, table_of


def test_a_few_measures_make_a_table_in_which_floor_and_program_stand_beside_each_other() -> None:
    scale = replace(QUICK, saves=2, reports=(2,), merges=("preview",))
    with place() as here:
        parts = [saving(here, scale), merging(here, scale)]
    lines = table_of(parts).splitlines()
    assert lines[0].split() == ["项目", "单位", "地板", "中位", "最小", "最大", "比", "目标"]
    assert [part.name in lines for part in parts] == [True] * 2
    measured = [row for part in parts for row in part.rows]
    assert all(row.ours and row.floor and min(row.ours) > 0 for row in measured)
    assert all(any(line.startswith(row.what) for line in lines) for row in measured)


def test_what_could_not_be_measured_says_why_and_columns_stay_aligned() -> None:
    rows = (Row("汉字", "毫秒", [1, 2, 30], [4, 8]), Row("ab", "MB", [1234.5]), Row("经 SSH", "", skipped="没有装 sshd"))
    assert table_of([Part("组", rows)]).splitlines() == [
        "项目    单位  地板   中位   最小   最大    比  目标",
        "",
        "组",
        "汉字    毫秒  6.00   2.00   1.00   30.0  0.33",
        "ab      MB          1,234  1,234  1,234",
        "经 SSH  没有测：没有装 sshd",
    ]
