"""汇总台: who has reported, how far every measure is, and what a unit said."""

from __future__ import annotations

import asyncio
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.merging import judging
from liuwen_tui.merging.board import Board
from liuwen_tui.reporting import filing
from liuwen_tui.tui.screens import board as board_screen
from liuwen_tui.tui.screens import manuscript as manuscript_screen
from tests.conftest import CATALOGUE, fill, open_desk
from tests.tui.driving import LARGE, Person, Prepare, sit, submit, visit

LATE = "2021-01-11T00:00:00+08:00"
GLYPHS = {1: Status.COMPLETED, 2: Status.IN_PROGRESS, 3: Status.DELAYED, 4: Status.NOT_STARTED}


def reports(home: Path) -> None:
    """区人社局 reports in time with four statuses, 区科工局 late, 区财政局 has only drafted."""
    rsj = fill(open_desk(home, "rsj"))
    for number, status in GLYPHS.items():
        words = Entry(status, progress=f"第{number}项[进展]{number * 7}件。", problems="用地未批。", next_steps="续办。")
        rsj.record(number, lambda _, entry=words: entry.with_status(entry.status))
    filing.submit(rsj, Signatories(reviewed_by="李某"))
    submit(open_desk(home, "kgj", at=LATE))
    fill(open_desk(home, "czj"))


def rival_reports(home: Path) -> None:
    """Two reports of 区人社局 that know nothing of each other, and a file that is no report."""
    submit(open_desk(home, "rsj"))
    other = fill(open_desk(home / "other", "rsj"))
    other.record(2, lambda entry: replace(entry, progress="另一份说法。"))
    path = filing.submit(other, Signatories(reviewed_by="王某"))
    out = open_desk(home, "rsj").office.home.out_folder("rsj")
    shutil.copy(path, out / "qsh-2020-25_2020Q4_rsj-2.toml")
    (out / "qsh-2020-25_2020Q4_rsj-3.toml").write_text("不是报告", encoding="utf-8")


def cells(me: Person, unit: str) -> list[str]:
    """The glyphs of the unit's row in the matrix, by measure, then what is filled."""
    row = next(row[1:] for row in me.rows[1:] if row.startswith(f" {unit}"))
    glyphs = row[14 - len(unit) :]  # a Chinese name takes twice as many cells as characters
    return [*(glyphs[3 * at : 3 * at + 3].strip() for at in range(18)), glyphs[54:].strip()]


def lead(prepare: Prepare, size: tuple[int, int] = (80, 24)):
    """Opens the board in a home so prepared."""
    return sit(prepare=prepare, for_lead=True, size=size)


@lead(reports)
async def test_the_head_counts_the_reports(me: Person) -> None:
    await me.see("汇总台", "2020Q4", "应报32 已报2(按时1 迟报1) 退回0 未报30", "冲突0", "无人认领1")


@lead(reports)
async def test_each_cell_shows_the_status_or_that_nothing_came(me: Person) -> None:
    await me.see("区人社局", "区科工局")
    assert cells(me, "区人社局") == ["√", "~", "!", "o", *[""] * 14, "4/4"]
    assert cells(me, "区财政局") == ["." if number in (1, 3, 4, 7, 8, 16, 17, 18) else "" for number in range(1, 19)] + ["0/8 未报"]


@lead(reports)
async def test_the_line_below_says_what_the_unit_reports(me: Person) -> None:
    await me.press("down", "down", "right")
    await me.see("区人社局  (一)稳定就业岗位  已完成 100%", "第1项[进展]7件。")
    await me.press("right", "right")
    await me.see("(三)坚决打赢城镇脱贫攻坚战  滞后", "第3项[进展]21件。")
    await me.press("end")
    assert "第3项" not in me.screen


@lead(reports, size=LARGE)
async def test_enter_shows_the_units_words_on_one_measure_or_on_all(me: Person) -> None:
    await me.press("down", "down", "right", "enter")
    await me.see("区人社局  2020年第四季度", "(一)稳定就业岗位", "已完成", "第1项[进展]7件。")
    assert "第2项" not in me.screen
    await me.press("escape", "left", "enter")
    await me.see("第1项[进展]7件。", "第2项[进展]14件。", "第3项[进展]21件。")
    await me.press("escape")
    await me.see("汇总台", "应报32")


@lead(reports)
async def test_f7_goes_from_one_missing_unit_to_the_next(me: Person) -> None:
    await me.press("f7")
    first = me.rows[-4]
    await me.press("u")
    second = me.rows[-4]
    units = [unit.name for unit in me.desk().catalogue.units if unit.name not in ("区人社局", "区科工局")]
    named = [next(name for name in units if name in row) for row in (first, second)]
    at = units.index(named[0])
    assert named[1] == units[at + 1]


