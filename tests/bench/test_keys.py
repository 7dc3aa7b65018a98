"""How many keys a steady quarter costs besides its words; ``pytest tests/bench/test_keys.py -n 0 -s`` prints the counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting.signatories import remember_signatories
from tests.conftest import open_desk
from tests.tui.terminal import LIST, Terminal

ENTER, TAB, BACK_TAB, ESC = "\r", "\t", "\x1b[Z", "\x1b"
F3, F5, F9 = "\x1bOR", "\x1b[15~", "\x1b[20~"
HERE = {"LIUWEN_UNIT": "tsz", "LIUWEN_QUARTER": "2020Q4"}
MEASURES = (4, 13, 14, 15, 16, 17, 18)
"""塘山镇's six and 15, which it claims for its share of the 5G stations."""
MOST = 20


class Typist:
    """Types as a person does who looks at the screen, and counts: a control key each, text for nothing."""

    def __init__(self, program: Terminal) -> None:
        self.program, self.keys = program, 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.program.send(*keys)

    def write(self, text: str) -> None:
        self.program.send(text)
        self.program.wait_for(text)

    def see(self, *words: str) -> None:
        self.program.wait_for(*words)


def last_quarter(home: Path) -> None:
    """All seven were reported on; the names on the report are known from then."""
    desk = open_desk(home, "tsz", "2020Q3", at="2020-10-09T09:00:00+08:00", account="root")
    remember_signatories(desk, Signatories("张某", "李某"))
    desk.claim(15)
    for number in MEASURES:
        entry = Entry(
            Status.IN_PROGRESS,
            60,
            f"第{number}项已办结12件。",
            next_steps="年底前办完其余3件。",
            targets=(TargetResult("15-1", actual=350),) if number == 15 else (),
        )
        desk.record(number, lambda _, entry=entry: entry)


def one_by_one(me: Typist) -> None:
    """Carries each measure that has news when its turn comes."""
    me.press(ENTER)
    for place in (1, 2):
        me.see(f"{place}/7 ")
        me.press(F5)
        me.see("与上季一字不差")
        me.write("本季又办结2件。")
        me.press(F3)
    behind_and_nothing_new(me)
    me.see("4/7 ")
    me.press(F5)
    me.see("与上季一字不差")
    me.write("本季新建成60个。")
    me.press(BACK_TAB)
    me.write("410")
    me.press(F3)
    nothing_new(me)


def all_at_once(me: Typist) -> None:
    """Carries all of last quarter first; the words of what is new are typed where the walk arrives."""
    me.press(F5, ENTER)
    me.see("已抄入 7 项")
    me.press(ENTER)
    for place in (1, 2):
        me.see(f"{place}/7 ")
        me.write("本季又办结2件。")
        me.press(F3)
    behind_and_nothing_new(me)
    me.see("4/7 ")
    me.write("本季新建成60个。")
    me.press(BACK_TAB)
    me.write("410")
    me.press(F3)
    nothing_new(me)


def behind_and_nothing_new(me: Typist) -> None:
    me.see("3/7 ")
    me.press("0", "3")
    me.see("[3滞后]", "[本季无新进展]", "滞后须写明原因")
    me.write("夜市用地手续未批。")
    me.press(F3)


def nothing_new(me: Typist) -> None:
    """The three that are left; the last key leads on to the check."""
    for place, key in ((5, F3), (6, F3), (7, F9)):
        me.see(f"{place}/7 ")
        me.press("0")
        me.see("[本季无新进展]")
        me.press(key)


@pytest.mark.parametrize("way", [one_by_one, all_at_once])
def test_a_steady_quarter_costs_few_keys_besides_its_words(
    terminal: Callable[..., Terminal], home: Path, way: Callable[[Typist], None]
) -> None:
    last_quarter(home)
    me = Typist(terminal(**HERE))
    me.see(LIST)
    way(me)
    me.see("须补 0 项")
    filled = me.keys
    me.press(F9)
    me.see("冻结，要改须撤回")
    me.press(ENTER)
    me.see("已报送，文件在")
    print(f"\n{way.__name__}: {filled} keys to fill in seven measures and see what is missing, {me.keys} with the submission")
    assert me.keys <= MOST
    said = {item.measure.number: item.entry for item in open_desk(home, "tsz").overview().assignments}
    assert [number for number, entry in said.items() if entry.unchanged] == [14, 16, 17, 18]
    assert [said[number].progress for number in (4, 13)] == [f"第{number}项已办结12件。本季又办结2件。" for number in (4, 13)]
    assert (said[14].status, said[14].problems) == (Status.DELAYED, "夜市用地手续未批。")
    assert (said[15].progress, said[15].targets) == ("第15项已办结12件。本季新建成60个。", (TargetResult("15-1", actual=410),))
