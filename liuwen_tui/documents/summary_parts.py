"""A summary as one file or, where it is too large for that, as several by unit, each a summary of its own."""

from __future__ import annotations

from dataclasses import replace

from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY, write_summary
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.summary import Summary


def write_parts(summary: Summary, catalogue: Catalogue, largest: int = LARGEST_SUMMARY) -> list[bytes]:
    """Returns documents of at most ``largest`` bytes that together are the summary, none of which splits a unit.

    The same for the same summary: what is too large is halved by the order of the units. Raises `Unusable` where one
    unit alone is too large.
    """
    try:
        return [write_summary(summary, catalogue, largest)]
    except Unusable:
        units = sorted({*summary.own, *summary.papers})
        middle = len(units) // 2
        if not middle:
            raise
    return [part for half in (units[:middle], units[middle:]) for part in write_parts(_only(summary, half), catalogue, largest)]


def _only(summary: Summary, units: list[str]) -> Summary:
    own, papers = ({unit: filings[unit] for unit in units if unit in filings} for filings in (summary.own, summary.papers))
    return replace(summary, own=own, papers=papers)
