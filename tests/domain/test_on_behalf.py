"""代录 joins by the laws of all reports, and gives way to the unit's own report."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.summary_toml import read_any, write_summary
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.summary import Summary, claims, conflicts, counted_versions, summary_of
from liuwen_tui.domain.versions import Subject, descend
from tests.conftest import CATALOGUE
from tests.domain.histories import History, histories, sealed

NOTICE = CATALOGUE.notice
AT = "2021-01-08T16:20:00+08:00"
SENT = Head().submitted(Signatories(reviewed_by="李某"), AT)


def said(words: str, head: Head, unit: str = "czj") -> Summary:
    """A report of one entry, with a seal that follows from what it says."""
    version = descend(Subject(NOTICE.id, unit, "2020Q4", 1), Entry(Status.IN_PROGRESS, 40, words, next_steps="续办。"), (), AT, "张三")
    versions = () if head.state is State.WITHDRAWN else (version,)
    report = Report(NOTICE.id, NOTICE.digest, unit, CATALOGUE.unit_name(unit), "2020Q4", head, versions)
    return summary_of(report, hashlib.sha256(repr(report).encode()).hexdigest())


PAPER = said("纸上写的。", replace(SENT, on_behalf=True))
OWN = said("自己报的。", SENT)


def counted(summary: Summary) -> list[str]:
    return [version.entry.progress for version in counted_versions(summary)]


@settings(max_examples=60, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_any_mixture_of_own_reports_and_paper_gives_the_same_summary_in_any_order_and_grouping(history: History, chance: Random) -> None:
    pile = [sealed(replace(each, head=replace(each.head, on_behalf=chance.random() < 0.5))) for each in history.reports]
    wanted = merge(pile)
    chance.shuffle(pile)
    middle = len(pile) // 2
    assert repr(merge([merge(pile[middle:]), merge(pile[: middle + 1])])) == repr(wanted)
    for unit, filing in wanted.filings.items():
        own = wanted.own.get(unit)
        assert filing is own or (filing.head.on_behalf and filing.counts and not (own and own.counts))


def test_the_units_own_report_stands_whenever_it_comes_and_the_two_are_no_conflict() -> None:
    assert counted(PAPER) == ["纸上写的。"]
    for pile in ([PAPER, OWN], [OWN, PAPER], [merge([PAPER, OWN]), PAPER]):
        assert counted(merge(pile)) == ["自己报的。"]
        assert conflicts(merge(pile)) == []
    withdrawn = said("", SENT.withdrawn())
    assert counted(merge([OWN, PAPER, withdrawn])) == ["纸上写的。"], "what was withdrawn does not count"
    assert claims(merge([OWN, PAPER])) == {}


def test_paper_travels_in_a_summary_beside_the_units_own_and_gives_the_same_bytes_again() -> None:
    both = merge([PAPER, OWN, said("纸上写的。", replace(SENT, on_behalf=True), unit="rsj")])
    content = write_summary(both, CATALOGUE)
    again = read_any(content, CATALOGUE)
    assert (write_summary(again, CATALOGUE), counted(again)) == (content, ["自己报的。", "纸上写的。"])
    assert write_summary(merge([again, OWN, PAPER]), CATALOGUE) == content
    assert content.count(b"on_behalf = true") == 2
