"""Drafts that an earlier session left: shown beside what is stored by now, taken up or thrown away one by one."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.versions import Subject
from liuwen_tui.store.drafts import Draft, Process, write_draft
from liuwen_tui.store.durable import make_folder
from tests.conftest import AT, open_desk
from tests.hostile import LINES
from tests.tui.driving import Person, sit, submit

TYPED = Entry(Status.IN_PROGRESS, 60, progress="草稿里的进展")
ENDED = Process(1, "long ago")


def leave(root: Path, measure: int = 1, entry: Entry = TYPED, quarter: str = "2020Q4") -> None:
    """Leaves a draft as a program leaves it that ended while ``entry`` was being typed over what is stored."""
    desk = open_desk(root, "fgw", quarter)
    folder = desk.office.home.drafts_folder("fgw")
    make_folder(folder, root)
    subject = Subject("qsh-2020-25", "fgw", quarter, measure)
    write_draft(folder / f"{os.getuid()}-{measure}.json", Draft(subject, desk.version(measure), entry, AT), ENDED)


def drafts(root: Path) -> list[str]:
    """What lies in the folder, without the account's number before it."""
    names = [path.name for path in (root / "notices/qsh-2020-25/units/fgw/drafts").iterdir()]
    return sorted(name.removeprefix(f"{os.getuid()}-") for name in names)


def left(*entries: Entry) -> Callable[[Path], None]:
    def prepare(root: Path) -> None:
        for measure, entry in zip((1, 4, 5), entries, strict=False):
            leave(root, measure, entry)

    return prepare


@sit(prepare=left(TYPED))
async def test_a_draft_is_shown_with_what_it_changes_and_taken_up_where_it_belongs(me: Person) -> None:
    await me.see("上次没有存下的内容 1/1", "(一)稳定就业岗位  1月8日 16:20 键入", "草稿  推进中 60%", "现在  未填", "草稿  草稿里的进展")
    await me.press("1")
    await me.see("1/9 ", "草稿里的进展", "已保存")
    assert me.stored(1) == TYPED
    assert drafts(me.home) == []


@sit(prepare=left(TYPED))
async def test_typing_goes_on_where_the_draft_broke_off(me: Person) -> None:
    await me.press("1")
    await me.see("1/9 ")
    await me.type("，接着写")
    await me.press("f3")
    assert me.stored(1).progress == "草稿里的进展，接着写"


@sit(prepare=left(TYPED))
async def test_throwing_a_draft_away_is_asked_and_changes_nothing(me: Person) -> None:
    await me.press("2")
    await me.see("丢弃这份草稿")
    await me.press("n")
    await me.see("草稿里的进展")
    assert drafts(me.home) == ["1.json"]
    await me.press("2", "y")
    await me.see("已填 0/9")
    assert (me.stored(1), drafts(me.home)) == (Entry(), [])


@sit(prepare=left(TYPED, replace(TYPED, progress="第四项的进展"), replace(TYPED, progress="第五项的进展")))
async def test_several_drafts_are_decided_one_by_one(me: Person) -> None:
    await me.see("1/3", "草稿里的进展")
    await me.press("f3")
    await me.see("2/3", "第四项的进展")
    await me.press("1")
    await me.see("2/2", "第五项的进展")
    await me.press("2", "y")
    await me.see("1/1", "草稿里的进展")
    await me.press("escape")
    await me.see("2/9 ", "第四项的进展")
    assert (me.stored(4).progress, me.stored(5)) == ("第四项的进展", Entry())
    assert drafts(me.home) == ["1.json"]


def overtaken(root: Path) -> None:
    """A draft whose field a colleague has written in since."""
    leave(root)
    open_desk(root, "fgw", account="李四").record(1, lambda _: replace(TYPED, progress="他后来写的进展"))


@pytest.mark.parametrize(("key", "stands"), [("1", "草稿里的进展"), ("2", "他后来写的进展"), ("3", "他后来写的进展\n草稿里的进展")])
@sit(prepare=overtaken)
async def test_a_draft_that_was_overtaken_asks_what_stands(me: Person, key: str, stands: str) -> None:
    await me.see("草稿  草稿里的进展", "现在  他后来写的进展")
    await me.press("1")
    await me.see("李四 也改了第1项的工作进展", "1 用我写的  2 用对方的  3 两段都留")
    assert me.stored(1).progress == "他后来写的进展"
    await me.press(key)
    await me.see("1/9 ", stands.rsplit("\n", maxsplit=1)[-1])
    assert (me.stored(1).progress, drafts(me.home)) == (stands, [])