@lead(reports)
async def test_a_drafts_words_are_not_shown_to_the_lead(me: Person) -> None:
    await me.press("down", "enter")
    await me.see("区财政局  2020年第四季度", "未报")
    assert "办结" not in me.screen


@lead(lambda home: None)
async def test_an_empty_home_shows_all_as_missing(me: Person) -> None:
    await me.see("应报32 已报0(按时0 迟报0) 退回0 未报32")
    await me.press("f7", "enter")
    await me.see("未报")


@lead(rival_reports)
async def test_a_conflict_is_marked_and_both_texts_are_shown(me: Person) -> None:
    await me.see("冲突1")
    assert cells(me, "区人社局")[:4] == ["~", "x", "~", "~"]
    await me.press("down", "down", "right", "right", "enter")
    await me.see("第2项办结20件", "另一份说法。")


@lead(rival_reports)
async def test_a_file_that_is_no_report_is_named_and_the_rest_stands(me: Person) -> None:
    await me.see("有 1 个文件不能用", "已报1")


@lead(reports)
async def test_esc_does_not_leave_the_board_and_f10_does(me: Person) -> None:
    await me.press("escape")
    await me.see("汇总台")
    await me.press("f10")
    assert me.is_out


@lead(reports)
async def test_the_units_column_stays_while_the_table_is_moved(me: Person) -> None:
    await me.press(*["right"] * 19)
    await me.see("区人社局")


def test_the_board_shows_what_was_withdrawn_as_missing(home: Path) -> None:
    reports(home)
    filing.withdraw(open_desk(home, "rsj"), "数据有误")

    async def steps(me: Person) -> None:
        await me.see("已报1(按时0 迟报1)", "未报31")
        assert re.search(r"区人社局.*0/4 未报", me.screen)

    asyncio.run(visit(home, steps, for_lead=True))


TOWNS = ["京东镇", "罗家镇", "湖坊镇", "塘山镇", "青山路街道", "上海路街道", "南钢街道", "站东街道", "青山湖高新技术产业园区"]


def shown(me: Person) -> list[str]:
    """The names of the units whose rows are shown, as far as there is room for them."""
    names = [unit.name for unit in me.desk().catalogue.units]
    return [name for row in me.rows for name in names if row.strip().startswith(name[:6]) and "/" in row]


@lead(rival_reports)
async def test_the_matrix_is_narrowed_to_what_is_sought_and_esc_shows_all_again(me: Person) -> None:
    for key, wanted, units in (
        ("/", "fgw", ["区发改委"]),
        ("、", "发改", ["区发改委"]),
        ("/", "冲突", ["区人社局"]),
        ("/", "cyl", TOWNS),
        ("/", "15", []),
    ):
        await me.press(key)
        await me.type(wanted)
        await me.until(lambda wanted=units: shown(me) == wanted, wanted)
        assert ("没有符合的单位" in me.screen) is (not units)
        await me.press("enter", "escape")
        assert len(shown(me)) > 15
    await me.press("/")
    await me.type("基层")
    await me.press("enter")
    assert me.row("单位").split() == ["单位", "16", "17", "18", "已填"]
    await me.press("f6")
    await me.see("没有符合的单位")
    await me.press("f6")
    await me.type("17")
    await me.press("j", "l", "f4")
    await me.see("第18项")


@lead(reports)
async def test_f6_shows_who_is_behind_and_g_how_the_areas_stand_beside_last_quarter(me: Person) -> None:
    await me.press("f6")
    await me.until(lambda: shown(me) == ["区人社局"], "只有滞后的")
    await me.press("f6", "g")
    await me.see("各方面进展")
    assert me.row("保居民就业").split()[1:4] == ["1", "2", "5"], "已完成 推进中 未填"
    assert me.row("上季").split()[1:] == ["8"]


def opposed(home: Path) -> None:
    """区人社局 says that measure 1 is done, 区科工局 that it was not begun."""
    reports(home)
    kgj = open_desk(home, "kgj", at=LATE)
    filing.withdraw(kgj, "有误")
    kgj.record(1, lambda entry: replace(entry, problems="等批复。").with_status(Status.NOT_STARTED))
    filing.submit(kgj, Signatories(reviewed_by="李某"))


