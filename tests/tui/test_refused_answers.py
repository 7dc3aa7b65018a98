"""What the store refuses once a question is answered is a sentence on the screen that asked, and the program lives on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from liuwen_tui.domain.entry import Entry, Status
from tests.conftest import fill, open_desk
from tests.tui.driving import Person, sit, submit
from tests.tui.test_drafts import drafts, leave, overtaken

UNIT = "notices/qsh-2020-25/units/fgw"


def two_versions(home: Path) -> None:
    open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00").record(1, lambda _: Entry(Status.IN_PROGRESS))
    open_desk(home, "fgw").record(1, lambda _: Entry(Status.IN_PROGRESS, 45, "先写的进展"))
    open_desk(home, "fgw").record(1, lambda _: Entry(Status.IN_PROGRESS, 60, "后写的进展"))


def ready(home: Path) -> None:
    fill(open_desk(home, "fgw"))


def spoil_store(home: Path, quarter: str = "2020Q4") -> None:
    """Leaves nothing in the store of the quarter."""
    (home / UNIT / f"{quarter}.json").write_text("", encoding="utf-8")


def lose_drafts(home: Path) -> None:
    """Puts a file in the place of the folder of drafts."""
    folder = home / UNIT / "drafts"
    folder.rename(folder.with_suffix(".aside"))
    folder.write_text("", encoding="utf-8")


@sit(prepare=two_versions)
async def test_a_version_was_brought_back_and_the_quarter_before_cannot_be_read(me: Person) -> None:
    await me.press("enter", "h", "down", "enter")
    spoil_store(me.home, "2020Q3")
    await me.press("y")
    await me.see("2020Q3.json", " 1/9 ")
    await me.see("先写的进展", "2020Q3.json")  # the next look brings what was saved, and the reason stays
    assert me.stored(1).progress == "先写的进展"


@sit()
async def test_what_was_chosen_of_two_texts_when_the_report_was_submitted_meanwhile(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, progress="他写的进展"))
    await me.press("f3")
    await me.see("1 用我写的")
    submit(me.desk())
    await me.press("1")
    await me.see("我写的进展", "已报送，不能修改", " 1/9 ")
    assert me.stored(1).progress != "我写的进展"


@sit(prepare=overtaken)
async def test_what_was_chosen_for_a_draft_when_the_report_was_submitted_meanwhile(me: Person) -> None:
    await me.press("1")
    await me.see("1 用我写的")
    submit(me.desk())
    await me.press("1")
    await me.see("已报送，不能修改", "上次没有存下的内容")
    assert drafts(me.home) == ["1.json"]


@sit(prepare=leave)
async def test_a_draft_that_cannot_be_thrown_away(me: Person) -> None:
    await me.see("上次没有存下的内容")
    lose_drafts(me.home)
    await me.press("2", "y")
    await me.see("drafts", "上次没有存下的内容")


@sit(prepare=ready)
async def test_a_report_that_cannot_be_read_when_it_is_to_be_submitted(me: Person) -> None:
    await me.press("f9", "f9")
    await me.type("李某")
    spoil_store(me.home)
    await me.press("enter")
    await me.see("2020Q4.json", "报送前检查", "李某")
