"""措施清单 as one looks for what is left to do: what stands above it, what it is narrowed to, what is marked beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting import filing
from tests.conftest import fill, open_desk
from tests.reporting.test_settled import accept
from tests.tui.driving import LARGE, LEAST, SMALL, Person, sit, submit
from tests.tui.test_screens import OWN, all_filled, has_chosen, listed, some_entries, submitted

UNFILLED = [number for number in OWN if isinstance(number, int) and number not in (1, 4)]


def numbers(me: Person) -> list[int]:
    return [row for row in listed(me) if isinstance(row, int)]


def standing_out(me: Person) -> str:
    """What is underlined on the screen, row after row."""
    strips = me.app.screen._compositor.render_strips()
    return "".join(segment.text for strip in strips for segment in strip if segment.style and segment.style.underline)


def with_note(home: Path) -> None:
    """The lead asks for something in two sentences that no single row has room for."""
    home.mkdir()
    note = "数据截至12月31日，文字每项不超过300字，附佐证材料的文号。请各单位于1月10日前报区发改委。"
    (home / "liuwen.toml").write_text(f'[quarter.2020Q4]\nnote = "{note}"\n', encoding="utf-8")


def third_quarter_submitted_late(home: Path) -> None:
    submit(open_desk(home, "fgw", "2020Q3", at="2020-10-20T09:00:00+08:00"))


# only what is not filled


@sit(prepare=some_entries)
async def test_o_leaves_what_is_not_filled_says_so_and_goes_back(me: Person) -> None:
    await me.press("o")
    assert numbers(me) == UNFILLED
    await me.see("只看没填好的", "已填 2/9")
    await me.press("o")
    assert listed(me) == OWN
    assert "只看没填好的" not in me.screen


@sit(size=LEAST)
async def test_the_measure_highlighted_stays_in_sight_when_the_list_becomes_shorter(me: Person) -> None:
    await me.press("8")
    for keys in (["o"], ["/"]):
        await me.press(*keys)
        assert 8 in numbers(me)
        assert has_chosen(me, 8)


@sit(prepare=some_entries)
async def test_esc_ends_every_filter(me: Person) -> None:
    await me.press("o", "/")
    await me.type("滞后")
    assert numbers(me) == [5]
    await me.press("escape")
    assert listed(me) == OWN
    assert "只看没填好的" not in me.screen


@sit(prepare=submitted)
async def test_what_was_said_before_another_screen_was_visited_is_not_there_any_more(me: Person) -> None:
    await me.press("f7")
    await me.see("已报送，只能看")
    await me.press("f9", "w")
    await me.type("数字有误")
    await me.press("enter", "escape")
    await me.see("已撤回")
    assert "只能看" not in me.screen


@sit(prepare=some_entries)
async def test_both_filters_at_once_are_named(me: Person) -> None:
    await me.press("/")
    await me.type("fgw")
    await me.press("enter", "o")
    await me.see("筛选“fgw”里没填好的")
    await me.press("o")
    await me.see("筛选“fgw”；Esc 看全部")


@sit(prepare=some_entries)
async def test_only_what_is_not_filled_is_found_in_the_palette(me: Person) -> None:
    await me.press("ctrl+p")
    await me.type("只看")
    await me.until(lambda: "抄上季到空栏" not in me.screen, "只剩这一条")
    await me.press("enter")
    await me.until(lambda: numbers(me) == UNFILLED, "只剩没填好的")


@sit(prepare=some_entries)
async def test_what_is_filled_meanwhile_leaves_the_list_of_what_is_not(me: Person) -> None:
    await me.press("o")
    await me.type("12")
    await me.press("enter", "6", "enter")
    await me.type("无此职能。")
    await me.press("escape")
    assert numbers(me) == [number for number in UNFILLED if number != 12]


@sit(prepare=all_filled)
async def test_when_all_is_filled_there_is_nothing_left_and_the_next_step_is_said(me: Person) -> None:
    await me.press("o")
    assert listed(me) == []
    await me.see("各项都填好了", "F9")


@sit(prepare=some_entries)
async def test_letters_typed_into_the_filter_are_letters(me: Person) -> None:
    await me.press("/")
    await me.type("o")
    assert listed(me) == []
    await me.see("没有符合的措施")


# 办结


def first_settled(home: Path) -> None:
    """区发改委 reported its first measure as completed a quarter ago, and the report was accepted."""
    before = fill(open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00"))
    before.record(1, lambda _: Entry(Status.COMPLETED, 100, "326户全部到账。"))
    filing.submit(before, Signatories(reviewed_by="李某"))
    accept(before)


@sit(prepare=first_settled)
async def test_what_is_settled_counts_as_filled_and_says_since_when(me: Person) -> None:
    await me.see("已填 1/9", "本季  办结 2020Q3  已完成 100%")
    assert re.match(r" √  1 稳定就业岗位 +办结 2020Q3( |$)", me.row(" √ "))
    await me.press("o")
    assert 1 not in numbers(me)
    await me.press("escape", "/")
    await me.type("办结")
    assert numbers(me) == [1]


@sit(prepare=first_settled)
async def test_carrying_everything_forward_leaves_what_is_settled(me: Person) -> None:
    await me.press("f5", "y")
    await me.see("已抄入 8 项")
    assert me.stored(1) == Entry()


# what stands above the list


@sit(quarter="2020Q3")
async def test_that_it_is_too_late_is_said_in_words(me: Person) -> None:
    await me.see("截止 2020年10月10日(已过期90天)", "已过截止日，现在报送算迟报。")


@sit(unit="gxyq", quarter="2020Q3")
async def test_the_head_drops_what_matters_least_where_a_long_name_leaves_little_room(me: Person) -> None:
    me.desk().record(4, lambda _: Entry())
    for size, said in (
        (LARGE, r"园区  2020年第三季度  已填 0/\d  截止 2020年10月10日\(已过期90天\) +已保存 16:20 李四"),
        (SMALL, r"园区  2020Q3  已填 0/\d  截止 2020年10月10日 +已保存 16:20$"),
        (LEAST, r"园区  2020Q3  已填 0/\d  截止 2020年10月"),
    ):
        await me.resize(size)
        await me.until(lambda said=said: bool(re.search(said, me.rows[0])), said)


@sit(quarter="2020Q3", prepare=third_quarter_submitted_late)
async def test_nobody_is_told_to_hurry_with_what_is_submitted(me: Person) -> None:
    await me.see("已报送")
    assert "算迟报" not in me.screen


@pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
def test_the_leads_note_is_read_to_its_end(home: Path, size: tuple[int, int]) -> None:
    @sit(size=size, prepare=with_note)
    async def look(me: Person) -> None:
        assert "请各单位于1月10日前报区发改委。" in me.screen.replace("\n ", "")

    look(home=home)


@sit()
async def test_an_earlier_quarter_not_submitted_is_named_until_it_is(me: Person) -> None:
    await me.see("须补报 2020年第三季度（未报送）；p 换报告期")
    submit(me.desk(quarter="2020Q3"))
    await me.press("v", "escape")
    await me.until(lambda: "补报" not in me.screen, "不再提补报")


@sit()
async def test_earlier_quarters_are_looked_at_on_coming_to_the_list_and_not_every_second(me: Person) -> None:
    submit(me.desk(quarter="2020Q3"))
    me.desk().record(1, lambda _: Entry(Status.NOT_STARTED, 0))
    await me.see("已填 1/9", "须补报")
    await me.press("v", "escape")
    await me.until(lambda: "补报" not in me.screen, "不再提补报")


@sit(quarter="2026Q4", prepare=submitted)
async def test_many_earlier_quarters_are_one_line_and_each_has_its_state_where_they_are_chosen(me: Person) -> None:
    await me.see("须补报 2026年第三季度（未报送）等24个季度；p 换报告期")
    await me.press("p")
    await me.see("2026年第三季度  未报送  截止 2026年10月10日")
    await me.press("end", "up")
    await me.until(lambda: me.row("2020年第四季度").rstrip().endswith("已报送"), "已报送的不写截止日")


# what stands beside it


@sit(size=LARGE)
async def test_our_unit_and_the_targets_stand_out_in_the_text_beside_the_list(me: Person) -> None:
    await me.press("5")
    await me.see("[区发改委]")
    assert standing_out(me) == "2020年底,实现全区建制村农村“颐养之家”100%全覆盖2021年底,推动全区普遍建立集团化办学机制"
    await me.press("down")
    await me.until(lambda: not standing_out(me), "没有目标的没有划线")


@sit(size=LARGE)
async def test_our_unit_and_the_targets_stand_out_in_the_whole_text(me: Person) -> None:
    await me.press("5", "f4")
    await me.see("目标 5-1", "责任单位  区民政局 [区发改委]")
    quotes = ["2020年底,实现全区建制村农村“颐养之家”100%全覆盖", "2021年底,推动全区普遍建立集团化办学机制"]
    assert standing_out(me) == "".join([*quotes, "发改委"])


@sit(unit="tsz", size=LARGE)
async def test_a_town_finds_the_group_marked_that_it_is_named_by(me: Person) -> None:
    await me.see("[各镇]", "塘山镇因“各镇”列入")
    await me.press("f4")
    await me.see("原文  第4项")
    assert standing_out(me) == "各镇"


@pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
def test_each_row_tells_glyph_number_title_word_percent_and_what_is_to_mend(home: Path, size: tuple[int, int]) -> None:
    @sit(size=size, prepare=some_entries)
    async def look(me: Person) -> None:
        assert re.match(r" √  1 稳定就业岗位 +已完成  100%( |$)", me.row(" √ "))
        assert re.match(r" ~  4 完善社会保障 +推进中   60%( |$)", me.row(" ~ "))
        assert re.match(r" !  5 提升公共服务水平 +滞后     20%!", me.row(" ! "))
        assert re.match(r" \.  6 坚决打好污染防治攻坚战 +未填", me.row(" .  6"))

    look(home=home)


# 暂不认领


@sit()
async def test_d_puts_a_measure_off_and_it_can_still_be_claimed(me: Person) -> None:
    await me.see("可认领 6 项：2、13、14、15、16、17（c 查看）")
    await me.press("c", "down", "down", "down", "d")
    await me.until(lambda: "暂不认领" in me.row(" 15 "), "15 暂不认领")
    assert me.stored(15) == Entry(claimed=False)
    await me.press("escape")
    await me.see("可认领 5 项：2、13、14、16、17（c 查看）")
    assert 15 not in [measure.number for measure in me.desk(quarter="2021Q1").overview().offered]
    await me.press("c", "down", "down", "down", "enter")
    await me.until(lambda: "已认领" in me.row(" 15 "), "15 已认领")
    assert me.stored(15).claimed is True


@sit()
async def test_what_the_notice_gives_to_others_cannot_be_put_off(me: Person) -> None:
    await me.press("c", "end", "d")
    await me.see("第18项没有认领过")
    assert me.stored(18) == Entry()


@sit(prepare=lambda home: [fill(open_desk(home, "fgw")).claim(number, undo=True) for number in (2, 13, 14, 15, 16, 17)])
async def test_with_everything_put_off_nothing_is_offered_and_the_screen_still_has_it(me: Person) -> None:
    await me.see("已填 9/9")
    assert "可认领" not in me.screen
    await me.press("c")
    await me.until(lambda: sum("暂不认领" in row for row in me.rows[:-1]) == 6, "六项暂不认领")
