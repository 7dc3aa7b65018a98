"""The lead's board: any reports in any order, any number of times, make one summary; what is no report is left out by name."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liuwen_tui.documents.summary_toml import write_summary
from liuwen_tui.domain.entry import Status, TargetResult
from liuwen_tui.domain.errors import Changed, LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.summary import conflicts, counted_versions
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.deciding import conflict_on, decide, version_of
from liuwen_tui.merging.gathering import Gathered, gather, only_quarter
from liuwen_tui.merging.judging import accept
from liuwen_tui.merging.publishing import publish
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import export, save_export
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.importing import read_import, take_in
from tests.conftest import CATALOGUE, as_nobody, assert_golden, fill, give_to_nobody, open_desk, with_limit

Open = Callable[..., Desk]
PHONE = "0791-88100000"
PEOPLE = Signatories("张三", "李四", PHONE)
NAMES = ("summary.toml", "summary.md")


def say(desk: Desk, number: int, **fields: object):
    return desk.record(number, lambda entry: replace(entry, **fields))


@pytest.fixture
def board(desk: Open) -> Board:
    return Board(desk("fgw").office, Quarter(2020, 4))


@pytest.fixture
def sent(desk: Open) -> Callable[..., Path]:
    """``sent("rsj")`` fills and submits a unit's report and returns the path of its export."""

    def send(unit: str, **rest: object) -> Path:
        one = fill(desk(unit, **rest))
        return submit(one, PEOPLE)

    return send


def copy(path: Path, target: Path) -> Path:
    """Keeps a file under another name, as a mailbox would."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    return target


def written(board: Board, merged: Merged, folder: Path) -> tuple[bytes, ...]:
    publish(board, merged, folder)
    return tuple((folder / name).read_bytes() for name in NAMES)


def taken(merged: Merged) -> dict[tuple[str, int], str]:
    return {(version.subject.unit, version.subject.measure): version.entry.progress for version in counted_versions(merged.summary)}


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All that can come in: an old and a newer version, a conflict, a draft and withdrawn reports."""
    root = tmp_path_factory.mktemp("mail")
    home, box = root / "home", root / "mailbox"
    files = [copy(submit(fill(open_desk(home, "czj")), PEOPLE), box / "财政局.toml")]
    files.append(copy(submit(fill(open_desk(home, "rsj")), PEOPLE), box / "人社局旧.toml"))
    rsj = open_desk(home, "rsj", at="2021-01-09T10:00:00+08:00")
    files.append(copy(withdraw(rsj, "数字有误"), box / "人社局撤回.toml"))
    say(rsj, 1, progress="更正：办结12件。")
    files.append(copy(submit(rsj, PEOPLE), box / "人社局新.toml"))
    mzj = open_desk(home, "mzj")
    say(mzj, 3, progress="共同的底稿")
    draft = save_export(mzj, export(mzj, ExportFormat.TOML), box / "民政局草稿.toml")
    for place in ("甲处", "乙处"):
        other = open_desk(root / place, "mzj")
        take_in(other, read_import(draft, CATALOGUE))
        fill(other)
        say(other, 3, progress=f"{place}的话")
        files.append(copy(submit(other, PEOPLE), box / f"民政局{place}.toml"))
    kgj = fill(open_desk(home, "kgj"))
    submit(kgj, PEOPLE)
    return [*files, draft, copy(withdraw(kgj, "误报"), box / "科工局撤回.toml")]


def test_the_reports_of_all_units_come_together_and_who_is_missing_is_named(board: Board, sent: Callable[..., Path]) -> None:
    for unit in ("rsj", "czj"):
        sent(unit)
    merged = board.merge()
    assert set(merged.summary.filings) == {"rsj", "czj"}
    assert {unit for unit, _ in taken(merged)} == {"rsj", "czj"}
    standing = merged.standing
    assert (len(standing.due), standing.reported, standing.on_time, standing.late) == (32, ("czj", "rsj"), ("czj", "rsj"), ())
    assert set(standing.missing) == set(standing.due) - {"rsj", "czj"}
    assert standing.unclaimed == (15,)
    assert not merged.waits_for_a_person


