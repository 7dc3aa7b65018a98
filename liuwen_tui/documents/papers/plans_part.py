"""下一步打算 of the units that hold a measure back, and 需区政府协调事项 of all."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.papers.attribution import LONG_PLAN, MOST_MEMBERS, NO_PLAN, sayings, told_apart
from liuwen_tui.documents.papers.sentences import first_sentence, in_one_line
from liuwen_tui.documents.papers.shortfalls import BEHIND
from liuwen_tui.domain.entry import FULL_PERCENT, Entry, Status
from liuwen_tui.domain.notice import Area, Measure, chinese_number
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.summary import overall_status
from liuwen_tui.domain.versions import Version

_MOST_MEASURES = 2
"""So many measures are told of in an area in which nothing is behind."""
_CLOSED = (Status.COMPLETED, Status.NOT_APPLICABLE, None)


def next_steps_text(situation: Situation) -> str:
    """Returns a paragraph for each area in which something is still to be done, 一是, 二是 …"""
    told = [(area, words) for area in situation.catalogue.notice.areas if (words := "".join(_area(situation, area)))]
    if not told:
        return "已报的措施都已完成或不涉及。" if situation.standing.reported else "尚无单位报送。"
    return "\n".join(f"{chinese_number(index)}是{area.name}方面。{words}" for index, (area, words) in enumerate(told, 1))


def support_text(situation: Situation) -> str:
    """Returns everything that units ask for, whole, one to a paragraph."""
    asked: dict[tuple[int, str], list[str]] = {}
    for versions in situation.by_measure.values():
        for version in versions:
            if words := in_one_line(version.entry.support_needed):
                name = situation.catalogue.unit_name(version.subject.unit)
                asked.setdefault((version.subject.measure, words), []).append(name)
    if not asked:
        return "本季度没有单位提出需协调的事项。"
    rows = (
        f"{index}.{'、'.join(units)}（{situation.catalogue.measure(number).title}）：{words}"
        for index, ((number, words), units) in enumerate(asked.items(), 1)
    )
    return "\n".join((f"各单位共提出{len(asked)}项。", *rows))


def _area(situation: Situation, area: Area) -> Iterator[str]:
    """The plans for the measures that are behind, or where none is, for those with the most to do."""
    measures = [measure for measure in situation.catalogue.notice.measures if measure.area == area.name]
    holding = {measure.number: held for measure in measures if (held := _holding(situation, measure))}
    behind = [number for number, held in holding.items() if held[0].entry.status in BEHIND]
    told = behind or sorted(holding, key=lambda number: _percent(holding[number][0]))[:_MOST_MEASURES]
    for measure in measures:
        if measure.number in told:
            yield f"{measure.title}，{''.join(_plans(situation, measure, holding[measure.number]))}"


def _holding(situation: Situation, measure: Measure) -> list[Version]:
    """Those who hold the measure back: all that are behind, or where none is, the one with the most to do."""
    versions = situation.by_measure[measure.number]
    slowest = overall_status(versions)
    if slowest in _CLOSED or situation.statuses[measure.number] in _CLOSED:
        return []
    holding = [version for version in versions if version.entry.status is slowest]
    return holding if slowest in BEHIND else [min(holding, key=_percent)]


def _percent(version: Version) -> int:
    return FULL_PERCENT if version.entry.percent is None else version.entry.percent


def _plans(situation: Situation, measure: Measure, holding: list[Version]) -> Iterator[str]:
    catalogue = situation.catalogue
    named, members = told_apart(measure, holding, catalogue)
    quoted = sayings(members, _plan, catalogue)
    if len(quoted) <= MOST_MEMBERS:
        named, members = holding, []
    yield from (saying.attributed for saying in sayings(named, _plan, catalogue))
    if members:
        yield from (saying.attributed for saying in quoted[:MOST_MEMBERS])
        rest = sum(len(saying.units) for saying in quoted[MOST_MEMBERS:])
        yield f"其余{rest}个单位的打算见分单位进展。"


def _plan(entry: Entry) -> str:
    return first_sentence(entry.next_steps) or (LONG_PLAN if entry.next_steps.strip() else NO_PLAN)
