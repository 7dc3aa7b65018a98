"""What is lost with the line: an answer of several paragraphs outlives it, is offered again, and nothing else is left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from signal import SIGTERM

import pytest

from liuwen_tui.domain.text import width
from tests.cli.conversing import SAVED, Conversation, entry, fill
from tests.cli.running import run
from tests.tui.driving import Person, visit

STATUS, PERCENT, PROGRESS = "状态", "进度（", "工作进展（"
TYPED = "已办结12件。\n第二段没有写完"


def drafts(home: Path, unit: str = "rsj") -> list[Path]:
    return sorted((home / f"notices/qsh-2020-25/units/{unit}/drafts").glob("*.json"))


def in_the_middle(talk: Conversation) -> None:
    """Types an answer of three paragraphs as far as the second."""
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, "已办结12件。\\")
    talk.wait_for(">> ")
    talk.type("第二段没有写完\\")
    talk.wait_for(">> ")


def be_told_to_end(talk: Conversation) -> None:
    talk.child.kill(SIGTERM)
    assert talk.ending() is None


@pytest.mark.parametrize("end", [Conversation.hang_up, be_told_to_end])
def test_an_answer_in_the_middle_is_offered_at_the_next_start(
    converse: Callable[..., Conversation], home: Path, end: Callable[[Conversation], None]
) -> None:
    talk = converse("1")
    in_the_middle(talk)
    end(talk)
    assert entry(home) == {"status": "in_progress"}
    done = fill("1", "q", home=home, arguments=())
    assert "上次没有存下的内容" in done.err and "第二段没有写完" in done.err and "第1项" in done.err
    assert entry(home) == {"status": "in_progress", "progress": TYPED} and not drafts(home)


def test_the_screens_offer_what_was_typed_in_fill(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    in_the_middle(talk)
    talk.hang_up()

    async def steps(me: Person) -> None:
        await me.see("上次没有存下的内容", "第二段没有写完")
        await me.press("1")
        assert me.stored(1).progress == TYPED

    asyncio.run(visit(home, steps, unit="rsj"))


def test_a_draft_can_wait_and_can_be_thrown_away(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    in_the_middle(talk)
    talk.hang_up()
    assert fill("", "q", home=home, arguments=()).err.count("上次没有存下的内容") == 1
    assert "已丢弃" in fill("2", "q", home=home, arguments=()).err
    assert entry(home) == {"status": "in_progress"} and not drafts(home)


def test_a_draft_in_a_colleagues_way_is_settled_by_the_person(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    in_the_middle(talk)
    talk.hang_up()
    assert run("record", "1", "--progress", "同事写的。", "--unit", "rsj", "--quarter", "2020Q4", home=home).code == 0
    done = fill("1", "3", "q", home=home, arguments=())
    assert "用哪一个" in done.err
    assert entry(home)["progress"] == f"同事写的。\n{TYPED}" and not drafts(home)


def test_an_answer_that_was_saved_leaves_no_draft(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    in_the_middle(talk)
    talk.type("第三段。")
    talk.wait_for(SAVED)
    talk.answer("下一步打算", "q")
    assert talk.ending() == 1
    assert entry(home)["progress"] == f"{TYPED}\n第三段。" and not drafts(home)


def test_an_answer_that_could_not_be_saved_stays_as_a_draft(converse: Callable[..., Conversation], home: Path) -> None:
    run("record", "1", "--status", "2", "--unit", "rsj", "--quarter", "2020Q4", home=home)
    history = home / "notices/qsh-2020-25/units/rsj/2020Q4.history.jsonl"
    aside = history.rename(history.with_suffix(".aside"))
    history.mkdir()
    talk = converse("1")
    talk.answer(STATUS, "")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, "办结12件。")
    talk.answer("您的答案还在", "q")
    talk.wait_for("留作草稿")
    assert talk.ending() == 3
    history.rmdir()
    aside.rename(history)
    assert "办结12件。" in fill("1", "q", home=home, arguments=()).err
    assert entry(home)["progress"] == "办结12件。"


def test_after_a_long_silence_it_says_so_and_ends(converse: Callable[..., Conversation], home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text("idle_seconds = 1\n", encoding="utf-8")
    talk = converse("1")
    talk.wait_for("很久没有回答")
    assert talk.ending() == 0


def test_an_answer_in_the_middle_of_a_long_silence_stays_as_a_draft(converse: Callable[..., Conversation], home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text("idle_seconds = 4\n", encoding="utf-8")
    talk = converse("1")
    in_the_middle(talk)
    talk.wait_for("没有答完的一问留作草稿")
    assert talk.ending() == 0
    assert len(drafts(home)) == 1 and entry(home) == {"status": "in_progress"}


@pytest.mark.parametrize("columns", [40, 60])
def test_texts_fill_the_rows_of_a_narrow_window(converse: Callable[..., Conversation], home: Path, columns: int) -> None:
    talk = converse("1", columns=columns)
    rows = talk.wait_for(STATUS).split("\r\n")
    first = next(place for place, row in enumerate(rows) if row.startswith("    "))
    last = next(place for place, row in enumerate(rows) if "责任单位" in row)
    assert max(map(width, rows)) < columns
    assert all(row.startswith("    ") and width(row) > columns - 12 for row in rows[first : last - 1])