@sit(prepare=overtaken)
async def test_a_draft_that_was_overtaken_can_wait(me: Person) -> None:
    await me.press("1", "escape", "escape")
    await me.see("已填 0/9", "回车 填写")
    assert drafts(me.home) == ["1.json"]


def in_other_fields(root: Path) -> None:
    leave(root, entry=Entry(progress="草稿里的进展"))
    open_desk(root, "fgw").record(1, lambda _: Entry(problems="后来写的问题"))


@sit(prepare=in_other_fields)
async def test_what_was_saved_since_in_other_fields_stays(me: Person) -> None:
    await me.press("1")
    assert me.stored(1) == Entry(progress="草稿里的进展", problems="后来写的问题")


def submitted(root: Path) -> None:
    leave(root)
    submit(open_desk(root, "fgw"))


@sit(prepare=submitted)
async def test_a_draft_for_a_report_that_was_submitted_stays_a_draft(me: Person) -> None:
    before = me.desk().store.read()
    await me.press("1")
    await me.see("不能修改", "撤回")
    assert me.desk().store.read() == before
    assert drafts(me.home) == ["1.json"]


def saved(root: Path) -> None:
    leave(root)
    open_desk(root, "fgw").record(1, lambda _: TYPED)


@sit(prepare=saved)
async def test_a_draft_that_changes_nothing_is_not_offered_and_goes(me: Person) -> None:
    await me.see("回车 填写")
    assert drafts(me.home) == []


@sit(prepare=lambda root: leave(root, quarter="2020Q3"))
async def test_a_draft_of_another_quarter_is_offered_and_goes_there(me: Person) -> None:
    await me.see("2020年第三季度", "草稿里的进展")
    await me.press("1")
    await me.see("草稿里的进展", "已保存")
    assert (me.stored(1), me.desk(quarter="2020Q3").store.read().entry(1)) == (Entry(), TYPED)


@sit(prepare=left(replace(TYPED, progress="\n".join(LINES))))
async def test_a_hostile_draft_is_shown_as_text_and_taken_up_as_it_was(me: Person) -> None:
    await me.see("[seal]")
    await me.press("1")
    await me.see("1/9 ")
    assert me.stored(1).progress == "\n".join(LINES)


def spoiled(root: Path) -> None:
    leave(root, 4)
    folder = root / "notices/qsh-2020-25/units/fgw/drafts"
    mine = f"{os.getuid()}-"
    for name, content in {"2": b"", "3": b"null", "5": b"{}", "6": b"\xff" * 9, "7": b"[" * 100_000}.items():
        (folder / f"{mine}{name}.json").write_bytes(content)
    elsewhere = (folder / f"{mine}4.json").read_text(encoding="utf-8")
    (folder / f"{mine}a.json").write_text(elsewhere.replace('"2020Q4"', '"2019Q9"'), encoding="utf-8")
    (folder / f"{mine}b.json").write_text(elsewhere.replace('"measure": 4', '"measure": 99'), encoding="utf-8")
    (folder / f"{mine}8.json").symlink_to(folder / f"{mine}4.json")
    (folder / f"{mine}9.json").mkdir()


@sit(prepare=spoiled)
async def test_drafts_that_cannot_be_read_are_passed_over_and_left(me: Person) -> None:
    await me.see("1/1", "(四)完善社会保障", "草稿里的进展")
    await me.press("1")
    assert me.stored(4) == TYPED
    assert "4.json" not in drafts(me.home) and len(drafts(me.home)) == 9


def written_twice(root: Path) -> None:
    """One process left two drafts: in haste, and later the newer one after all."""
    leave(root)
    folder = root / "notices/qsh-2020-25/units/fgw/drafts"
    plain = folder / f"{os.getuid()}-1.json"
    hasty = folder / f"{os.getuid()}-1.last.json"
    hasty.write_text(plain.read_text(encoding="utf-8").replace("草稿里的进展", "较早的字"), encoding="utf-8")
    hasty.chmod(0o600)
    os.utime(hasty, ns=(1, 1))


@sit(prepare=written_twice)
async def test_of_two_drafts_of_one_process_the_later_one_is_offered(me: Person) -> None:
    await me.see("1/1", "草稿里的进展")
    assert drafts(me.home) == ["1.json"]
