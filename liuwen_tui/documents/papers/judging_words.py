"""判定依据: what the lead set, which the figures depend on and no report holds; with it they can be had again from summary.toml."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.documents.papers.area_part import word_of
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.situation import Situation


def judging_words(situation: Situation) -> tuple[str, ...]:
    """Returns until when reports were on time, from where lamps turn, and what the lead assigned and set, a line for each."""
    settings, judged = situation.settings, "指定" if situation.as_of else "截止"
    told = {
        "": f"按时与否，按{judged}日{date_words(situation.due_day)}判定。",
        "展期": "" if situation.as_of else "、".join(_extensions(situation)),
        "灯号": f"落后序时满{settings.yellow}个百分点为黄灯，满{settings.red}个百分点为红灯",
        "交办": "、".join(_given(situation)),
        "目标由谁填报": "、".join(_owned(situation)),
        "核定的综合状态": "、".join(_overall(situation)),
    }
    return tuple(f"{name}：{words}。" if name else words for name, words in told.items() if words)


def _extensions(situation: Situation) -> Iterator[str]:
    for unit in situation.catalogue.units:
        if extension := situation.settings.extension(situation.quarter, unit.code):
            yield f"{unit.name}至{date_words(extension.due)}"


def _given(situation: Situation) -> Iterator[str]:
    catalogue = situation.catalogue
    for number, units in sorted(catalogue.given.items()):
        names = "、".join(unit.name for unit in catalogue.units if unit.code in units)
        yield f"{catalogue.measure(number).title}（{names}）"


def _owned(situation: Situation) -> Iterator[str]:
    for measure in situation.catalogue.notice.measures:
        for target in measure.targets:
            if target.reported_by:
                yield f"{target.name}（{'、'.join(map(situation.catalogue.unit_name, target.reported_by))}）"


def _overall(situation: Situation) -> Iterator[str]:
    for number, overall in sorted(situation.overall.items()):
        yield f"{situation.catalogue.measure(number).title}（{word_of(overall.status)}）"
