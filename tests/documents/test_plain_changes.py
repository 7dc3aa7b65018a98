"""What changed, in words that a person can read."""

from __future__ import annotations

import pytest

from liuwen_tui.documents.plain_changes import plain_changes
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from tests.conftest import CATALOGUE

DONE = Entry(status=Status.COMPLETED, percent=100, progress="办结。")


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (DONE, DONE, []),
        (Entry(), DONE, [". 未填 → √ 已完成 100%", "工作进展：办结。"]),
        (DONE, Entry(status=Status.COMPLETED, percent=100), ["工作进展清空了"]),
        (Entry(progress="兑现200户"), Entry(progress="兑现326户"), ["工作进展改为：兑现【删 200】【增 326】户"]),
        (Entry(progress="一"), Entry(progress="二"), ["工作进展改为：【删 一】【增 二】"]),
        (Entry(), Entry(unchanged=True), [". 未填 → . 未填  本季无新进展"]),
        (Entry(claimed=True), Entry(claimed=False), ["认领改为：放弃"]),
        (Entry(), Entry(evidence=("一号文", "二号文")), ["佐证材料：一号文；二号文"]),
        (Entry(), Entry(steps=(Step("1", "核对"), Step("2", "公示", done=True))), ["细化举措：核对 未完成；公示 已完成"]),
        (
            Entry(targets=(TargetResult("15-1", actual=300),)),
            Entry(targets=(TargetResult("15-1", actual=480), TargetResult("99-9", done=True))),
            ["目标完成情况改为：建成5G基站 【删 300】【增 480】个【增 ；99-9 已完成】"],
        ),
    ],
)
def test_each_field_that_changed_is_said_once(before: Entry, after: Entry, lines: list[str]) -> None:
    assert list(plain_changes(before, after, CATALOGUE.measure(15))) == lines
