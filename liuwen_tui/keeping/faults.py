"""What ``server check`` finds: who can do what they should not, or cannot do what they should, and what mends it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.store.settings import SERVER_SETTINGS


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    code: str
    path: Path
    message: str
    command: str
    """What mends it, run by root unless the message says otherwise."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The shared home that is verified."""

    home: Path
    catalogue: Catalogue
    configuration: Path
    notice: str
    """As the notice was named, "" where the home's own is meant."""

    @property
    def init(self) -> str:
        """The command that lays out what is missing."""
        options = [f"--home {quoted(self.home)}"]
        options += [f"--notice {shlex.quote(self.notice)}"] if self.notice else []
        options += [f"--config {quoted(self.configuration)}"] if self.configuration != SERVER_SETTINGS else []
        return f"liuwen server init --yes {' '.join(options)}"


def quoted(path: Path) -> str:
    """Returns a path as a shell takes it."""
    return shlex.quote(str(path))
