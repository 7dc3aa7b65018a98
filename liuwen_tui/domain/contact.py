"""Whom to ring up about a unit's report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A person with a phone number; either may be empty."""

    name: str = ""
    phone: str = ""
    is_from_report: bool = False
    """True while it is only what the unit's last report names, and nobody on the lead's side wrote another."""

    @property
    def words(self) -> str:
        """``张某 0791-88100000``, "" where neither is known."""
        return f"{self.name} {self.phone}".strip()


def read_contact(text: str) -> Contact:
    """Returns the contact written as ``张某 0791-88100000``: what begins with a figure at the end is the phone."""
    words = text.split()
    at = next((at for at, word in enumerate(words) if word[:1].isdecimal() or word[:1] in "+（("), len(words))
    return Contact(" ".join(words[:at]), " ".join(words[at:]))
