"""A field of one line: a name, a reason, what is sought."""

from __future__ import annotations

import re

from textual.events import Paste
from textual.widgets import Input

_BREAK = re.compile(r"\s*[\n\r]\s*")


class OneLine(Input):
    """Makes one line of what is pasted in several, of which Textual keeps the first alone."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None, select_on_focus: bool = True) -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=select_on_focus, compact=True)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        event.text = _BREAK.sub(" ", event.text.rstrip())
