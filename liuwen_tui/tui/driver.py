"""Reading the terminal: bytes that mean nothing never end the program, a terminal that is gone does."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from selectors import EVENT_READ, SelectSelector
from typing import ClassVar

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from liuwen_tui.tui.terminal import Terminal

_CHUNK = 4096
_TICK = 0.1
"""Seconds between two looks whether a lone Esc is the key, and not the beginning of another."""


class _KeyParser(XTermParser):
    """Textual's parser without mice, which nobody asked for: one on a screen of no size fails, and what was read behind it is lost."""

    def parse_mouse_code(self, code: str) -> None:
        """Makes nothing of it."""


class TerminalDriver(LinuxDriver):
    """Textual's driver with the decoder that the terminal needs; the size comes from the kernel alone.

    Overrides private parts of Textual's; a test guards that they are still there.
    """

    terminal: ClassVar[Terminal] = Terminal()
    _to_end: socket.socket | None = None

    def _query_in_band_window_resize(self) -> None:
        """Does not ask for sizes among the keys: what is pasted could then resize the screen."""

    def start_application_mode(self) -> None:
        """Makes what the thread of the keys hears its end by, as it sleeps until a key comes."""
        self._told_to_end, self._to_end = socket.socketpair()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        loop = asyncio.get_running_loop()
        signal.signal(signal.SIGWINCH, lambda *_: loop.call_soon_threadsafe(self._tell_size))

    def _tell_size(self) -> None:
        """Reads the size in the event loop: a signal that interrupts the handler of another has the older size told last."""
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))

    def disable_input(self) -> None:
        """Ends the thread of the keys."""
        if self._to_end:
            self._to_end.close()
        super().disable_input()

    def resume_application_mode(self) -> None:
        """Begins anew and has the screen painted whole, also where nobody said beforehand that the program would be stopped."""
        if self._key_thread and self._key_thread.is_alive():
            self.suspend_application_mode()
        self._must_signal_resume = True
        super().resume_application_mode()

    def _run_input_thread(self) -> None:
        """Lets what fails here out to the way that all faults go; Textual would draw a traceback and end well."""
        self.run_input_thread()

    def run_input_thread(self) -> None:
        """Reads keys until the program leaves the screen; hangs up where the terminal is at its end."""
        encoding = "utf-8" if self.terminal.encoding == "utf-8" else "gb18030"
        decode = getincrementaldecoder(encoding)(errors="replace").decode
        self._parser = _KeyParser(self._debug)
        self._take(decode(self.terminal.typed))
        with self._told_to_end as told_to_end, SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            selector.register(told_to_end, EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select(_TICK if self._is_in_sequence else None)}
                if told_to_end in ready:
                    return
                if ready:
                    content = self._read()
                    if not content:
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    self._take(decode(content))
                self._hand_on(self._parser.tick())

    @property
    def _is_in_sequence(self) -> bool:
        """True while what was read last may be the beginning of a longer key."""
        return self._parser._timeout_time is not None

    def _read(self) -> bytes:
        """What was typed, nothing where the terminal is gone."""
        with suppress(OSError):
            return os.read(self.fileno, _CHUNK)
        return b""

    def _take(self, text: str) -> None:
        if text:  # to the parser, no text is the end
            self._hand_on(self._parser.feed(text))

    def _hand_on(self, messages: Iterable[Message]) -> None:
        """Passes on what was typed; reports of sizes, which nobody asked for, are left out."""
        for message in messages:
            if not isinstance(message, Resize):
                self.process_message(message)


def driver_for(terminal: Terminal) -> type[TerminalDriver]:
    """Returns the driver for a terminal of those traits."""
    return type("DriverOfTerminal", (TerminalDriver,), {"terminal": terminal})
