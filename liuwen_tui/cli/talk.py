"""A conversation in plain lines: what is said goes to stderr, what is answered comes from stdin."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from enum import Enum

from liuwen_tui.cli.lines import erase_by_character, is_cut, is_pasted_on, read_line, read_text
from liuwen_tui.domain.text import clean, is_blank, width, wrap

_WIDEST, _NARROWEST = 78, 20
_STDERR = 2
_GAP = "  "


class Sign(Enum):
    """What is said in place of an answer; each with the marks for it, those of a Chinese keyboard included."""

    KEEP = ("",)
    CLEAR = ("-",)
    CARRY = ("=",)
    HELP = ("?",)
    BACK = ("<", "《", "〈")
    NEXT = (">", "》", "〉")
    QUIT = ("q", "Q")
    END = ()
    """The end of the input."""


_SIGNS = {mark: sign for sign in Sign for mark in sign.value}
SIGNS = "回车 保留方括号里的；- 清空；= 抄上季；< 上一问；> 下一项；q 退出；? 帮助。"
HELP = (
    SIGNS,
    "答一问，存一问；退出或断线，答过的都在。",
    "分几段写：行末打 \\ 再回车，接着写下一段；几行一起粘贴也可以。",
    "答案就是 - = < > q ? 中的一个，前面加 \\；行末真要一个 \\，打两个。",
    "退格改字；Ctrl+U 重打这一行，Ctrl+R 重新显示这一行。方向键不起作用。",
)


class Talk:
    """Says and asks line by line, in the encoding that it is spoken to in."""

    def __init__(self, encoding: str) -> None:
        """``encoding`` is the one expected until a line in another comes."""
        self._has_ended = False
        self._speak(encoding)

    def say(self, text: str = "") -> None:
        """Prints a text, wrapped to the terminal."""
        self._write("\n".join(wrap(clean(text), _cells())) + "\n")

    def say_in_columns(self, items: Sequence[str]) -> None:
        """Prints short items, as many to a row as it has room for."""
        row = ""
        for item in items:
            longer = f"{row}{_GAP}{item}" if row else item
            if row and width(longer) > _cells():
                self.say(row)
            row = longer if width(longer) <= _cells() else item
        self.say(row)

    def ask(self, question: str, choices: Sequence[str] = (), help_text: str = "", takes_text: bool = False) -> str | Sign:
        """Asks until something other than ``?`` is said; the choices stand below the question.

        Only a question that takes text takes more than one line, be it typed or pasted.
        """
        while True:
            self.say(question)
            if choices:
                self.say_in_columns(choices)
            lines = self._lines() if takes_text else [self._line("> ")]
            sign = _SIGNS.get(_plain(lines[0])) if len(lines) == 1 and lines[0] is not None else None
            if sign is Sign.HELP:
                self._help(help_text)
            elif lines[0] is None or sign:
                return sign or Sign.END
            elif not takes_text:
                return _plain(lines[0])
            else:
                text = _unescaped("".join(line for line in lines if line is not None)).strip("\n")
                return Sign.KEEP if is_blank(text) else text

    def refuse(self, why: str) -> None:
        """Says why an answer will not do; what was pasted behind it answers nothing more."""
        dropped = 0
        while not self._has_ended and is_pasted_on(dropped > 0):
            self._has_ended = not read_line()
            dropped += 1
        self.say(f"{why}跟着的 {dropped} 行没有用。" if dropped else why)

    def _help(self, help_text: str) -> None:
        for text in (help_text, *HELP):
            if text:
                self.say(text)

    def _lines(self) -> list[str | None]:
        """The lines of one answer, the first None at the end of the input.

        It goes on with the next line after a ``\\`` at the end, in a paste, and where the terminal lost a line's end.
        """
        lines, is_paste = [self._line("> ")], False
        while lines[-1] is not None and not self._has_ended:
            was_cut, goes_on = self._was_cut, _goes_on(lines[-1])
            if was_cut:
                self.say(f"这一行太长，终端只收到“{lines[-1][-8:]}”为止，后面的请补写，没有就回车。")
            if not goes_on and is_pasted_on(is_paste):
                is_paste = True
                lines[-1] += "\n"
                lines.append(self._line(""))
            elif goes_on or was_cut:
                lines[-1] = lines[-1][:-1] + "\n" if goes_on else lines[-1]
                lines.append(self._line(">> "))
            else:
                break
        return lines

    def _line(self, prompt: str) -> str | None:
        """Reads one line, None at the end of the input."""
        self._write(prompt)
        content = b"" if self._has_ended else read_line()
        self._has_ended = not content.endswith(b"\n")
        self._was_cut = is_cut(content)
        if prompt and (self._has_ended or not os.isatty(0)):
            self._write("\n")
        if not content:
            return None
        text, encoding, is_whole = read_text(content.rstrip(b"\r\n"), self._encoding, self._was_cut)
        if encoding != self._encoding:
            self._speak(encoding)
        if not is_whole:
            self.say("有几个字节读不懂，以问号代替，请核对这一行。")
        return text

    def _speak(self, encoding: str) -> None:
        self._encoding = encoding
        sys.stderr.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
        erase_by_character(encoding)

    def _write(self, text: str) -> None:
        """Prints; no byte of it drives the terminal."""
        try:
            sys.stderr.write(clean(text))
            sys.stderr.flush()
        except OSError as error:  # a terminal that hung up
            raise BrokenPipeError from error


def _cells() -> int:
    try:
        columns = os.get_terminal_size(_STDERR).columns
    except OSError:
        return _WIDEST
    return max(_NARROWEST, min(_WIDEST, columns - 1)) if columns else _WIDEST


def _plain(line: str | None) -> str:
    """The line as its marks are looked up: full-width ones, as a Chinese keyboard types them, made plain."""
    return unicodedata.normalize("NFKC", line or "").strip()


def _goes_on(line: str) -> bool:
    return line.endswith("\\") and not line.endswith("\\\\")


def _unescaped(text: str) -> str:
    """The text without the ``\\`` that keeps its end, or a mark that is the whole of it, from being taken as such."""
    bare = text.strip()
    if bare.startswith("\\") and bare[1:] in _SIGNS and bare != "\\":
        return bare[1:]
    return text[:-1] if text.endswith("\\\\") else text
