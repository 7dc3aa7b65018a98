"""Merging: the same reports give the same summary however they come, and what counts in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.joining import merge, with_receipts
from liuwen_tui.domain.receipt import Receipt, SealedReceipt, Verdict
from liuwen_tui.domain.report import Head, Report, State
from liuwen_tui.domain.summary import Summary, claims, conflicts, counted_versions, overall_status
from liuwen_tui.domain.versions import Version, descend
from tests.domain.histories import DIGEST, ENTRIES, NOTICE, QUARTER, SIGNED, UNITS, History, histories, moment, piles, sealed, subject

SENT = Head().submitted(SIGNED, moment(0))


def report(head: Head, *versions: Version, unit: str = "fgw") -> Summary:
    return sealed(Report(NOTICE, DIGEST, unit, UNITS[unit], QUARTER, head, versions))


def version(
    entry: Entry = ENTRIES[0], *parents: Version, unit: str = "fgw", measure: int = 1, minute: int = 0, by: str = "张三"
) -> Version:
    return descend(subject(unit, measure), entry, parents, moment(minute), by)


@settings(max_examples=120, deadline=None)
@given(histories(), st.data())
def test_reports_give_the_same_summary_in_any_order_any_grouping_any_number_of_times(history: History, data: st.DataObject) -> None:
    wanted = merge(history.summaries * 2)
    pile = data.draw(piles(history))
    while len(pile) > 1:
        size = data.draw(st.integers(2, len(pile)))
        start = data.draw(st.integers(0, len(pile) - size))
        pile[start : start + size] = [merge(pile[start : start + size])]
    joined = merge([*pile, *pile])
    assert joined == wanted
    assert repr(joined) == repr(wanted)  # the order of units and measures too, from which bytes follow


class Code(str):
    """A unit's code that counts how often any is put before or after another."""

    __slots__ = ()
    compared = 0

    def __lt__(self, other: str) -> bool:
        Code.compared += 1
        return str.__lt__(self, other)


def test_reports_are_put_in_order_once_and_not_anew_with_each_file() -> None:
    (filing,) = report(SENT, version()).own.values()
    codes = [Code(f"u{number:03}") for number in range(256)]
    Random(5).shuffle(codes)
    joined = merge(Summary(NOTICE, DIGEST, QUARTER, {code: replace(filing, unit=code)}) for code in codes)
    assert list(joined.own) == sorted(map(str, codes))
    assert Code.compared < 256 * 8


def answered(summary: Summary) -> Summary:
    """The summary with what the lead answered to one report in three, sent back or accepted or both."""
    answers = []
    for filing in summary.filings.values():
        verdicts = [verdict for verdict, digits in ((Verdict.ACCEPTED, "0123"), (Verdict.RETURNED, "2345")) if filing.seal[0] in digits]
        for verdict in verdicts:
            reason = "" if verdict is Verdict.ACCEPTED else "请补充。"
            receipt = Receipt(NOTICE, DIGEST, filing.unit, QUARTER, filing.seal, verdict, moment(0), "王某", reason)
            answers.append(SealedReceipt(receipt, hashlib.sha256(repr(receipt).encode()).hexdigest()))
    return with_receipts(summary, answers)


@settings(max_examples=80, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_leads_answers_merge_by_the_same_laws_as_the_reports(history: History, chance: Random) -> None:
    pile = [*map(answered, history.summaries), *history.summaries]
    wanted = merge(pile * 2)
    chance.shuffle(pile)
    middle = len(pile) // 2
    assert repr(merge([merge(pile[middle:]), merge(pile[: middle + 1])])) == repr(wanted)
    for filing in wanted.filings.values():
        answer = filing.answer
        assert answer is None or filing.state is (
            answer.receipt.verdict.state if filing.head.state is State.SUBMITTED else filing.head.state
        )


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_summary_names_every_unit_that_sent_anything_and_loses_no_version(history: History) -> None:
    summary = merge(history.summaries)
    assert summary.filings.keys() == {report.unit for report in history.reports}
    for report in history.reports:
        for sent in report.versions if report.head.state is not State.DRAFT else ():
            standing = summary.filings[report.unit].versions[sent.subject.measure]
            assert any(sent.id in (kept.id, *kept.ancestors) for kept in standing)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda history: bool(conflicts(merge(history.summaries))),
        lambda history: bool(history.decisions),
        lambda history: len({decision.version.id for decision in history.decisions}) < len(history.decisions),
        lambda history: any(
            len(decision.version.parents) > 1 and set(decision.version.parents) & {it.version.id for it in history.decisions}
            for decision in history.decisions
        ),
        lambda history: any(row.submitted for ledger in history.desks.values() for row in ledger.rows.values()),
        lambda history: any(
            set(version.parents) & {it.version.id for it in history.decisions} for report in history.reports for version in report.versions
        ),
        lambda history: any(row.rivals for ledger in history.desks.values() for row in ledger.rows.values()),
        lambda history: any(len(version.parents) > 1 for report in history.reports for version in report.versions),
        lambda history: any(filing.head.state is State.WITHDRAWN for filing in merge(history.summaries).filings.values()),
    ],
    ids=[
        "conflicts",
        "decisions",
        "decided twice alike",
        "decided again",
        "decided while frozen",
        "gone on with what was decided",
        "rivals",
        "settled and sent",
        "withdrawn",
    ],
)
def test_the_invented_lives_reach_what_the_laws_are_about(wanted: object) -> None:
    find(histories(), wanted, settings=settings(max_examples=2000, phases=[Phase.generate], deadline=None))


