"""Ctrl+P, help, the manual and the first screen: what they name can be done, and is named in one way everywhere."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.dom import DOMNode
from textual.screen import Screen

from liuwen_tui.store.manual import manual
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import doables, key_words
from liuwen_tui.tui.keymap import every_binding
from liuwen_tui.tui.screens.base import Room
from tests.test_house import README
from tests.tui.driving import LARGE, LEAST, SMALL, Person, hold_against, sit, visit
from tests.tui.test_screens import at, some_entries

NAMED = re.compile("【(\\S[^】]*)】([^【\n]*)")
LIST = "F7 下一未填"
SIZES = [LEAST, SMALL, LARGE]


def kinds(root: type[DOMNode]) -> Iterable[type[DOMNode]]:
    """Returns all our classes below that one."""
    for kind in root.__subclasses__():
        yield from kinds(kind)
        if kind.__module__.startswith("liuwen_tui."):
            yield kind


# Ctrl+P


@pytest.mark.parametrize("wanted", ["导出", "dc", "export", "EXPORT", "list.export"])
@sit()
async def test_what_can_be_done_is_found_by_characters_initials_and_english(me: Person, wanted: str) -> None:
    await me.press("ctrl+p")
    await me.type(wanted)
    await me.until(lambda: "换报告期" not in me.screen, "只剩导出")
    assert re.search(r"导出 +F8 e", me.screen)
    await me.press("enter")
    await me.see("导出本季报告")


@sit(size=LARGE)
async def test_the_palette_shows_everything_with_its_key_until_something_is_typed(me: Person) -> None:
    offered = [doable for doable in doables(me.app.screen) if doable.what != "这里能做的事"]
    await me.press("ctrl+p")
    for doable in offered:
        assert re.search(rf"^ {re.escape(doable.what)} +{re.escape(doable.keys)}$", me.screen, flags=re.M), doable.what


@sit()
async def test_esc_leaves_the_palette_and_nothing_is_done(me: Person) -> None:
    before = me.screen
    await me.press("ctrl+p", "ctrl+p", "down", "escape")
    assert me.screen == before


@sit()
async def test_what_is_found_nowhere_is_said_in_chinese_and_enter_does_nothing(me: Person) -> None:
    await me.press("ctrl+p")
    await me.type("飞机")
    await me.see("这里没有这样的事")
    await me.press("enter")
    await me.see("这里能做的事", "飞机")


@sit(prepare=some_entries)
async def test_ctrl_p_does_it_where_one_was(me: Person) -> None:
    await me.press("4", "enter", "enter", "end", "ctrl+p")
    await me.type("写过的句子")
    await me.press("enter")
    await me.see("本单位写过的句子")
    await me.type("326")
    await me.press("enter", "f3")
    assert me.stored(4).progress == "新增参保1200人。已兑现稳岗补贴326户412万元，[全部到账]。"


@pytest.mark.parametrize(
    ("wanted", "then"), [("预览", "未报送"), ("历史", "还没有历史"), ("认领", "可认领的措施"), ("换报告期", "选择报告期")]
)
@sit()
async def test_what_letters_do_outside_text_is_done_by_ctrl_p_from_inside_it(me: Person, wanted: str, then: str) -> None:
    await me.press("/", "ctrl+p")
    await me.type(wanted)
    assert re.search(rf"^ {wanted} +(文字栏外 [a-z]|Ctrl\+R)$", me.screen, flags=re.M)
    await me.press("enter")
    await me.see(then)


@sit()
async def test_enter_in_a_text_is_named_for_outside_it_alone(me: Person) -> None:
    await me.press("enter", "2", "enter")
    (enter,) = (doable for doable in doables(me.app.screen) if doable.what == "到该填的文字栏")
    assert enter.keys == "文字栏外 回车"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("f7", "F7"),
        ("ctrl+p", "Ctrl+P"),
        ("shift+tab", "Shift+Tab"),
        ("v", "v"),
        ("ideographic_comma", "、"),
        ("delete", "Delete"),
        ("space", "空格"),
    ],
)
def test_keys_are_named_as_they_stand_on_the_keyboard(key: str, said: str) -> None:
    assert key_words(key) == said


# help and the manual


def test_every_screen_says_what_to_do_next_and_every_key_in_it_does_that() -> None:
    rooms = [kind for kind in kinds(Screen) if issubclass(kind, Room) and "compose" in kind.__dict__]
    assert rooms
    for kind in (*kinds(Screen), *kinds(DOMNode)):
        for key, following in NAMED.findall(kind.HELP or ""):
            assert_does(key, following)


@pytest.mark.parametrize("page", manual(), ids=lambda page: page.name)
def test_every_key_that_the_manual_names_does_what_it_says(page) -> None:
    named = NAMED.findall(page.text)
    assert named
    for key, following in named:
        assert_does(key, following)


def assert_does(key: str, following: str) -> None:
    """Asserts that a binding of that key is described as the text behind the key goes on."""
    said = [binding.description for binding in every_binding() if key_words(binding.key) == key]
    assert any(following.startswith(what) for what in said), f"【{key}】{following}: {said}"


PLACES = {
    "到处": ("app", "room"),
    "清单": ("list",),
    "填报": ("entry", "percent"),
    "检查": ("check",),
    "预览": ("preview",),
    "认领": ("claims",),
    "汇总台": ("board",),
    "冲突": ("conflict",),
    "成稿": ("manuscript", "part"),
    "报送情况": ("attendance",),
    "催报单": ("chase",),
    "本季规则": ("rules",),
    "交办": ("assign",),
}
"""What README calls a place, and the beginnings of the ids that hold there."""


def test_every_key_that_readme_names_is_bound_where_it_says_and_every_key_of_these_places_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    table = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", text, flags=re.M)[1:]
    bound = {(key_words(binding.key), (binding.id or "").partition(".")[0]) for binding in every_binding()}
    told = set()
    for named, where in table:
        letters = {letter: place for letter, place in re.findall(r"([a-z]) 只在(\S\S)", where)}
        for key in keys_in(named):
            places = [letters[key]] if key in letters else [place for place in PLACES if place in where]
            here = {(key, beginning) for place in places for beginning in (*PLACES[place], "app")} & bound
            assert here or key == "数字", f"{named} {where}: {key}"
            told |= here
    assert {(key, place) for key, place in bound if place in ("app", "list", "entry", "check", "preview", "claims")} - told == set()
    assert set(re.findall(r"F\d+", text)) | set(re.findall("按 `([a-z])`", text)) <= {key for key, _ in bound}


def keys_in(named: str) -> set[str]:
    """Returns the keys in the first column of README's table; what parts keys there stands for itself in one row."""
    besides = {"/": "/、", "?": "？", "–": "2345"}
    return {key for key in re.split("[、，–/ ]+|或", named) if key}.union(*(more for mark, more in besides.items() if mark in named))


