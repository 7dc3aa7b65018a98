"""Ctrl+T: what the unit wrote before goes in where the caret stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from tests.conftest import open_desk
from tests.tui.driving import LARGE, LEAST, SMALL, Person, _key, sit, submit

LONG = "惠企政策上线86条，办理减税降费1.2亿元，惠及企业三百二十六户，其中小微企业二百八十户，个体工商户四十六户，都已逐户核对。"


def wrote_before(home: Path) -> None:
    """Two quarters of sentences."""
    open_desk(home, "fgw", "2020Q3").record(1, lambda _: Entry(Status.IN_PROGRESS, 45, "已兑现稳岗补贴200户。", next_steps="继续兑现。"))
    open_desk(home, "fgw").record(7, lambda _: Entry(Status.IN_PROGRESS, 60, f"{LONG}送政策上门。"))


def frozen(home: Path) -> None:
    wrote_before(home)
    submit(open_desk(home, "fgw"))


async def write(me: Person, text: str) -> None:
    """Stands in 工作进展 of the first measure, behind that text."""
    await me.press("enter", "2", "enter")
    await me.type(text)


@sit(prepare=wrote_before)
async def test_a_sentence_is_found_by_initials_and_goes_in_at_the_caret(me: Person) -> None:
    await write(me, "前后")
    await me.press("left", "ctrl+t")
    await me.see("本单位写过的句子", "已兑现稳岗补贴200户。", "送政策上门。")
    await me.type("wgbt")
    await me.press("enter", "!", "escape")
    assert me.stored(1).progress == "前已兑现稳岗补贴200户。!后"


@sit(prepare=wrote_before)
async def test_it_goes_into_the_field_where_it_was_asked_for(me: Person) -> None:
    await write(me, "已办。")
    await me.press("tab", "tab", "ctrl+t")
    await me.type("上门")
    await me.press("enter", "escape")
    assert (me.stored(1).progress, me.stored(1).next_steps) == ("已办。", "送政策上门。")


@sit(prepare=wrote_before)
async def test_keys_in_one_burst_do_the_same(me: Person) -> None:
    await write(me, "")
    await me.burst(_key("ctrl+t"), *map(_key, "jxdx"), _key("enter"), _key("escape"))
    assert me.stored(1).progress == "继续兑现。"


@sit(prepare=wrote_before)
async def test_other_measures_are_pointed_to_first_and_chosen_with_the_arrows(me: Person) -> None:
    await write(me, "")
    await me.press("ctrl+t")
    assert "同第(四)条  完善社会保障" in me.rows[4]
    await me.press("down", "down", "up", "enter", "escape")
    assert me.stored(1).progress == "同第(五)条"


@sit(prepare=wrote_before)
async def test_ctrl_z_takes_the_sentence_back_and_leaves_what_was_typed(me: Person) -> None:
    await write(me, "前文，")
    await me.press("ctrl+t")
    await me.type("送政策")
    await me.press("enter")
    await me.see("前文，送政策上门。")
    await me.press("ctrl+z")
    await me.until(lambda: "送政策上门" not in me.screen and "前文，" in me.screen, "只收回放进去的句子")
    await me.press("escape")
    assert me.stored(1).progress == "前文，"


@sit(prepare=wrote_before)
async def test_esc_gives_nothing(me: Person) -> None:
    await write(me, "前文。")
    await me.press("ctrl+t", "escape", "escape")
    assert me.stored(1).progress == "前文。"


@sit(prepare=wrote_before)
async def test_what_nobody_wrote_is_not_offered(me: Person) -> None:
    await write(me, "")
    await me.press("ctrl+t")
    await me.type("没写过")
    await me.see("没有写过这样的句子")
    await me.press("enter")
    await me.see("本单位写过的句子")


@sit(prepare=wrote_before)
async def test_outside_a_text_one_is_told_where_to_go(me: Person) -> None:
    await me.press("enter", "ctrl+t")
    await me.see("请先把光标移到要写的文字栏里")


@sit(prepare=frozen)
async def test_nothing_goes_into_a_submitted_report(me: Person) -> None:
    before = me.stored(1)
    await me.press("enter", "ctrl+t")
    await me.see("已报送，只能看")
    assert me.stored(1) == before


@pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
def test_each_sentence_is_one_row_and_a_long_one_is_read_to_its_end_below(home: Path, size: tuple[int, int]) -> None:
    @sit(size=size, prepare=wrote_before)
    async def look(me: Person) -> None:
        await write(me, "")
        await me.press("ctrl+t")
        await me.type("hqzc")
        assert [row for row in me.rows if row][3].startswith(f" {LONG[:20]}")
        assert "都已逐户核对。" in "".join(row.strip() for row in me.rows)

    look(home=home)
