"""报送, 撤回, export and import: what leaves a desk is frozen, complete, and comes back as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.documents.report_toml import REPORTS
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import LiuwenError, NotAllowed, Unfinished, Unusable, WrongUse
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import current_report, export, save_export
from liuwen_tui.reporting.filing import submit, submitter, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.importing import read_import, take_in
from tests.conftest import AT, CATALOGUE, fill, open_desk

Open = Callable[..., Desk]
PEOPLE = Signatories("张三", "李四", "0791-88100000")
LATER = "2021-01-12T09:00:00+08:00"


def say(desk: Desk, number: int, **fields: object):
    return desk.record(number, lambda entry: replace(entry, **fields))


def files(desk: Desk) -> dict[str, bytes]:
    """Everything kept for the unit but its lock."""
    folder = desk.office.home.unit_folder(desk.unit.code)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}


def head(desk: Desk) -> Head:
    return desk.store.read().head


def exported(desk: Desk) -> Report:
    return read_document(export(desk, ExportFormat.TOML).content, REPORTS, CATALOGUE).report


def test_a_submitted_report_lies_in_out_whole_sealed_and_named_by_rule(desk: Open) -> None:
    one = fill(desk("rsj"))
    path = submit(one, PEOPLE)
    assert path == one.office.home.out_folder("rsj") / "qsh-2020-25_2020Q4_rsj.toml"
    sent = read_import(path, CATALOGUE)
    assert sent == current_report(one)
    assert (sent.head, len(sent.versions)) == (Head(State.SUBMITTED, 1, AT, AT, PEOPLE), 4)
    assert [name for name in files(one) if name.startswith("out/")] == ["out/qsh-2020-25_2020Q4_rsj.toml"]


@pytest.mark.parametrize("reviewer", ["", " ", "　", "\n"])
def test_without_a_reviewer_nothing_is_submitted(desk: Open, reviewer: str) -> None:
    one = fill(desk("rsj"))
    before = files(one)
    with pytest.raises(WrongUse, match="审核人"):
        submit(one, Signatories("张三", reviewer))
    assert files(one) == before


def test_findings_that_are_errors_stop_submission_and_are_named(desk: Open) -> None:
    one = fill(desk("rsj"))
    say(one, 2, status=Status.DELAYED)
    say(one, 3, percent=100)
    before = files(one)
    with pytest.raises(Unfinished, match="还有 2 项须补：第 2、3 项"):
        submit(one, PEOPLE)
    assert files(one) == before
    with pytest.raises(Unfinished, match="第 1、2、3、4 项"):
        submit(desk("rsj", quarter="2021Q1"), PEOPLE)


def test_warnings_do_not_stop_submission(desk: Open) -> None:
    one = fill(desk("rsj"))
    say(one, 1, progress="积极推进")
    assert one.overview().findings
    submit(one, PEOPLE)
    assert head(one).state is State.SUBMITTED


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: say(desk, 1, progress="改"),
        lambda desk: desk.save(1, replace(desk.version(1).entry, progress="改"), desk.version(1)),
        lambda desk: desk.claim(5),
        lambda desk: desk.claim(15, undo=True),
        lambda desk: submit(desk, PEOPLE),
        lambda desk: take_in(desk, exported(fill(open_desk(desk.office.home.root.with_name("elsewhere"), "rsj")))),
    ],
    ids=["record", "save", "claim", "undo a claim", "submit again", "import"],
)
def test_a_submitted_report_is_frozen_to_the_byte(desk: Open, work: Callable[[Desk], object]) -> None:
    one = desk("rsj")
    one.claim(15)
    fill(one)
    say(one, 1, progress="本机的话")
    submit(one, PEOPLE)
    before = files(one)
    with pytest.raises(NotAllowed, match="已报送，不能修改"):
        work(one)
    assert files(one) == before


def test_taking_in_its_own_submitted_export_changes_nothing(desk: Open) -> None:
    one = fill(desk("rsj"))
    path = submit(one, PEOPLE)
    before = files(one)
    done = take_in(one, read_import(path, CATALOGUE))
    assert (done.taken, done.conflicts) == ((), ())
    assert files(one) == before


def test_withdraw_edit_and_submit_again_raises_the_revision_and_keeps_the_first_time(desk: Open) -> None:
    one, late = fill(desk("rsj")), desk("rsj", at=LATER)
    submit(one, PEOPLE)
    first = {version.subject.measure: version for version in current_report(one).versions}
    emptied = read_import(withdraw(late, "数字有误"), CATALOGUE)
    assert (emptied.head.state, emptied.head.revision, emptied.versions) == (State.WITHDRAWN, 2, ())
    changed = say(late, 1, progress="更正为12件。")
    assert changed.parents == (first[1].id,)
    assert exported(late).head.state is State.DRAFT
    path = submit(late, Signatories("张三", "王五"))
    again = read_import(path, CATALOGUE)
    assert (again.head.revision, again.head.first_submitted_at, again.head.submitted_at) == (3, AT, LATER)
    assert again.head.signatories == Signatories("张三", "王五")
    withdraw(late, "再改")
    submit(late, PEOPLE)
    assert (head(late).revision, head(late).first_submitted_at) == (5, AT)
    assert {version.subject.measure: version for version in again.versions} == first | {1: changed}


def test_withdrawing_needs_a_reason_and_a_submitted_report(desk: Open) -> None:
    one = fill(desk("rsj"))
    with pytest.raises(WrongUse, match="还没有报送"):
        withdraw(one, "误报")
    submit(one, PEOPLE)
    before = files(one)
    for reason in ("", " \n"):
        with pytest.raises(WrongUse, match="原因"):
            withdraw(one, reason)
    assert files(one) == before
    withdraw(one, "误报")
    with pytest.raises(WrongUse):
        withdraw(one, "误报")


def test_an_accepted_report_cannot_be_withdrawn(desk: Open) -> None:
    one = fill(desk("rsj"))
    submit(one, PEOPLE)
    one.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), one.office.act("accept"))
    before = files(one)
    with pytest.raises(NotAllowed, match="已被接收"):
        withdraw(one, "误报")
    with pytest.raises(NotAllowed, match="已接收"):
        say(one, 1, progress="改")
    assert files(one) == before


def test_the_reason_for_withdrawing_is_in_the_history(desk: Open) -> None:
    one = fill(desk("rsj"))
    submit(one, PEOPLE)
    withdraw(one, "数字有误")
    assert '"reason":"数字有误"' in files(one)["2020Q4.history.jsonl"].decode()


@pytest.mark.parametrize(
    "people", [Signatories("张\n三", "李四"), Signatories("张三", "李\x1b四"), Signatories("张三", "李四", "0791\t88")]
)
def test_no_name_on_a_report_makes_the_store_unreadable(desk: Open, people: Signatories) -> None:
    one = fill(desk("rsj"))
    try:
        submit(one, people)
    except LiuwenError:
        pass
    assert len(one.store.read().rows) == 4


def test_a_report_too_large_to_export_is_not_frozen(desk: Open) -> None:
    one = fill(desk("rsj"))
    say(one, 1, progress="长" * 400_000)
    with pytest.raises(Unusable, match="超过"):
        submit(one, PEOPLE)
    assert head(one) == Head()


def test_a_folder_that_cannot_take_the_export_costs_nothing_but_the_export(desk: Open) -> None:
    one = fill(desk("rsj"))
    out = one.office.home.out_folder("rsj")
    out.write_text("我占了位置")
    with pytest.raises(Unusable, match="out"):
        submit(one, PEOPLE)
    assert out.read_text() == "我占了位置"
    out.unlink()
    path = save_export(one, export(one, ExportFormat.TOML)) if head(one).state is State.SUBMITTED else submit(one, PEOPLE)
    assert read_import(path, CATALOGUE) == current_report(one)


def test_toml_reads_the_export_back_to_the_data_on_the_desk(desk: Open) -> None:
    one = fill(desk("mzj"))
    fields = tomllib.loads(export(one, ExportFormat.TOML).content.decode())
    assert {row["measure"]: row["progress"] for row in fields["entry"]} == {
        item.measure.number: item.entry.progress for item in one.overview().assignments
    }
    assert (fields["state"], fields["unit"], fields["quarter"], fields["entry_count"]) == ("draft", "mzj", "2020Q4", 4)


@pytest.mark.parametrize("sent", [False, True], ids=["draft", "submitted"])
def test_export_import_into_an_empty_home_and_export_again_gives_the_same_bytes(desk: Open, tmp_path: Path, sent: bool) -> None:
    one, other = fill(desk("mzj")), desk("mzj", root=tmp_path / "elsewhere", account="李四", at=LATER)
    one.claim(15)
    fill(one)
    path = submit(one, PEOPLE) if sent else save_export(one, export(one, ExportFormat.TOML))
    done = take_in(other, read_import(path, CATALOGUE))
    assert (done.taken, done.conflicts) == ((3, 4, 5, 6, 15), ())
    assert export(other, ExportFormat.TOML).content == path.read_bytes() == export(one, ExportFormat.TOML).content
    assert head(other) == head(one)
    assert 15 in [item.measure.number for item in other.overview().assignments]


def test_the_account_that_submitted_last_is_known_where_it_was_done_and_no_other_is_named_elsewhere(desk: Open, tmp_path: Path) -> None:
    one, colleague = fill(desk("rsj")), desk("rsj", account="李四", at=LATER)
    submit(one, PEOPLE)
    withdraw(one, "数字有误")
    path = submit(colleague, PEOPLE)
    assert submitter(one) == "李四"
    elsewhere = desk("rsj", root=tmp_path / "elsewhere")
    take_in(elsewhere, read_import(path, CATALOGUE))
    assert (head(elsewhere).state, submitter(elsewhere)) == (State.SUBMITTED, "")


def test_an_account_that_submitted_an_earlier_draft_is_not_named_for_one_that_came_from_elsewhere(desk: Open, tmp_path: Path) -> None:
    here, elsewhere = fill(desk("rsj")), desk("rsj", root=tmp_path / "elsewhere", account="李四", at=LATER)
    take_in(elsewhere, read_import(submit(here, PEOPLE), CATALOGUE))
    withdraw(here, "数字有误")
    withdraw(elsewhere, "数字有误")
    take_in(here, read_import(submit(elsewhere, PEOPLE), CATALOGUE))
    assert (head(here).state, submitter(here), submitter(elsewhere)) == (State.SUBMITTED, "", "李四")


def test_work_goes_back_and_forth_between_two_homes_without_conflict(desk: Open, tmp_path: Path) -> None:
    office, at_home = desk("rsj"), desk("rsj", root=tmp_path / "elsewhere", account="李四")
    say(office, 1, progress="一")
    take_in(at_home, exported(office))
    say(at_home, 1, progress="二")
    say(at_home, 1, progress="三")
    done = take_in(office, exported(at_home))
    assert (done.taken, done.conflicts) == ((1,), ())
    assert office.version(1).entry.progress == "三"
    assert take_in(at_home, exported(office)).taken == ()


def test_two_homes_that_both_went_on_are_a_conflict_that_stops_submission_until_saved_again(desk: Open, tmp_path: Path) -> None:
    office, at_home = fill(desk("rsj")), desk("rsj", root=tmp_path / "elsewhere", account="李四")
    take_in(at_home, exported(office))
    say(office, 1, progress="本机的话")
    say(at_home, 1, progress="那边的话")
    done = take_in(office, exported(at_home))
    assert done.conflicts == (1,)
    assert "那边的话" in files(office)["2020Q4.json"].decode()
    with pytest.raises(Unfinished, match="第 1 项"):
        submit(office, PEOPLE)
    settled = say(office, 1, progress="商定的话")
    assert {at_home.version(1).id} < set(settled.parents)
    submit(office, PEOPLE)
    assert take_in(at_home, current_report(office)).conflicts == ()


def test_another_units_or_quarters_report_is_not_taken_in(desk: Open) -> None:
    theirs, earlier = exported(fill(desk("fgw"))), exported(fill(desk("rsj", quarter="2020Q3")))
    one = fill(desk("rsj"))
    before = files(one)
    for foreign in (theirs, earlier):
        with pytest.raises(Unusable, match="不是区人社局 2020Q4 的"):
            take_in(one, foreign)
    assert files(one) == before


def test_a_file_that_is_no_report_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "通知.toml"
    path.write_bytes(b"a = 1\n")
    with pytest.raises(Unusable, match=r"通知\.toml：不是 liuwen"):
        read_import(path, CATALOGUE)


def test_an_export_goes_where_it_is_asked_to(desk: Open, tmp_path: Path) -> None:
    one = fill(desk("rsj"))
    made = export(one, ExportFormat.MARKDOWN)
    assert made.name == "qsh-2020-25_2020Q4_rsj.draft.md"
    assert save_export(one, made, tmp_path) == tmp_path / made.name
    assert save_export(one, made, tmp_path / "我的.md").read_bytes() == made.content
    with pytest.raises(Unusable, match="nowhere"):
        save_export(one, made, tmp_path / "nowhere" / "x.md")


def test_markdown_takes_nothing_out_of_the_store_but_toml_makes_later_saves_descend_from_it(desk: Open) -> None:
    one = desk("rsj")
    first = say(one, 1, progress="一")
    export(one, ExportFormat.MARKDOWN)
    assert say(one, 1, progress="二").parents == ()
    say(one, 1, progress="一")
    assert one.version(1) == replace(first, updated_at=one.version(1).updated_at)
    export(one, ExportFormat.TOML)
    assert say(one, 1, progress="二").parents == (first.id,)
