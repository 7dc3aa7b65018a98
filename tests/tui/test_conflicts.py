"""冲突: the lead sees versions beside each other, says what stands and why, and loses no word on the way."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.summary import conflicts, counted_versions
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.deciding import conflict_on, decide
from liuwen_tui.merging.judging import accept
from liuwen_tui.merging.rewriting import draft_of
from liuwen_tui.store.drafts import write_draft
from liuwen_tui.store.durable import make_folder
from tests.conftest import CATALOGUE, open_desk
from tests.tui.driving import LEAST, Person, in_conflict, sit
from tests.tui.test_drafts import ENDED

RSJ = CATALOGUE.unit("rsj")


def board(home: Path, account: str = "王某") -> Board:
    return Board(open_desk(home, "fgw", account=account).office, Quarter(2020, 4))


def counted(me: Person, number: int) -> Entry | None:
    """What counts of 区人社局 on that measure."""
    found = (version for version in counted_versions(board(me.home).merge().summary) if version.subject.measure == number)
    return next((version.entry for version in found if version.subject.unit == "rsj"), None)


@sit(prepare=in_conflict, for_lead=True)
async def test_conflicts_are_gone_through_decided_with_a_reason_and_told_to_the_unit(me: Person) -> None:
    await me.see("冲突2")
    await me.press("f3", "f3", "enter")
    await me.see("冲突 2/2  (三)", "有 3 份互不知晓", "已救助【12】人", "已救助【15】人")
    await me.press("f6")
    await me.see("已救助【12】人", "已救助【18】人")
    await me.press("f5", "2")
    await me.see("已救助【15】人", "已救助【18】人", "选了右边的")
    await me.press("enter")
    await me.see("还没有写理由，没有裁定")
    await me.type("核对了台账，3份里最新的为准。")
    await me.press("f3", "f2")
    await me.see("核对了台账，3份里最新的为准。", "选了右边的")
    await me.press("escape", "escape")
    await me.see("离开就没有了")
    await me.press("n", "f10")
    await me.see("再按一次 F10")
    await me.press("enter")
    await me.see("冲突 1/1  (一)", "已裁定，下一份回执里带给那家。", "【余2户待")
    assert counted(me, 3).progress == "已救助18人。"

    await me.press("enter")
    await me.see("还没有选定")
    await me.press("3")
    await me.see("合并后改写", "全部到账", "余2户待核")
    await me.type("余2户已核。")
    await me.press("escape")
    await me.see("选了改写的")
    await me.type("两份合并。")
    await me.press("escape", "3")
    await me.see("余2户已核。")
    await me.press("f9", "enter")
    await me.see("已裁定 2 处", "冲突0")
    assert " x " not in me.row("区人社局")
    assert counted(me, 1).progress.endswith("余2户已核。")
    assert not list((me.home / "notices/qsh-2020-25/lead/drafts").iterdir())

    await me.press("a", "y")
    await me.see("已接收区人社局的报告")
    assert me.desk("rsj").version(3).entry.progress == "已救助18人。"
    assert me.desk("rsj").version(3).updated_by == "张三"


@sit(prepare=in_conflict, for_lead=True, size=LEAST)
async def test_what_came_or_was_decided_meanwhile_is_shown_before_it_is_judged(me: Person) -> None:
    await me.press("f3", "enter", "1")
    await me.type("先到的为准。")
    late = conflict_on(board(me.home), RSJ, 1)
    decide(board(me.home), late, late.versions[0].entry, "别人先裁定了。")
    await me.press("enter")
    await me.see("刚才有变", "冲突 1/1  (三)")
    assert len(conflicts(board(me.home).merge().summary)) == 1


def interrupted(home: Path) -> None:
    """What a program left that ended while the lead was writing."""
    in_conflict(home)
    here = board(home)
    conflict, folder = conflict_on(here, RSJ, 1), here.office.home.lead_drafts_folder
    entry = replace(conflict.versions[0].entry, progress="断线前写的一半")
    make_folder(folder, home)
    write_draft(folder / f"{os.getuid()}-1.json", draft_of(here, conflict, entry), ENDED)


@sit(prepare=interrupted, for_lead=True)
async def test_what_was_being_written_when_the_line_was_lost_is_there_again_until_it_is_decided(me: Person) -> None:
    await me.press("f3", "enter", "3")
    await me.see("断线前写的一半", "接着上次写的")
    await me.press("f9")
    await me.type("写完了。")
    await me.press("enter")
    await me.see("冲突 1/1  (三)")
    assert counted(me, 1).progress == "断线前写的一半"
    assert not list((me.home / "notices/qsh-2020-25/lead/drafts").iterdir())


def decided_apart(home: Path) -> None:
    """Two of the lead's accounts decided differently before either knew of the other."""
    in_conflict(home)
    shutil.copytree(home, home.parent / "apart")
    for root, account, index in ((home, "王某", 0), (home.parent / "apart", "陈某", 1)):
        here = board(root, account)
        conflict = conflict_on(here, RSJ, 1)
        decide(here, conflict, conflict.versions[index].entry, f"{account}看过了。")
    folder = "notices/qsh-2020-25/lead/decisions"
    shutil.copytree(home.parent / "apart" / folder, home / folder, dirs_exist_ok=True)


@sit(prepare=decided_apart, for_lead=True)
async def test_two_different_decisions_are_told_as_such_with_their_reasons(me: Person) -> None:
    await me.press("f3", "enter")
    await me.see("裁定：王某看过了。", "裁定：陈某看过了。")


def decided_and_accepted(home: Path) -> None:
    """The lead decided both conflicts of 区人社局 and accepted its report."""
    in_conflict(home)
    for number in (1, 3):
        conflict = conflict_on(board(home), RSJ, number)
        decide(board(home), conflict, replace(conflict.versions[0].entry, progress="两份合并写成。"), "两份合并。")
    accept(board(home), RSJ)


@sit(unit="rsj", prepare=decided_and_accepted)
async def test_the_units_person_reads_what_was_decided_by_whom_and_that_the_report_is_as_it_was(me: Person) -> None:
    await me.press("enter")
    await me.see("两份合并写成。", "这是区发改委 王某 1月8日裁定的内容；报送的文件不变")
    await me.press("tab", "ctrl+r")
    await me.see("王某          裁定  现在")
    await me.press("down")
    await me.see("原因：两份合并。", "【增 两份合并写")
