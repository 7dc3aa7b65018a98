"""A measure in words: all that the notice says of it, and what stands beside it in the list."""

from __future__ import annotations

from liuwen_tui.documents.plain import plain_entry, plain_target
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.units import Unit
from liuwen_tui.reporting.overview import Assignment
from liuwen_tui.tui import words


def source_text(measure: Measure, catalogue: Catalogue) -> str:
    """Returns a measure's text verbatim, with its units, targets and the damage of the print."""
    notes = [f"原文“{item.quote}”：{item.note}" for item in catalogue.notice.anomalies if item.measure == measure.number]
    blocks = [
        f"{measure.label}{measure.title}。{measure.text}{measure.responsible}",
        *[f"目标 {target.id}  {plain_target(target)}" for target in measure.targets],
        *notes,
    ]
    return "\n\n".join(blocks)


def beside_text(measure: Measure, catalogue: Catalogue, unit: Unit, before: Entry | None) -> str:
    """Returns what is good to have beside the form where there is room: the text, who answers for it, and last quarter's words."""
    lines = [measure.text, "", _responsible(measure, catalogue, unit), "", words.BEFORE_TITLE]
    return "\n".join([*lines, *(plain_entry(before, measure) if before else [words.NO_ENTRY_BEFORE])])


def about_text(item: Assignment, catalogue: Catalogue, unit: Unit) -> str:
    """Returns who answers for a measure, its targets, both quarters and what is still to mend, then its text."""
    measure = item.measure
    group = catalogue.listing_group(measure, unit.code)
    lines = [
        f"{measure.numeral}{measure.title}",
        _responsible(measure, catalogue, unit),
        *([words.listed_words(unit.name, group)] if group else []),
        f"目标  {'；'.join(map(plain_target, measure.targets)) or '无量化目标'}",
        f"上季  {words.status_words(item.before) if item.before else words.NO_ENTRY_BEFORE}",
        f"本季  {words.status_words(item.entry)}",
        *[f"! {finding.message}" for finding in item.findings if item.version],
        "",
        measure.text,
    ]
    return "\n".join(lines)


def _responsible(measure: Measure, catalogue: Catalogue, unit: Unit) -> str:
    """Who answers for a measure, with the unit itself marked."""
    names = [catalogue.unit_name(code) for code in measure.units]
    marked = [f"[{name}]" if name == unit.name else name for name in names]
    unread = [f"{text}（原文不清）" for text in measure.unresolved]
    return f"责任单位  {' '.join((*marked, *measure.groups, *unread))}"
