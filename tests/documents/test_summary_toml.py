"""The summary as a file: it comes back whole, names no phone, and is refused when it is not exactly one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.receipt_toml import write_receipt
from liuwen_tui.documents.report_toml import LARGEST_REPORT, write_report
from liuwen_tui.documents.seal import seal_of, write_sealed
from liuwen_tui.documents.summary_toml import read_any, write_summary
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.joining import merge, with_decisions, with_receipts
from liuwen_tui.domain.receipt import Receipt, SealedReceipt, Verdict
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.summary import Filing, Summary
from liuwen_tui.domain.versions import Subject, descend
from tests.bad_files import BROKEN, altered
from tests.conftest import AT, CATALOGUE
from tests.hostile import entries

NOTICE = CATALOGUE.notice
EMPTY = Summary(NOTICE.id, NOTICE.digest, "2020Q4", {})


def report(unit: str, *said: Entry, state: State = State.SUBMITTED) -> bytes:
    versions = tuple(descend(Subject(NOTICE.id, unit, "2020Q4", number), entry, (), AT, "张三") for number, entry in enumerate(said, 1))
    head = Head(state, 1, AT, AT, Signatories("张三", "李四", "0791-88100000"))
    return write_report(Report(NOTICE.id, NOTICE.digest, unit, CATALOGUE.unit_name(unit), "2020Q4", head, versions), CATALOGUE)


@pytest.fixture(scope="module")
def content() -> bytes:
    """A summary of two units, one of them in conflict with itself."""
    files = [
        report("rsj", Entry(progress="甲"), Entry(progress="乙")),
        report("rsj", Entry(progress="丙")),
        report("czj", Entry(progress="丁")),
    ]
    return write_summary(merge(read_any(file, CATALOGUE) for file in files), CATALOGUE)


def test_a_summary_comes_back_whole_with_both_sides_of_a_conflict(content: bytes) -> None:
    read = read_any(content, CATALOGUE)
    assert write_summary(read, CATALOGUE) == content
    assert seal_of(content) == tomllib.loads(content.decode())["seal"]["sha256"]
    assert {version.entry.progress for version in read.filings["rsj"].versions[1]} == {"甲", "丙"}
    assert [row["unit"] for row in tomllib.loads(content.decode())["report"]] == ["czj", "rsj"]


def test_a_summary_keeps_what_was_decided_beside_the_receipt_that_told_of_it(content: bytes) -> None:
    read = read_any(content, CATALOGUE)
    about, said = (
        Subject(NOTICE.id, "rsj", "2020Q4", 1),
        Entry(Status.DELAYED, 20, steps=(Step("1", "续办"),), targets=(TargetResult("1-1", 1),)),
    )
    decision = Decision(descend(about, said, read.filings["rsj"].versions[1], AT, "王某"), "看过了。")
    decided = with_decisions(read, [decision])
    assert [version.entry for version in decided.filings["rsj"].versions[1]] == [said]
    told = Receipt(NOTICE.id, NOTICE.digest, "rsj", "2020Q4", "a" * 64, Verdict.ACCEPTED, AT, "王某", decisions=(decision,))
    whole = with_receipts(decided, [SealedReceipt(told, write_receipt(told, CATALOGUE)[1])])
    again = write_summary(whole, CATALOGUE)
    assert read_any(again, CATALOGUE) == whole
    assert merge([read, read_any(again, CATALOGUE)]) == whole
    for change in (
        lambda it: it["report"][1]["decision"][0].update(decision_reason=""),
        lambda it: it["report"][1]["receipt"][0].pop("decision"),
    ):
        with pytest.raises(Unusable):
            read_any(altered(again, change), CATALOGUE)


def test_no_phone_number_gets_into_a_summary(content: bytes) -> None:
    assert b"0791" in report("rsj", Entry(progress="甲"))
    assert b"0791" not in content
    assert b"phone" not in content


def test_a_summary_of_nothing_is_a_summary() -> None:
    assert read_any(write_summary(EMPTY, CATALOGUE), CATALOGUE) == EMPTY


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=2), st.lists(entries(), max_size=2))
def test_whatever_was_typed_comes_back_from_a_summary(mine: list[Entry], theirs: list[Entry]) -> None:
    joined = merge(
        [
            read_any(report("rsj", *mine), CATALOGUE),
            read_any(report("rsj", *theirs), CATALOGUE),
            read_any(report("czj", *theirs), CATALOGUE),
        ]
    )
    written = write_summary(joined, CATALOGUE)
    assert read_any(written, CATALOGUE) == joined
    assert write_summary(read_any(written, CATALOGUE), CATALOGUE) == written


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in ("a percent edited", "a word edited", "joined with another")])
def test_damage_on_the_way_is_seen(content: bytes, name: str) -> None:
    damage, reason = BROKEN[name]
    with pytest.raises(Unusable, match=reason):
        read_any(damage(content), CATALOGUE)


def report_row(index: int, **fields: object) -> Callable[[dict], None]:
    return lambda it: it["report"][index].update(fields)


FORGED: dict[str, tuple[Callable[[dict], object], str]] = {
    "another format": (lambda it: it.update(format="liuwen.summary/2"), "liuwen.summary/2"),
    "no format": (lambda it: it.pop("format"), "第一行"),
    "unknown key": (lambda it: it.update(vip=1), "vip"),
    "a phone": (report_row(0, phone="1"), "phone"),
    "unknown key in a report": (report_row(0, vip=1), "vip"),
    "missing seal": (lambda it: it["report"][0].pop("seal"), "seal"),
    "a seal that is none": (report_row(0, seal="| a | <b>"), "校验码"),
    "one report short": (lambda it: it["report"].pop(), "应有 2 份报告"),
    "count as text": (lambda it: it.update(report_count="2"), "report_count"),
    "out of order": (lambda it: it["report"].reverse(), "按代码排列"),
    "a unit twice": (lambda it: it.update(report=it["report"][:1] * 2), "不得重复"),
    "unknown unit": (report_row(0, unit="xyz"), "xyz"),
    "another unit's words": (report_row(0, unit="fgw"), "版本号与内容不符"),
    "another notice": (lambda it: it.update(notice="x"), "不是“qsh-2020-25”的"),
    "another digest": (lambda it: it.update(notice_digest="x"), "目录"),
    "another quarter": (lambda it: it.update(quarter="2021Q1"), "版本号与内容不符"),
    "no quarter": (lambda it: it.update(quarter="去年"), "去年"),
    "words changed": (lambda it: it["report"][0]["entry"][0].update(progress="改"), "版本号与内容不符"),
    "unknown state": (report_row(0, state="x"), "state"),
}


@pytest.mark.parametrize(("change", "reason"), FORGED.values(), ids=FORGED)
def test_a_sealed_file_that_is_not_exactly_a_summary_is_refused(content: bytes, change: Callable[[dict], object], reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        read_any(altered(content, change), CATALOGUE)


def test_a_report_above_its_limit_is_refused_though_a_summary_may_be_larger() -> None:
    fields = tomllib.loads(report("rsj", Entry(progress="甲")).decode())
    del fields["seal"]
    fields["entry"][0]["title"] = "长" * LARGEST_REPORT
    with pytest.raises(Unusable, match="文件太大"):
        read_any(write_sealed(fields)[0], CATALOGUE)


def test_a_summary_of_more_entries_than_can_be_read_again_is_not_written() -> None:
    entry = Entry(evidence=tuple(str(number) for number in range(2500)))
    versions = tuple(descend(Subject(NOTICE.id, "rsj", "2020Q4", number % 18 + 1), entry, (), AT, str(number)) for number in range(90))
    many = {number: versions[number * 5 : number * 5 + 5] for number in range(1, 18)}
    filing = Filing("rsj", "区人社局", Head(State.SUBMITTED, 1, AT, AT), "0" * 64, many)
    with pytest.raises(Unusable, match="分批汇总"):
        write_summary(Summary(NOTICE.id, NOTICE.digest, "2020Q4", {"rsj": filing}), CATALOGUE)
