"""From measure to measure, and what can be done in between: 填哪一项？"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from liuwen_tui.cli.claiming import claim
from liuwen_tui.cli.handing_in import export, hand_in, withdraw
from liuwen_tui.cli.interview import Interview
from liuwen_tui.cli.looking_back import compare, look_back, preview
from liuwen_tui.cli.places import find, neighbour, own
from liuwen_tui.cli.signs import Sign, number_of
from liuwen_tui.cli.talk import Talk
from liuwen_tui.cli.words import status_words
from liuwen_tui.domain.errors import Damaged, LiuwenError, WrongUse
from liuwen_tui.reporting.carrying import carry_all
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.store.draft_keeper import DraftKeeper

_LEAST_WORD = 2
_QUARTER = "p"


def list_measures(desk: Desk, talk: Talk) -> None:
    """Says how the report stands, and every measure in it."""
    talk.say(status_words(desk, desk.overview(), in_talk=True))


def _carry(desk: Desk, talk: Talk) -> None:
    refuse_frozen(desk.overview().head, desk.quarter)
    question = "把上季的内容抄到本季所有空着的栏里？抄来的文字要改过，或确认“本季无新进展”，才算填好。"
    if talk.pick(question, {"1": "抄", "2": "不抄"}) == "1":
        count = carry_all(desk)
        talk.say(f"已抄入 {count} 项，请逐项修改。" if count else "上季没有可抄的内容。")


def _other_quarter(desk: Desk, talk: Talk) -> Desk:
    """The unit's desk of the quarter that the person names, the same where none is; raises `WrongUse` for one that is not offered."""
    quarters = desk.quarters()
    talk.say_in_columns([f"{quarter} {state.word}" for quarter, state in quarters])
    answer = talk.ask("换到哪个报告期？回车不换。")
    if isinstance(answer, Sign):
        return desk
    chosen = next((quarter for quarter, _ in quarters if str(quarter) == answer.upper()), None)
    if chosen is None:
        raise WrongUse(f"没有“{answer}”这个报告期，没有换，请打列出的一个。")
    there = Desk(desk.office, desk.unit, chosen)
    list_measures(there, talk)
    return there


_ERRANDS: Mapping[str | Sign, tuple[str, Callable[[Desk, Talk], int | None]]] = {
    "l": ("l 列出各项", list_measures),
    "c": ("c 认领", claim),
    "v": ("v 预览", preview),
    "d": ("d 与上季相比", compare),
    "h": ("h 历史和找回", look_back),
    "e": ("e 导出", export),
    "s": ("s 检查报送", hand_in),
    "w": ("w 撤回", withdraw),
    Sign.CARRY: ("= 把上季内容抄到所有空栏", _carry),
}
_HELP = (
    f"这里还能打：{'；'.join(what for what, _ in _ERRANDS.values())}；{_QUARTER} 换报告期；"
    "措施的几个字、首字母或状态，如 就业、jy、滞后，找到那一项。"
)


class Walk:
    """Begins at one measure, or asks which."""

    def __init__(self, desk: Desk, talk: Talk, drafts: DraftKeeper) -> None:
        self.desk = desk
        """The desk of the quarter that is being filled."""
        self._talk, self._drafts = talk, drafts

    def go(self, first: int | None) -> None:
        """Goes from measure to measure until the person has enough. Raises what keeps an answer from being saved."""
        number = first if first is not None else self._ask(0)
        while number is not None:
            ending = Interview(self.desk, self._talk, self._drafts, number).fill()
            if ending in (Sign.QUIT, Sign.END):
                return
            number = self._ask(number) if ending is Sign.KEEP else neighbour(self.desk, number, ending)

    def _ask(self, last: int) -> int | None:
        """Asks which measure comes next, by default the next one that is not filled; None to leave."""
        while True:
            overview = self.desk.overview()
            missing = () if overview.head.state.is_frozen else overview.missing
            proposed = next((number for number in missing if number > last), missing[0] if missing else None)
            answer = self._talk.ask(f"填哪一项？{self._enters(overview, proposed)}；也可打编号，? 看还能做什么。", help_text=_HELP)
            if answer is Sign.KEEP:
                return proposed
            if answer in (Sign.QUIT, Sign.END):
                return None
            try:
                number = neighbour(self.desk, last, answer) if answer in (Sign.BACK, Sign.NEXT) else self._answered(answer)
                if number is not None:
                    refuse_frozen(self.desk.overview().head, self.desk.quarter)
                    return number
            except Damaged:
                raise
            except LiuwenError as error:
                self._talk.refuse(str(error))

    def _enters(self, overview: Overview, proposed: int | None) -> str:
        if proposed:
            return f"回车填第{proposed}项{self.desk.catalogue.measure(proposed).title}"
        return "回车结束，已报送，要改打 w 撤回" if overview.head.state.is_frozen else "回车结束，都填好了，打 s 检查报送"

    def _answered(self, answer: str | Sign) -> int | None:
        """Does what a letter says, which may lead to a measure, or returns the number of the measure that is meant."""
        said = answer.lower() if isinstance(answer, str) else answer
        if said in _ERRANDS:
            return _ERRANDS[said][1](self.desk, self._talk)
        if said == _QUARTER:
            self.desk = _other_quarter(self.desk, self._talk)
            return None
        number = number_of(said)
        if isinstance(said, str) and len(said) >= _LEAST_WORD and not said.isdecimal():
            return find(self.desk, self._talk, said)
        return own(self.desk, number if number is not None else -1)
