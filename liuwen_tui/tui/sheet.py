"""The stylesheet, parsed once for the colours in use: Textual parses all of it twice at a start, and again whenever it is refreshed."""

from __future__ import annotations

from typing import ClassVar

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_SOURCES = 256
"""Widgets and files whose rules are kept for one set of colours."""


class Sheet(Stylesheet):
    """Keeps the rules of every set of colours that was in use in this process, which nothing changes once they are parsed."""

    _parsed: ClassVar[dict[frozenset[tuple[str, str]], LRUCache[tuple[object, ...], list[RuleSet]]]] = {}

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__()
        self.set_variables(variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Takes colours by name; the rules are parsed with them the next time that they are asked for."""
        if variables != self._variables:
            self._parse_cache = LRUCache(1)  # which is cleared with the colours
            super().set_variables(variables)
            self._parse_cache = self._parsed.setdefault(frozenset(variables.items()), LRUCache(_SOURCES))

    def reparse(self) -> None:
        """Brings the rules up to date with the colours; what was parsed with them stands."""
        self.parse()
