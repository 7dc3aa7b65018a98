"""报送情况: the lead sees who still owes what, gives measures and time, and keeps the list of those to chase."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.settings import Extension
from liuwen_tui.merging import assigning, chasing
from liuwen_tui.merging.board import Board
from liuwen_tui.reporting import filing
from liuwen_tui.store.settings import load_settings
from tests.conftest import CATALOGUE, fill, open_desk
from tests.tui.driving import Person, sit

LATE = "2021-01-11T09:00:00+08:00"
CLEAR = ("end", "ctrl+u")


def reports(home: Path) -> None:
    """区人社局 reported in time and 区科工局 late; 区财政局 has only drafted."""
    for unit, at in (("rsj", "2021-01-08T16:20:00+08:00"), ("kgj", LATE)):
        filing.submit(fill(open_desk(home, unit, at=at)), Signatories("填报人甲", "李某", "0791-88100000"))
    fill(open_desk(home, "czj"))


def board(home: Path) -> Board:
    return Board(open_desk(home, "fgw").office, Quarter(2020, 4))


@sit(prepare=reports, for_lead=True)
async def test_who_owes_what_is_seen_narrowed_chased_and_kept(me: Person) -> None:
    await me.press("b")
    await me.see(
        "应报32 已报2(6%) 按时1 迟报1 退回0 未报30", "15 实施铸链强链补链扩链工程", "无人认领", "未报 30", "区财政局               缺8项"
    )
    await me.press("/")
    await me.paste("迟报")
    await me.press("enter")
    await me.see(
        "迟报 1", "区科工局               1月11日 09:00 截止1月10日  填报人甲 0791-88100000", "迟报  截止 1月10日", "最近一份报告上的"
    )
    assert "未报 30" not in me.screen
    await me.press("escape", "/")
    await me.paste("rsj")
    await me.press("enter", "enter", *CLEAR)
    await me.paste("张某 0791-1")
    await me.press("enter")
    await me.see("区人社局的联系人记下了", "1月8日 16:20  截止1月10日  张某 0791-1")
    assert chasing.contacts(board(me.home))["rsj"] == Contact("张某", "0791-1")
    await me.press("escape", "l")
    await me.see("催报单　2020年第四季度　1月8日", "区财政局　未报，共 8 项")
    await me.press("f8")
    await me.see("已存到")
    kept = (me.home / "notices/qsh-2020-25/lead/qsh-2020-25_2020Q4_chase.txt").read_text(encoding="utf-8")
    assert "待催 30 个" in kept and "区科工局" not in kept


@sit(prepare=reports, for_lead=True)
async def test_a_measure_that_nobody_has_is_given_to_units_and_taken_back(me: Person) -> None:
    await me.press("b", "enter")
    await me.see("交办  (十五)实施铸链强链补链扩链工程")
    for unit in ("czj", "jtj"):
        await me.paste(unit)
        await me.press("enter")
        await me.see("已交办")
        await me.press(*CLEAR)
    await me.paste("czj")
    await me.press("enter", *CLEAR)
    await me.until(lambda: me.screen.count("已交办") == 1, "只交办给一家")
    assert open_desk(me.home, "jtj").overview().of(15).by is AssignedBy.LEAD
    await me.press("escape")
    await me.see("交办给 区教体局", "区教体局               缺2项")


@sit(prepare=reports, for_lead=True)
async def test_time_is_given_with_a_reason_and_what_was_typed_wrongly_stands_there_again(me: Person) -> None:
    await me.press("b", "x")
    await me.see("这是措施，不是单位")
    await me.press("/")
    await me.paste("czj")
    await me.press("enter", "x")
    await me.paste("1月20日")
    await me.press("enter")
    await me.see("还没有写展期的原因")
    await me.press("x")
    await me.see("1月20日")
    await me.paste(" 系统切换")
    await me.press("enter")
    await me.see("区财政局展期到1月20日。", "展期1月20日", "系统切换），还有12天")
    assert load_settings(me.home).of(Quarter(2020, 4)).extensions == {"czj": Extension(date(2021, 1, 20), "系统切换")}
    await me.press("z", "y")
    await me.see("区财政局的展期已撤销。", "截止1月10日")
    await me.press("z", "y")
    await me.see("没有展期")


@sit(prepare=reports, for_lead=True)
async def test_the_rules_of_the_quarter_are_changed_on_a_screen(me: Person) -> None:
    await me.press("t")
    await me.see("截止日        2021-01-10", "黄灯          10 个百分点起", "5-2 普遍建立集团化办学机制　到 2021-12-31，时间已过 21%")
    for answer in ("12月31日", "1月15日"):
        await me.press("enter", *CLEAR)
        await me.paste(answer)
        await me.press("enter")
    await me.see("截止日已改，存在", "截止日        2021-01-15")
    await me.press("down", "enter")
    await me.paste("写明数字。")
    await me.press("enter", "down", "enter", *CLEAR)
    await me.paste("三十")
    await me.press("enter")
    await me.see("“三十”不是整数")
    await me.press("enter")
    await me.see("三十")
    await me.press(*CLEAR, "3", "0", "enter")
    await me.see("红灯应大于黄灯")
    await me.press("escape", "b")
    await me.see("截止1月15日")
    settings = load_settings(me.home)
    assert (settings.due_day(Quarter(2020, 4)), settings.of(Quarter(2020, 4)).note, settings.yellow) == (
        date(2021, 1, 15),
        "写明数字。",
        10,
    )


def given(home: Path) -> None:
    """区科工局 was given measure 15."""
    assigning.assign(board(home), 15, [CATALOGUE.unit("kgj")])


@sit(unit="kgj", prepare=given)
async def test_a_unit_sees_what_the_lead_gave_it_and_from_whom_it_comes(me: Person) -> None:
    await me.type("15")
    await me.see("(十五)实施铸链强链补链扩链工程", "由区发改委交办")
    await me.press("f4")
    await me.see("原文  第15项")
    await me.press("end")
    await me.see("由区发改委交办")
    await me.press("escape", "c")
    assert "15 实施铸链强链" not in me.screen
    await me.press("escape")
    assigning.assign(board(me.home), 13, [CATALOGUE.unit("kgj")])
    await me.press("c", "escape")
    await me.see("13 ", "已填 0/5")


@sit(prepare=reports, for_lead=True)
async def test_an_extension_that_is_not_there_is_not_asked_about(me: Person) -> None:
    await me.press("b", "/")
    await me.paste("czj")
    await me.press("enter", "z")
    await me.see("区财政局本季没有展期，不用撤销", "报送情况")
