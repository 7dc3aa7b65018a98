"""Textual imported without what this program never shows: its English command palette, and TLS, which asyncio would bring.

The palette alone is a fifth of the time that Textual takes to be imported; it brings trees, selections and a directory list.
"""

from __future__ import annotations

import sys
from types import ModuleType

_PALETTE = "textual.command"


class _Unused(ModuleType):
    """Has every name that is asked for, as a class without anything."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def import_lightly() -> None:
    """Sees that importing Textual after this leaves those out; what is imported already stays."""
    sys.modules.setdefault(_PALETTE, _Unused(_PALETTE))
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]  # as in a Python built without it
