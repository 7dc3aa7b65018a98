"""A person's own keys: used, shown everywhere, and refused in a sentence where they cannot be."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from liuwen_tui.store.personal import keymap_file
from liuwen_tui.tui.doables import doables
from liuwen_tui.tui.keymap import apply, every_binding
from tests.cli.running import CODE
from tests.tui.driving import LARGE, Person, visit


def with_keys(home: Path, keymap: str, steps: Callable[[Person], Awaitable[None]]) -> None:
    """Takes the steps with that keymap.toml."""
    keymap_file().parent.mkdir(parents=True)
    keymap_file().write_text(keymap, encoding="utf-8")
    asyncio.run(visit(home, steps, size=LARGE))


@pytest.mark.parametrize("line", ['"list.export" = "f6,x"', 'list.export = "f6, x"', 'list = { export = "F6,x" }'])
def test_own_keys_do_what_the_old_ones_did_and_are_shown_in_help_and_palette(home: Path, line: str) -> None:
    async def steps(me: Person) -> None:
        assert [doable.keys for doable in doables(me.app.screen) if doable.what == "导出"] == ["F6 x"]
        await me.press("f8")
        await me.see("F7 下一未填")
        for key in ("x", "f6"):
            await me.press(key)
            await me.see("导出本季报告")
            await me.press("escape")
        await me.press("f1")
        assert "F6 x " in me.row("导出")
        await me.press("escape", "ctrl+p")
        assert me.row("导出").endswith("F6 x")

    with_keys(home, f"[keys]\n{line}\n", steps)


def test_the_manual_and_the_words_of_help_name_the_own_key(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.press("f1")
        await me.see("【Ctrl+N】下一未填")
        await me.press("m")
        await me.see("手册 1/4", "【Ctrl+N】下一未填")

    with_keys(home, '[keys]\n"list.next_unfilled" = "ctrl+n"\n', steps)


def test_keys_with_names_may_be_used() -> None:
    assert apply({"list.export": "insert,ctrl+f9,、"}) == ({}, ["keymap.toml 的 list.export 没有用上：、 已经是“筛选”。"])
    assert apply({"list.export": "insert, ctrl+f9"}) == ({"list.export": "insert,ctrl+f9"}, [])


@pytest.mark.parametrize("guide", ["README.md", "liuwen_tui/manual/keeper.txt"])
def test_the_keys_that_a_guide_gives_as_an_example_can_be_used(guide: str) -> None:
    lines = re.findall(r'(?:^|`)("[a-z_]+\.[a-z_]+" = "[^"`]+")', (CODE / guide).read_text(encoding="utf-8"), flags=re.M)
    keys = tomllib.loads("\n".join(lines))
    assert len(keys) == len(lines) > 0 and apply(keys) == (keys, [])


def test_two_keys_can_be_exchanged() -> None:
    assert apply({"list.preview": "c", "list.claim": "v"}) == ({"list.preview": "c", "list.claim": "v"}, [])


@pytest.mark.parametrize(
    ("name", "keys", "why"),
    [
        ("list.nothing", "f6", "没有这个代号"),
        ("list.export", "f99", "没有 f99 这个键"),
        ("list.export", "ctrl+m", "没有 ctrl+m 这个键"),
        ("list.export", "escape", "没有 escape 这个键"),
        ("list.export", 8, "键要写成文字"),
        ("list.export", "", "键要写成文字"),
        ("list.export", "p", "p 已经是“换报告期”"),
        ("list.export", "f1", "F1 已经是“帮助”"),
        ("list.export", "f10", "F10 已经是“退出”"),
        ("list.export", "end", "End 已经是“移动和改文字”"),
        ("list.export", "7", "打字时也会按到 7"),
        ("entry.next", "n", "打字时也会按到 n"),
        ("entry.next", "ctrl+z", "Ctrl+Z 已经是“移动和改文字”"),
        ("app.help", "ctrl+t", "Ctrl+T 已经是“写过的句子”"),
        ("app.quit", "f6", "退出的键不能改"),
    ],
)
def test_a_line_that_cannot_stand_is_left_out_with_a_reason_and_the_others_are_used(name: str, keys: object, why: str) -> None:
    used, refused = apply({"list.preview": "y", name: keys})
    assert used == {"list.preview": "y"}
    assert len(refused) == 1
    assert refused[0].startswith(f"keymap.toml 的 {name} 没有用上：{why}")


def test_of_two_lines_that_clash_the_later_one_is_left_out() -> None:
    used, refused = apply({"list.preview": "y", "list.claim": "y"})
    assert used == {"list.preview": "y"}
    assert refused == ["keymap.toml 的 list.claim 没有用上：y 已经是“预览”。"]


def test_every_id_may_be_given_another_key_but_quitting() -> None:
    names = {binding.id or "" for binding in every_binding()}
    for name in names - {"app.quit"}:
        assert apply({name: "ctrl+o"}) == ({name: "ctrl+o"}, [])


@pytest.mark.parametrize("keymap", ["[keys]\nlist.export = \n", "[key]\n", "keys = 3\n"])
def test_a_file_that_is_not_to_be_understood_is_a_sentence_and_the_keys_stay(home: Path, keymap: str) -> None:
    async def steps(me: Person) -> None:
        await me.until(lambda: "keymap.toml" in "".join(me.rows), "说出哪个文件")
        await me.press("f8")
        await me.see("导出本季报告")

    with_keys(home, keymap, steps)


def test_what_is_left_out_is_said_at_the_start_and_f10_still_leaves(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.see("keymap.toml", "app.quit", "没有用上")
        await me.press("x", "f10")
        assert me.is_out

    with_keys(home, '[keys]\n"app.quit" = "x"\n', steps)


def test_the_foot_line_names_the_own_keys_of_the_place(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.see("回车 填写  Ctrl+N 下一未填  F9 检查报送")
        await me.press("enter")
        await me.see("Ctrl+O 下一条  F2 上一条  F7 下一未填")

    with_keys(home, '[keys]\nlist.next_unfilled = "ctrl+n"\nentry.next = "ctrl+o,f3"\n', steps)
