"""认领 by question and answer."""

from __future__ import annotations

from liuwen_tui.cli.signs import Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.text import fit
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.refusals import refuse_frozen

_TITLE_CELLS = 34
_LATER = "3"


def claim(desk: Desk, talk: Talk) -> None:
    """Offers every measure that is not the unit's own until the person has enough. Raises what a claim raises."""
    refuse_frozen(desk.overview().head, desk.quarter)
    rows = _open_measures(desk)
    talk.say("\n".join(f" {measure.number:>2} {fit(measure.title, _TITLE_CELLS)} {mark}".rstrip() for measure, mark in rows))
    while True:
        answer = talk.ask("认领或放弃哪一项？打编号，回车返回。")
        if isinstance(answer, Sign):
            return
        measure = next((measure for measure, _ in rows if str(measure.number) == answer), None)
        if measure is None:
            talk.refuse("请打上面的一个编号。")
            continue
        try:
            _decide(desk, talk, measure)
        except WrongUse as error:
            talk.refuse(str(error))


def _open_measures(desk: Desk) -> list[tuple[Measure, str]]:
    """What is not the unit's own with how it stands; what the notice leaves open comes first."""
    offered, catalogue = desk.overview().offered, desk.catalogue
    rows = []
    for measure in sorted(catalogue.notice.measures, key=lambda measure: not catalogue.is_offered(measure)):
        by = desk.assigned_by(measure)
        if by is AssignedBy.CLAIM:
            rows.append((measure, "已认领"))
        elif by is None:
            put_off = catalogue.is_offered(measure) and measure not in offered
            rows.append((measure, "暂不认领" if put_off else "通知未写全责任单位" if measure in offered else ""))
    return rows


def _decide(desk: Desk, talk: Talk, measure: Measure) -> None:
    number, is_claimed = measure.number, desk.assigned_by(measure) is AssignedBy.CLAIM
    talk.say(f"第{number}项 {measure.numeral}{measure.title}")
    talk.say(measure.text)
    can_be_put_off = not is_claimed and desk.catalogue.is_offered(measure)
    choices = {"1": "放弃认领" if is_claimed else "认领"} | ({"2": "暂不认领"} if can_be_put_off else {})
    picked = talk.pick("怎么定？[以后再说]", {**choices, _LATER: "以后再说"}, kept=_LATER)
    if picked in choices:
        desk.claim(number, undo=is_claimed or picked == "2")
        talk.say(f"第{number}项：{choices[picked]}，已存。")
