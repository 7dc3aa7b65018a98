"""The form: targets, 细化举措, last quarter's words in grey, the fields that a status asks for, and Ctrl+Z."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.report import Head, State
from tests.conftest import AT, open_desk
from tests.tui.driving import LARGE, Person, hold_against, sit

BEFORE = Entry(
    Status.IN_PROGRESS,
    45,
    "绿色农产品新增1个。",
    next_steps="再申报2个。",
    steps=(Step("a", "示范园选址", "2020-12-31"), Step("b", "企业建档", done=True)),
    targets=(TargetResult("12-4", actual=1), TargetResult("12-1", actual=2)),
)
NAME_CELLS = 14
"""Cells that the names of the fields take at the left."""
DONE = Entry(Status.COMPLETED, 100, "示范园已开园。")


def last_quarter(home: Path) -> None:
    open_desk(home, "nyncj", "2020Q3", at="2020-10-09T09:00:00+08:00").record(12, lambda _: BEFORE)


FARMING = {"unit": "nyncj", "prepare": last_quarter}
"""区农业农村局, whose measure 12 has five targets; it was reported on the quarter before."""


async def open_measure(me: Person, number: int = 12) -> None:
    await me.press(*str(number), "enter")
    await me.see("状态", "工作进展")


# targets


@sit(**FARMING)
async def test_a_target_shows_what_is_wanted_last_quarter_and_the_share_of_time(me: Person) -> None:
    await open_measure(me)
    assert "新增绿色农产品 3个" in me.row("新增绿色农产品 3")
    assert "上季1个 序时8% 本季[       ]个" in me.row("新增绿色农产品 3")
    assert "上季2家已达到" in me.row("新增省级")
    assert "上季" not in me.row("都市休闲农业示范园")


@sit(**FARMING)
async def test_a_figure_is_typed_and_its_lamp_follows(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab", "tab", "tab", "tab", *"2.5", "f3")
    assert me.stored(12).target("12-4") == TargetResult("12-4", actual=2.5)
    await me.press("f2")
    assert "序时8% 绿灯 本季[    2.5]个" in me.row("新增绿色农产品 3")


@sit(unit="rsj", prepare=lambda home: open_desk(home, "rsj").claim(15))
async def test_a_status_against_its_lamp_is_told_while_typing(me: Person) -> None:
    await open_measure(me, 15)
    await me.press("2", "enter")
    await me.type("已建成350个。")
    await me.press("tab", "tab")
    await me.type("再建。")
    await me.press(*["shift+tab"] * 3)
    for figure, words in (("350", "序时100% 黄灯 低30点"), ("300", "红灯 低40点"), ("480", "绿灯 低4点")):
        await me.press(*figure, "tab", "shift+tab")
        await me.see(words.removeprefix("序时100% 黄灯 "))
    await me.until(lambda: "状态却是推进中" not in me.screen, "没有提醒")
    await me.press(*"350", "tab")
    await me.see("比序时进度低30个百分点", "状态却是推进中")


@sit(**FARMING)
async def test_what_is_typed_first_replaces_the_figure_and_goes_on_then(me: Person) -> None:
    me.desk().record(12, lambda _: BEFORE)
    await open_measure(me)
    await me.press("tab", "tab", *"15", "backspace", "6", "f3")
    assert me.stored(12).target("12-1") == TargetResult("12-1", actual=16)
    await me.press("f2", "tab", "tab", "backspace", "backspace", "f3")
    assert me.stored(12).target("12-1") is None
    assert me.stored(12).target("12-4") == TargetResult("12-4", actual=1)


@sit(**FARMING)
async def test_figures_are_taken_in_full_width_and_pasted_and_words_go_to_the_text(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab")
    await me.type("１２")
    await me.press("tab")
    await me.paste(" 16 ")
    await me.press("tab")
    await me.paste("营业收入16.6亿元")
    await me.see("营业收入16.6亿元")
    await me.press("f3")
    entry = me.stored(12)
    assert (entry.target("12-1"), entry.target("12-2")) == (TargetResult("12-1", actual=12), TargetResult("12-2", actual=16))
    assert (entry.target("12-3"), entry.progress) == (None, "营业收入16.6亿元")


@sit()
async def test_a_measure_without_a_status_is_gone_on_with_at_the_status(me: Person) -> None:
    await open_measure(me, 1)
    await me.press("enter")
    await me.type("已兑现。")
    await me.press("escape", "enter")
    await me.see("状态", "已兑现。")
    await me.press("2", "escape", "enter", "tab", "f3")
    assert (me.stored(1).status, me.stored(1).progress) == (Status.IN_PROGRESS, "已兑现。")


@sit(**FARMING)
async def test_the_unit_typed_or_pasted_behind_a_number_is_no_sentence(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab")
    await me.type("７0％")
    await me.press("tab")
    await me.type("12家")
    await me.press("tab")
    await me.paste("16家")
    await me.press("tab")
    await me.type("6.5亿元")
    await me.press("f3")
    entry = me.stored(12)
    assert (entry.percent, entry.progress) == (70, "")
    assert entry.targets == (TargetResult("12-1", actual=12), TargetResult("12-2", actual=16), TargetResult("12-3", actual=6.5))


@sit(unit="fgw")
async def test_an_act_is_done_or_not(me: Person) -> None:
    await open_measure(me, 5)
    await me.press("2", "tab", "tab", "tab", "1", "f3")
    assert me.stored(5).target("5-2") == TargetResult("5-2", done=False)
    await me.press("f2")
    assert "[1未完成]" in me.row("集团化办学机制 ")
    await me.press("tab", "tab", "tab", "2", "f3")
    assert me.stored(5).target("5-2") == TargetResult("5-2", done=True)


@sit(**FARMING)
async def test_enter_leads_from_a_figure_to_the_text_that_is_still_missing(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab", "3", "enter")
    await me.type("有进展。")
    await me.press("f3")
    assert me.stored(12).progress == "有进展。"


@sit(**FARMING)
async def test_of_two_figures_for_one_target_both_are_named_by_the_target(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab", "7")
    me.desk().record(12, lambda entry: replace(entry, targets=(TargetResult("12-1", actual=9),)))
    await me.press("f3")
    await me.see("新增省级农业产业化龙头企业 2家 2023-12-31前：7家", "新增省级农业产业化龙头企业 2家 2023-12-31前：9家", "1 用我写的")


@pytest.mark.parametrize("blank", [" ", "\n"])
@sit(**FARMING)
async def test_a_paste_of_nothing_takes_no_figure_away(me: Person, blank: str) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab", "7")
    await me.paste(blank)
    await me.press("f3")
    assert me.stored(12).target("12-1") == TargetResult("12-1", actual=7)


@sit(**FARMING)
async def test_targets_of_one_measure_do_not_stand_in_another(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "tab", "tab", "3", "f2")
    await me.until(lambda: "新增绿色农产品" not in me.screen, "没有目标")
    await me.press("f3")
    assert "[      3]" in me.row("新增省级")


# 细化举措


@sit(**FARMING)
async def test_steps_are_written_one_a_line_with_day_and_mark(me: Person) -> None:
    await open_measure(me)
    await me.press("2", *["tab"] * 11)
    await me.type("示范园立项（12月底前）")
    await me.press("enter")
    await me.type("企业建档")
    await me.press("ctrl+g", "f3")
    first, second = me.stored(12).steps
    assert (first.text, first.due, first.done) == ("示范园立项", "2020-12-31", False)
    assert (second.text, second.due, second.done) == ("企业建档", "", True)
    await me.press("f2")
    await me.see("细化举措 2行", "示范园立项（2020-12-31前）")
    await me.press("0")
    await me.see("细化举措“示范园立项”2020-12-31前应办完")


@sit(**FARMING)
async def test_steps_are_carried_with_their_ids_and_marked_done(me: Person) -> None:
    await open_measure(me)
    await me.press("f5", *["tab"] * 4, "up", "ctrl+g", "f3")
    assert me.stored(12).steps == (Step("a", "示范园选址", "2020-12-31", True), Step("b", "企业建档", done=True))


# last quarter's words


@sit(**FARMING)
async def test_of_steps_that_were_carried_the_first_is_shown(me: Person) -> None:
    await open_measure(me)
    await me.press("f5")
    assert "2行 示范园选址" in me.row("细化举措")


@sit(**FARMING, size=(60, 18))
async def test_where_one_writes_is_in_sight_in_the_least_terminal_beside_five_targets(me: Person) -> None:
    await open_measure(me)
    await me.see("都市休闲农业示范园")
    await me.press("2", *["tab"] * 10)
    for written in ("请协调用地", "开园", "湖农字〔2020〕7号"):
        await me.type(written)
        await me.see(written)
        await me.press("tab")
    await me.see("都市休闲农业示范园")


@sit(**FARMING)
async def test_last_quarters_words_stand_in_grey_and_are_never_counted(me: Person) -> None:
    await open_measure(me)
    await me.see("〔上季〕绿色农产品新增1个。", "〔上季〕再申报2个。")
    await me.press("2", "enter")
    await me.see("缺“工作进展”。", "缺 进展、打算")
    await me.type("新")
    await me.until(lambda: "〔上季〕绿色农产品新增1个。" not in me.screen, "只有新写的")
    await me.press("f3")
    assert me.stored(12) == Entry(Status.IN_PROGRESS, progress="新")


@sit(**FARMING)
async def test_carrying_leads_to_the_end_of_progress_which_is_to_be_changed(me: Person) -> None:
    await open_measure(me)
    await me.press("f5")
    await me.see("与上季一字不差")
    await me.type("又新增1个。")
    await me.press("f3")
    entry = me.stored(12)
    assert (entry.progress, entry.percent, entry.targets) == ("绿色农产品新增1个。又新增1个。", 45, BEFORE.targets)


@sit(**FARMING)
async def test_typing_other_words_takes_nothing_new_back(me: Person) -> None:
    await open_measure(me)
    await me.press("0")
    assert me.stored(12).unchanged
    await me.type("又新增1个。")
    await me.press("f3")
    assert (me.stored(12).unchanged, me.stored(12).progress) == (False, "绿色农产品新增1个。又新增1个。")


@sit(**FARMING)
async def test_new_words_cannot_be_called_nothing_new(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "enter")
    await me.type("又新增1个。")
    await me.press(*["shift+tab"] * 7, "0")
    await me.see("不能算“本季无新进展”")
    assert not me.stored(12).unchanged


@sit(**FARMING)
async def test_what_was_said_stays_when_nothing_came_from_a_colleague(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "enter")
    await me.type("又新增1个。")
    await me.press(*["shift+tab"] * 7, "0")
    writing = me.app.screen.writing  # type: ignore[attr-defined]
    await me.until(lambda: writing._stamp == me.desk().store.stamp(), "看过一遍别人存了什么")
    await me.see("不能算“本季无新进展”")


@sit(unit="nyncj")
async def test_nothing_new_needs_a_quarter_before(me: Person) -> None:
    await open_measure(me)
    await me.press("0")
    await me.see("上季没有填报，不能说“本季无新进展”")
    assert me.stored(12) == Entry()


@sit(**FARMING)
async def test_behind_and_nothing_new_asks_for_the_reason_at_once(me: Person) -> None:
    await open_measure(me)
    await me.press("0", "3")
    await me.type("用地未批。")
    await me.press("f3")
    entry = me.stored(12)
    assert (entry.status, entry.unchanged, entry.problems) == (Status.DELAYED, True, "用地未批。")
    await me.press("f2")
    await me.until(lambda: "缺" not in me.rows[0], "什么也不缺")


# the fields that a status asks for

ALL = {"工作进展", "存在问题", "下一步打算", "原因说明", "需协调事项", "细化举措", "佐证材料"}
ASKED = {
    "1": {"存在问题", "下一步打算", "需协调事项", "细化举措"},
    "2": ALL - {"原因说明"},
    "3": ALL - {"原因说明"},
    "4": {"工作进展", "佐证材料"},
    "5": ALL - {"原因说明"},
    "6": {"原因说明"},
}


@pytest.mark.parametrize(("key", "asked"), ASKED.items())
@sit(unit="nyncj")
async def test_a_status_asks_for_the_fields_that_it_needs_and_no_others(me: Person, key: str, asked: set[str]) -> None:
    await open_measure(me)
    await me.press(key)
    await me.until(lambda: {name for name in ALL if any(row.startswith(f" {name}") for row in me.rows)} == asked, "、".join(asked))


@sit(unit="nyncj")
async def test_what_is_written_stays_in_sight_whatever_the_status(me: Person) -> None:
    me.desk().record(12, lambda _: Entry(Status.DELAYED, problems="用地未批。"))
    await open_measure(me)
    await me.press("4")
    await me.see("[4已完成]", "用地未批。")


# Ctrl+Z


@pytest.mark.parametrize(
    ("keys", "left"),
    [(("f5", "ctrl+z"), ""), (("f6", "ctrl+z"), ""), (("f5", *"又一个", "ctrl+z"), BEFORE.progress)],
)
@sit(**FARMING)
async def test_ctrl_z_takes_back_what_was_typed_or_carried_into_a_text(me: Person, keys: tuple[str, ...], left: str) -> None:
    await open_measure(me)
    await me.press("2", "enter", *keys, "f3")
    assert me.stored(12).progress == left


@sit(**FARMING)
async def test_ctrl_z_never_brings_another_measures_words(me: Person) -> None:
    await open_measure(me)
    await me.press("2", "enter")
    await me.type("种植业的话。")
    await me.press("f2", "2", "enter", *["ctrl+z"] * 3, "f3")
    assert {number: me.stored(number).progress for number in (11, 12)} == {11: "", 12: "种植业的话。"}


# how it looks


@pytest.mark.parametrize("press", [(), ("f5",)], ids=["before", "carried"])
@sit(**FARMING)
async def test_the_form_with_the_most_targets_looks_as_it_did(me: Person, press: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    name = f"form-{request.node.callspec.id}"
    await open_measure(me)
    await me.press(*press)
    hold_against(name, me)
    await me.resize(LARGE)
    hold_against(name, me)
    await me.resize((60, 18))
    hold_against(name, me)


@sit(**FARMING, size=(60, 18))
async def test_the_least_terminal_says_how_many_fields_it_has_no_room_for(me: Person) -> None:
    texts = dict.fromkeys(("progress", "problems", "next_steps", "reason", "support_needed"), "写了。")
    me.desk().record(
        12, lambda _: Entry(Status.DELAYED, 20, **texts, evidence=("一号文",), steps=(Step("a", "示范园选址和报批", "2020-12-31"),))
    )
    await open_measure(me)
    await me.see("下面还有2栏", "需协调事项")
    assert "佐证材料" not in me.screen
    await me.press("enter")
    await me.see("佐证材料")
    assert "下面还有" not in me.screen


# wrapping


@pytest.mark.parametrize("before", range(31, 36))
@sit(unit="nyncj")
async def test_no_closing_mark_starts_a_row_and_no_opening_one_ends_it(me: Person, before: int) -> None:
    await open_measure(me)
    await me.press("2", "enter")
    await me.paste("字" * before + "，“好”。" + "字" * before + "（见附件），完。")
    rows = [strip.crop(NAME_CELLS).text.rstrip() for strip in me.app.screen._compositor.render_strips()]
    first = me.rows.index(me.row("工作进展"))
    text = [row for row in rows[first : first + 4] if row]
    assert len(text) > 1
    assert not [row for row in text if row[0] in "，。”）" or row[-1] in "“（"]


# 办结


def completed_and_accepted(home: Path) -> None:
    """Measure 12 was completed in the quarter before, and the report was accepted."""
    desk = open_desk(home, "nyncj", "2020Q3", at="2020-10-09T09:00:00+08:00")
    desk.record(12, lambda _: DONE)
    desk.store.change(lambda ledger: replace(ledger, head=Head(State.ACCEPTED, 1, AT, AT)), desk.office.act("import"))


@sit(unit="nyncj", prepare=completed_and_accepted)
async def test_what_is_settled_says_so_and_asks_for_nothing(me: Person) -> None:
    await me.see("已填 1/4")
    await open_measure(me)
    await me.see("办结  2020年第三季度 已完成 100%，不用再填", "〔上季〕示范园已开园。")
    assert "缺" not in me.rows[0]
    await me.press("tab", "f3", "escape")
    assert me.stored(12) == Entry()


@sit(unit="nyncj", prepare=completed_and_accepted)
async def test_what_is_settled_is_opened_again_by_carrying_it(me: Person) -> None:
    await open_measure(me)
    await me.press("f5")
    assert me.stored(12) == DONE
    await me.type("二期动工。")
    await me.press(*["shift+tab"] * 7, "2", "f3")
    assert (me.stored(12).status, me.stored(12).progress) == (Status.IN_PROGRESS, "示范园已开园。二期动工。")
