"""The rules of a quarter as plain lines: until when, what is asked for, from where a lamp turns, who has longer, what time has passed."""

from __future__ import annotations

from collections.abc import Iterator

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Settings


def plain_rules(settings: Settings, catalogue: Catalogue, quarter: Quarter) -> list[str]:
    """Returns all the rules, one a line."""
    chosen, due = settings.of(quarter), settings.due_day(quarter)
    why = "本季另定" if chosen.due else f"季末后 {settings.due_days} 天"
    return [
        f"截止日　{due}（{why}）",
        f"本季填报要求　{chosen.note or '无'}",
        f"灯号　比序时进度低 {settings.yellow} 个百分点起黄灯，低 {settings.red} 个百分点起红灯",
        *plain_times(settings, catalogue, quarter),
    ]


def plain_times(settings: Settings, catalogue: Catalogue, quarter: Quarter) -> list[str]:
    """Returns who has longer, and how far each target's time has gone, one a line."""
    return [
        f"展期　{'；'.join(_extensions(settings, catalogue, quarter)) or '无'}",
        f"序时　判到季末 {quarter.last_day}；没有写起算日的目标从发文日 {catalogue.notice.issued_on} 算起",
        *_targets(settings, catalogue, quarter),
    ]


def _extensions(settings: Settings, catalogue: Catalogue, quarter: Quarter) -> Iterator[str]:
    for unit in catalogue.units:
        if given := settings.extension(quarter, unit.code):
            yield f"{unit.name}到 {given.due}（{given.reason}）"


def _targets(settings: Settings, catalogue: Catalogue, quarter: Quarter) -> Iterator[str]:
    schedule = settings.schedule(catalogue.notice, quarter)
    for measure in catalogue.notice.measures:
        for target in measure.targets:
            share = schedule.share(target)
            elapsed = "无序时" if share is None else f"到 {target.due}，时间已过 {share.word}"
            owners = "、".join(map(catalogue.unit_name, target.reported_by))
            yield f"　　{target.id} {target.name}　{elapsed}{f'，由{owners}填' if owners else ''}"
