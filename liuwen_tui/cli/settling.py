"""Two people changed one field: both texts in plain lines, and the person says what stands."""

from __future__ import annotations

from liuwen_tui.cli.talk import Talk
from liuwen_tui.documents.plain import plain_entry
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.threeway import ONE_FIELD, Choice
from liuwen_tui.reporting.refusals import Clash

_BOTH = "3"
_CHOICES = {"1": Choice.MINE, "2": Choice.THEIRS, _BOTH: Choice.BOTH}


def choose(talk: Talk, clash: Clash, measure: Measure) -> Choice:
    """Returns what the person decides; raises the clash where they leave without deciding."""
    names = clash.outcome.clashes
    other = clash.theirs.updated_by if clash.theirs else "对方"
    talk.refuse(str(clash))
    for title, entry in (("1 您写的：", clash.mine), (f"2 {other} 写的：", clash.outcome.entry)):
        talk.say(title)
        talk.say("\n".join(said_in_field(name, entry, measure) for name in names))
    choices = {"1": "用您写的", "2": "用对方的"} | ({_BOTH: "两段都留"} if clash.outcome.can_keep_both else {})
    picked = talk.pick("用哪一个？", choices)
    if picked is None:
        raise clash
    return _CHOICES[picked]


def said_in_field(name: str, entry: Entry, measure: Measure) -> str:
    """Returns what an entry says in that field, and in those that go with it."""
    names = ONE_FIELD if name in ONE_FIELD else (name,)
    only = Entry(**{name: getattr(entry, name) for name in names})
    status, *rest = plain_entry(only, measure)
    return "\n".join([status, *rest] if name == "status" else rest) or "（空）"
