"""A notice read anew: what was reported under an earlier reading goes on under the numbers of now, by the same laws."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.documents.receipt_toml import write_receipt
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.documents.seal import seal_of
from liuwen_tui.documents.summary_toml import read_any, write_summary
from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.joining import merge, with_receipts
from liuwen_tui.domain.receipt import Receipt, SealedReceipt, Verdict
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.summary import Summary, conflicts, summary_of
from liuwen_tui.domain.versions import Subject, Version, descend
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.judging import accept
from liuwen_tui.reporting.exporting import current_report
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.importing import read_import, take_in
from liuwen_tui.store.catalogue import NOTICE_FILE, builtin_catalogues
from tests.bad_files import altered
from tests.conftest import AT, CATALOGUE, open_desk
from tests.domain.histories import DIGEST, QUARTER, History, histories, moment

NUMBERS = {1: 7, 7: 8, 8: 1, 9: 0}
"""Three measures changed places, and one is no more."""
OLDER, OLDER_NUMBERS = "e" * 64, {12: 7, 7: 12}
"""A reading before that, in which 7 was 12; the reading between them knew it too."""


def knowing(earlier: dict[str, dict[int, int]]) -> Catalogue:
    return replace(CATALOGUE, notice=replace(CATALOGUE.notice, earlier=earlier))


NOW = knowing({DIGEST: NUMBERS, OLDER: {12: 8, 8: 1, 7: 12}})
"""Where 12 of the oldest reading became 7, then 8."""
BEFORE = knowing({OLDER: OLDER_NUMBERS})


def files_of(history: History) -> list[tuple[Summary, bytes]]:
    """Every report as it was summed up in its time, and as the file that it was."""
    files = [(report, write_report(report, CATALOGUE)) for report in history.reports]
    return [(summary_of(report, seal_of(content)), content) for report, content in files]


def accepted(summary: Summary) -> Summary:
    """The summary with an answer to each report, sealed under the reading of its time."""
    receipts = [
        Receipt(s.notice, s.notice_digest, f.unit, s.quarter, f.seal, Verdict.ACCEPTED, moment(0), "王某")
        for s in [summary]
        for f in s.filings.values()
    ]
    return with_receipts(summary, [SealedReceipt(receipt, write_receipt(receipt, CATALOGUE)[1]) for receipt in receipts])


@settings(max_examples=40, deadline=None)
@given(histories(), st.data())
def test_reading_anew_and_merging_may_come_in_either_order(history: History, data: st.DataObject) -> None:
    files = files_of(history)
    wanted = merge(read_any(content, NOW) for _, content in files)
    for filing in wanted.filings.values():
        assert set(filing.versions) <= {7, 8}
    cut = data.draw(st.integers(1, len(files)))
    then = merge(summary for summary, _ in data.draw(st.permutations(files))[:cut])
    mixed = [read_any(write_summary(then, CATALOGUE), NOW), *(read_any(content, NOW) for _, content in files)]
    assert write_summary(merge(reversed(mixed)), NOW) == write_summary(wanted, NOW)
    assert read_any(write_summary(wanted, NOW), NOW) == wanted
    with_answers = read_any(write_summary(accepted(then), CATALOGUE), NOW)
    assert read_any(write_summary(with_answers, NOW), NOW) == with_answers
    assert all(filing.answer for filing in with_answers.filings.values())


def report(digest: str, *versions: Version, revision: int = 1) -> bytes:
    head = Head(State.SUBMITTED, revision, AT, AT, Signatories("张三", "李四", ""))
    return write_report(Report(CATALOGUE.notice.id, digest, "fgw", "区发改委", QUARTER, head, versions), CATALOGUE)


def said(number: int, words: str, *parents: Version) -> Version:
    entry = Entry(Status.IN_PROGRESS, 50, words, next_steps="继续。")
    return descend(Subject(CATALOGUE.notice.id, "fgw", QUARTER, number), entry, parents, AT, "张三")


def test_a_report_passed_on_through_two_readings_says_the_same_as_one_read_at_once() -> None:
    oldest = report(OLDER, said(12, "十二"))
    between = replace(read_any(oldest, BEFORE), notice_digest=DIGEST)
    passed_on = read_any(write_summary(between, BEFORE), NOW)
    assert passed_on == read_any(oldest, NOW)
    assert [(version.id, version.numbered) for version in passed_on.filings["fgw"].versions[8]] == [(said(12, "十二").id, 12)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (report("f" * 64, said(1, "一")), "目录与本机的不一致"),
        (report(DIGEST, said(9, "九")), "第9项措施现在的通知里没有了"),
        (report(DIGEST, said(1, "一"), said(1, "另一")), "不得重复"),
        (altered(report(CATALOGUE.notice.digest, said(1, "一")), lambda it: it["entry"][0].update(numbered=7)), "版本号与内容不符"),
        (altered(report(CATALOGUE.notice.digest, said(1, "一")), lambda it: it["entry"][0].update(numbered=1)), "从前的编号"),
        (altered(report(CATALOGUE.notice.digest, said(2, "二")), lambda it: it["entry"][0].update(measure=1, numbered=2)), "对不上"),
    ],
)
def test_what_no_reading_explains_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Unusable, match=reason):
        read_any(content, NOW)


def test_a_receipt_whose_measures_changed_their_numbers_is_refused_and_one_whose_did_not_is_read() -> None:
    summary = read_any(report(DIGEST, said(1, "一"), said(4, "四")), knowing({DIGEST: {}}))
    for measure, catalogue, refused in ((4, NOW, False), (1, knowing({DIGEST: {}}), False), (1, NOW, True)):
        receipt = Receipt(
            summary.notice, DIGEST, "fgw", QUARTER, summary.filings["fgw"].seal, Verdict.RETURNED, AT, "王某", "", {measure: "数字不符。"}
        )
        content = write_summary(with_receipts(summary, [SealedReceipt(receipt, write_receipt(receipt, CATALOGUE)[1])]), knowing({}))
        if refused:
            with pytest.raises(Unusable, match="改了编号"):
                read_any(altered(content, lambda it: it.update(notice_digest=DIGEST)), catalogue)
        else:
            answer = read_any(content, catalogue).filings["fgw"].answer
            assert answer and answer.receipt.why(measure) == "数字不符。"


def lay_out(home: Path, alter: Callable[[str], str]) -> None:
    """Gives a home a catalogue of its own: the built-in one after a change to its notice."""
    folder = home / "notices" / CATALOGUE.notice.id
    folder.mkdir(parents=True, exist_ok=True)
    for path in (builtin_catalogues() / CATALOGUE.notice.id).iterdir():
        content = path.read_text("utf-8")
        (folder / path.name).write_text(alter(content) if path.name == NOTICE_FILE else content, "utf-8")


@pytest.fixture
def renumbered_home(home: Path) -> Path:
    """A home whose own catalogue has 2 and 3 where an earlier reading had 3 and 2."""
    lay_out(home, lambda notice: f'{notice}\n[[earlier]]\ndigest = "{DIGEST}"\nnumbers = {{ 2 = 3, 3 = 2 }}\n')
    return home


def test_a_text_that_is_corrected_between_a_report_and_its_answer_or_after_it_costs_nobody_anything(home: Path, filled: Callable) -> None:
    lay_out(home, lambda notice: notice.replace("缓缴", "缓交", 1))
    early, late = (open_desk(home, unit) for unit in ("rsj", "sfj"))
    digest = early.catalogue.notice.digest
    assert digest != CATALOGUE.notice.digest
    for desk in (early, late):
        submit(filled(desk), Signatories("张三", "李四", ""))
    accept(Board(early.office, early.quarter), early.unit)
    lay_out(home, lambda notice: f'{notice}\n[[earlier]]\ndigest = "{digest}"\n')
    board = Board(open_desk(home, "fgw").office, early.quarter)
    assert board.catalogue.notice.digest == CATALOGUE.notice.digest
    accept(board, late.unit)
    merged = board.merge()
    assert ({filing.unit: filing.state for filing in merged.summary.filings.values()}, merged.refused) == (
        {"rsj": State.ACCEPTED, "sfj": State.ACCEPTED},
        (),
    )
    assert [open_desk(home, unit).state for unit in ("rsj", "sfj")] == [State.ACCEPTED, State.ACCEPTED]
    assert read_any(write_summary(merged.summary, board.catalogue), board.catalogue) == merged.summary


def test_a_unit_takes_its_old_report_in_and_goes_on_from_it_without_a_conflict(
    renumbered_home: Path, filled: Callable, tmp_path: Path
) -> None:
    old = tmp_path / "旧.toml"
    subjects = [Subject(CATALOGUE.notice.id, "rsj", "2020Q4", number) for number in (2, 3)]
    versions = [descend(it, Entry(Status.IN_PROGRESS, 50, f"旧第{it.measure}项", next_steps="继续。"), (), AT, "张三") for it in subjects]
    head = Head(State.SUBMITTED, 1, AT, AT, Signatories("张三", "李四", ""))
    old.write_bytes(write_report(Report(CATALOGUE.notice.id, DIGEST, "rsj", "区人社局", "2020Q4", head, tuple(versions)), CATALOGUE))
    desk = open_desk(renumbered_home, "rsj")
    document = read_import(old, desk.catalogue)
    assert isinstance(document, Report)
    take_in(desk, document)
    again = open_desk(renumbered_home, "rsj")
    assert {version.subject.measure: version.entry.progress for version in current_report(again).versions} == {2: "旧第3项", 3: "旧第2项"}
    assert take_in(again, document).taken == ()
    withdraw(again, "数字有变")
    new = tmp_path / "新.toml"
    new.write_bytes(submit(filled(again), Signatories("张三", "李四", "")).read_bytes())
    merged = merge(read_any(path.read_bytes(), desk.catalogue) for path in (new, old))
    assert conflicts(merged) == []
    assert [version.entry.progress for version in merged.filings["rsj"].versions[3]] == ["2020年第四季度第3项办结30件。"]
    rows = {row["measure"]: row for row in tomllib.loads(new.read_text())["entry"]}
    assert (rows[3]["parents"], "numbered" in rows[3]) == ([versions[0].id], False)
