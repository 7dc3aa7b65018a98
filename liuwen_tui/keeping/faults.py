"""What ``server check`` finds: who can do what they should not, or cannot do what they should, and what mends it."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.store.settings import SERVER_SETTINGS

_ESCAPED = re.compile(rb"[^ -~]|['\\]")
"""What a shell does not take as it is within ``$'…'``."""


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
        options = [f"--config {quoted(self.configuration)}"] if self.configuration != SERVER_SETTINGS else []
        return " ".join(["liuwen server init --yes", self._which, *options])

    def mend(self, path: Path) -> str:
        """The command that gives what stands there the rights that its place wants, a name and a time."""
        return f"liuwen server mend {self._which} {quoted(path)}"

    def remove(self, path: Path) -> str:
        """The command that removes what stands there."""
        return f"liuwen server mend --remove {self._which} {quoted(path)}"

    @property
    def _which(self) -> str:
        notice = [f"--notice {shlex.quote(self.notice)}"] if self.notice else []
        return " ".join([f"--home {quoted(self.home)}", *notice])


def quoted(path: Path) -> str:
    """Returns a path as a shell takes it, on one line and in characters that can be seen, whatever its name is."""
    if str(path).isprintable():
        return shlex.quote(str(path))
    return f"$'{_ESCAPED.sub(_hexadecimal, os.fsencode(path)).decode()}'"


def _hexadecimal(match: re.Match[bytes]) -> bytes:
    return b"\\x%02x" % match[0][0]
