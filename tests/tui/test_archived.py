"""A quarter that the keeper closed is looked at on the screens as ever, and says calmly why nothing can be changed."""

from __future__ import annotations

from pathlib import Path

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.keeping.archive import archive
from tests.conftest import open_desk
from tests.tui.driving import Person, sit

WRITTEN = Entry(progress="已兑现200户。")


def closed(home: Path) -> None:
    desk = open_desk(home, "fgw")
    desk.record(1, lambda _: WRITTEN)
    archive(desk.office, Quarter(2020, 4), anyway=True)


@sit(unit="fgw", prepare=closed)
async def test_a_closed_quarter_is_read_on_the_screens_and_nothing_typed_changes_it(me: Person) -> None:
    assert "未报送" not in me.rows[0] and " 已归档  已填 0/9 " in me.rows[0]
    await me.press("1", "enter")
    await me.see("已兑现200户。", "已由 张三 2021-01-08 归档，不能修改；要改请找管理员。")
    await me.press("2", "tab", "x", "f5")
    await me.see("归档")
    await me.press("escape", "f9")
    await me.see("报送前检查")
    await me.press("tab", "tab", *"Li", "f9")
    await me.see("归档")
    assert me.stored(1) == WRITTEN
    await me.press("escape", "escape", "z")
    await me.see("2020Q4 已归档 汇总台")
