"""What a question about an entry is, in plain words: what stands there now, and what an answer makes of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from liuwen_tui.domain.entry import Entry


class Question(ABC):
    """One question about an entry."""

    choices: tuple[str, ...] = ()
    help_text = ""
    takes_text = False
    takes_phrases = False
    """True where a sentence that the unit wrote before may be put in."""
    repeats = False
    """True when it is asked again after an answer, until there is no further one."""

    def __init__(self, field: str, title: str) -> None:
        self.field, self.title = field, title

    @property
    def key(self) -> str:
        """What tells the question from the others of its entry."""
        return self.field

    @abstractmethod
    def shown(self, entry: Entry) -> str:
        """Returns what stands there now, "" for nothing."""

    @abstractmethod
    def answer(self, entry: Entry, text: str) -> Entry:
        """Returns the entry with that answer; raises `WrongUse` for one that it cannot hold."""

    def remark(self, entry: Entry) -> str:
        """Returns what is to be said of the answer that stands now, "" for nothing."""
        return ""

    def take(self, entry: Entry, source: Entry) -> Entry:
        """Returns the entry with this field as it stands in ``source``: the quarter before, or an empty one to clear it."""
        return replace(entry, **{self.field: getattr(source, self.field)})
