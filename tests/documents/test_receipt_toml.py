"""A receipt as a file: it comes back whole, and is refused when it is not exactly one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from liuwen_tui.documents.receipt_toml import LARGEST_RECEIPT, RECEIPTS, write_receipt
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.receipt import Receipt, Verdict, latest
from liuwen_tui.domain.text import clean, is_blank
from tests.bad_files import BROKEN, altered
from tests.conftest import AT, CATALOGUE

NOTICE = CATALOGUE.notice
ACCEPTED = Receipt(NOTICE.id, NOTICE.digest, "wjw", "2020Q4", "a" * 64, Verdict.ACCEPTED, AT, "王某")
RETURNED = replace(ACCEPTED, verdict=Verdict.RETURNED, returned={5: "请补充床位数。\n分类写。", 3: "口径不对。"})


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
