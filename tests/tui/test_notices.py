"""选通知: a home with several notices opens on the list of them, each as it stands; with one nothing is asked."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from liuwen_tui.opening import Opening, Options
from tests.cli.test_second_notice import SECOND
from tests.tui.driving import LEAST, SMALL, Person, hold_against, sit, visit
from tests.tui.test_screens import some_entries

FIRST_LIST, SECOND_LIST = "区发改委  2020", "县发改委  2021"


def with_second_notice(home: Path) -> None:
    """The home has a catalogue of its own beside the built-in one."""
    shutil.copytree(SECOND, home / "notices" / "demo-2021-1")


def three_notices(home: Path) -> None:
    """A third cannot be read; of the first one something is written."""
    with_second_notice(home)
    broken = home / "notices" / "demo-2021-2"
    shutil.copytree(SECOND, broken)
    (broken / "notice.toml").write_text('format = "liuwen.notice/1"\nid = "demo-2021-2"\n', "utf-8")
    some_entries(home)


def test_the_notices_are_listed_with_how_the_units_reports_stand_and_one_is_gone_into_and_out_of(home: Path) -> None:
    three_notices(home)

    async def choose(me: Person) -> None:
        await me.see("选通知", "未报送 已填 2/9", "截止 1月10日(还有2天)", "须补报 2020年第三季度")
        for size in (LEAST, SMALL):
            await me.resize(size)
            hold_against("notices", me)
        await me.press("end", "down", "down", "enter")
        await me.see("选通知", "打不开", "notice.toml：issued_on")
        await me.type("chungeng")
        await me.see("没有这样的通知")
        await me.press("escape")
        await me.type("cg")
        await me.press("enter")
        await me.see(SECOND_LIST, "抓好春耕生产")
        await me.press("/", *"ck", "escape")
        assert SECOND_LIST in me.screen, "Esc 先取消筛选"
        await me.press("escape")
        await me.see("选通知", "《关于做好春耕和稳岗工作的通知》", "未报送 已填 0/2")
        await me.press("up", "enter")
        await me.see(FIRST_LIST)
        await me.press("down", "down", "ctrl+p")
        await me.type("换通知")
        await me.press("enter")
        await me.see("选通知")
        await me.press("enter")
        await me.see(FIRST_LIST, "(五)提升公共服务水平")
        await me.press("z", "escape")
        await me.see("选通知")

    asyncio.run(visit(home, choose, quarter=None))
    assert Opening(Options(home=str(home)), {}).last_notice == "qsh-2020-25", "下次停在上次那一份"


@sit(for_lead=True, quarter=None, prepare=three_notices)
async def test_the_lead_sees_how_many_reported_on_each_and_comes_back_from_the_board(me: Person) -> None:
    await me.see("应报32 已报0", "应报4 已报0")
    await me.press("enter")
    await me.see("汇总台", "应报32")
    await me.press("/", "7", "escape")
    await me.see("汇总台")
    await me.press("n")
    await me.see("选通知")


def test_with_one_notice_or_one_that_was_asked_for_nothing_is_asked(home: Path) -> None:
    assert Opening(Options(home=str(home)), {}).notices == ()
    three_notices(home)
    assert Opening(Options(home=str(home)), {}).notices == ("demo-2021-1", "demo-2021-2", "qsh-2020-25")
    assert Opening(Options(home=str(home), notice="demo-2021-1"), {}).notices == ()
    assert Opening(Options(home=str(home)), {"LIUWEN_NOTICE": "demo-2021-1"}).notices == ()
