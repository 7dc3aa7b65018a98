"""Hostile text on every screen: shown as text, kept as it was, and driving nothing."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.reporting import filing
from liuwen_tui.tui.widgets.lines import Page
from tests.conftest import open_desk
from tests.hostile import LINES
from tests.tui.driving import LARGE, Person, submit, visit
from tests.tui.terminal import LIST, Terminal
from tests.tui.test_drafts import leave
from tests.tui.test_two_people import THEIRS

MARKUP = (
    "[/]",
    "[b]粗[/b]",
    "进度[50%]",
    "[x]已办",
    "[@click=app.quit]退出[/]",
    "$x [$error]",
    "\\[",
    "[link=http://a.cn]a[/link]",
    "[red",
    "]][[",
)
POINTER = "\x1b]22;default\x07"
"""What Textual itself says of the mouse."""
WORST = (*MARKUP, *LINES)
FIELDS = ("progress", "problems", "next_steps", "support_needed")
MEASURES = (1, 4, 5, 6, 7, 8, 9, 10, 12)
CLASHING = ("progress", "problems", "next_steps", "support_needed")
"""The fields that a colleague and a draft both fill, each with words of its own."""


def batches() -> list[dict[int, Entry]]:
    """All strings, each in a field of some measure, as many to a batch as a unit has fields."""
    strings = iter(WORST)
    made = []
    while some := list(itertools.islice(strings, len(FIELDS) * len(MEASURES))):
        groups = [some[start : start + len(FIELDS)] for start in range(0, len(some), len(FIELDS))]
        filled = [Entry(Status.DELAYED, 30, **dict(zip(FIELDS, group, strict=False))) for group in groups]
        made.append({number: replace(entry, evidence=(entry.progress,)) for number, entry in zip(MEASURES, filled, strict=False)})
    return made


def bare(text: str) -> str:
    """What is left of a text when it is laid out differently."""
    return "".join(text.split()).replace("　", "").replace("\u200d", "")


async def read_through(me: Person) -> str:
    """Pages through what is shown and returns all of it."""
    page = me.app.screen.query_one(Page)
    seen = [me.screen]
    while page.scroll_y < page.max_scroll_y:
        before = page.scroll_y
        await me.press("pagedown")
        await me.until(lambda: page.scroll_y == page.scroll_target_y > before, "翻页")  # noqa: B023
        seen.append(me.screen)
    return "\n".join(seen)


@pytest.mark.parametrize("batch", batches(), ids=itertools.count())
def test_every_screen_shows_hostile_notes_as_text_and_leaves_them_as_they_are(home: Path, batch: dict[int, Entry]) -> None:
    desk = open_desk(home, "fgw")
    for number, entry in batch.items():
        desk.record(number, lambda _, entry=entry: entry)

    async def walk(me: Person) -> None:
        await me.press(*["down"] * len(MEASURES))
        await me.press("v")
        shown = bare(await read_through(me))
        for entry in batch.values():
            for text in map(entry.text, FIELDS):
                assert bare(text) in shown
        await me.press("escape", "s")
        await me.see("报送前检查")
        await me.press("escape", "e", "escape", "c", "escape", "enter")
        for _ in batch:
            await me.press("f4", "escape", "tab", "tab", "tab", "f1", "escape", "f3")
        assert not me.is_out

    asyncio.run(visit(home, walk, size=LARGE))
    assert {number: desk.store.read().entry(number) for number in batch} == batch


@pytest.mark.parametrize("at", range(0, len(WORST), len(CLASHING)))
def test_a_conflict_and_a_draft_show_hostile_words_as_text(home: Path, at: int) -> None:
    mine = dict(zip(CLASHING, WORST[at : at + len(CLASHING)], strict=False))
    theirs = {name: f"他{text}" for name, text in mine.items()}
    leave(home, entry=replace(THEIRS, **mine))
    open_desk(home, "fgw").record(1, lambda _: replace(THEIRS, **theirs))

    async def walk(me: Person) -> None:
        for key, next_words in (("1", "1 用我写的"), ("3", "1/9 ")):
            shown = bare(await read_through(me))
            assert all(bare(text) in shown for text in (*mine.values(), *theirs.values()))
            await me.press(key)
            await me.see(next_words)

    asyncio.run(visit(home, walk, size=LARGE))
    stored = open_desk(home, "fgw").store.read().entry(1)
    assert {name: stored.text(name) for name in mine} == {name: f"{theirs[name]}\n{mine[name]}" for name in mine}


@pytest.mark.parametrize("batch", batches(), ids=itertools.count())
def test_the_leads_board_shows_hostile_notes_as_text(home: Path, batch: dict[int, Entry]) -> None:
    desk = open_desk(home, "fgw")
    submit(desk)
    filing.withdraw(desk, "重报")
    for number, entry in batch.items():
        desk.record(number, lambda _, entry=entry: entry)
    filing.submit(desk, replace(desk.store.read().head.signatories, prepared_by="[/]张某", reviewed_by="李某[50%]"))

    async def walk(me: Person) -> None:
        await me.see("汇总台")
        row = next(index for index, row in enumerate(me.rows) if "区发改委" in row)
        await me.press(*["down"] * (row - 2), "enter")
        shown = bare(await read_through(me))
        for entry in batch.values():
            assert bare(entry.progress) in shown

    asyncio.run(visit(home, walk, unit=None, size=LARGE, for_lead=True))


def test_what_was_never_cleaned_on_the_way_in_drives_no_terminal(home: Path, terminal: Callable[..., Terminal]) -> None:
    """The lead's note and hint, and the name of a file that somebody put among the exports."""
    out = home / "notices/qsh-2020-25/units/rsj/out"
    out.mkdir(parents=True)
    drives = "\x1b]52;c;5L2g5aW9\x07\x1b[2J\x9b5n\u202e"
    (out / f"qsh-2020-25_2020Q4_{drives}.toml").write_text("不是报告", encoding="utf-8")
    escaped = "\\u001b]52;c;5L2g5aW9\\u0007\\u001b[2J\\u009b5n\\u202e"
    (home / "liuwen.toml").write_text(f'download_hint = "提示{escaped}"\n[quarter.2020Q4]\nnote = "要求{escaped}[/]"\n', encoding="utf-8")
    unit = terminal()
    unit.wait_for(LIST, "本季填报要求：要求?]52;c;5L2g5aW9??[2J?5n?[/]")
    unit.send("\x1b[19~")
    unit.wait_for("导出本季报告")
    unit.send("\r")
    unit.wait_for("已导出到", "提示?]52;c;5L2g5aW9")
    lead = terminal("lead")
    lead.wait_for("汇总台", "?]52;c;5L2g5aW9")
    for program in (unit, lead):
        written = program.written.replace(POINTER, "")
        assert [piece for piece in ("\x1b]52", "\x07", "\x9b", "\u202e") if piece in written] == []
