"""A receipt as a file: it comes back whole, and is refused when it is not exactly one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from liuwen_tui.documents.decision_toml import DECISIONS, write_decision
from liuwen_tui.documents.receipt_toml import LARGEST_RECEIPT, RECEIPTS, write_receipt
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.receipt import Receipt, Verdict, latest
from liuwen_tui.domain.text import clean, is_blank
from liuwen_tui.domain.versions import Subject, descend
from tests.bad_files import BROKEN, altered
from tests.conftest import AT, CATALOGUE

NOTICE = CATALOGUE.notice
ACCEPTED = Receipt(NOTICE.id, NOTICE.digest, "wjw", "2020Q4", "a" * 64, Verdict.ACCEPTED, AT, "王某")
RETURNED = replace(ACCEPTED, verdict=Verdict.RETURNED, returned={5: "请补充床位数。\n分类写。", 3: "口径不对。"})


ABOUT = Subject(NOTICE.id, "wjw", "2020Q4", 5)
TOLD = Entry(Status.IN_PROGRESS, 60, "新增床位80张。", steps=(Step("1", "改造", "2021-03-31"),), targets=(TargetResult("5-1", 90),))
VERSIONS = [descend(ABOUT, replace(TOLD, progress=words), (), AT, "张三") for words in ("甲", "乙")]
DECIDED = replace(ACCEPTED, decisions=(Decision(descend(ABOUT, TOLD, VERSIONS, AT, "王某"), "以书面更正为准。\n已核。"),))


def written(receipt: Receipt) -> bytes:
    return write_receipt(receipt, CATALOGUE)[0]


REASONS = some.text(min_size=1).map(clean).filter(lambda text: not is_blank(text))


@settings(max_examples=80, deadline=None)
@given(REASONS | some.just(""), some.dictionaries(some.integers(1, 18), REASONS))
def test_whatever_the_lead_writes_comes_back(reason: str, returned: dict[int, str]) -> None:
    verdict = Verdict.RETURNED if reason or returned else Verdict.ACCEPTED
    receipt = replace(ACCEPTED, verdict=verdict, reason=reason, returned=returned)
    content, seal = write_receipt(receipt, CATALOGUE)
    read = read_document(content, RECEIPTS, CATALOGUE)
    assert (read.receipt, read.seal) == (receipt, seal)
    assert tomllib.loads(content.decode())["seal"]["sha256"] == seal


CHANGES: dict[str, Callable[[dict], object]] = {
    "an unknown key": lambda fields: fields.update(ok=True),
    "another notice": lambda fields: fields.update(notice="other"),
    "an unknown unit": lambda fields: fields.update(unit="xyz"),
    "a verdict of its own": lambda fields: fields.update(verdict="good"),
    "no report that it answers": lambda fields: fields.update(answers=""),
    "a measure that the notice has not": lambda fields: fields["returned"][0].update(measure=19),
    "a measure twice": lambda fields: fields["returned"][0].update(measure=5),
    "an empty reason": lambda fields: fields["returned"][0].update(reason=" "),
    "a reason that drives the terminal": lambda fields: fields["returned"][0].update(reason="\x1b[2J"),
    "no reason at all": lambda fields: fields.pop("returned"),
    "accepted with a reason": lambda fields: fields.update(verdict="accepted"),
    "a time without a zone": lambda fields: fields.update(at="2021-01-08T10:00:00"),
    "nobody who says it": lambda fields: fields.update(by=["王某"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_exactly_a_receipt_is_refused(change: str) -> None:
    with pytest.raises(Unusable):
        read_document(altered(written(RETURNED), CHANGES[change]), RECEIPTS, CATALOGUE)


SPOILT: dict[str, Callable[[dict], object]] = {
    "no reason": lambda it: it.pop("decision_reason"),
    "an empty reason": lambda it: it.update(decision_reason=" "),
    "a reason that drives the terminal": lambda it: it.update(decision_reason="\x1b[2J"),
    "other words": lambda it: it.update(progress="改"),
    "one parent": lambda it: it.update(parents=it["parents"][:1]),
    "a measure that the notice has not": lambda it: it.update(measure=19),
    "an unknown key": lambda it: it.update(vip=True),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_what_is_not_exactly_a_decision_is_refused_by_itself_and_in_a_receipt(change: Callable[[dict], object]) -> None:
    alone = write_decision(DECIDED.decisions[0], CATALOGUE)[0]
    with pytest.raises(Unusable):
        read_document(altered(alone, lambda it: change(it["decision"])), DECISIONS, CATALOGUE)
    with pytest.raises(Unusable):
        read_document(altered(written(DECIDED), lambda it: change(it["decision"][0])), RECEIPTS, CATALOGUE)


def test_a_decision_comes_back_whole_by_itself_and_in_a_receipt() -> None:
    assert read_document(write_decision(DECIDED.decisions[0], CATALOGUE)[0], DECISIONS, CATALOGUE) == DECIDED.decisions[0]
    assert read_document(written(DECIDED), RECEIPTS, CATALOGUE).receipt == DECIDED
    with pytest.raises(Unusable, match="不得重复"):
        read_document(altered(written(DECIDED), lambda it: it.update(decision=it["decision"] * 2)), RECEIPTS, CATALOGUE)
    with pytest.raises(Unusable, match="出自两个以上的版本"):
        single = Decision(descend(ABOUT, TOLD, VERSIONS[:1], AT, "王某"), "一个版本。")
        read_document(write_decision(single, CATALOGUE)[0], DECISIONS, CATALOGUE)


ELSEWHERE = ("a percent edited", "a word edited", "joined with another", "cut in the middle", "zero bytes within")
"""Damage to what a receipt does not have."""


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in ELSEWHERE])
def test_damage_on_the_way_is_seen(name: str) -> None:
    damage, reason = BROKEN[name]
    with pytest.raises(Unusable, match=reason):
        read_document(damage(written(RETURNED)), RECEIPTS, CATALOGUE)


def test_a_receipt_too_large_to_be_read_again_is_not_written() -> None:
    with pytest.raises(Unusable, match="上限"):
        write_receipt(replace(RETURNED, reason="字" * LARGEST_RECEIPT), CATALOGUE)


def test_of_several_answers_to_one_report_the_later_stands_and_sending_back_before_accepting() -> None:
    earlier, later = (replace(RETURNED, at=f"2021-01-0{day}T10:00:00+08:00", reason=f"第{day}次") for day in (8, 9))
    answers = [
        read_document(written(receipt), RECEIPTS, CATALOGUE) for receipt in (later, ACCEPTED, earlier, replace(later, answers="b" * 64))
    ]
    for order in (answers, answers[::-1]):
        found = latest(order, "a" * 64)
        assert found is not None and found.receipt == later
    assert latest(answers, "c" * 64) is None
