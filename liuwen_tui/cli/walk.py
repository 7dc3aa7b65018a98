"""From measure to measure, and what can be done in between: 填哪一项？"""

from __future__ import annotations

from collections.abc import Mapping

from liuwen_tui.cli import claiming, handing_in, looking_back
from liuwen_tui.cli.form import Form
from liuwen_tui.cli.signs import Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.cli.words import status_words
from liuwen_tui.documents.plain import plain_status
from liuwen_tui.domain.errors import Damaged, LiuwenError, WrongUse
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.reporting.carrying import carry_all
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Overview
from liuwen_tui.reporting.refusals import refuse_frozen
from liuwen_tui.store.draft_keeper import DraftKeeper

_MOST_DIGITS, _LEAST_WORD = 3, 2
_LETTERS: Mapping[str, str] = {
    "l": "列出各项",
    "c": "认领",
    "v": "预览",
    "h": "历史和找回",
    "e": "导出",
    "p": "换报告期",
    "s": "检查报送",
    "w": "撤回",
}
_HELP = f"这里还能打：{'，'.join(f'{letter} {what}' for letter, what in _LETTERS.items())}；= 把上季内容抄到所有空栏；措施的几个字、首字母或状态，如 就业、jy、滞后，找到那一项。"


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
            ending = Form(self.desk, self._talk, self._drafts, number).fill()
            if ending in (Sign.QUIT, Sign.END):
                return
            number = self._ask(number) if ending is Sign.KEEP else self._neighbour(number, ending)

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
                number = self._neighbour(last, answer) if answer in (Sign.BACK, Sign.NEXT) else self._answered(answer)
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
        """Does what a letter says, or returns the number; a letter may lead to a measure too."""
        desk, talk = self.desk, self._talk
        match answer.lower() if isinstance(answer, str) else answer:
            case "l":
                talk.say(status_words(desk, desk.overview()))
            case "c":
                claiming.claim(desk, talk)
            case "v":
                looking_back.preview(desk, talk)
            case "h":
                looking_back.look_back(desk, talk)
            case "e":
                handing_in.export(desk, talk)
            case "p":
                self._change_quarter()
            case "s":
                return handing_in.hand_in(desk, talk)
            case "w":
                handing_in.withdraw(desk, talk)
            case Sign.CARRY:
                self._carry()
            case str(word) if len(word) >= _LEAST_WORD and not word.isdecimal():
                return self._find(word)
            case _:
                return own(desk, int(answer) if isinstance(answer, str) and answer.isdecimal() and len(answer) <= _MOST_DIGITS else -1)
        return None

    def _find(self, word: str) -> int | None:
        """The unit's one measure of that title, as 汉字 or initials, or that status; several are listed."""
        found = [
            item for item in self.desk.overview().assignments if word in plain_status(item.entry) or is_found(word, item.measure.title)
        ]
        if not found:
            raise WrongUse(f"没有“{word}”这一项；? 看能打什么。")
        if len(found) == 1:
            return found[0].measure.number
        self._talk.say("\n".join(f" {item.measure.number:>2} {item.measure.title} {plain_status(item.entry)}" for item in found))
        return None

    def _carry(self) -> None:
        refuse_frozen(self.desk.overview().head, self.desk.quarter)
        question = "把上季的内容抄到本季所有空着的栏里？抄来的文字要改过，或确认“本季无新进展”，才算填好。"
        if self._talk.pick(question, {"1": "抄", "2": "不抄"}) == "1":
            count = carry_all(self.desk)
            self._talk.say(f"已抄入 {count} 项，请逐项修改。" if count else "上季没有可抄的内容。")

    def _change_quarter(self) -> None:
        desk, talk = self.desk, self._talk
        quarters = desk.quarters()
        talk.say_in_columns([f"{quarter} {state.word}" for quarter, state in quarters])
        answer = talk.ask("换到哪个报告期？回车不换。")
        if isinstance(answer, Sign):
            return
        chosen = next((quarter for quarter, _ in quarters if str(quarter) == answer.upper()), None)
        if chosen is None:
            raise WrongUse(f"没有“{answer}”这个报告期，没有换。")
        self.desk = Desk(desk.office, desk.unit, chosen)
        talk.say(status_words(self.desk, self.desk.overview()))

    def _neighbour(self, number: int, way: Sign) -> int:
        """The unit's measure before or after that one, the last followed by the first."""
        numbers = _numbers(self.desk)
        if way is Sign.BACK:
            return max((other for other in numbers if other < number), default=numbers[-1])
        return min((other for other in numbers if other > number), default=numbers[0])


def own(desk: Desk, number: int) -> int:
    """Returns the number itself; raises `WrongUse` unless the unit has a measure of that number."""
    numbers = _numbers(desk)
    if number not in numbers:
        raise WrongUse(f"请打 {'、'.join(map(str, numbers))} 之一；别的措施要填先认领：打 c，或用 liuwen claim 编号。")
    return number


def _numbers(desk: Desk) -> list[int]:
    return [item.measure.number for item in desk.overview().assignments]