def test_a_report_that_came_twice_counts_once(board: Board, sent: Callable[..., Path], tmp_path: Path) -> None:
    path = sent("rsj")
    again = copy(path, tmp_path / "再发一次.toml")
    assert board.merge([path, again, path]).summary == board.merge([path]).summary


def test_the_newer_version_stands_whichever_came_first(board: Board, mailbox: list[Path]) -> None:
    old, new = (next(path for path in mailbox if path.stem == name) for name in ("人社局旧", "人社局新"))
    for files in ([old, new], [new, old]):
        merged = board.merge(files)
        assert taken(merged)["rsj", 1] == "更正：办结12件。"
        assert merged.summary.filings["rsj"].head.revision == 3
        assert merged.standing.on_time == ("rsj",)
        assert not conflicts(merged.summary)


def test_a_conflict_keeps_both_counts_neither_and_waits_for_a_person(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    merged = board.merge(mailbox)
    (conflict,) = conflicts(merged.summary)
    assert (conflict.unit, conflict.measure) == ("mzj", 3)
    assert {version.entry.progress for version in conflict.versions} == {"甲处的话", "乙处的话"}
    assert ("mzj", 3) not in taken(merged)
    assert ("mzj", 4) in taken(merged)
    assert merged.waits_for_a_person
    document = written(board, merged, tmp_path / "out")[1].decode()
    assert "区民政局　冲突：2个版本，均未计入" in document
    assert "甲处的话" in document
    assert "乙处的话" in document


def leads_board(root: Path, account: str, minute: int = 0) -> Board:
    """A lead account's board on that home, at a minute of its own."""
    return Board(open_desk(root, "fgw", at=f"2021-01-09T10:{minute:02}:00+08:00", account=account).office, Quarter(2020, 4))


def decided(board: Board, mailbox: list[Path], place: str, reason: str) -> None:
    seen = conflict_on(board, CATALOGUE.unit("mzj"), 3, mailbox)
    entry = next(version.entry for version in seen.versions if version.entry.progress.startswith(place))
    decide(board, seen, entry, reason, mailbox)


def test_a_decision_counts_at_once_and_is_told_with_its_reason(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    decided(leads_board(board.office.home.root, "王某"), mailbox, "乙处", "以乙处*书面*更正为准。")
    merged = board.merge(mailbox)
    assert taken(merged)["mzj", 3] == "乙处的话"
    assert not merged.waits_for_a_person
    toml, document = written(board, merged, tmp_path / "out")
    assert "由王某于2021年1月9日裁定：以乙处\\*书面\\*更正为准。" in document.decode()
    elsewhere = Board(open_desk(tmp_path / "elsewhere", "fgw").office, Quarter(2020, 4))
    assert written(elsewhere, elsewhere.merge([tmp_path / "out", *mailbox]), tmp_path / "again")[0] == toml


def test_whichever_of_two_accounts_decided_first_the_bytes_are_the_same(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    apart = [leads_board(tmp_path / account, account, minute) for account, minute in (("王某", 7), ("陈某", 3))]
    for one in apart:
        decided(one, mailbox, "甲处", f"{one.office.account}的理由。")
        written(one, one.merge(mailbox), tmp_path / "of" / one.office.account)
    piles = [tmp_path / "of" / one.office.account for one in apart]
    wanted = written(board, board.merge(piles), tmp_path / "one")
    assert written(board, board.merge([*piles[::-1], *piles]), tmp_path / "other") == wanted
    assert "由陈某于2021年1月9日裁定：陈某的理由。" in wanted[1].decode()
    for one in apart:
        shutil.copytree(one.office.home.decisions_folder("mzj"), board.office.home.decisions_folder("mzj"), dirs_exist_ok=True)
    assert written(board, board.merge(mailbox), tmp_path / "here") == wanted


def test_two_accounts_that_decide_differently_are_a_conflict_that_is_decided_again(
    board: Board, mailbox: list[Path], tmp_path: Path
) -> None:
    apart = [leads_board(tmp_path / account, account) for account in ("王某", "陈某")]
    for one, place in zip(apart, ("甲处", "乙处"), strict=True):
        decided(one, mailbox, place, "看过了。")
        shutil.copytree(one.office.home.decisions_folder("mzj"), board.office.home.decisions_folder("mzj"), dirs_exist_ok=True)
    (again,) = conflicts(board.merge(mailbox).summary)
    assert {version.updated_by for version in again.versions} == {"王某", "陈某"}
    decided(board, mailbox, "乙处", "会商一致。")
    assert taken(board.merge(mailbox))["mzj", 3] == "乙处的话"


def test_what_is_no_decision_is_refused_and_leaves_no_file(board: Board, mailbox: list[Path]) -> None:
    mzj = CATALOGUE.unit("mzj")
    seen = conflict_on(board, mzj, 3, mailbox)
    entry = seen.versions[0].entry
    wrong: list[tuple[type[LiuwenError], str, Callable[[], object]]] = [
        (WrongUse, "没有冲突", lambda: conflict_on(board, mzj, 4, mailbox)),
        (WrongUse, "写其中一个", lambda: version_of(seen, "ffff")),
        (WrongUse, "写其中一个", lambda: version_of(seen, seen.versions[0].id[:3])),
        (WrongUse, "还没有写理由", lambda: decide(board, seen, entry, " ", mailbox)),
        (WrongUse, "0 到 100", lambda: decide(board, seen, replace(entry, percent=101), "理由", mailbox)),
        (WrongUse, "请选定状态", lambda: decide(board, seen, replace(entry, status=None), "理由", mailbox)),
        (WrongUse, "没有目标", lambda: decide(board, seen, replace(entry, targets=(TargetResult("9-9", 1),)), "理由", mailbox)),
        (Changed, "刚才有变", lambda: decide(board, replace(seen, versions=seen.versions[:1]), entry, "理由", mailbox)),
    ]
    for kind, words, attempt in wrong:
        with pytest.raises(kind, match=words):
            attempt()
    assert not list(board.office.home.root.rglob("*.decision.toml"))
    assert version_of(seen, seen.versions[0].id[:4]) == seen.versions[0]


def test_a_spoilt_decision_is_refused_by_name_and_the_conflict_stands_again(board: Board, mailbox: list[Path]) -> None:
    decided(board, mailbox, "甲处", "看过了。")
    (path,) = board.office.home.decisions_folder("mzj").iterdir()
    path.write_bytes(path.read_bytes().replace("看过了".encode(), "没看过".encode()))
    merged = board.merge(mailbox)
    assert [(item.file, "校验码与内容不符" in item.reason) for item in merged.refused] == [(str(path), True)]
    assert len(conflicts(merged.summary)) == 1


def test_what_was_decided_after_accepting_is_told_by_accepting_again(board: Board, desk: Open, mailbox: list[Path]) -> None:
    out, mzj = board.office.home.out_folder("mzj"), CATALOGUE.unit("mzj")
    one, other = (next(path for path in mailbox if path.stem == name) for name in ("民政局甲处", "民政局乙处"))
    copy(one, out / one.name.replace("民政局", "qsh-2020-25_2020Q4_mzj_"))
    accept(board, mzj)
    copy(other, out / "qsh-2020-25_2020Q4_mzj_2.toml")
    late = leads_board(board.office.home.root, "王某")
    decide(late, conflict_on(late, mzj, 3), replace(conflict_on(late, mzj, 3).versions[0].entry, progress="两处合并。"), "合并。")
    accept(late, mzj)
    answer = late.merge().summary.filings["mzj"].answer
    assert answer and [decision.version.entry.progress for decision in answer.receipt.decisions] == ["两处合并。"]
    with pytest.raises(WrongUse, match="不用再接收"):
        accept(late, mzj)


def test_drafts_and_withdrawn_reports_stay_out(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    draft, withdrawn = (next(path for path in mailbox if path.stem == name) for name in ("民政局草稿", "科工局撤回"))
    merged = board.merge([draft, withdrawn])
    assert taken(merged) == {}
    assert merged.standing.reported == ()
    assert {"mzj", "kgj"} <= set(merged.standing.missing)
    assert not any("共同的底稿".encode() in content for content in written(board, merged, tmp_path / "out"))


def test_by_default_only_what_was_submitted_is_looked_for(board: Board, desk: Open, sent: Callable[..., Path]) -> None:
    sent("rsj")
    fgw = fill(desk("fgw"))
    save_export(fgw, export(fgw, ExportFormat.TOML))
    sent("czj", quarter="2020Q3")
    assert set(board.merge().summary.filings) == {"rsj"}


def test_any_order_any_grouping_any_repetition_gives_the_same_bytes(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    wanted = written(board, board.merge(mailbox), tmp_path / "all")
    chance = random.Random(25)
    for turn in range(12):
        rest = [*mailbox, *chance.sample(mailbox, 3)]
        chance.shuffle(rest)
        groups: list[Path] = []
        while rest:
            cut = chance.randint(1, len(rest))
            group, rest = rest[:cut], rest[cut:]
            some = board.merge([*group, *chance.sample(groups, len(groups) // 2)])
            groups.append(tmp_path / f"{turn}-{len(groups)}.toml")
            groups[-1].write_bytes(write_summary(some.summary, board.catalogue))
        merged = board.merge(groups)
        assert write_summary(merged.summary, board.catalogue) == wanted[NAMES.index("summary.toml")]
        if turn % 4 == 0:  # each costs as much as all the merging of a turn
            assert written(board, merged, tmp_path / f"{turn}") == wanted


def test_merging_its_own_output_changes_nothing(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    first = written(board, board.merge(mailbox), tmp_path / "out")
    assert written(board, board.merge([tmp_path / "out"]), tmp_path / "out") == first
    assert written(board, board.merge([tmp_path / "out", *mailbox]), tmp_path / "out") == first


def test_a_folder_gives_the_reports_below_it_but_no_drafts(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    for index, path in enumerate(mailbox):
        copy(path, tmp_path / "mailbox" / str(index) / path.name)
    (tmp_path / "mailbox" / "x.draft.toml").write_text("坏")
    (tmp_path / "mailbox" / "说明.txt").write_text("坏")
    merged = board.merge([tmp_path / "mailbox"])
    assert (merged.summary, merged.refused, len(merged.files)) == (board.merge(mailbox).summary, (), len(mailbox))


def test_no_phone_number_is_in_the_summary_or_its_document(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    assert PHONE.encode() in mailbox[0].read_bytes()
    for content in written(board, board.merge(mailbox), tmp_path / "out"):
        assert PHONE.encode() not in content


def test_what_is_no_report_is_refused_by_name_and_the_rest_goes_on(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "空.toml").write_bytes(b"")
    (bad / "通知.toml").write_bytes("说明 = '不是报告'".encode("gbk"))
    (bad / "改过.toml").write_bytes(mailbox[0].read_bytes().replace("办结".encode(), "办成".encode()))
    (bad / "半截.toml").write_bytes(mailbox[0].read_bytes()[:900])
    (bad / "目录.toml").mkdir()
    (bad / "链接.toml").symlink_to(mailbox[0])
    os.mkfifo(bad / "管道.toml")
    missing = tmp_path / "没有.toml"
    merged = board.merge([bad, missing, *mailbox])
    assert {Path(item.file).name for item in merged.refused} == {path.name for path in bad.iterdir()} | {"没有.toml"}
    assert all(item.reason for item in merged.refused)
    assert merged.summary == board.merge(mailbox).summary
    assert merged.waits_for_a_person
    toml, document = written(board, merged, tmp_path / "out")
    assert toml == written(board, board.merge(mailbox), tmp_path / "clean")[0]
    assert "有8个文件没有汇总进来" in document.decode()
    assert "改过" in document.decode()


def test_another_quarters_report_is_refused_by_name(board: Board, sent: Callable[..., Path]) -> None:
    now, earlier = sent("rsj"), sent("czj", quarter="2020Q3")
    merged = board.merge([now, earlier])
    assert [item.file for item in merged.refused] == [str(earlier)]
    assert "2020Q3" in merged.refused[0].reason
    assert set(merged.summary.filings) == {"rsj"}


def test_files_of_one_quarter_say_which_and_of_several_ask(board: Board, sent: Callable[..., Path]) -> None:
    now, earlier = sent("rsj"), sent("czj", quarter="2020Q3")
    assert only_quarter(gather(board.office, [earlier])) == Quarter(2020, 3)
    assert only_quarter(Gathered({}, (), ())) is None
    with pytest.raises(WrongUse, match="2020Q3、2020Q4"):
        only_quarter(gather(board.office, [now, earlier]))


def test_a_late_report_is_late_unless_judged_at_a_later_day(board: Board, sent: Callable[..., Path]) -> None:
    sent("rsj", at="2021-01-10T23:59:59+08:00")
    sent("czj", at="2021-01-11T00:00:00+08:00")
    standing = board.merge().standing
    assert (standing.on_time, standing.late) == (("rsj",), ("czj",))
    assert board.merge(as_of=date(2021, 1, 11)).standing.late == ()


def test_a_claim_gives_a_measure_that_nobody_had(board: Board, desk: Open) -> None:
    one = fill(desk("kgj"))
    one.claim(15)
    fill(one)
    submit(one, PEOPLE)
    assert board.merge().standing.unclaimed == ()


def test_an_empty_merge_is_a_summary_in_which_all_are_missing(board: Board, tmp_path: Path) -> None:
    merged = board.merge()
    assert (merged.standing.reported, len(merged.standing.missing)) == ((), 32)
    written(board, merged, tmp_path / "out")
    assert board.merge([tmp_path / "out"]).summary == merged.summary


def test_merging_writes_nothing_until_told_to(board: Board, mailbox: list[Path], home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    board.merge(mailbox)
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


@pytest.fixture
def earlier(board: Board, mailbox: list[Path], shared_folder: Path) -> Path:
    """A folder with the summary of some of the files."""
    out = shared_folder / "out"
    written(board, board.merge(mailbox[:1]), out)
    return out


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("blocked", NAMES)
def test_a_folder_in_the_way_of_one_file_leaves_the_other_as_it_was(board: Board, mailbox: list[Path], earlier: Path, blocked: str) -> None:
    (earlier / blocked).unlink()
    (earlier / blocked / "占位").mkdir(parents=True)
    before = contents(earlier)
    with pytest.raises(Unusable, match=blocked):
        publish(board, board.merge(mailbox), earlier)
    assert contents(earlier) == before


def test_a_file_in_the_way_of_the_folder_stays(board: Board, mailbox: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("我在这里")
    with pytest.raises(Unusable, match="out"):
        publish(board, board.merge(mailbox), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "我在这里"


def test_a_folder_that_may_not_be_written_keeps_the_summary_it_has(board: Board, mailbox: list[Path], earlier: Path) -> None:
    before, merged = contents(earlier), board.merge(mailbox)
    give_to_nobody(earlier)
    earlier.chmod(0o555)
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: publish(board, merged, earlier))
    assert contents(earlier) == before


def test_a_disk_too_full_for_one_of_the_files_leaves_both_as_they_were(
    board: Board, mailbox: list[Path], earlier: Path, tmp_path: Path
) -> None:
    merged = board.merge(mailbox)
    sizes = [len(content) for content in written(board, merged, tmp_path / "whole")]
    before = contents(earlier)
    with pytest.raises(Unusable, match=os.strerror(errno.EFBIG) + "|超过了允许的大小"):
        with_limit(resource.RLIMIT_FSIZE, max(sizes) - 1, lambda: publish(board, merged, earlier))
    assert contents(earlier) == before


def test_a_file_that_may_not_be_read_is_refused_by_name(board: Board, mailbox: list[Path], shared_folder: Path) -> None:
    closed = copy(mailbox[0], shared_folder / "关着.toml")
    open_ = copy(mailbox[1], shared_folder / "开着.toml")
    open_.chmod(0o444)
    closed.chmod(0o000)
    merged = as_nobody(lambda: board.merge([closed, open_]))
    assert [(item.file, "没有权限" in item.reason) for item in merged.refused] == [(str(closed), True)]
    assert set(merged.summary.filings) == {"rsj"}


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A folder and the deepest that a path can reach in it; taken away again, which is too deep for pytest itself."""
    box = deepest = tmp_path / "箱"
    box.mkdir()
    while len(str(deepest)) < 3_900:
        deepest /= "d"
        deepest.mkdir()
    yield box, deepest
    subprocess.run(["rm", "-rf", box], check=True)


def test_folders_within_folders_as_deep_as_a_path_can_be_are_looked_into(
    board: Board, mailbox: list[Path], deep_folder: tuple[Path, Path]
) -> None:
    box, deepest = deep_folder
    copy(mailbox[1], deepest / "里面.toml")
    merged = board.merge([box])
    assert (set(merged.summary.filings), merged.refused) == ({"rsj"}, ())


def test_a_folder_that_may_not_be_looked_into_is_refused_by_name(board: Board, mailbox: list[Path], shared_folder: Path) -> None:
    copy(mailbox[1], shared_folder / "箱" / "开着.toml").chmod(0o444)
    (shared_folder / "箱" / "关着").mkdir(mode=0o000)
    merged = as_nobody(lambda: board.merge([shared_folder / "箱", shared_folder / "箱" / "关着" / "里面.toml"]))
    assert [item.file for item in merged.refused] == [str(shared_folder / "箱" / "关着"), str(shared_folder / "箱" / "关着" / "里面.toml")]
    assert set(merged.summary.filings) == {"rsj"}


def test_a_units_exports_that_may_not_be_looked_into_are_told_and_not_taken_for_missing(desk: Open, shared_folder: Path) -> None:
    shared_folder.joinpath("home").mkdir()
    submit(fill(desk("rsj", root=shared_folder / "home")), PEOPLE)
    office = desk("fgw", root=shared_folder / "home").office
    for folder in (office.home.unit_folder("rsj").parent, *office.home.unit_folder("rsj").parent.parents[:2]):
        folder.chmod(0o755)
    office.home.unit_folder("rsj").chmod(0o000)
    merged = as_nobody(lambda: Board(office, Quarter(2020, 4)).merge())
    assert [item.file for item in merged.refused] == [str(office.home.out_folder("rsj"))]


def test_the_document_names_the_seal_of_the_file_that_it_belongs_to(board: Board, mailbox: list[Path], earlier: Path) -> None:
    old = (earlier / "summary.md").read_text()
    seal = tomllib.loads((earlier / "summary.toml").read_text())["seal"]["sha256"]
    assert seal in old
    publish(board, board.merge(mailbox), earlier)
    new = tomllib.loads((earlier / "summary.toml").read_text())["seal"]["sha256"]
    assert new not in old
    assert new in (earlier / "summary.md").read_text()


def test_the_summary_document_is_the_golden_one(board: Board, desk: Open, sent: Callable[..., Path], tmp_path: Path) -> None:
    sent("czj", at="2021-01-12T09:00:00+08:00")
    kgj = fill(desk("kgj"))
    kgj.claim(15)
    say(
        kgj,
        15,
        status=Status.DELAYED,
        percent=40,
        progress="建成5G基站210个。",
        problems="电力增容慢。",
        next_steps="一季度再建150个。",
        support_needed="请协调供电部门。",
    )
    submit(kgj, PEOPLE)
    mzj = fill(desk("mzj"))
    say(mzj, 5, support_needed="请协调\n用地指标。")
    submit(mzj, PEOPLE)
    assert_golden("summary.md", written(board, board.merge(), tmp_path / "out")[1])
