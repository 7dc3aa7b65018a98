"""成稿: the report to the district government in parts, each as drafted from the summary or as the lead wrote it, and 定稿."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

COMPREHENSIVE_LIMIT = 5000
"""Characters that a comprehensive report may have at most."""
SPECIAL_LIMIT = 4000
"""Characters that a report on one subject may have at most."""
AREA = "area-"
"""What the ids of the parts on areas begin with."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What the lead wrote in the place of a draft."""

    text: str
    drafted: str
    """The draft that it was written over, by which a later one is told from it."""
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Redrafted:
    """The draft taken again in the place of what the lead wrote."""

    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report."""

    id: str
    """``general``, ``area-1`` … by the notice's order, ``problems``, ``next-steps``, ``support``."""
    title: str
    """总体情况, 保居民就业 …"""
    drafted: str
    """As the summary of now would have it; paragraphs parted by ``\\n``."""
    edited: Edited | None = None

    @property
    def text(self) -> str:
        """What goes into the report."""
        return self.edited.text if self.edited else self.drafted

    @property
    def is_stale(self) -> bool:
        """True when what the units say has changed since the lead wrote."""
        return self.edited is not None and self.edited.drafted != self.drafted


@dataclass(frozen=True, slots=True)
class Final:
    """定稿: the texts as they were finished, and the reports that were in."""

    at: str
    by: str
    texts: Mapping[str, str]
    """By part."""
    seals: Mapping[str, str]
    """Of the reports that counted, by unit code."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """撤销定稿, with the reason."""

    at: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """All that the lead wrote of one quarter's report, the earliest first; nothing of it is ever taken away."""

    texts: Mapping[str, tuple[Edited | Redrafted, ...]] = field(default_factory=dict)
    """By part."""
    closings: tuple[Final | Reopened, ...] = ()

    def edited(self, part: str) -> Edited | None:
        """Returns what stands in the place of the draft of that part, None where the draft does."""
        return standing_text(self.texts.get(part, ()))

    @property
    def final(self) -> Final | None:
        """定稿 as it stands, None while the report is open."""
        return standing_final(self.closings)


def standing_text(history: Sequence[Edited | Redrafted]) -> Edited | None:
    """Returns the text that the last of them left in the place of the draft, None where the draft stands."""
    last = history[-1] if history else None
    return last if isinstance(last, Edited) else None


def standing_final(history: Sequence[Final | Reopened]) -> Final | None:
    """Returns 定稿 where the last of them is one."""
    last = history[-1] if history else None
    return last if isinstance(last, Final) else None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The report of one quarter."""

    parts: tuple[Part, ...]
    final: Final | None = None
    late: tuple[str, ...] = ()
    """Codes of the units whose report came, or came anew, after 定稿: 定稿后报送."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Files under ``lead/`` that cannot be used, each with the reason."""

    def text(self, part: Part) -> str:
        """Returns what the report says there: once it is finished, what it said then."""
        return self.final.texts.get(part.id, part.text) if self.final else part.text

    @property
    def length(self) -> int:
        """Characters of all parts, white space left out."""
        return sum(map(self.characters, self.parts))

    def characters(self, part: Part) -> int:
        """Returns how many characters the report has there, white space left out."""
        return len("".join(self.text(part).split()))
