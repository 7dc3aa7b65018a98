"""A summary as one file or, where it is too large for that, as several by unit, each a summary of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY, Piece, join_pieces, write_pieces
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.summary import Summary


def write_parts(summary: Summary, catalogue: Catalogue, largest: int = LARGEST_SUMMARY) -> list[bytes]:
    """Returns documents of at most ``largest`` bytes that together are the summary, none of which splits a unit.

    The same for the same summary: what is too large is halved by the order of the units, and each report is written once.
    Raises `Unusable` where one unit alone is too large.
    """
    by_unit = [list(pieces) for _, pieces in groupby(write_pieces(summary, catalogue), key=lambda piece: piece.unit)]
    return list(_parts(summary, by_unit, largest))


def _parts(summary: Summary, by_unit: list[list[Piece]], largest: int) -> Iterator[bytes]:
    middle = len(by_unit) // 2
    try:
        yield join_pieces(summary, list(chain.from_iterable(by_unit)), largest)
        return
    except Unusable:
        if not middle:
            raise
    for half in (by_unit[:middle], by_unit[middle:]):
        yield from _parts(summary, half, largest)
