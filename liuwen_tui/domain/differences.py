"""What differs between two texts, word by word, and the marks that show it on paper and on a screen of one colour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from liuwen_tui.domain.text import WORD

_MOST_EDITS = 600
_MOST_STEPS = 2_000_000
"""What a comparison may cost: half a second."""
_LEAST_KEPT = 1 / 3
"""The share of the shorter text that must be in both for the rest to be told word by word."""
_PIECE = re.compile(rf"(?:\d+(?:,\d{{3}})+(?:{WORD})?|{WORD})%?|[已未]完成|.", re.DOTALL)
"""A figure with its thousands and its percent sign, a word, 已完成 or 未完成, or one character."""


class Kind(StrEnum):
    """What became of a run of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind, never empty."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Pieces that stand in both texts: where they begin in the old one and in the new one, and how many they are."""

    old: int
    new: int
    size: int
    before: _Block | None = None
    """The block that precedes it."""


def differences(before: str, after: str) -> tuple[Run, ...]:
    """Returns the runs that lead from one text to the other: without those added the old one, without those removed the new one.

    Words and figures stay whole, and what two texts share by chance alone is not kept. Texts that differ in most of what
    they say are one run removed and one added; so are long ones where the comparison would take more than half a second.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    blocks = _worth_keeping(_common(old, new), old, new)
    if sum(_length(old, block.old, block.old + block.size) for block in blocks) < _LEAST_KEPT * min(len(before), len(after)):
        blocks = []
    runs: list[Run] = []
    at_old = at_new = 0
    for block in (*blocks, _Block(len(old), len(new), 0)):
        runs.append(Run(Kind.REMOVED, "".join(old[at_old : block.old])))
        runs.append(Run(Kind.ADDED, "".join(new[at_new : block.new])))
        at_old, at_new = block.old + block.size, block.new + block.size
        runs.append(Run(Kind.KEPT, "".join(old[block.old : at_old])))
    return tuple(run for run in runs if run.text)


def marked(before: str, after: str) -> str:
    """Returns the new text with what is new, and what is gone, in it: ``已兑现【删 200】【增 326】户``.

    Not in 〔〕, which every document number has.
    """
    marks = {Kind.KEPT: "{}", Kind.REMOVED: "【删 {}】", Kind.ADDED: "【增 {}】"}
    return "".join(marks[run.kind].format(run.text) for run in differences(before, after))


def marked_apart(one: str, other: str) -> tuple[str, str]:
    """Returns two texts, neither of which came first, each with what the other does not say in 【】."""
    runs = differences(one, other)
    mine, theirs = (
        "".join(run.text if run.kind is Kind.KEPT else f"【{run.text}】" for run in runs if run.kind in (Kind.KEPT, own))
        for own in (Kind.REMOVED, Kind.ADDED)
    )
    return mine, theirs


def _common(old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """Returns the longest that two lists have in common, as blocks in order; none where finding it costs too much.

    Source: Myers, An O(ND) Difference Algorithm, 1986.
    """
    reached: dict[int, tuple[int, _Block | None]] = {1: (0, None)}
    steps = 0
    for edits in range(min(len(old) + len(new), _MOST_EDITS) + 1):
        for diagonal in range(-edits, edits + 1, 2):
            at, last = _further(reached, diagonal, edits)
            start = at
            while at < len(old) and at - diagonal < len(new) and old[at] == new[at - diagonal]:
                at += 1
            steps += at - start
            if at > start:
                last = _Block(start, start - diagonal, at - start, last)
            reached[diagonal] = at, last
            if at >= len(old) and at - diagonal >= len(new):
                return _in_order(last)
        if steps > _MOST_STEPS:
            break
    return []


def _further(reached: dict[int, tuple[int, _Block | None]], diagonal: int, edits: int) -> tuple[int, _Block | None]:
    """The furthest that one more edit leads to on a diagonal: a piece added, or one removed."""
    if diagonal == -edits or (diagonal != edits and reached[diagonal - 1][0] < reached[diagonal + 1][0]):
        return reached[diagonal + 1]
    at, last = reached[diagonal - 1]
    return at + 1, last


def _in_order(last: _Block | None) -> list[_Block]:
    blocks = []
    while last:
        blocks.append(last)
        last = last.before
    return blocks[::-1]


def _worth_keeping(blocks: list[_Block], old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """The blocks but those between two replacements each at least as long: 的 in two different sentences says nothing."""
    while True:
        around = [_Block(0, 0, 0), *blocks, _Block(len(old), len(new), 0)]
        replaced = [_replaced(one, other, old, new) for one, other in pairwise(around)]
        kept = [
            block
            for block, (gap_before, gap_after) in zip(blocks, pairwise(replaced), strict=True)
            if _length(old, block.old, block.old + block.size) > min(gap_before, gap_after)
        ]
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def _replaced(one: _Block, other: _Block, old: Sequence[str], new: Sequence[str]) -> int:
    """How many characters were replaced between two blocks: the longer side, 0 where either is empty."""
    removed, added = _length(old, one.old + one.size, other.old), _length(new, one.new + one.size, other.new)
    return max(removed, added) if removed and added else 0


def _length(pieces: Sequence[str], start: int, end: int) -> int:
    return sum(map(len, pieces[start:end]))