@lead(opposed)
async def test_all_units_are_compared_on_a_measure_and_the_lead_says_how_it_stands(me: Person) -> None:
    await me.press("1", "m")
    await me.see("分项对照  (一)稳定就业岗位", "未启动（拟", "矛盾  区人社局 已完成，区科工局 未启动")
    assert "【矛盾】" in me.row("区人社局  √")
    await me.press("f3", "f2", "s", "escape", "s", "down", "down", "enter")
    await me.see("综合状态已定", "综合状态  滞后（张三 2021-01-08 定，拟为未启动）")
    await me.press("f3")
    await me.see("(二)", "推进中（拟")
    await me.press("escape")
    await me.see("汇总台", "(二)")
    await me.press("left", "m", "s", "end", "enter")
    await me.see("改回拟定的", "未启动（拟")


def two_figures(home: Path) -> None:
    """区科工局 and 京东镇 claimed measure 15, and report different figures of its target."""
    for unit, figure in (("kgj", 480), ("jdz", 500)):
        desk = open_desk(home, unit)
        desk.claim(15)
        fill(desk)
        desk.record(15, lambda entry, figure=figure: replace(entry, targets=(TargetResult("15-1", actual=figure),)))
        filing.submit(desk, Signatories(reviewed_by="李某"))


@lead(two_figures)
async def test_the_lead_says_whose_figure_of_a_target_counts_and_nothing_contradicts_any_more(me: Person) -> None:
    await me.press("right", "m", "t")
    await me.see("这一项没有目标")
    await me.press("escape", *["right"] * 14, "m")
    await me.see("(十五)", "区科工局 480个，京东镇 500个")
    await me.press("t")
    await me.see("谁填目标数  (十五)")
    await me.type("kgj")
    await me.press("enter")
    await me.until(lambda: me.row("区科工局").endswith("由它填"), "由它填")
    await me.press("escape")
    await me.until(lambda: "(十五)" in me.screen and "矛盾" not in me.screen, "不再矛盾")


def test_what_a_unit_submits_is_shown_where_the_lead_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_screen, "LOOK", 0.05)
    reports(home)

    async def steps(me: Person) -> None:
        await me.press("/")
        await me.type("财政")
        submit(open_desk(home, "fgw", account="李四"))
        await me.type("局")
        await me.see("已报2", "区财政局")  # nothing moves under whoever types
        await me.press("enter", "4")
        await me.see("已报3", "区财政局  (四)完善社会保障")
        filing.submit(open_desk(home, "czj"), Signatories(reviewed_by="李某"))
        await me.see("已报4", "区财政局  (四)完善社会保障  推进中", "8/8")
        assert shown(me) == ["区财政局"]

    asyncio.run(visit(home, steps, for_lead=True))


@pytest.mark.parametrize("name", ["liuwen.toml", "notices/qsh-2020-25/assignments.toml"])
@pytest.mark.parametrize("keys", [(), ("f8",)], ids=["汇总台", "成稿"])
def test_a_file_of_the_lead_that_is_spoilt_meanwhile_is_named_and_the_board_goes_on_once_it_is_mended(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str, keys: tuple[str, ...]
) -> None:
    monkeypatch.setattr(board_screen, "LOOK", 0.05)
    monkeypatch.setattr(manuscript_screen, "LOOK", 0.05)
    reports(home)

    async def steps(me: Person) -> None:
        await me.press(*keys)
        (home / name).write_text("due_days = = 10\n", encoding="utf-8")
        await me.until(lambda: str(home / name) in "".join(me.screen.split()), "说是哪个文件")
        await me.press("f1", "escape")
        (home / name).unlink()
        filing.submit(open_desk(home, "czj"), Signatories(reviewed_by="李某"))
        await me.until(lambda: str(home / name) not in "".join(me.screen.split()), "不再说")
        await me.press(*["escape"] * len(keys))
        await me.see("汇总台", "已报3")

    asyncio.run(visit(home, steps, for_lead=True))


# 接收 and 退回


def answered(me: Person, unit: str = "rsj") -> str:
    """The state of that unit's report, as its own program finds it."""
    return str(me.desk(unit).store.read().head.state)


@lead(reports)
async def test_the_lead_accepts_a_report_and_the_unit_finds_it_accepted(me: Person) -> None:
    await me.press("down", "down", "a")
    await me.see("接收区人社局的报告")
    await me.press("y")
    await me.see("已接收区人社局的报告", "区人社局  已接收")
    assert answered(me) == "accepted"
    await me.press("a")
    await me.see("已经接收", "汇总台")


@lead(reports)
async def test_what_cannot_be_accepted_or_entered_is_told_at_once_with_what_to_do(me: Person) -> None:
    await me.press("a")
    await me.see("没有报送2020年第四季度的报告，请等它报送", "汇总台")
    await me.press("/")
    await me.paste("财政")
    await me.press("enter", "2", "i")
    await me.see("这一项不是区财政局的，没有代录；请移到它的一项", "汇总台")


