"""Targets in the sentences of a report: the figures that units tell, with their lamps, and those that are behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from liuwen_tui.documents.papers.entry_blocks import done_words
from liuwen_tui.domain.check import is_met
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.entry import TargetResult
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.schedule import Lamp, points
from liuwen_tui.domain.situation import Progress, Situation

_YEARS_END = (12, 31)
_BEHIND = (Lamp.YELLOW, Lamp.RED)


def told_figures(situation: Situation, measure: Measure) -> str:
    """Returns what units tell of the measure's targets as one sentence, "" where they tell nothing."""
    told = _by_target(situation)
    words = "；".join(_told(situation, told[target.id]) for target in measure.targets if target.id in told)
    return f"目标完成情况：{words}。" if words else ""


def figures_behind(situation: Situation) -> Iterator[str]:
    """Yields each target with a yellow or red lamp once, with who tells what of it and the points that it is behind, the most first."""
    for told in _by_target(situation).values():
        late = sorted((progress for progress in told if progress.lamp in _BEHIND), key=_by_points)
        if late:
            each = "、".join(_shortfall(situation, alike) for alike in _by_figure(late).values())
            yield f"{late[0].target.name}{_wanted(late[0].target)}，{each}"


def _by_points(progress: Progress) -> Fraction:
    return -(progress.behind or Fraction(0))


def _shortfall(situation: Situation, alike: Sequence[Progress]) -> str:
    """``区科工局报418个（落后序时16.4个百分点，黄灯）``"""
    one = alike[0]
    behind = "" if one.behind is None else f"落后序时{points(one.behind):g}个百分点，"
    return f"{_names(situation, alike)}报{_figure(one)}（{behind}{_lamp(one)}）"


def _by_target(situation: Situation) -> Mapping[str, list[Progress]]:
    """What units tell of each target, by its id."""
    told: dict[str, list[Progress]] = {}
    for progress in situation.targets:
        if progress.version:
            told.setdefault(progress.target.id, []).append(progress)
    return told


def _by_figure(told: Iterable[Progress]) -> Mapping[str, list[Progress]]:
    alike: dict[str, list[Progress]] = {}
    for progress in told:
        alike.setdefault(_figure(progress), []).append(progress)
    return alike


def _wanted(target: Target) -> str:
    """``应于2020年12月31日前达到500个``"""
    day = f"应于{date_words(target.due)}前" if target.due else "应"
    return day + (f"达到{target.value}{target.unit}" if target.kind is TargetKind.FIGURE else "完成")


def _told(situation: Situation, told: Sequence[Progress]) -> str:
    """``建成5G基站现为418个（目标500个，期限2020年底，黄灯）``, several figures with who tells each and its lamp."""
    target, by_figure = told[0].target, _by_figure(told)
    wanted = f"目标{target.value}{target.unit}" if target.kind is TargetKind.FIGURE else ""
    if len(by_figure) > 1:
        each = "、".join(f"{_names(situation, alike)}报{figure}{_bracketed(_lamp(alike[0]))}" for figure, alike in by_figure.items())
        return f"{target.name}{_bracketed(wanted, _due(told))}，{each}"
    return f"{target.name}{'现为' if wanted else ''}{_figure(told[0])}{_bracketed(wanted, _due(told), _lamp(told[0]))}"


def _due(told: Sequence[Progress]) -> str:
    """Until when there is time for a target that nobody has met."""
    target = told[0].target
    met = any(is_met(target, _result(progress)) for progress in told)
    if target.due is None or met:
        return ""
    is_years_end = (target.due.month, target.due.day) == _YEARS_END
    return f"期限{target.due.year}年底" if is_years_end else f"期限{date_words(target.due)}"


def _bracketed(*words: str) -> str:
    """The words that there are, in brackets."""
    said = "，".join(filter(None, words))
    return f"（{said}）" if said else ""


def _names(situation: Situation, told: Sequence[Progress]) -> str:
    return "、".join(situation.catalogue.unit_name(progress.version.subject.unit) for progress in told if progress.version)


def _lamp(progress: Progress) -> str:
    """The lamp's word where it is yellow or red."""
    return progress.lamp.word if progress.lamp in _BEHIND else ""


def _figure(progress: Progress) -> str:
    """``480个``, or ``已完成``."""
    result = _result(progress)
    if progress.target.kind is TargetKind.ACT:
        return done_words(result.done if result else None)
    return f"{result.actual if result else ''}{progress.target.unit}"


def _result(progress: Progress) -> TargetResult | None:
    return progress.version.entry.target(progress.target.id) if progress.version else None
