"""A unit's past: who changed what and when, any version back, and a damaged store made whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from liuwen_tui.documents.plain_changes import plain_changes
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.errors import Damaged, WrongUse
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.report import Head
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import CLAIM, RESTORE, SAVE, YIELD, Desk
from liuwen_tui.store.history import Event, Place
from liuwen_tui.store.quarter_store import Mended

ACT_WORDS: Mapping[str, str] = {
    SAVE: "保存",
    CLAIM: "认领",
    RESTORE: "恢复",
    YIELD: "让出（没有采用）",
    "submit": "报送",
    "withdraw": "撤回",
    "export": "导出",
    "import": "收进",
    "receipt": "收到回执",
    "decide": "裁定",
}
"""Acts as people read them."""
_PREFIX = re.compile(r"[0-9a-f]{4,16}")


_PLACE_WORDS = {Place.CURRENT: "", Place.RIVAL: "（与本机的冲突）", Place.ASIDE: "", Place.DECIDED: ""}
_NO_MEASURE = "（通知里没有这一项）"


@dataclass(frozen=True, slots=True)
class Moment:
    """An event with the entry that it was made from."""

    event: Event
    before: Entry
    measure: Measure | None = None
    """The one that it happened to, None where it was the whole report or one that the notice does not have."""

    @property
    def version(self) -> Version | None:
        """The version that came then, None where it was the report as a whole that changed."""
        return self.event.version

    @property
    def when(self) -> str:
        """``2021-01-08 16:20``."""
        return f"{self.event.act.at[:10]} {self.event.act.at[11:16]}"

    @property
    def did(self) -> str:
        """``保存``, what was done."""
        return ACT_WORDS.get(self.event.act.name, self.event.act.name) + _PLACE_WORDS[self.event.place]

    @property
    def changes(self) -> tuple[str, ...]:
        """What is different since, in plain lines."""
        if isinstance(self.event.content, Head):
            return (f"报告现在是{self.event.content.state.word}",)
        entry = self.event.content.entry
        return tuple(plain_changes(self.before, entry, self.measure)) if entry != self.before else ("内容未变",)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened, earliest first."""

    moments: tuple[Moment, ...]
    unreadable: int
    """Lines of the history that were passed over: torn, foreign or altered."""


def history(desk: Desk, number: int | None = None, with_report: bool = False) -> Past:
    """Returns what happened to one measure, or to all; a damaged store keeps its history.

    What happened to the report as a whole is there with all, and with one where ``with_report``. Raises `WrongUse` when
    there is no such measure and `Unusable` for a history that may not be read.
    """
    if number is not None:
        desk.catalogue.measure(number)
    entries: dict[tuple[int, str], Entry] = {}
    moments, unreadable = [], 0
    for event in desk.store.history.read():
        if event is None:
            unreadable += 1
        elif event.version is None:
            moments += [Moment(event, Entry())] if number is None or with_report else []
        elif number in (None, event.version.subject.measure):
            at = event.version.subject.measure
            measure = desk.catalogue.measure(at) if desk.catalogue.has(at) else None
            moments.append(Moment(event, entries.get((at, event.made_from), Entry()), measure))
            entries[at, event.version.id] = event.version.entry
    return Past(tuple(moments), unreadable)


def measure_words(desk: Desk, number: int) -> str:
    """``第5项提升公共服务水平``, also of a measure that a line of the history names and the notice does not have."""
    return f"第{number}项" + (desk.catalogue.measure(number).title if desk.catalogue.has(number) else _NO_MEASURE)


def restore(desk: Desk, number: int, prefix: str) -> Version:
    """Saves the content of a version in the history again and returns the version that is current then.

    ``prefix`` is at least the first four hex digits of its id. Raises `WrongUse` for one that is unknown or names
    several, and whatever a save raises.
    """
    found = {moment.version.id: moment.version for moment in history(desk, number).moments if moment.version}
    matching = [version for version in found.values() if version.id.startswith(prefix)] if _PREFIX.fullmatch(prefix) else []
    if len(matching) > 1:
        raise WrongUse(f"第{number}项有 {len(matching)} 个版本以 {prefix} 开头，请多写几位。")
    if not matching:
        raise WrongUse(f"第{number}项的历史里没有版本“{prefix}”；请从历史里选一个，写它的前 4 位或更多。", f"liuwen history {number}")
    return desk.record(number, lambda _: matching[0].entry, act=RESTORE)


def mend(desk: Desk) -> Mended:
    """Makes a damaged store whole again. Raises `WrongUse` for one that is whole."""
    return desk.store.mend(desk.office.act(RESTORE, "重建损坏的填报"))


def mend_all(desk: Desk) -> list[Mended]:
    """Makes every damaged store of the desk's unit whole, whichever the quarter, and returns what was mended."""
    mended = []
    for quarter in desk.office.home.quarters_kept(desk.unit.code):
        if quarter >= desk.catalogue.notice.first_quarter and desk.unit.exists_in(quarter):
            there = Desk(desk.office, desk.unit, quarter)
            try:
                there.store.read()
            except Damaged:
                mended.append(mend(there))
    return mended
