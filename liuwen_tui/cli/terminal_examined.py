"""What ``doctor`` sees of the terminal: asked of it within a bounded time, and left as it was."""

from __future__ import annotations

import locale
import os
import termios
from collections.abc import Iterator, Mapping
from contextlib import suppress

from liuwen_tui.cli.examined import Examined, unseen
from liuwen_tui.cli.lines import GB18030, UTF_8, locale_encoding, terminal_put_back
from liuwen_tui.tui.terminal import SMALLEST, TOO_PLAIN, Terminal, probe, raw

_SOURCE, _TARGET = 0, 2
"""Where the screens read and write the terminal: stdin and stderr."""
_PATIENCE = 3.0
"""Seconds; an answer that came later than the screens wait is told from none."""
_CTRL_C = b"\x03"
_SLOW = 0.3
_USUAL = 80, 24
_ENCODING, _WIDTH, _SIZE, _COLOURS, _TERM, _ROUND_TRIP = (
    ("encoding", "编码"),
    ("ambiguous_width", "引号宽度"),
    ("size", "窗口大小"),
    ("colours", "颜色"),
    ("term", "TERM"),
    ("round_trip", "往返时间"),
)
_TO_UTF_8 = (
    "请把终端的编码改成 UTF-8：PuTTY 在 Window → Translation → Remote character set；Xshell 在 文件 → 属性 → 终端 → 编码；"
    "SecureCRT 在 会话选项 → 终端 → 外观 → 字符编码；Windows Terminal 本来就是。"
)
_TO_XTERM = (
    "请把终端类型改成 xterm-256color：PuTTY 在 Connection → Data → Terminal-type string；Xshell 在 文件 → 属性 → 终端 → 终端类型；"
    "SecureCRT 在 会话选项 → 终端 → 仿真。改不了就用 liuwen fill 一问一答地填。"
)
_TO_ANOTHER = "界面照 UTF-8、引号一格来画；中文或边框乱了，请换 PuTTY、Xshell、SecureCRT 或 Windows Terminal 登录。"
_TO_C_UTF_8 = "请在 ~/.profile 里写 export LANG=C.UTF-8，重新登录。"
_LOCALES = ("LC_ALL", "LC_CTYPE", "LANG")
_OF_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python itself puts into LC_CTYPE where the locale is none or not there."""
TOO_PLAIN_TO_ASK = "这样的终端不能问"


def ask_terminal() -> tuple[Terminal | None, str]:
    """Returns what the terminal answered, and why nothing was asked of it where that is None.

    Raises `KeyboardInterrupt` for Ctrl-C meanwhile and `BrokenPipeError` where the terminal went away. Whatever happens the terminal is put back as it was found.
    """
    if not (os.isatty(_SOURCE) and os.isatty(_TARGET)):
        return None, "这里不是终端"
    if _is_in_background():
        return None, "程序在后台"
    if os.environ.get("TERM", "") in TOO_PLAIN:
        return None, TOO_PLAIN_TO_ASK
    with terminal_put_back(lambda: None), raw(_SOURCE):
        terminal = probe(_SOURCE, _TARGET, _PATIENCE)
        with suppress(termios.error):  # it hung up
            termios.tcflush(_SOURCE, termios.TCIFLUSH)  # an answer that came too late is not left to the shell
    if not terminal.is_there:
        raise BrokenPipeError
    if _CTRL_C in terminal.typed:
        raise KeyboardInterrupt
    return terminal, ""


def _is_in_background() -> bool:
    """Tells whether the shell would stop us as soon as we set anything of its terminal."""
    try:
        return os.tcgetpgrp(_SOURCE) != os.getpgrp()
    except OSError:  # no shell holds it
        return False


def examine_terminal(terminal: Terminal | None, why: str, environment: Mapping[str, str]) -> Iterator[Examined]:
    """Yields what is found of the terminal that answered so, or was not asked for that reason."""
    if terminal is None:
        yield unseen(*_ENCODING, why)
        yield unseen(*_WIDTH, why)
    else:
        yield from _drawing(terminal)
    if os.isatty(_TARGET):
        yield _size()
        yield _colours(environment)
        yield _term(environment.get("TERM", ""))
    else:
        yield from (unseen(*thing, why) for thing in (_SIZE, _COLOURS, _TERM))
    yield _round_trip(terminal) if terminal else unseen(*_ROUND_TRIP, why)
    yield _locale(environment, terminal)


def _drawing(terminal: Terminal) -> Iterator[Examined]:
    if terminal.seconds is None:
        yield Examined(*_ENCODING, False, "终端没有回答", _TO_ANOTHER)
        yield unseen(*_WIDTH, "终端没有回答")
        return
    if not terminal.knows_chinese:
        yield Examined(*_ENCODING, False, "既不是 UTF-8，也不是 GB18030，中文会是乱码", _TO_UTF_8)
    elif terminal.encoding == "gbk":
        yield Examined(*_ENCODING, False, "GBK，少见的字显示成问号，内容不受影响", _TO_UTF_8, terminal.encoding)
    else:
        yield Examined(*_ENCODING, True, terminal.encoding.upper(), value=terminal.encoding)
    yield Examined(*_WIDTH, True, "一格" if terminal.ambiguous == 1 else "两格，界面照两格画", value=terminal.ambiguous)


def _size() -> Examined:
    columns, rows = os.get_terminal_size(_TARGET)
    found, value = f"{columns} 列 {rows} 行", [columns, rows]
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return Examined(*_SIZE, False, f"{found}，太小", "请把窗口拉大到 80 列 24 行，至少 60 列 18 行；字可以改小。", value)
    is_usual = columns >= _USUAL[0] and rows >= _USUAL[1]
    return Examined(*_SIZE, True, found if is_usual else f"{found}，能用，80 列 24 行更好", value=value)


def _colours(environment: Mapping[str, str]) -> Examined:
    """As the screens judge it."""
    if environment.get("NO_COLOR"):
        return Examined(*_COLOURS, True, "不用颜色（设了 NO_COLOR）", value=2)
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return Examined(*_COLOURS, True, "真彩色", value=1 << 24)
    if "256" in environment.get("TERM", ""):
        return Examined(*_COLOURS, True, "256 色", value=256)
    return Examined(*_COLOURS, True, "16 色，够用", value=16)


def _term(name: str) -> Examined:
    if name in TOO_PLAIN:
        return Examined(*_TERM, False, f"{name or '没有设'}，打不开界面", _TO_XTERM, name)
    return Examined(*_TERM, True, name, value=name)


def _round_trip(terminal: Terminal) -> Examined:
    if terminal.seconds is None:
        return unseen(*_ROUND_TRIP, f"等了 {_PATIENCE:.0f} 秒，终端没有回答")
    milliseconds = max(1, round(terminal.seconds * 1000))
    if terminal.seconds < _SLOW:
        return Examined(*_ROUND_TRIP, True, f"{milliseconds} 毫秒", value=milliseconds)
    advice = "线路慢，打的字要等一会儿才显示，不会丢；请换一条网络，或者用 liuwen fill 一问一答地填。"
    return Examined(*_ROUND_TRIP, False, f"{milliseconds} 毫秒", advice, milliseconds)


def _locale(environment: Mapping[str, str], terminal: Terminal | None) -> Examined:
    """What other programs in the same terminal go by; ours does not."""
    thing, named = ("locale", "区域设置"), _locales(environment)
    for name, value in named.items():
        if not _is_installed(value):
            return Examined(*thing, False, f"{name}={value}，这台机器上没有", _TO_C_UTF_8, value)
    name, value = next(iter(named.items()), ("", ""))
    if terminal and terminal.seconds is not None and terminal.knows_chinese and "." in value:
        is_gb = terminal.encoding != UTF_8
        if (locale_encoding(named) == GB18030) is not is_gb:
            advice = f"别的程序在这里会显示乱码，liuwen 不受影响。{_TO_UTF_8 if is_gb else _TO_C_UTF_8}"
            return Examined(*thing, False, f"{name}={value}，和终端的编码不一样", advice, value)
    return Examined(*thing, True, f"{name}={value}" if name else "没有设", value=value or None)


def _locales(environment: Mapping[str, str]) -> dict[str, str]:
    """What is set, the one that counts first."""
    named = {name: environment[name] for name in _LOCALES if environment.get(name)}
    return {name: value for name, value in named.items() if name != "LC_CTYPE" or value not in _OF_PYTHON}


def _is_installed(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True
