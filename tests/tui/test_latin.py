"""No English on any screen: all of them are opened and read, and so is every sentence and word that they may show."""

from __future__ import annotations

import ast
import asyncio
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.screen import Screen

from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting import filing
from liuwen_tui.store.manual import manual
from liuwen_tui.tui import words
from liuwen_tui.tui.doables import doables
from liuwen_tui.tui.keymap import every_binding
from liuwen_tui.tui.screens.base import Room
from liuwen_tui.tui.screens.board_room import BoardRoom
from liuwen_tui.tui.screens.finding import FindScreen
from liuwen_tui.tui.screens.writing_room import WritingRoom
from liuwen_tui.tui.sparing import SparingScreen
from tests.conftest import fill, open_desk
from tests.tui.driving import Person, visit
from tests.tui.test_board import rival_reports
from tests.tui.test_drafts import leave
from tests.tui.test_face import kinds
from tests.tui.test_history import FIRST, two_versions
from tests.tui.test_notices import with_second_notice

LATIN = re.compile("[A-Za-z]{2,}")
KEYS = {"Ctrl", "Shift", "Tab", "Esc", "PgUp", "PgDn", "Delete"}
FORMATS = {"TOML", "Markdown", "Word", "Excel", "UTF", "GB"}
PROGRAMS = {"SSH", "sftp", "WinSCP", "Xftp", "PuTTY", "Xshell", "SecureCRT", "Windows", "Terminal"}
EXAMPLES = {"fgw", "wdjy", "dc", "export"}
"""What may be typed to find something: a unit's code, initials, the English of a binding's id."""
IN_FILES = {"home", "out", "ctrl", "pageup", "delete"}
"""What is written in liuwen.toml and keymap.toml, and a folder."""
ALLOWED = KEYS | FORMATS | PROGRAMS | EXAMPLES | IN_FILES
NAMES = re.compile(
    r"\{\w+\}"  # a value that is put in
    r"|liuwen(\s+server)?(\s+[a-z]+)?"  # a command as it is typed
    r"|(?:[A-Za-z]+,)+[是否]"  # keys of a binding that Chinese is typed for too
    r"|(?<!\w)--?[a-z]+"  # its options
    r"|[\w~-]*[./](?:[\w./-]|\n )+"  # files, folders and ids of bindings, on several rows where one is too short
    r"|[A-Z]+_[A-Z]+|TERM=dumb|\[keys\]|\"[a-z0-9,]+\""  # the environment, and what stands in keymap.toml
)
CHINESE = re.compile("[\u4e00-\u9fff]")
SHOWN_BY = {"say", "tell", "notify", "head", "update", "Line", "Prose", "Page", "Foot", "Content"}
TUI = Path(words.__file__).parent


def english(text: str) -> set[str]:
    """Returns the Latin words that no list here has."""
    return set(LATIN.findall(NAMES.sub("", text))) - ALLOWED


# every screen


class Reader:
    """Presses keys and reads the screen after each; which screens it saw and the ids that help and Ctrl+P offered there are kept."""

    def __init__(self, me: Person) -> None:
        self._me = me
        self.seen: set[str] = set()
        self.offered: set[str] = set()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self._me.press(key)
            self.seen.add(type(self._me.app.screen).__name__)
            self.offered.update(name for doable in doables(self._me.app.screen) for name in doable.names)
            assert english(self._me.screen) == set(), self._me.screen


def much(home: Path) -> None:
    """区发改委 reported last quarter, two people wrote in this one, and a draft was left."""
    two_versions(home)
    open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00").record(1, lambda _: FIRST)
    leave(home, 4)


def three_rivals(home: Path) -> None:
    """区人社局 told one measure in three ways that know nothing of each other, and another in two."""
    rival_reports(home)
    third = fill(open_desk(home / "third", "rsj"))
    for number in (2, 3):
        third.record(number, lambda entry: replace(entry, progress="第三份说法。"))
    out = open_desk(home, "rsj").office.home.out_folder("rsj")
    shutil.copy(filing.submit(third, Signatories(reviewed_by="赵某")), out / "qsh-2020-25_2020Q4_rsj-4.toml")


