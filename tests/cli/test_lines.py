"""Lines of stdin: every byte is read as some text, and the terminal erases what was typed character by character."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuwen_tui.cli.lines import GB18030, UTF_8, locale_encoding, read_text
from tests.cli.conversing import SAVED, Conversation
from tests.cli.running import run

STATUS, PERCENT, PROGRESS = "状态", "进度（", "工作进展（"


def entry(home: Path, number: int = 1) -> dict[str, Any]:
    shown: dict[str, Any] = run("show", str(number), "--unit", "rsj", "--quarter", "2020Q4", "--json", home=home).json()["entry"]
    return shown


@pytest.mark.parametrize(
    ("content", "expected", "read"),
    [
        (b"plain", UTF_8, ("plain", UTF_8, True)),
        (b"plain", GB18030, ("plain", GB18030, True)),
        ("已兑现326户".encode(), GB18030, ("已兑现326户", UTF_8, True)),
        ("已兑现326户".encode("gbk"), UTF_8, ("已兑现326户", GB18030, True)),
        ("𠮷野".encode(GB18030), UTF_8, ("𠮷野", GB18030, True)),
        ("一".encode("gbk"), GB18030, ("一", GB18030, True)),
        ("±5°".encode(), UTF_8, ("±5°", UTF_8, True)),
        (b"a\x1b[2J\x07b", UTF_8, ("a[2Jb", UTF_8, True)),
        (b"\xff", UTF_8, ("\ufffd", UTF_8, False)),
    ],
)
def test_a_line_is_read_in_the_encoding_it_is_in(content: bytes, expected: str, read: tuple[str, str, bool]) -> None:
    assert read_text(content, expected) == read


def test_the_end_that_a_terminal_threw_away_does_not_change_how_the_rest_is_read() -> None:
    assert read_text("已兑现".encode()[:-1], UTF_8, has_lost_its_end=True) == ("已兑", UTF_8, True)


@pytest.mark.parametrize("expected", [UTF_8, GB18030])
def test_every_byte_and_every_pair_of_bytes_is_read_as_clean_text(expected: str) -> None:
    for first in range(256):
        for content in (bytes([first]), *(bytes([first, second]) for second in range(256))):
            text, encoding, _ = read_text(content, expected)
            text.encode(encoding)
            assert "\x1b" not in text


@pytest.mark.parametrize(
    ("variables", "encoding"),
    [
        ({}, UTF_8),
        ({"LANG": "C"}, UTF_8),
        ({"LANG": "zh_CN.UTF-8"}, UTF_8),
        ({"LANG": "zh_CN.GBK"}, GB18030),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.gb18030"}, GB18030),
        ({"LANG": "zh_CN.GBK", "LC_CTYPE": "zh_CN.UTF-8", "LC_ALL": ""}, UTF_8),
    ],
)
def test_the_locale_says_which_encoding_is_spoken_first(variables: dict[str, str], encoding: str) -> None:
    assert locale_encoding(variables) == encoding


def test_backspace_takes_a_whole_character(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, "办理\x7f结12件。")
    talk.wait_for(SAVED)
    assert entry(home)["progress"] == "办结12件。"


def test_typing_gb18030_makes_the_talk_go_on_in_it_and_the_terminal_erase_by_byte(
    converse: Callable[..., Conversation], home: Path
) -> None:
    talk = converse("1")
    talk.wait_for("6 不涉及")
    assert talk.erases_by_character
    talk.type("推进中".encode("gbk"))
    talk.encoding = GB18030
    talk.wait_for(SAVED)
    assert not talk.erases_by_character
    talk.answer(PERCENT, "60")
    talk.answer(PROGRESS, "办了一\x7f\x7f两件，𠮷野。")
    talk.wait_for("下一步打算")
    assert entry(home)["progress"] == "办了两件，𠮷野。"


def test_in_a_gbk_locale_the_first_question_is_in_gb18030_already(converse: Callable[..., Conversation]) -> None:
    talk = converse("1", encoding=GB18030, LC_ALL="zh_CN.GBK")
    assert "稳定就业岗位" in talk.wait_for("6 不涉及")
    assert not talk.erases_by_character


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_terminal_is_put_back_as_it_was_found(converse: Callable[..., Conversation], end: signal.Signals) -> None:
    talk = converse("1")
    kept_open = os.open(f"/proc/{talk.child.pid}/fd/0", os.O_RDWR | os.O_NOCTTY)
    try:
        talk.wait_for("6 不涉及")
        assert talk.erases_by_character
        talk.child.kill(end)
        talk.child.wait()
        assert not talk.erases_by_character
    finally:
        os.close(kept_open)
    ended = (talk.child.exitstatus, talk.child.signalstatus)
    assert ended == ((130, None) if end is signal.SIGINT else (None, end))
