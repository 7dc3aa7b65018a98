"""Which of a unit's measures is meant: by number, by words, or as the one before or after another."""

from __future__ import annotations

from liuwen_tui.cli.signs import Sign
from liuwen_tui.cli.talk import Talk
from liuwen_tui.documents.plain import plain_status
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.pinyin import is_found
from liuwen_tui.reporting.desk import Desk


def own(desk: Desk, number: int) -> int:
    """Returns the number itself; raises `WrongUse` unless the unit has a measure of that number."""
    numbers = _numbers(desk)
    if number not in numbers:
        raise WrongUse(f"请打 {'、'.join(map(str, numbers))} 之一；别的措施要填请先认领。", f"liuwen claim {number}")
    return number


def neighbour(desk: Desk, number: int, way: Sign) -> int:
    """Returns the unit's measure before or after that one, the last followed by the first; raises `WrongUse` where it has none."""
    numbers = _numbers(desk)
    if way is Sign.BACK:
        return max((other for other in numbers if other < number), default=numbers[-1])
    return min((other for other in numbers if other > number), default=numbers[0])


def find(desk: Desk, talk: Talk, word: str) -> int | None:
    """Returns the unit's one measure of that title, as 汉字 or initials, or that status; of several, which are said, none.

    Raises `WrongUse` where there is no such measure.
    """
    items = [(item.measure, plain_status(item.entry)) for item in desk.overview().assignments]
    found = [(measure, status) for measure, status in items if word in status or is_found(word, measure.title)]
    if not found:
        raise WrongUse(f"没有“{word}”这一项，请打 ? 看能打什么。")
    if len(found) == 1:
        return found[0][0].number
    talk.say("\n".join(f" {measure.number:>2} {measure.title} {status}" for measure, status in found))
    return None


def _numbers(desk: Desk) -> list[int]:
    numbers = [item.measure.number for item in desk.overview().assignments]
    if not numbers:
        raise WrongUse(f"{desk.unit.name}在这份通知里没有措施；要填请先认领。", "liuwen claim 编号")
    return numbers
