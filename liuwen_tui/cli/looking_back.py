"""预览 and 历史 by question and answer, and bringing an earlier version back."""

from __future__ import annotations

from liuwen_tui.cli.past import moment_lines
from liuwen_tui.cli.signs import Sign, number_of
from liuwen_tui.cli.talk import Talk
from liuwen_tui.documents.plain_report import plain_report
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.text import shorten
from liuwen_tui.reporting import past
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report

_LONGEST_SAID = 20


def preview(desk: Desk, talk: Talk) -> None:
    """Says all that the report would say if it were exported now."""
    talk.say(plain_report(current_report(desk), desk.catalogue))


def compare(desk: Desk, talk: Talk) -> None:
    """Says the same with what changed since the quarter before."""
    report = current_report(desk)
    talk.say(plain_report(report, desk.catalogue, desk.earlier().before()))


def look_back(desk: Desk, talk: Talk) -> None:
    """Says what happened to a measure and offers its versions, or what happened to all. Raises what `past` raises."""
    answer = talk.ask("看哪一项的历史？打编号，回车看全部。")
    if isinstance(answer, Sign) and answer is not Sign.KEEP:
        return
    number = number_of(answer)
    if isinstance(answer, str) and number is None:
        raise WrongUse(f"没有“{shorten(answer, _LONGEST_SAID)}”这一项，请打编号。")
    moments = past.history(desk, number).moments
    talk.say("\n".join(line for moment in moments for line in moment_lines(moment, desk, talk.cells)) or "还没有历史。")
    if number is not None and moments:
        _bring_back(desk, talk, number)


def _bring_back(desk: Desk, talk: Talk, number: int) -> None:
    while True:
        answer = talk.ask("找回哪个版本？打版本号的前几位，至少 4 位；回车不找回。")
        if isinstance(answer, Sign):
            return
        try:
            past.restore(desk, number, answer.lower())
        except WrongUse as error:
            talk.refuse(str(error))
        else:
            talk.say(f"第{number}项已恢复为版本 {answer} 的内容。")
            return
