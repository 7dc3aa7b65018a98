"""What changed in a text, told so that both texts can be read from it and no figure is torn."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.differences import Kind, Run, differences, marked, marked_apart
from tests.hostile import RAW, texts

LONG = 200_000
WORDS = st.lists(
    st.sampled_from(["已兑现", "200", "326户", "1,200.5", "60%", "，", "。", "的", "\n", " ", "〔2020〕", "abc"]), max_size=30
).map("".join)


def without(kind: Kind, runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs if run.kind is not kind)


def assert_leads_from(before: str, after: str) -> tuple[Run, ...]:
    runs = differences(before, after)
    assert without(Kind.ADDED, runs) == before
    assert without(Kind.REMOVED, runs) == after
    assert all(run.text for run in runs)
    return runs


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("已兑现200户。", "已兑现326户。", "已兑现【删 200】【增 326】户。"),
        ("已兑现200户。", "已兑现326户412万元。", "已兑现【删 200】【增 326】户【增 412万元】。"),
        ("办理1,200件", "办理1,300.5件", "办理【删 1,200】【增 1,300.5】件"),
        ("完成45%。", "完成60%。", "完成【删 45%】【增 60%】。"),
        ("核对名单。", "核对名单，公示。", "核对名单【增 ，公示】。"),
        ("核对名单，公示。", "公示。", "【删 核对名单，】公示。"),
        ("湖办字〔2020〕8号", "湖办字〔2020〕18号", "湖办字〔2020〕【删 8】【增 18】号"),
        ("使用Web2系统", "使用Web3系统", "使用【删 Web2】【增 Web3】系统"),
        ("核对名单 未完成", "核对名单 已完成", "核对名单 【删 未完成】【增 已完成】"),
        ("", "甲", "【增 甲】"),
        ("甲", "", "【删 甲】"),
        ("甲", "甲", "甲"),
        ("", "", ""),
    ],
)
def test_what_changed_is_told_word_by_word_and_figures_stay_whole(before: str, after: str, told: str) -> None:
    assert marked(before, after) == told


def test_another_text_is_told_whole_and_not_in_the_characters_that_it_shares_by_chance() -> None:
    before, after = "一是组织开展培训的工作，二是加强宣传。", "我局积极协调的资金已到位，项目二期开工。"
    assert differences(before, after) == (Run(Kind.REMOVED, before), Run(Kind.ADDED, after))


def test_one_sentence_written_anew_is_told_whole_beside_one_that_stayed() -> None:
    kept = "已兑现稳岗补贴326户412万元，全部到账。"
    assert marked(f"{kept}一是组织的培训。", f"{kept}我局协调的资金。") == f"{kept}【删 一是组织的培训】【增 我局协调的资金】。"


@settings(max_examples=300, deadline=None)
@given(st.one_of(texts(0), WORDS), st.one_of(texts(0), WORDS))
def test_both_texts_can_be_read_from_what_is_told(before: str, after: str) -> None:
    assert_leads_from(before, after)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_two_texts_beside_each_other_are_whole_and_equal_outside_their_marks(one: str, other: str) -> None:
    mine, theirs = marked_apart(one, other)
    assert [text.replace("【", "").replace("】", "") for text in (mine, theirs)] == [one, other]
    assert re.sub("【.*?】", "", mine, flags=re.DOTALL) == re.sub("【.*?】", "", theirs, flags=re.DOTALL)


@given(WORDS, WORDS)
def test_no_figure_is_torn(before: str, after: str) -> None:
    for kind in (Kind.ADDED, Kind.REMOVED):
        stretches = [run.text for run in differences(before, after) if run.kind is not kind]
        for one, other in pairwise(stretches):
            assert not (re.search(r"[0-9A-Za-z.]\Z", one) and re.match(r"[0-9A-Za-z.%]", other)), (one, other)


@pytest.mark.parametrize("text", RAW)
def test_text_that_was_never_cleaned_comes_through_whole(text: str) -> None:
    assert_leads_from(text, f"{text}。")
    assert_leads_from(text, text[::2])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("的了" * (LONG // 2), "了的的" * (LONG // 3)),
        ("甲" * LONG, "甲" * (LONG // 2)),
        ("a " * (LONG // 2), "b " * (LONG // 2)),
        ("甲" * (LONG // 2) + "乙" * 300, "乙" * 300 + "甲" * (LONG // 2)),
    ],
    ids=["two characters", "half of it", "every other word", "moved"],
)
def test_long_hostile_texts_are_told_and_do_not_hang(before: str, after: str) -> None:
    assert_leads_from(before, after)


def test_a_small_change_in_a_long_text_is_told_alone() -> None:
    long = "".join(f"第{number}项办结{number}件。" for number in range(LONG // 12))
    runs = assert_leads_from(long + "合计326户。" + long, long + "合计412户。" + long)
    assert runs[1:3] == (Run(Kind.REMOVED, "326"), Run(Kind.ADDED, "412"))
