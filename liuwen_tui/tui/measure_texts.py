"""A measure in words: all that the notice says of it, and what stands beside it in the list; what concerns us stands out."""

from __future__ import annotations

import re

from textual.content import Content

from liuwen_tui.documents.plain import plain_entry, plain_target
from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.text import visible
from liuwen_tui.domain.units import Unit
from liuwen_tui.reporting.overview import Assignment
from liuwen_tui.tui import sentences, words

_STANDS_OUT = "bold underline"
_HEADING = "bold"


def source_text(measure: Measure, catalogue: Catalogue, unit: Unit) -> Content:
    """Returns a measure's text verbatim, with its units, targets and the damage of the print."""
    notes = [f"原文“{item.quote}”：{item.note}" for item in catalogue.notice.anomalies if item.measure == measure.number]
    blocks = [
        "\n".join(_responsible_lines(measure, catalogue, unit, catalogue.assigned_by(measure, unit.code))),
        *[f"目标 {target.id}  {plain_target(target)}" for target in measure.targets],
        *notes,
    ]
    title = f"{measure.label}{measure.title}。"
    return Content("\n\n").join(
        [_plain(title) + marked_text(measure) + _marked_responsible(measure, catalogue, unit), *map(_plain, blocks)],
    )


def beside_text(measure: Measure, catalogue: Catalogue, unit: Unit, before: Entry | None) -> Content:
    """Returns what is good to have beside the form where there is room: the text, who answers for it, and last quarter's words."""
    said = plain_entry(before, measure) if before else [words.NO_ENTRY_BEFORE]
    by = catalogue.assigned_by(measure, unit.code)
    responsible = ["", *_responsible_lines(measure, catalogue, unit, by), ""]
    return Content("\n").join([marked_text(measure), *map(_plain, responsible), _heading(words.BEFORE_TITLE), *map(_plain, said)])


def about_text(item: Assignment, catalogue: Catalogue, unit: Unit) -> Content:
    """Returns who answers for a measure, its targets, both quarters and what is still to mend, then its text."""
    measure = item.measure
    lines = [
        *_responsible_lines(measure, catalogue, unit, item.by),
        f"目标  {'；'.join(map(plain_target, measure.targets)) or '无量化目标'}",
        f"上季  {sentences.status_words(item.before) if item.before else words.NO_ENTRY_BEFORE}",
        f"本季  {sentences.standing_words(item)}",
        *([f"退回  {item.sent_back}"] if item.sent_back else []),
        *[f"! {finding.message}" for finding in item.findings if item.version and finding.code != "sent_back"],
        "",
    ]
    title = _heading(f"{measure.numeral}{measure.title}")
    return Content("\n").join([title, *map(_plain, lines), marked_text(measure)])


def marked_text(measure: Measure) -> Content:
    """Returns the text of a measure; what it commits to stands out."""
    text, start = _plain(measure.text), measure.text_span[0]
    for target in measure.targets:
        text = text.stylize(_STANDS_OUT, target.quote_span[0] - start, target.quote_span[1] - start)
    return text


def _responsible_lines(measure: Measure, catalogue: Catalogue, unit: Unit, by: AssignedBy | None) -> list[str]:
    """Who answers for the measure, the unit or the group that it is named by in brackets, and how the unit came by it."""
    group = catalogue.listing_group(measure, unit.code)
    names = [*map(catalogue.unit_name, measure.units), *measure.groups]
    marked = [f"[{name}]" if name in (unit.name, group) else name for name in names]
    unread = [f"{text}（原文不清）" for text in measure.unresolved]
    why = [sentences.listed_words(unit.name, group)] if group else []
    why += [words.GIVEN] if by is AssignedBy.LEAD else []
    return [f"责任单位  {' '.join((*marked, *unread))}", *why]


def _marked_responsible(measure: Measure, catalogue: Catalogue, unit: Unit) -> Content:
    """The list of units as printed; the unit's name, or its group's, stands out."""
    group = catalogue.listing_group(measure, unit.code)
    names = [unit.name, *unit.aliases] if unit.code in measure.units else [group] if group else []
    text = _plain(measure.responsible)
    for name in sorted(names, key=len, reverse=True):
        if found := re.search(re.escape(name), text.plain):
            return text.stylize(_STANDS_OUT, *found.span())
    return text


def _heading(text: str) -> Content:
    return _plain(text).stylize(_HEADING)


def _plain(text: str) -> Content:
    return Content(visible(text))
