"""各方面进展: how the measures of an area stand, and what the units say that they did, in their own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from liuwen_tui.documents.papers.attribution import (
    LONG_PROGRESS,
    MOST_MEMBERS,
    NO_PROGRESS,
    NOT_APPLICABLE,
    NOT_STARTED,
    NOTHING_NEW,
    REMARKS,
    sayings,
    told_apart,
)
from liuwen_tui.documents.papers.figures import told_figures
from liuwen_tui.documents.papers.sentences import first_sentence
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.notice import Area, Measure
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.versions import Version

UNTOLD = "尚无填报"
_ROOM = 140
"""Characters that are quoted on a measure; what more the units say stands in the annex."""
_ALL = {Status.IN_PROGRESS.word: "在推进中"}
_SHORT = {Status.NOT_STARTED: NOT_STARTED, Status.NOT_APPLICABLE: NOT_APPLICABLE}
STATUS_ORDER = (
    Status.COMPLETED,
    Status.IN_PROGRESS,
    Status.ONGOING,
    Status.DELAYED,
    Status.NOT_STARTED,
    Status.NOT_APPLICABLE,
)
"""The order in which a report counts: the good first."""


def area_text(situation: Situation, area: Area) -> str:
    """Returns a sentence on the area as a whole, which names the measures that nobody tells of, and a paragraph for each of the others."""
    measures = [measure for measure in situation.catalogue.notice.measures if measure.area == area.name]
    statuses = {measure.number: situation.statuses[measure.number] for measure in measures}
    told = [measure for measure in measures if statuses[measure.number]]
    untold = "、".join(measure.title for measure in measures if not statuses[measure.number])
    named = f"（{untold}）" if told and untold else ""
    head = f"共{len(measures)}项措施，{counted(Counter(statuses.values()), '项')}{named}。"
    return "\n".join((head, *(_measure(situation, measure, index) for index, measure in enumerate(told, 1))))


def counted(counts: Counter[Status | None], classifier: str) -> str:
    """Returns ``推进中2项，滞后1项``, what there is none of left out; all of one status are said to be so."""
    found = [(word_of(status), counts[status]) for status in (*STATUS_ORDER, None) if counts[status]]
    if len(found) == 1 and found[0][1] > 1:
        return f"均{_ALL.get(found[0][0], found[0][0])}"
    return "，".join(f"{word}{count}{classifier}" for word, count in found)


def word_of(status: Status | None) -> str:
    """Returns the word of a 综合状态."""
    return status.word if status else UNTOLD


def _measure(situation: Situation, measure: Measure, index: int) -> str:
    versions = situation.by_measure[measure.number]
    head = f"{index}.{measure.title}（{word_of(situation.statuses[measure.number])}，{len(versions)}个单位填报）。"
    return head + "".join(_said(situation, measure, versions)) + told_figures(situation, measure)


def _said(situation: Situation, measure: Measure, versions: Sequence[Version]) -> Iterator[str]:
    catalogue = situation.catalogue
    named, members = told_apart(measure, versions, catalogue)
    quoted = sayings(members, _progress, catalogue)
    if len(quoted) <= MOST_MEMBERS:
        named, members = list(versions), []
    named.sort(key=lambda version: _is_short(version.entry))
    yield from _fitting(saying.attributed for saying in sayings(named, _progress, catalogue))
    if members:
        groups = "、".join(name for name in measure.groups if not catalogue.group(name).is_open)
        yield f"{groups}{counted(Counter(version.entry.status for version in members), '个')}。"
        if not named:
            yield from (saying.attributed for saying in quoted[:1] if saying.words not in REMARKS)


def _fitting(sentences: Iterable[str]) -> Iterator[str]:
    """The first of them, and those after it that there is room for."""
    room = _ROOM
    for index, sentence in enumerate(sentences):
        if index == 0 or len(sentence) <= room:
            yield sentence
            room -= len(sentence)


def _progress(entry: Entry) -> str:
    if entry.status in _SHORT:
        return _SHORT[entry.status]
    if entry.unchanged:
        return NOTHING_NEW
    return first_sentence(entry.progress) or (LONG_PROGRESS if entry.progress.strip() else NO_PROGRESS)


def _is_short(entry: Entry) -> bool:
    return entry.status in _SHORT or entry.unchanged or not entry.progress.strip()
