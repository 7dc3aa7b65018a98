"""Two people of one unit at work at once: each sees what the other saved, and neither's typing is lost."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.reporting.desk import Desk
from tests.cli.running import run
from tests.tui.driving import Person, sit, submit
from tests.tui.terminal import HERE, LIST, Terminal

ENTER, TAB, ESC, F3, F9, F10 = "\r", "\t", "\x1b", "\x1bOR", "\x1b[20~", "\x1b[21~"
THEIRS = Entry(Status.IN_PROGRESS, 40, progress="他写的[进展]", next_steps="他写的打算")


@sit()
async def test_the_list_shows_what_another_saved_and_who(me: Person) -> None:
    await me.see("尚未填报", "已填 0/9")
    me.desk().record(1, lambda _: THEIRS)
    await me.see("已填 1/9", "已保存 16:20 李四", " ~  1 稳定就业岗位           推进中   40%")


@sit()
async def test_a_form_that_was_only_opened_shows_what_another_saved(me: Person) -> None:
    await me.press("enter")
    me.desk().record(1, lambda _: THEIRS)
    await me.see("[2推进中]", "他写的[进展]", "他写的打算", "已保存 16:20 李四")


@sit()
async def test_what_another_saves_in_other_fields_appears_beside_what_is_being_typed(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, problems="他写的问题"))
    await me.see("他写的问题", "我写的进展", "未保存")
    await me.type("，接着写")
    await me.press("f3")
    assert me.stored(1) == Entry(Status.IN_PROGRESS, progress="我写的进展，接着写", problems="他写的问题")


@sit()
async def test_what_another_saves_in_the_same_field_is_told_and_the_typing_stays(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, progress="他写的进展"))
    await me.see("李四刚才也改了工作进展", "我写的进展")
    await me.press("f3")
    await me.see("我写的进展", "他写的进展", "1 用我写的")


@sit()
async def test_a_report_that_another_submits_can_only_be_read_from_then_on(me: Person) -> None:
    await me.press("enter")
    submit(me.desk())
    await me.see("本季报告已报送，只能看，不能改")
    await me.type("再写")
    await me.see("第1项办结10件")
    assert "再写" not in me.screen


def test_who_types_while_another_submits_gets_away_and_what_was_typed_is_offered_later(
    programs: Callable[[], Terminal], home: Path, filled: Callable[[Desk], Desk], desk: Callable[..., Desk]
) -> None:
    filled(desk("fgw"))
    me = at_progress(programs())
    me.send("我写的，")
    me.wait_for("我写的，", "未保存")
    submit(desk("fgw"))
    me.wait_for("已报送")
    me.send(ESC)
    me.wait_for("再按一次就离开", "我写的，")
    me.send(F9)
    me.wait_for("撤回")
    me.send("w")
    me.wait_for("原因")
    me.send("还要改", ENTER)
    me.wait_for("已撤回")
    me.send(ESC)
    me.wait_for(LIST)
    me.send(ENTER)
    me.wait_for("1/9 ")
    me.send(F3)
    me.wait_for("2/9 ")
    me.send("又写的")
    me.wait_for("又写的", "未保存")
    me.send(F10)
    assert me.ending() == 0
    again = programs()
    again.wait_for("上次没有存下的内容", "我写的，")
    again.send("1")
    again.wait_for("我写的，", "已保存")
    assert "我写的，" in str(stored(home)["progress"])


@pytest.fixture
def programs(terminal: Callable[..., Terminal], tmp_path: Path) -> Callable[[], Terminal]:
    """Each call starts another program of the same unit, of a person who was nowhere before."""
    people = itertools.count()
    return lambda: terminal(XDG_STATE_HOME=str(tmp_path / f"person{next(people)}"))


def at_progress(program: Terminal) -> Terminal:
    program.wait_for(LIST)
    program.send(ENTER)
    program.wait_for("1/9 ")
    program.send(ENTER)
    return program


def stored(home: Path) -> dict[str, object]:
    entry: dict[str, object] = run("show", "1", "--json", home=home, **HERE).json()["entry"]
    return entry


def test_two_programs_at_one_field_and_the_second_to_save_sees_both_texts(programs: Callable[[], Terminal], home: Path) -> None:
    one, other = at_progress(programs()), at_progress(programs())
    other.send("乙写的进展")
    other.wait_for("乙写的进展", "未保存")
    one.send("甲写的进展", TAB)
    one.wait_for("已保存")
    other.send(F3)
    other.wait_for("1 我写的", "乙写的进展", "甲写的进展", "3 两段都留")
    assert stored(home)["progress"] == "甲写的进展"
    other.send("3")
    other.wait_for("已保存")
    assert stored(home)["progress"] == "甲写的进展\n乙写的进展"
    one.wait_for("乙写的进展")


def test_two_programs_at_different_fields_and_both_are_kept_without_a_word(programs: Callable[[], Terminal], home: Path) -> None:
    one, other = at_progress(programs()), at_progress(programs())
    other.send(TAB, "乙写的问题")
    other.wait_for("乙写的问题", "未保存")
    one.send("甲写的进展", TAB)
    one.wait_for("已保存")
    other.send(F3)
    other.wait_for("2/9 ")
    kept = stored(home)
    assert (kept["progress"], kept["problems"]) == ("甲写的进展", "乙写的问题")
