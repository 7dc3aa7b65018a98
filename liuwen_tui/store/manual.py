"""The manual that the program carries: plain text, a page for each kind of reader, the same that a person reads in the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "manual"
_PAGES = ("unit", "lead", "keeper")


@dataclass(frozen=True, slots=True)
class ManualPage:
    """What one kind of reader has to know."""

    name: str
    """``unit``, ``lead`` or ``keeper``."""
    title: str
    """The first line."""
    text: str
    """All that follows it; a paragraph stands on one line."""


def manual() -> list[ManualPage]:
    """Returns the pages in the order that people need them."""
    return [_page(name) for name in _PAGES]


def _page(name: str) -> ManualPage:
    title, _, text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    return ManualPage(name, title, text.strip())
