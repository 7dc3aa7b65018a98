"""Targets in the sentences of a report: the figures that units tell, with their lamps, and those that are behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from liuwen_tui.documents.papers.entry_blocks import done_words
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.schedule import Lamp, points
from liuwen_tui.domain.situation import Progress, Situation

_BEHIND = (Lamp.YELLOW, Lamp.RED)


def told_figures(situation: Situation, measure: Measure) -> str:
    """Returns what units tell of the measure's targets as one sentence, "" where they tell nothing."""
    told = _by_target(situation)
    words = "；".join(_told(situation, target, told[target.id]) for target in measure.targets if target.id in told)
    return f"目标完成情况：{words}。" if words else ""


def figures_behind(situation: Situation) -> Iterator[str]:
    """Yields each target with a yellow or red lamp, with who tells what of it and the points that it is behind."""
    for told in _by_target(situation).values():
        late = [progress for progress in told if progress.lamp in _BEHIND]
        for figure, alike in _by_figure(late).items():
            one = alike[0]
            behind = "" if one.behind is None else f"，落后序时{points(one.behind):g}个百分点"
            yield f"{one.target.name}{_wanted(one.target)}，{_names(situation, alike)}报{figure}{behind}，亮{_lamp(one)}"


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


def _told(situation: Situation, target: Target, told: Sequence[Progress]) -> str:
    """``建成5G基站现为480个（目标500个，黄灯）``, each figure under the names of those who tell it where there are several."""
    wanted = f"目标{target.value}{target.unit}" if target.kind is TargetKind.FIGURE else ""
    by_figure = _by_figure(told)
    if len(by_figure) == 1:
        now = "现为" if wanted else ""
        return f"{target.name}{now}{_figure(told[0])}（{'，'.join(filter(None, (wanted, _lamp(told[0]))))}）"
    each = "、".join(f"{_names(situation, alike)}报{figure}（{_lamp(alike[0])}）" for figure, alike in by_figure.items())
    return f"{target.name}{f'（{wanted}）' if wanted else ''}，{each}"


def _names(situation: Situation, told: Sequence[Progress]) -> str:
    return "、".join(situation.catalogue.unit_name(progress.version.subject.unit) for progress in told if progress.version)


def _lamp(progress: Progress) -> str:
    return progress.lamp.word if progress.lamp else ""


def _figure(progress: Progress) -> str:
    """``480个``, or ``已完成``."""
    result = progress.version.entry.target(progress.target.id) if progress.version else None
    if progress.target.kind is TargetKind.ACT:
        return done_words(result.done if result else None)
    return f"{result.actual if result else ''}{progress.target.unit}"
