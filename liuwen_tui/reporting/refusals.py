"""Why a save is refused: a colleague's words in the same field, what is frozen or gone."""

from __future__ import annotations

from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.errors import Changed, NotAllowed, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import Head, State
from liuwen_tui.domain.threeway import Outcome
from liuwen_tui.domain.versions import Version


class Clash(Changed):
    """Two people changed the same field of one entry."""

    def __init__(self, number: int, mine: Entry, base: Version | None, theirs: Version | None, outcome: Outcome) -> None:
        """``mine`` was made of ``base`` and met ``theirs``."""
        fields = "、".join(FIELD_NAMES[name] for name in outcome.clashes)
        super().__init__(f"{whom(theirs)}也改了第{number}项的{fields}，没有保存，请看过两段再定。")
        self.number, self.mine, self.base, self.theirs, self.outcome = number, mine, base, theirs, outcome


def gone(number: int) -> Unusable:
    """Returns the error that an entry is in the store no more, as when its folder was taken away."""
    return Unusable(f"第{number}项已存的内容不见了，没有保存；数据文件夹可能被移走，请找管理员。")


def refuse_frozen(head: Head, quarter: Quarter) -> None:
    """Raises `NotAllowed` while the report may not change."""
    if head.state.is_frozen:
        refusal = f"{quarter.label}的报告{head.state.word}，不能修改"
        if head.state is State.ACCEPTED:
            raise NotAllowed(f"{refusal}；要改请联系区发改委退回。")
        raise NotAllowed(f"{refusal}；要改请先撤回。", "liuwen withdraw --reason 原因")


def refuse_closed(answer: Receipt | None, number: int) -> None:
    """Raises `NotAllowed` where a report was sent back for other entries than that."""
    if answer and not answer.why(number):
        opened = "、".join(map(str, sorted(answer.returned)))
        raise NotAllowed(f"退回的是第 {opened} 项，第{number}项没有退回，不能修改；要改请联系区发改委。")


def whom(version: Version | None) -> str:
    """Returns who saved a version, as a sentence begins."""
    return f"{version.updated_by} " if version else "别人"
