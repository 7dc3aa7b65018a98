"""A closed quarter changes no more, says so calmly, and can be opened again with a reason that is kept."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import LiuwenError, NotAllowed, Unfinished, Unusable, WrongUse
from liuwen_tui.domain.manuscript import Final
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.keeping.archive import archive, reopen
from liuwen_tui.merging.assigning import assign
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.comparing import set_overall
from liuwen_tui.merging.composing import compose, edit_part, files, part_named
from liuwen_tui.merging.finishing import finalize
from liuwen_tui.merging.finishing import reopen as unfinish
from liuwen_tui.merging.judging import accept, send_back
from liuwen_tui.merging.ruling import set_rules
from liuwen_tui.reporting import filing, past
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import export, save_export
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.reporting.on_behalf import PaperDesk
from tests.cli.running import content, run
from tests.conftest import AT, as_nobody, fill, give_to_nobody, open_desk

NAMES = Signatories("张某", "李某", "")
QUARTER = Quarter(2020, 4)
CLOSED = "已由 张三 2021-01-08 归档，不能修改；要改请找管理员。"


@pytest.fixture
def desks(home: Path) -> tuple[Desk, Desk]:
    """司法局, which has submitted, and 信息中心, which is writing; 2020Q4 is closed."""
    sent, open_ = fill(open_desk(home, "sfj")), open_desk(home, "xxzx")
    filing.submit(sent, NAMES)
    open_.record(open_.numbers()[0], lambda entry: type(entry)(progress="写到一半。"))
    archive(sent.office, QUARTER, anyway=True)
    return sent, open_


def kept(home: Path) -> dict[str, bytes]:
    return {name: data for name, data in content(home).items() if not name.endswith(".lock")}


def changes(sent: Desk, writing: Desk) -> dict[str, Callable[[], object]]:
    board, number = Board(sent.office, QUARTER), writing.numbers()[0]
    composed = compose(board, board.merge())
    paper = PaperDesk(sent.office, sent.office.catalogue.unit("wjw"), QUARTER)
    return {
        "record": lambda: writing.record(number, lambda entry: type(entry)(progress="改。")),
        "keep": lambda: writing.keep(number, writing.version(number).entry, None),
        "claim": lambda: writing.claim(15),
        "restore": lambda: past.restore(writing, number, writing.version(number).id),
        "submit": lambda: filing.submit(writing, NAMES),
        "withdraw": lambda: filing.withdraw(sent, "补充"),
        "accept": lambda: accept(board, sent.unit),
        "send back": lambda: send_back(board, sent.unit, "补充"),
        "overall": lambda: set_overall(board, 9, Status.DELAYED),
        "rules": lambda: set_rules(board, note="写明数字。"),
        "assign": lambda: assign(board, 15, [sent.unit]),
        "part": lambda: edit_part(board, part_named(composed.manuscript, "general"), "平稳。"),
        "finalize": lambda: finalize(board, board.merge(), composed),
        "unfinish": lambda: unfinish(board, "补充"),
        "on behalf": lambda: paper.record(paper.numbers()[0], lambda entry: type(entry)(progress="纸质。")),
    }


def test_whatever_would_change_a_closed_quarter_is_refused_and_leaves_every_byte(home: Path, desks: tuple[Desk, Desk]) -> None:
    before = kept(home)
    for what, change in changes(*desks).items():
        with pytest.raises(NotAllowed) as refused:
            change()
        assert str(refused.value).endswith(CLOSED), what
    assert kept(home) == before
    sent, writing = desks
    assert writing.is_closed(writing.numbers()[0]) and writing.overview().missing
    save_export(sent, export(sent, ExportFormat.TOML))
    assert kept(home) == before, "what was submitted is exported as it was"
    following = open_desk(home, "xxzx", quarter="2021Q1")
    following.record(following.numbers()[0], lambda entry: type(entry)(progress="下一季。"))


def test_a_program_that_knows_no_mark_cannot_save_either(shared_folder: Path) -> None:
    home = shared_folder / "home"
    desk = open_desk(home, "sfj")
    desk.record(9, lambda entry: type(entry)(progress="一。"))
    archive(desk.office, QUARTER, anyway=True)
    desk.office.home.archived_file.unlink()
    for path in (home, *home.rglob("*")):
        give_to_nobody(path)
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: desk.record(9, lambda entry: type(entry)(progress="二。")))
    assert open_desk(home, "sfj").version(9).entry.progress == "一。"


def test_opened_again_it_is_as_before_and_the_reason_is_kept(home: Path, desks: tuple[Desk, Desk]) -> None:
    sent, writing = desks
    store = home / "notices/qsh-2020-25/units/xxzx"
    assert [stat.S_IMODE((store / name).stat().st_mode) for name in ("2020Q4.json", "2020Q4.history.jsonl")] == [0o440, 0o440]
    with pytest.raises(WrongUse, match="原因"):
        reopen(sent.office, QUARTER, " ")
    again = archive(sent.office, QUARTER, anyway=True)
    assert (again.stores, again.standing.by) == (2, "张三")
    assert reopen(sent.office, QUARTER, "更正").stores == 2
    assert [stat.S_IMODE((store / name).stat().st_mode) for name in ("2020Q4.json", "2020Q4.history.jsonl")] == [0o660, 0o660]
    writing.record(writing.numbers()[0], lambda entry: type(entry)(progress="接着写。"))
    assert sent.office.home.archived_file.read_text().count("更正") == 1
    with pytest.raises(WrongUse, match="没有归档"):
        reopen(sent.office, QUARTER, "更正")


def test_a_quarter_that_is_not_finished_is_closed_only_when_that_is_said(home: Path) -> None:
    desk = fill(open_desk(home, "sfj"))
    with pytest.raises(WrongUse, match="2020年第三季度"):
        archive(desk.office, Quarter(2020, 3))
    with pytest.raises(Unfinished):
        archive(desk.office, QUARTER)
    assert desk.archived is None
    filing.submit(desk, NAMES)
    files(Board(desk.office, QUARTER)).keep_closing(lambda _: Final(AT, "张三", {}, {}))
    result = run("server", "archive", "2020Q4", "--json", home=home)
    assert (result.code, result.json()["stores"]) == (0, 1)
    assert desk.archived
    standing = ("status", "--unit", "sfj", "--quarter", "2020Q4")
    assert "已报送　已归档　已填" in run(*standing, home=home).out


def test_a_mark_that_is_not_understood_keeps_everything_as_it_is(home: Path, desks: tuple[Desk, Desk]) -> None:
    sent, writing = desks
    number, mark = writing.numbers()[0], sent.office.home.archived_file
    for spoilt in (b"", b"format = 3", b"\xff", mark.read_bytes().replace(b"2020Q4", b"2020Q9")):
        mark.write_bytes(spoilt)
        with pytest.raises(LiuwenError, match=r"archived\.toml"):
            writing.record(number, lambda entry: type(entry)(progress="改。"))
    assert writing.version(number).entry.progress == "写到一半。"
