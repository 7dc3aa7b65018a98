"""The sentences that a unit wrote before, offered to be used again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.text import clean
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.phrases import Phrase, phrases

Open = Callable[..., Desk]
REFERENCES = [
    Phrase("同第(二)条", "抓好重点行业重点群体就业"),
    Phrase("同第(三)条", "坚决打赢城镇脱贫攻坚战"),
    Phrase("同第(四)条", "完善社会保障"),
]
"""What 区人社局 can point to from its first measure."""


def write(desk: Desk, number: int, **texts: str) -> None:
    desk.record(number, lambda _: Entry(**texts))


def sentences(desk: Desk, number: int) -> list[str]:
    return [phrase.text for phrase in phrases(desk, number) if not phrase.about]


def test_nothing_is_canned_and_the_other_measures_can_be_pointed_to(desk: Open) -> None:
    assert phrases(desk("rsj"), 1) == REFERENCES


def test_sentences_of_all_quarters_and_measures_come_latest_first_and_none_twice(desk: Open) -> None:
    write(desk("rsj", quarter="2020Q3", at="2020-10-08T09:00:00+08:00"), 1, progress="上季一。又一句；", problems="缺人。")
    write(desk("rsj", at="2021-01-06T09:00:00+08:00"), 2, progress="先写的。缺人。")
    write(desk("rsj", at="2021-01-07T09:00:00+08:00"), 3, next_steps="后写的！")
    assert sentences(desk("rsj"), 1) == ["后写的！", "先写的。", "缺人。", "上季一。", "又一句；"]
    assert phrases(desk("rsj"), 1)[:3] == REFERENCES
    write(desk("wjw"), 3, progress="别的单位写的。")
    assert "别的单位写的。" not in sentences(desk("rsj"), 1)


def test_what_stands_in_the_entry_itself_is_not_offered_but_last_quarters_is(desk: Open) -> None:
    write(desk("rsj", quarter="2020Q3"), 1, progress="上季的。")
    write(desk("rsj"), 1, progress="正写着的。")
    assert sentences(desk("rsj"), 1) == ["上季的。"]
    assert sentences(desk("rsj"), 2) == ["正写着的。", "上季的。"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一，二。三；四！五？六", ["一，二。", "三；", "四！", "五？", "六"]),
        ("一\n二\n\n 三 ", ["一", "二", "三"]),
        ("他说“好。”又说（是。）完了！！", ["他说“好。”", "又说（是。）", "完了！！"]),
        ("。；\n  \n", []),
        ("减税1.2亿元;惠企86条.", ["减税1.2亿元;惠企86条."]),
        ("长" * 301 + "。短。", ["短。"]),
    ],
)
def test_texts_are_cut_at_the_marks_that_end_a_sentence(desk: Open, text: str, cut: list[str]) -> None:
    write(desk("rsj"), 2, progress=clean(text))
    assert sentences(desk("rsj"), 1) == cut


def test_a_store_that_cannot_be_read_is_passed_over(desk: Open) -> None:
    write(desk("rsj", quarter="2021Q1"), 1, progress="以后的。")
    write(desk("rsj", quarter="2020Q3"), 1, progress="以前的。")
    (desk("rsj").office.home.unit_folder("rsj") / "2021Q1.json").write_bytes(b"{")
    assert sentences(desk("rsj"), 1) == ["以前的。"]


def test_the_number_of_sentences_is_bounded(desk: Open) -> None:
    write(desk("rsj"), 2, progress="".join(f"第{number}句。" for number in range(2000)))
    assert len(sentences(desk("rsj"), 1)) == 300


def test_a_sentence_said_again_and_again_takes_the_room_of_one(desk: Open) -> None:
    write(desk("rsj", quarter="2020Q3"), 1, progress="以前的。")
    write(desk("rsj"), 2, progress="照旧。" * 2000)
    assert sentences(desk("rsj"), 1) == ["照旧。", "以前的。"]
