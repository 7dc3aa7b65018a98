"""Everything that can go wrong for a person, each with its exit code and one sentence in Chinese."""

from __future__ import annotations

from typing import ClassVar


class LiuwenError(Exception):
    """The root of the family; ``str()`` is the sentence a person sees: what happened and what to do."""

    exit_code: ClassVar[int] = 3
    """The process exit code of design.md, section 5."""

    def __init__(self, sentence: str, command: str = "") -> None:
        """``command`` does what the sentence asks for; it is named where commands are given, as on a screen a key does it."""
        super().__init__(sentence)
        self.command = command

    def with_command(self) -> str:
        """Returns the sentence with the command, as it is said at a shell."""
        return f"{self}可用 {self.command}。" if self.command else str(self)


class Unfinished(LiuwenError):
    """Nothing failed, but something waits for a person, such as entries to fill before submitting."""

    exit_code = 1


class WrongUse(LiuwenError):
    """The request itself is wrong: an unknown unit, measure, quarter, field or value."""

    exit_code = 2


class Unusable(LiuwenError):
    """A file or a store cannot be used; the sentence names it and the reason."""

    exit_code = 3


class Damaged(Unusable):
    """A store that has existed holds what this program never left there, or is gone; ``liuwen restore`` mends it."""


class Busy(LiuwenError):
    """Somebody else holds the store's lock."""

    exit_code = 4


class Changed(LiuwenError):
    """The entry was changed by somebody else since it was read."""

    exit_code = 4


class NotAllowed(LiuwenError):
    """The account may not do this, or the report is frozen."""

    exit_code = 5