@lead(reports)
async def test_one_entry_or_the_whole_report_is_sent_back_with_a_reason(me: Person) -> None:
    await me.press("down", "down", "right", "r")
    await me.see("退回区人社局第1项的原因")
    await me.press("enter")
    await me.see("还没有写，请写上再按回车")
    assert answered(me) == "submitted"
    await me.type("请补充户数。")
    await me.press("enter")
    await me.see("已退回区人社局", "退回1")
    assert me.desk("rsj").overview().of(1).sent_back == "请补充户数。"
    await me.press(*["down"] * 4, "left", "r")
    await me.see("退回区科工局整份报告的原因")
    await me.type("口径不对。")
    await me.press("enter")
    await me.see("退回2")
    assert me.desk("kgj").overview().answer.reason == "口径不对。"


def sent_back(home: Path) -> None:
    """区人社局's entry on measure 3 was sent back."""
    reports(home)
    judging.send_back(Board(open_desk(home, "rsj").office, Quarter(2020, 4)), CATALOGUE.unit("rsj"), "请写清用地手续。", [3])


@sit(unit="rsj", prepare=sent_back)
async def test_the_unit_sees_first_what_was_sent_back_and_why(me: Person) -> None:
    await me.see("已退回", "张三 1月8日退回：1项", "退回，请先改这几项", "退回  请写清用地手续。")
    first = next(row for row in me.rows if " 3 坚决" in row)
    assert me.rows.index(first) < me.rows.index(me.row("稳定就业岗位"))
    await me.press("enter")
    await me.see("(三)")
    await me.press("enter")
    await me.type("用地手续12月办结。")
    await me.press("f3", "escape")
    assert "用地手续12月办结。" in me.stored(3).problems + me.stored(3).progress
    await me.press("1", "enter", "2")
    await me.see("退回的不是这一项", "[4已完成]")
    assert me.stored(1).status is Status.COMPLETED


def answered_again(home: Path) -> None:
    """区人社局 corrected measure 3 after it was sent back, and submitted again."""
    sent_back(home)
    rsj = open_desk(home, "rsj")
    rsj.record(3, lambda entry: replace(entry, problems="用地12月批。"))
    filing.submit(rsj, Signatories(reviewed_by="李某"))


@lead(answered_again, size=LARGE)
async def test_the_lead_sees_word_by_word_what_a_unit_changed_since_it_was_sent_back(me: Person) -> None:
    assert cells(me, "区人社局")[-1].startswith("4/4 重报")
    await me.press("/")
    await me.type("重报")
    await me.press("enter", "3")
    await me.see("退回原因：请写清用地手续。", "与退回的第1稿相比：")
    await me.press("enter")
    await me.see("区人社局  2020年第四季度", "存在问题改为：用地【删 未】【增 12月】批。")
    await me.press("escape", "right", "enter")
    await me.until(lambda: "(四)" in me.screen and "退回" not in me.screen, "没有退回的不比")


@lead(reports)
async def test_what_came_on_paper_is_entered_from_the_board_and_counts_marked(me: Person) -> None:
    await me.press("i")
    await me.see("代录区发改委", "2021-01-08")
    await me.press("escape", "1", "down", "i", "backspace", "9", "9", "enter")
    await me.see("不是日期")
    await me.press("i", *["backspace"] * 10, *"2021-01-09", "enter")
    await me.see("收到的日子不会是 2021-01-09，应在 2020-10-01 到今天之间；请核对日期。")
    await me.press("i", "enter")
    await me.see("代录 区财政局  1/8", "(一)稳定就业岗位")
    await me.press("2", "enter")
    await me.type("纸上的进展30件。")
    await me.press("f3")
    await me.see("2/8")
    await me.press("escape")
    await me.see("已报3", "区财政局  (一)稳定就业岗位  推进中", "纸上的进展30件。")
    assert cells(me, "区财政局")[0] == "~" and cells(me, "区财政局")[-1] == "1/8 代录"
    assert me.desk("czj").store.read().rows[1].current.entry.progress != "纸上的进展30件。"
    await me.press("i")
    await me.see("代录 区财政局  1/8")
    await me.press("f9")
    await me.see("存下就算已报")
    await me.press("down", "i")
    await me.see("区人社局自己报了")


@pytest.mark.parametrize("then", ["enter", "a", "c", "f3"])
def test_keys_on_a_board_narrowed_to_nothing_do_no_harm(home: Path, then: str) -> None:
    async def steps(me: Person) -> None:
        await me.press("/")
        await me.type("甲乙")
        await me.press("enter", "up", "pagedown", "ctrl+end", then)
        await me.press("escape", "escape")
        await me.see("区人社局")

    reports(home)
    asyncio.run(visit(home, steps, for_lead=True))
