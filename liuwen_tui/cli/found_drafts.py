"""What was typed and lost the line over, offered in plain lines beside what is stored by now."""

from __future__ import annotations

from functools import partial

from liuwen_tui.cli.settling import choose, said_in_field
from liuwen_tui.cli.talk import Talk
from liuwen_tui.domain.entry import FIELD_NAMES
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.threeway import Choice
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.drafting import Found, found_drafts, take_up, throw_away
from liuwen_tui.reporting.refusals import Clash

_LATER = "3"
_CHOICES = {"1": "恢复", "2": "丢弃", _LATER: "以后再说"}


def offer_drafts(desk: Desk, talk: Talk) -> int | None:
    """Asks of each draft what becomes of it, and returns the desk's measure that one was last taken up in."""
    last = None
    for found in found_drafts(desk):
        number = found.draft.subject.measure
        _show(found, talk)
        picked = talk.pick("怎么办？[以后再说]", _CHOICES, kept=_LATER)
        if picked is None:
            return last
        try:
            if picked == "1":
                _take_up(found, talk)
                talk.say("已恢复。")
                last = number if found.desk.quarter == desk.quarter else last
            elif picked == "2":
                throw_away(found)
                talk.say("已丢弃。")
        except LiuwenError as error:
            talk.refuse(f"{error}草稿还在。")
    return last


def _show(found: Found, talk: Talk) -> None:
    measure = found.desk.catalogue.measure(found.draft.subject.measure)
    at = found.draft.at
    talk.say(f"上次没有存下的内容：{found.desk.quarter.label} 第{measure.number}项{measure.title}，{at[:10]} {at[11:16]} 键入")
    for name in found.changes:
        talk.say(f"{FIELD_NAMES[name]}")
        talk.say(f"草稿：{said_in_field(name, found.draft.entry, measure)}")
        talk.say(f"现在：{said_in_field(name, found.now, measure)}")


def _take_up(found: Found, talk: Talk) -> None:
    """Saves the draft; where a colleague wrote other words in the same field, the person says what stands."""
    save = partial(take_up, found)
    while True:
        try:
            save()
        except Clash as clash:
            choice = choose(talk, clash, found.desk.catalogue.measure(clash.number))
            save = partial(_settle, found, clash, choice)
        else:
            return


def _settle(found: Found, clash: Clash, choice: Choice) -> None:
    found.desk.settle(clash, choice)
    throw_away(found)
