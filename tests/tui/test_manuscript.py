"""成稿: the lead edits the report at the screen, loses no word to a kill or a colleague, and finishes it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from signal import SIGKILL

from liuwen_tui.domain.manuscript import Edited, Part
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.composing import compose, edit_part
from tests.conftest import open_desk
from tests.tui.driving import Person, sit, submit
from tests.tui.terminal import HERE, Terminal, running


def board(home: Path, account: str = "赵某") -> Board:
    return Board(open_desk(home, "fgw", account=account).office, Quarter(2020, 4))


def part(home: Path, at: int = 0) -> Part:
    here = board(home)
    return compose(here, here.merge()).manuscript.parts[at]


def reported(home: Path) -> None:
    """区人社局 reported."""
    submit(open_desk(home, "rsj"))


@sit(prepare=reported, for_lead=True)
async def test_a_part_is_edited_beside_its_changing_source_and_a_colleague(me: Person) -> None:
    await me.press("f8")
    await me.see("2020Q4 成稿", "未定稿", "总体情况", "拟")
    drafted = part(me.home).text
    await me.press("enter", "f7")
    await me.type("“六稳”“六保”——")
    await me.paste("进展平稳。\r\n其中：《办法》…落实·好。")
    await me.see("“六稳”“六保”——进展平稳。", "其中：《办法》…落实·好。")
    await me.press("escape")
    await me.see("改")
    written = "“六稳”“六保”——进展平稳。\n其中：《办法》…落实·好。"
    assert (part(me.home).text, part(me.home).edited.by) == (written, "张三")

    submit(open_desk(me.home, "czj"))
    await me.see("来源有变")
    await me.press("enter", "f6")
    await me.see("来源的变化", "【增")
    await me.press("escape", "f5", "y")
    fresh = part(me.home).drafted
    await me.until(lambda: fresh[:20] in me.screen, "新拟的")
    await me.press("ctrl+z", "f9")
    await me.until(lambda: "来源有变" not in me.screen, "不再标来源有变")
    assert (part(me.home).text, part(me.home).is_stale, fresh != drafted) == (written, False, True)

    here = board(me.home)
    await me.press("enter", "end")
    await me.type("张三接着写。")
    edit_part(here, part(me.home), "赵某写的。")
    await me.press("escape")
    await me.see("赵某 刚才也改了这一部分", "用您写的？")
    assert part(me.home).text == "赵某写的。"
    await me.press("n", "escape")
    await me.see("用您写的？")
    assert part(me.home).text == "赵某写的。"
    await me.press("y")
    await me.see("2020Q4 成稿")
    assert part(me.home).text == f"{written}张三接着写。"
    acts = [act.text for act in here.merge().written.texts["general"] if isinstance(act, Edited)]
    assert acts == [written, written, "赵某写的。", f"{written}张三接着写。"]

    await me.press("h", "down", "enter")
    await me.see("已找回")
    assert part(me.home).text == "赵某写的。"


@sit(prepare=reported, for_lead=True)
async def test_what_is_typed_on_behind_help_is_kept_and_no_colleague_is_made_of_oneself(me: Person) -> None:
    await me.press("f8", "enter", "f7")
    await me.type("先写的。")
    await me.press("f1", "escape")
    await me.type("接着写的。")
    await me.press("f1", "escape", "escape")
    await me.see("2020Q4 成稿")
    acts = [act.text for act in board(me.home).merge().written.texts["general"] if isinstance(act, Edited)]
    assert acts == ["先写的。", "先写的。接着写的。"]


def edited(home: Path) -> None:
    """区人社局 reported, and the lead wrote 总体情况."""
    reported(home)
    edit_part(board(home), part(home), "赵某写的。")


@sit(prepare=edited, for_lead=True)
async def test_the_report_is_read_through_written_finished_and_opened_again(me: Person) -> None:
    documents = me.home / "notices/qsh-2020-25/lead/documents/2020Q4"
    await me.press("f8", "v")
    await me.see("落实情况的报告", "赵某写的。")
    await me.press("escape", "f8")
    await me.see("已写到", "仿宋_GB2312")
    assert {path.suffix for path in documents.iterdir()} == {".toml", ".md", ".docx", ".xlsx"}
    await me.press("f9")
    await me.see("家未报", "定稿？")
    await me.press("y")
    await me.see("张三 1月8日 16:20 定稿")
    await me.press("enter")
    await me.see("要改请先按 w")
    submit(open_desk(me.home, "mzj"))
    await me.press("escape", "/")
    await me.type("定稿后报送")
    await me.until(lambda: "后报" in me.row("区民政局") and "区人社局" not in me.screen, "只剩定稿后报送的")
    await me.press("escape", "f8", "w")
    await me.type("漏了一家。")
    await me.press("enter")
    await me.see("定稿已撤销", "未定稿")


@sit(prepare=reported, for_lead=True)
async def test_what_is_emptied_or_left_as_it_was_is_not_kept_and_quitting_keeps_what_is_typed(me: Person) -> None:
    await me.press("f8", "enter", "f6")
    await me.see("来源没有变")
    await me.press("f7", "delete", "escape")
    await me.see("一个字也没有")
    await me.press("y", "enter", "escape")
    assert part(me.home).edited is None
    await me.press("down", "enter")
    await me.type("退出以前写的。")
    await me.press("f10")
    assert me.is_out and part(me.home, 1).text.endswith("退出以前写的。")
    assert not list((me.home / "notices/qsh-2020-25/lead/drafts").glob("*.json"))


def test_a_kill_while_a_part_is_typed_leaves_the_words_to_be_gone_on_with(home: Path) -> None:
    reported(home)
    for turn in range(2):
        if turn:
            edit_part(board(home), part(home), "赵某后来写的。")
        program = Terminal("lead", home=home, **HERE)
        try:
            program.wait_for("汇总台")
            program.send("\x1b[19~")
            program.wait_for("成稿", *(["总体情况有上次没有存下的字"] if turn else []))
            program.send("\r")
            if turn:
                program.wait_for("还没有存下的话。", "后来这一部分又改过")
                program.send("\x1b[20~")
                program.wait_for("未定稿")
            else:
                program.wait_for("F9 写好了")
                program.send("还没有存下的话。")
                wait_for_draft(program, home)
            program.kill()
        finally:
            for pid in running(home):
                os.kill(pid, SIGKILL)
            program.close()
    assert part(home).text.endswith("还没有存下的话。")
    assert not list((home / "notices/qsh-2020-25/lead/drafts").glob("*.json"))


def wait_for_draft(program: Terminal, home: Path) -> None:
    """Reads the terminal until the words are on the disk."""
    folder = home / "notices/qsh-2020-25/lead/drafts"
    while not any("还没有存下的话。" in json.loads(path.read_text(encoding="utf-8"))["text"] for path in folder.glob("*.json")):
        program.read(0.1)
