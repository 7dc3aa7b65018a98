"""存在问题: what is behind or not begun by name and with its cause, who is missing, and what nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from liuwen_tui.documents.papers.figures import figures_behind
from liuwen_tui.documents.papers.sentences import ended, in_one_line
from liuwen_tui.domain.comparison import Contradiction
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.notice import chinese_number
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.versions import Version

BEHIND = (Status.DELAYED, Status.NOT_STARTED)


def problems_text(situation: Situation) -> str:
    """Returns a paragraph for each kind of shortfall that there is, 一是, 二是 …"""
    kinds = (
        ("部分工作滞后", behind(situation, Status.DELAYED)),
        ("部分工作尚未启动", behind(situation, Status.NOT_STARTED)),
        ("部分目标未达序时进度", figures_behind(situation)),
        ("推进中仍存在一些问题", _other_problems(situation)),
        ("部分单位报送不及时", _attendance(situation)),
        ("部分措施无人认领", unclaimed(situation)),
    )
    found = [(name, items) for name, told in kinds if (items := list(told))]
    if not found:
        return "各单位没有反映滞后、未启动的事项和存在问题。" if situation.standing.reported else "尚无单位报送。"
    return "\n".join(f"{chinese_number(index)}是{name}。{''.join(map(ended, items))}" for index, (name, items) in enumerate(found, 1))


def behind(situation: Situation, status: Status) -> Iterator[str]:
    """Yields every entry of that status, those of one measure together: the units, each with its cause."""
    return _causes(situation, situation.of_status(status))


def causes(situation: Situation, versions: Iterable[Version]) -> Iterator[str]:
    """Yields each cause once, whole, behind the names of those who tell it: ``区信息中心（进度30%）：接口没有开放。``"""
    alike: dict[str, list[str]] = {}
    for version in versions:
        name = situation.catalogue.unit_name(version.subject.unit)
        alike.setdefault(_cause(version.entry), []).append(_with_percent(name, version.entry))
    for cause, units in alike.items():
        yield f"{'、'.join(units)}：{cause}"


def unclaimed(situation: Situation) -> Iterator[str]:
    """Yields the measures that no unit has."""
    for number in situation.standing.unclaimed:
        yield f"第{number}项“{situation.catalogue.measure(number).title}”"


def late(situation: Situation) -> Iterator[str]:
    """Yields each unit whose report came after its due day, with the day that it came on."""
    for code in situation.standing.late:
        at = datetime.fromisoformat(situation.summary.filings[code].head.first_submitted_at)
        yield f"{situation.catalogue.unit_name(code)}（{date_words(at.astimezone(situation.settings.timezone))}）"


def names(situation: Situation, codes: Iterable[str]) -> str:
    """Returns the units' names in one line."""
    return "、".join(map(situation.catalogue.unit_name, codes))


def contradiction_words(situation: Situation, item: Contradiction) -> str:
    """Returns what contradicts in a measure: ``区人社局报已完成，区科工局报未启动``."""
    alike: dict[str, list[str]] = {}
    for unit, said in item.said.items():
        alike.setdefault(said, []).append(situation.catalogue.unit_name(unit))
    about = f"{item.target.name}，" if item.target else ""
    return about + "，".join(f"{'、'.join(units)}报{said}" for said, units in alike.items())


def _causes(situation: Situation, versions: Iterable[Version]) -> Iterator[str]:
    by_measure: dict[int, list[Version]] = {}
    for version in versions:
        by_measure.setdefault(version.subject.measure, []).append(version)
    for number, said in by_measure.items():
        yield f"{situation.catalogue.measure(number).title}方面，{''.join(causes(situation, said))}"


def _cause(entry: Entry) -> str:
    return in_one_line(entry.problems) or in_one_line(entry.reason) or "未说明原因。"


def _with_percent(name: str, entry: Entry) -> str:
    return f"{name}（进度{entry.percent}%）" if entry.status is Status.DELAYED and entry.percent is not None else name


def _other_problems(situation: Situation) -> Iterator[str]:
    said = (version for versions in situation.by_measure.values() for version in versions)
    return _causes(situation, (version for version in said if version.entry.problems and version.entry.status not in BEHIND))


def _attendance(situation: Situation) -> Iterator[str]:
    standing = situation.standing
    if standing.missing:
        yield f"未报{len(standing.missing)}个：{names(situation, standing.missing)}"
    if standing.late:
        yield f"迟报{len(standing.late)}个：{'、'.join(late(situation))}"
    if standing.returned:
        yield f"退回尚未重报{len(standing.returned)}个：{names(situation, standing.returned)}"
