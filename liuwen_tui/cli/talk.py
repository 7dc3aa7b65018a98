"""A conversation in plain lines: what is said goes to stderr, what is answered comes from stdin."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from liuwen_tui.cli.lines import erase_by_character, is_cut, is_pasted_on, read_line, read_text
from liuwen_tui.cli.signs import HELP, Sign, goes_on, looked_up, plain, sign_of, unescaped
from liuwen_tui.domain.text import clean, is_blank, width, wrap

_WIDEST, _NARROWEST = 78, 20
_STDERR = 2
_GAP = "  "


class Talk:
    """Says and asks line by line, in the encoding that it is spoken to in."""

    def __init__(self, encoding: str) -> None:
        """``encoding`` is the one expected until a line in another comes."""
        self.idle_seconds: float | None = None
        """Time without a line after which `Idle` is raised, None for never."""
        self._has_ended = False
        self._speak(encoding)

    @property
    def cells(self) -> int:
        """Cells of a row."""
        return _cells()

    def say(self, text: str = "") -> None:
        """Prints a text, wrapped to the terminal."""
        self._write("\n".join(wrap(clean(text), self.cells)) + "\n")

    def say_in_columns(self, items: Sequence[str]) -> None:
        """Prints short items, as many to a row as it has room for."""
        row = ""
        for item in items:
            longer = f"{row}{_GAP}{item}" if row else item
            if row and width(longer) > self.cells:
                self.say(row)
            row = longer if width(longer) <= self.cells else item
        self.say(row)

    def ask(
        self,
        question: str,
        choices: Sequence[str] = (),
        help_text: str = "",
        takes_text: bool = False,
        while_typed: Callable[[str], object] | None = None,
        look_up: Callable[[str], str | None] | None = None,
    ) -> str | Sign:
        """Asks until something other than ``?`` is said; the choices stand below the question.

        Only a question that takes text takes more than one line, be it typed or pasted; ``while_typed`` is told the
        lines so far each time that the next one is waited for. ``look_up`` returns the text for
        a word that is looked up, None to be asked anew. Raises `Idle` when no line comes for too long.
        """
        while True:
            self.say(question)
            if choices:
                self.say_in_columns(choices)
            lines = self._lines(while_typed) if takes_text else [self._line("> ")]
            sign = sign_of(lines[0]) if len(lines) == 1 and lines[0] is not None else None
            if sign is Sign.HELP:
                self._help(help_text)
            elif lines[0] is None or sign:
                return sign or Sign.END
            elif not takes_text:
                return plain(lines[0])
            elif look_up and len(lines) == 1 and (word := looked_up(lines[0])) is not None:
                if (found := look_up(word)) is not None:
                    return found
            else:
                text = _joined(lines)
                return Sign.KEEP if is_blank(text) else text

    def pick(self, question: str, choices: Mapping[str, str], kept: str | None = None) -> str | None:
        """Asks until one of the choices is said, and returns its key; None when the person leaves.

        ``kept`` is what Enter says.
        """
        while True:
            said = self.ask(question, [f"{key} {word}" for key, word in choices.items()])
            if said in (Sign.QUIT, Sign.END):
                return None
            if said is Sign.KEEP and kept:
                return kept
            if isinstance(said, str) and said in choices:
                return said
            self.refuse(f"请打 {'、'.join(choices)} 之一。")

    def refuse(self, why: str) -> None:
        """Says why an answer will not do; what was pasted behind it answers nothing more."""
        dropped = 0
        while not self._has_ended and is_pasted_on(dropped > 0):
            self._has_ended = not read_line(self.idle_seconds)
            dropped += 1
        self.say(f"{why}跟着的 {dropped} 行没有用。" if dropped else why)

    def _help(self, help_text: str) -> None:
        for text in (help_text, *HELP):
            if text:
                self.say(text)

    def _lines(self, while_typed: Callable[[str], object] | None) -> list[str | None]:
        """The lines of one answer, the first None at the end of the input.

        It goes on with the next line after a ``\\`` at the end, in a paste, and where the terminal lost a line's end.
        """
        lines, is_paste = [self._line("> ")], False
        while lines[-1] is not None and not self._has_ended:
            was_cut, is_to_go_on = self._was_cut, goes_on(lines[-1])
            if was_cut:
                self.say(f"这一行太长，终端只收到“{lines[-1][-8:]}”为止，后面的请补写，没有就回车。")
            if not is_to_go_on and is_pasted_on(is_paste):
                is_paste = True
                lines[-1] += "\n"
                lines.append(self._line(""))
            elif is_to_go_on or was_cut:
                lines[-1] = lines[-1][:-1] + "\n" if is_to_go_on else lines[-1]
                if while_typed:
                    while_typed(_joined(lines))
                lines.append(self._line(">> "))
            else:
                break
        return lines

    def _line(self, prompt: str) -> str | None:
        """Reads one line, None at the end of the input."""
        self._write(prompt)
        content = b"" if self._has_ended else read_line(self.idle_seconds)
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


def _joined(lines: Sequence[str | None]) -> str:
    return unescaped("".join(line for line in lines if line is not None)).strip("\n")
