"""What is said in place of an answer, and how a line that looks like it is told from an answer."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto


class Sign(Enum):
    """What is said in place of an answer."""

    KEEP = auto()
    CLEAR = auto()
    CARRY = auto()
    HELP = auto()
    BACK = auto()
    NEXT = auto()
    QUIT = auto()
    END = auto()
    """The end of the input, for which there is no mark."""


_MOST_DIGITS = 3
_LOOKS_UP = "*"
_LONGEST_WORD = 12
"""Characters of what is looked up; a longer line is text."""
_MARKS = {
    Sign.KEEP: ("",),
    Sign.CLEAR: ("-",),
    Sign.CARRY: ("=",),
    Sign.HELP: ("?",),
    Sign.BACK: ("<", "《", "〈"),
    Sign.NEXT: (">", "》", "〉"),
    Sign.QUIT: ("q", "Q"),
}
"""Those of a Chinese keyboard included."""
_SIGNS = {mark: sign for sign, marks in _MARKS.items() for mark in marks}
SIGNS = "回车 保留方括号里的；- 清空；= 抄上季；< 上一问；> 下一项；q 退出；? 帮助。"
HELP = (
    SIGNS,
    "答一问，存一问；退出或断线，答过的都在。",
    "分几段写：行末打 \\ 再回车，接着写下一段；几行一起粘贴也可以。",
    "写文字时打 *词，如 *减税 或 *js，从本单位以前写过的话里找一句接上。",
    "答案就是 - = < > q ? 中的一个，或以 * 开头，前面加 \\；行末真要一个 \\，打两个。",
    "退格改字；Ctrl+U 重打这一行，Ctrl+R 重新显示这一行。方向键不起作用。",
)


def sign_of(line: str) -> Sign | None:
    """Returns what a line says in place of an answer, None where it is one."""
    return _SIGNS.get(plain(line))


def number_of(answer: str | Sign) -> int | None:
    """Returns the number that an answer is, of at most three digits, None for any other."""
    return int(answer) if isinstance(answer, str) and answer.isdecimal() and len(answer) <= _MOST_DIGITS else None


def looked_up(line: str) -> str | None:
    """Returns the word that a line looks up, "" for any, None where it is text."""
    said = plain(line)
    return said[1:].strip() if said.startswith(_LOOKS_UP) and len(said) <= _LONGEST_WORD else None


def plain(line: str) -> str:
    """Returns the line as marks are looked up in it: full-width ones, as a Chinese keyboard types them, made plain."""
    return unicodedata.normalize("NFKC", line).strip()


def goes_on(line: str) -> bool:
    """Tells whether the line says that the next one belongs to it."""
    return line.endswith("\\") and not line.endswith("\\\\")


def unescaped(text: str) -> str:
    """Returns the text without the ``\\`` that keeps its end, or a mark that is the whole of it, from being taken as such."""
    bare = text.strip()
    if bare.startswith(f"\\{_LOOKS_UP}") or (bare.startswith("\\") and bare[1:] in _SIGNS and bare != "\\"):
        return bare[1:]
    return text[:-1] if text.endswith("\\\\") else text
