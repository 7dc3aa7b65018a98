"""Chinese wrapping inside text areas: Textual takes a run of Chinese for one word and tears it anywhere."""

from __future__ import annotations

import textual._wrap as textual_wrap

from liuwen_tui.domain.text import pieces


def mend_wrapping() -> None:
    """Puts our splitting of text in the place of Textual's private one; a test guards that it still takes effect."""
    textual_wrap.chunks = pieces
