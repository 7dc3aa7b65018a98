"""An account that reports and leads is asked once which it came for, and goes from one to the other; nobody else is asked."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.conftest import open_desk
from tests.tui.driving import Person, submit, visit


def test_the_lead_department_is_asked_once_and_goes_from_its_own_list_to_the_board_and_back(home: Path) -> None:
    submit(open_desk(home, "rsj"))

    async def choose_the_board(me: Person) -> None:
        await me.type("fgw")
        await me.press("enter")
        await me.see("先做哪一样", "本单位填报", "汇总台  看各单位")
        await me.press("escape", "down", "enter")
        await me.see("2020Q4 汇总台", "已报1")
        await me.press("z")
        await me.see("区发改委  2020年第四季度", "已填 0/9")
        await me.press("enter", "1", "z", "escape", "z")
        await me.see("2020Q4 汇总台")
        assert me.stored(1).percent == 0, "在填报里 z 不是换"
        await me.see("无人认领1")
        await me.press("b", "enter")
        await me.type("czj")
        await me.press("enter", "escape", "escape", "z", "z")
        await me.see("2020Q4 汇总台", "无人认领0")

    async def come_again(me: Person) -> None:
        await me.see("2020Q4 汇总台")
        await me.press("ctrl+p")
        await me.type("互换")
        await me.press("enter")
        await me.see("区发改委  2020年第四季度")

    async def and_again(me: Person) -> None:
        await me.see("区发改委  2020年第四季度", "F7 下一未填")

    for steps in (choose_the_board, come_again, and_again):
        asyncio.run(visit(home, steps, unit=None))


def test_a_unit_is_not_asked_until_there_is_a_folder_of_the_lead_that_it_may_write(home: Path) -> None:
    async def plain(me: Person) -> None:
        await me.type("rsj")
        await me.press("enter")
        await me.see("区人社局  2020年第四季度")
        await me.press("z", "ctrl+p")
        await me.type("互换")
        await me.see("这里没有这样的事")

    async def as_lead(me: Person) -> None:
        await me.see("区人社局", "先做哪一样")

    asyncio.run(visit(home, plain, unit=None))
    (home / "notices" / "qsh-2020-25" / "lead").mkdir(parents=True)
    asyncio.run(visit(home, as_lead, unit=None))