def test_reports_of_another_notice_or_quarter_are_not_merged() -> None:
    one = report(SENT, version())
    for other in (replace(one, quarter="2021Q1"), replace(one, notice="demo-2021-1"), replace(one, notice_digest="e" * 64)):
        with pytest.raises(Unusable, match="不能汇总在一起"):
            merge([one, other])


def test_the_head_of_the_highest_revision_stands_and_the_first_submission_is_remembered() -> None:
    first, second = SENT, SENT.withdrawn().submitted(SIGNED, moment(90))
    merged = merge([report(second, version()), report(first, version())]).filings["fgw"].head
    assert (merged.revision, merged.submitted_at, merged.first_submitted_at) == (3, moment(90), moment(0))
    late = replace(second, first_submitted_at=moment(60))
    assert merge([report(first), report(late)]).filings["fgw"].head.first_submitted_at == moment(0)


def test_the_earliest_submission_is_remembered_whatever_zone_it_is_written_in() -> None:
    home = replace(SENT, first_submitted_at="2021-01-08T08:30:00+08:00")
    abroad = replace(SENT, first_submitted_at="2021-01-08T01:00:00+00:00", revision=2)
    assert merge([report(home), report(abroad)]).filings["fgw"].head.first_submitted_at == home.first_submitted_at


def test_of_two_heads_of_one_revision_that_of_the_greater_seal_stands() -> None:
    one, other = report(SENT, version(ENTRIES[0])), report(SENT, version(ENTRIES[1]))
    assert merge([one, other]).filings["fgw"].seal == max(one.filings["fgw"].seal, other.filings["fgw"].seal)


def test_a_draft_brings_its_head_but_no_entries_and_never_covers_what_was_sent() -> None:
    draft = replace(SENT.withdrawn(), state=State.DRAFT)
    assert report(draft, version()).filings["fgw"].versions == {}
    assert not report(draft, version()).filings["fgw"].counts
    merged = merge([report(SENT, version()), report(draft, version(ENTRIES[1]))])
    assert merged.filings["fgw"].head.state is State.SUBMITTED
    assert [kept.entry for kept in counted_versions(merged)] == [ENTRIES[0]]


def test_entries_of_a_withdrawn_report_stay_out_until_it_is_sent_again() -> None:
    kept = version()
    withdrawn = merge([report(SENT, kept), report(SENT.withdrawn())])
    assert counted_versions(withdrawn) == []
    again = merge([withdrawn, report(SENT.withdrawn().submitted(SIGNED, moment(5)), version(ENTRIES[1], kept))])
    assert [item.entry for item in counted_versions(again)] == [ENTRIES[1]]


def test_versions_that_do_not_know_each_other_are_a_conflict_and_none_counts_until_a_decision() -> None:
    one, other, calm = version(ENTRIES[0]), version(ENTRIES[1]), version(measure=7)
    merged = merge([report(SENT, one, calm), report(SENT.withdrawn(), other)])
    assert conflicts(merged) == []  # nobody is asked about a withdrawn report
    merged = merge([report(SENT, one, calm), report(SENT, other)])
    assert [(item.unit, item.measure, {kept.id for kept in item.versions}) for item in conflicts(merged)] == [
        ("fgw", 1, {one.id, other.id})
    ]
    assert [kept.subject.measure for kept in counted_versions(merged)] == [7]
    decision = version(ENTRIES[2], one, other)
    decided = merge([merged, report(replace(SENT, revision=2), decision, calm)])
    assert conflicts(decided) == []
    assert counted_versions(decided) == [decision, calm]


def test_no_phone_number_gets_into_a_summary() -> None:
    assert SIGNED.phone not in repr(merge([report(SENT, version())]))


def test_an_undone_claim_neither_counts_nor_gives_the_measure_to_the_unit() -> None:
    claimed, undone = replace(ENTRIES[0], claimed=True), replace(ENTRIES[0], claimed=False)
    merged = merge([report(SENT, version(claimed, measure=7)), report(SENT, version(undone, unit="czj", measure=7), unit="czj")])
    assert claims(merged) == {7: frozenset({"fgw"})}
    assert [kept.subject.unit for kept in counted_versions(merged)] == ["fgw"]


@pytest.mark.parametrize(
    ("said", "overall"),
    [
        ("", None),
        ("4", Status.COMPLETED),
        ("64", Status.COMPLETED),
        ("66", Status.NOT_APPLICABLE),
        ("54", Status.ONGOING),
        ("25", Status.IN_PROGRESS),
        ("23", Status.DELAYED),
        ("13", Status.NOT_STARTED),
    ],
)
def test_a_measure_stands_where_its_least_advanced_unit_does(said: str, overall: Status | None) -> None:
    units = [version(Entry(status=list(Status)[int(digit) - 1])) for digit in said]
    assert overall_status([*units, version(Entry())]) is overall