def test_readme_leads_to_every_page_of_the_manual() -> None:
    text = README.read_text(encoding="utf-8")
    for page in manual():
        assert f"(liuwen_tui/manual/{page.name}.txt)" in text


def test_our_own_words_can_be_drawn_in_gbk() -> None:
    for text in (*(page.text for page in manual()), *(value for value in vars(words).values() if isinstance(value, str))):
        text.encode("gbk")


@pytest.mark.parametrize("way", [("f1", "m"), ("f12",), ("ctrl+p", "手", "册", "enter")])
@sit()
async def test_the_manual_is_read_part_by_part(me: Person, way: tuple[str, ...]) -> None:
    await me.press(*way)
    await me.see("手册 1/4  填报单位", "从头到尾")
    await me.press("3")
    await me.see("手册 3/4  管理员")
    await me.press("right")
    await me.see("手册 4/4  全部的键", "app.quit")
    await me.press("right", "left", "escape")
    await me.see(LIST)


@sit(size=(LEAST[0], 200))
async def test_every_paragraph_of_the_manual_is_whole_in_the_narrowest_terminal(me: Person) -> None:
    for key, page in zip("123", manual(), strict=True):
        await me.press("escape", "f12", key)
        await me.until(lambda page=page: "".join(page.text.split()) in "".join(me.screen.split()), page.title)


# how they look


@pytest.mark.parametrize(("name", "keys"), [("palette", ["ctrl+p"]), ("manual", ["f12"]), ("themes", ["f11"]), ("help", ["f1"])])
def test_the_new_screens_look_as_they_did(home: Path, name: str, keys: list[str]) -> None:
    async def steps(me: Person) -> None:
        await me.press(*keys)
        for size in SIZES:
            await me.resize(size)
            hold_against(name, me)

    at("list", home, steps)


def test_the_first_screen_says_what_this_is_and_what_to_press(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.see("这里按季度填报", "您是哪个单位", "F10", "F1")
        await me.resize(LEAST)
        hold_against("units", me)

    asyncio.run(visit(home, steps, unit=None))
