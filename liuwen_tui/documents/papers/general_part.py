"""总体情况: who reported, how the measures and the targets stand, and how that has changed since last quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from liuwen_tui.documents.papers.area_part import UNTOLD
from liuwen_tui.domain.days import date_words
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.notice import Notice
from liuwen_tui.domain.schedule import Lamp
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.situation import Situation

LAMP_ORDER = (Lamp.GREEN, Lamp.YELLOW, Lamp.RED)
"""The order in which a report counts: the good first."""
ON_SCHEDULE = "达到序时进度"
_REST = (Status.DELAYED, Status.NOT_STARTED, Status.NOT_APPLICABLE)


def general_text(situation: Situation) -> str:
    """Returns the paragraphs of 总体情况; nothing stands in them that is not counted."""
    standing = _measures(situation) + _targets(situation) + _since_last(situation)
    return "\n".join(filter(None, (reports_words(situation), standing, _disputed(situation) + _contradicted(situation))))


def notice_words(notice: Notice) -> str:
    """Returns ``《关于……的实施办法》（湖政发〔2020〕25号）``."""
    return f"《{notice.title}》（{notice.document_number}）"


def document_words(situation: Situation) -> str:
    """Returns ``湖政发〔2020〕25号文件`` and ``2020年第四季度`` on two lines, as a title has them."""
    return f"{situation.catalogue.notice.document_number}文件\n{situation.quarter.label}"


def attendance_words(situation: Situation) -> str:
    """Returns who was due, reported, on time, late, returned and missing in one sentence."""
    standing = situation.standing
    parts = [f"按时报送{len(standing.on_time)}个", f"迟报{len(standing.late)}个" if standing.late else ""]
    share = Share(len(standing.reported), len(standing.due)).word
    words = f"应报单位{len(standing.due)}个，已报{len(standing.reported)}个，报送率{share}"
    if standing.reported:
        words += f"，其中{'、'.join(filter(None, parts))}"
    if standing.returned:
        words += f"，退回尚未重报{len(standing.returned)}个"
    return words + (f"；未报{len(standing.missing)}个。" if standing.missing else "；没有未报的单位。")


def measure_words(situation: Situation) -> str:
    """Returns how many measures have which 综合状态, what there is none of left out, and the share of those that are not behind."""
    counts, number = situation.counts, len(situation.statuses)
    if counts[None] == number:
        return f"{number}项措施均尚无填报。"
    found = {"已完成": counts[Status.COMPLETED], ON_SCHEDULE: situation.on_schedule}
    found |= {status.word: counts[status] for status in _REST} | {UNTOLD: counts[None]}
    words = f"{number}项措施中，{'，'.join(f'{word}{count}项' for word, count in found.items() if count)}。"
    well = counts[Status.COMPLETED] + situation.on_schedule
    return words + (f"已完成和达到序时进度的占{Share(well, number).word}。" if well else "")


def reports_words(situation: Situation) -> str:
    """Returns by when reports were due, and `attendance_words`."""
    return f"本季度落实情况应于{date_words(situation.due_day)}前报送。{attendance_words(situation)}"


def _measures(situation: Situation) -> str:
    words, lead = measure_words(situation), situation.catalogue.notice.lead
    if not any(situation.by_measure.values()):
        return words
    if not situation.overall:
        return f"{words}综合状态按责任单位中进展最慢的拟定。"
    by = situation.catalogue.unit_name(lead) if lead else "牵头单位"
    return f"{words}综合状态由{by}核定{len(situation.overall)}项，其余按责任单位中进展最慢的拟定。"


def _targets(situation: Situation) -> str:
    lamps = Counter(situation.target_lamps.values())
    if lamps[None] == len(situation.target_lamps):
        return ""
    told = "、".join(f"{lamp.word}{lamps[lamp]}个" for lamp in LAMP_ORDER if lamps[lamp])
    rest = {"没有写明期限": lamps[Lamp.UNSCHEDULED], UNTOLD: lamps[None]}
    words = (f"对照序时进度{told}" if told else "", *(f"{name}的{count}个" for name, count in rest.items() if count))
    return f"文件明确的{len(situation.target_lamps)}个目标中，{'，'.join(filter(None, words))}。"


def _since_last(situation: Situation) -> str:
    """How many more or fewer measures stand how than the quarter before; every kind is told of, so that the changes add up."""
    last = situation.last
    if last is None or not (last.standing.reported and situation.standing.reported):
        return ""
    changes = [
        ("已完成", situation.counts[Status.COMPLETED] - last.counts[Status.COMPLETED]),
        (ON_SCHEDULE, situation.on_schedule - last.on_schedule),
        *((status.word, situation.counts[status] - last.counts[status]) for status in _REST),
        (UNTOLD, situation.counts[None] - last.counts[None]),
    ]
    told = [f"{word}的{'增加' if change > 0 else '减少'}{abs(change)}项" for word, change in changes if change]
    return f"与{last.quarter.label}（已报{len(last.standing.reported)}个单位）相比，{'，'.join(told) or '各类措施数量持平'}。"


def _disputed(situation: Situation) -> str:
    if not situation.conflicts:
        return ""
    catalogue = situation.catalogue
    named = _grouped((catalogue.unit_name(item.unit), catalogue.measure(item.measure).title) for item in situation.conflicts)
    return f"另有{len(situation.conflicts)}处填报存在互不知晓的版本，未计入上述数字，须核定：{named}。"


def _contradicted(situation: Situation) -> str:
    number = len(situation.contradictions)
    return f"另有{number}处填报相互矛盾，尚待核实。" if number else ""


def _grouped(pairs: Iterable[tuple[str, str]]) -> str:
    """``区民政局（完善社会保障、提升公共服务水平）；……``"""
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return "；".join(f"{one}（{'、'.join(others)}）" for one, others in found.items())
