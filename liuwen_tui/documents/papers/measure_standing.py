"""What every annex says of a measure: who is responsible, and how it stands as a whole."""

from __future__ import annotations

from liuwen_tui.documents.papers.area_part import word_of
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.situation import Situation


def responsible_words(situation: Situation, measure: Measure) -> str:
    """Returns the units and groups that the notice names, and in quotation marks what could not be read."""
    unresolved = (f"“{text}”（原文不清）" for text in measure.unresolved)
    return "、".join((*map(situation.catalogue.unit_name, measure.units), *measure.groups, *unresolved))


def overall_words(situation: Situation, number: int) -> str:
    """Returns ``推进中（拟）``, ``推进中（牵头单位核定）`` or ``尚无填报``."""
    status = situation.statuses[number]
    settled = "（牵头单位核定）" if number in situation.overall else "（拟）" if status else ""
    return word_of(status) + settled
