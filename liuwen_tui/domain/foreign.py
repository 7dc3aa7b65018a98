"""What a unit says of measures that are not its own, or of a quarter in which it is none: left out of a merge, so that nothing of it counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.summary import Filing, Summary
from liuwen_tui.domain.units import Unit


def without_absent(summary: Summary, catalogue: Catalogue) -> tuple[Summary, tuple[Unit, ...]]:
    """Returns the summary without the reports of units that do not exist in its quarter, which the catalogue is of, and these units."""
    codes = catalogue.absent & (summary.own.keys() | summary.papers.keys())
    if not codes:
        return summary, ()
    absent = tuple(unit for unit in catalogue.units if unit.code in codes)
    own, papers = (
        {unit: filing for unit, filing in filings.items() if unit not in catalogue.absent} for filings in (summary.own, summary.papers)
    )
    return replace(summary, own=own, papers=papers), absent


def without_foreign(summary: Summary, catalogue: Catalogue) -> tuple[Summary, Mapping[str, tuple[int, ...]]]:
    """Returns the summary without the entries on measures that their unit neither has nor claimed, and these measures by unit.

    The rest of such a report stands: a measure that was taken back from a unit must not cost it the others.
    """
    reports = (*summary.own.values(), *summary.papers.values())
    foreign = {filing.unit: measures for filing in reports if (measures := _measures(filing, catalogue))}
    if not foreign:
        return summary, foreign
    own, papers = (
        {unit: _without(filing, foreign.get(unit, ())) for unit, filing in filings.items()} for filings in (summary.own, summary.papers)
    )
    return replace(summary, own=own, papers=papers), foreign


def _measures(filing: Filing, catalogue: Catalogue) -> tuple[int, ...]:
    return tuple(
        measure
        for measure, versions in filing.versions.items()
        if not catalogue.assigned_by(catalogue.measure(measure), filing.unit) and any(version.entry.claimed is None for version in versions)
    )


def _without(filing: Filing, measures: Collection[int]) -> Filing:
    return replace(filing, versions={measure: kept for measure, kept in filing.versions.items() if measure not in measures})