async def as_unit(me: Person, reader: Reader) -> None:
    await reader.press("f1", "escape", "2", "n", "escape", "/", "7", "escape", "o", "o")
    await reader.press("f1", "m", "2", "3", "4", "escape", "ctrl+p", "d", "9", "escape", "f11", "down", "escape", "f4", "escape")
    await reader.press("f5", "n", "f9", "f1", "escape", "f9", "v", "d", "escape", "w", "escape", "f8", "enter", "escape")
    await reader.press("c", "enter", "d", "escape", "p", "escape", "h", "down", "enter", "n", "escape", "1", "enter", "f1", "escape")
    await reader.press("tab", "f1", "escape", "f6", "enter", "f1", "escape", "ctrl+t", "9", "escape", *["tab"] * 4, "f7", "escape")
    await reader.press("1", "enter", "enter", "甲")
    me.desk().record(1, lambda entry: replace(entry, progress="李四的话。"))
    await reader.press("f3", "f1", "escape", "1", "ctrl+c")


async def as_stranger(_: Person, reader: Reader) -> None:
    await reader.press("f1", "escape", "公", "安", "escape", "down", "up", "enter")
    await reader.press("f1", "escape", "公", "安", "escape", "enter", "f1", "escape", "enter")


async def as_lead(_: Person, reader: Reader) -> None:
    await reader.press("f1", "escape", "down", "right", "enter", "escape", "f3", "enter", "f1", "escape", "3", "f1", "escape", "f9")
    await reader.press("escape", "escape", "y", "b", "f1", "escape", "x", "enter", "f1", "escape", "escape", "l", "f1", "escape", "f8")
    await reader.press("escape", "t", "f1", "escape", "enter", "escape", "escape", "/", "f1", "escape", "escape", "escape")
    await reader.press("a", "y", "r", "甲", "enter", "f7", "ctrl+p", "escape", "g", "escape", "i", "escape", "f6", "f6", "/", "escape")
    await reader.press("m", "f1", "escape", "s", "f1", "escape", "escape", *["f3"] * 4, "t", "f1", "escape", "escape", "escape")
    await reader.press("f8", "f1", "escape", "w", "h", "escape", "enter", "f1", "escape", "f6", "甲", "f5", "n", "f9", "h", "f1", "enter")
    await reader.press("v", "escape", "f8", "f9", "y", "enter", "w", "甲", "enter", "escape", "z")


def test_no_screen_shows_an_english_word_none_is_left_out_and_every_binding_is_offered_somewhere(home: Path, tmp_path: Path) -> None:
    seen, offered = set(), set()
    walks = {"unit": (as_unit, much), "stranger": (as_stranger, with_second_notice), "lead": (as_lead, three_rivals)}
    for name, (walk, prepare) in walks.items():
        there = tmp_path / name / "home"
        prepare(there)

        async def steps(me: Person, walk=walk) -> None:
            reader = Reader(me)
            await reader.press("f24")
            await walk(me, reader)
            seen.update(reader.seen)
            offered.update(reader.offered)

        asyncio.run(visit(there, steps, unit=None if name == "stranger" else "fgw", for_lead=name == "lead"))
    ours = {kind.__name__ for kind in kinds(Screen)} - {kind.__name__ for kind in (SparingScreen, Room, FindScreen, WritingRoom, BoardRoom)}
    assert ours - seen == set()
    assert {binding.id for binding in every_binding()} - offered == set()


# every word and sentence


def literals(path: Path) -> Iterator[str]:
    """Yields the texts in a module that may come to stand on a screen: Chinese ones, and any that is handed to a screen as it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SHOWN_BY:
            yield from (text for argument in node.args for text in _texts(argument, set()))
        yield from (text for text in _texts(node, documentation) if CHINESE.search(text))


def _texts(node: ast.AST, but: set[int]) -> list[str]:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in but]


@pytest.mark.parametrize("path", sorted(TUI.rglob("*.py")), ids=lambda path: str(path.relative_to(TUI)))
def test_no_text_of_ours_has_an_english_word(path: Path) -> None:
    texts = set(literals(path))
    assert {text: found for text in texts if (found := english(text))} == {}


def _flat(value: object) -> list[str]:
    """Every text in a constant, whether it is one or holds them."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else None
    return [str(value)] if parts is None else [text for part in parts for text in _flat(part)]


def test_no_fixed_word_no_binding_and_no_page_of_the_manual_is_english() -> None:
    fixed = [value for name, value in vars(words).items() if name.isupper()]
    shown = [text for value in fixed for text in _flat(value)]
    assert len(shown) > 100
    for text in (*shown, *(binding.description for binding in every_binding()), *(page.text for page in manual())):
        assert english(text) == set(), text
