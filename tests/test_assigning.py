"""交办: what the lead gives to units is theirs to report until it is taken back; figures are asked of those who own them."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.catalogue import AssignedBy
from liuwen_tui.domain.entry import Status
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.summary import claims, counted_versions
from liuwen_tui.merging.assigning import assign, disown_target, own_target, take_back
from liuwen_tui.merging.board import Board
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import export
from liuwen_tui.reporting.filing import submit, withdraw
from liuwen_tui.reporting.formats import ExportFormat
from tests.conftest import CATALOGUE, FORK, as_nobody, fill

Open = Callable[..., Desk]
SIGNED = Signatories("张三", "李四", "0791-88100000")
KGJ, RSJ = CATALOGUE.unit("kgj"), CATALOGUE.unit("rsj")


@pytest.fixture
def board(desk: Open) -> Board:
    return Board(desk("fgw").office, Quarter(2020, 4))


def by(desk: Desk) -> dict[int, AssignedBy]:
    return {item.measure.number: item.by for item in desk.overview().assignments}


def test_a_measure_given_by_the_lead_is_owed_until_it_is_taken_back_and_its_words_stay(desk: Open, board: Board) -> None:
    open_before = desk("kgj")
    assign(board, 15, [KGJ])
    assert board.merge().standing.unclaimed == ()
    assert by(desk("kgj"))[15] is AssignedBy.LEAD
    open_before.renew()
    assert open_before.numbers() == desk("kgj").numbers()
    for undo in (True, False):
        with pytest.raises(WrongUse, match="交办"):
            desk("kgj").claim(15, undo)
    submit(fill(desk("kgj")), SIGNED)
    told = {version.subject.measure: version.entry for version in counted_versions(board.merge().summary)}
    assert told[15].progress and told[15].claimed is None

    take_back(board, 15, [KGJ])
    assert board.merge().standing.unclaimed == (15,)
    assert 15 not in by(desk("kgj"))
    withdraw(desk("kgj"), "不再交办")
    submit(desk("kgj"), SIGNED)
    assert desk("kgj").version(15).entry.progress == told[15].progress
    assert 15 not in {version.subject.measure for version in counted_versions(board.merge().summary)}
    assert desk("kgj").state.is_frozen

    assign(board, 15, [KGJ])
    withdraw(desk("kgj"), "又交办")
    submit(desk("kgj"), SIGNED)
    assert 15 in {version.subject.measure for version in counted_versions(board.merge().summary)}


def test_a_report_that_stands_submitted_is_the_same_after_the_lead_takes_a_measure_back(desk: Open, board: Board) -> None:
    assign(board, 15, [KGJ])
    path = submit(fill(desk("kgj")), SIGNED)
    before = path.read_bytes()
    take_back(board, 15, [KGJ])
    assert export(desk("kgj"), ExportFormat.TOML).content == before


def test_what_a_unit_claimed_stays_claimed_when_the_lead_gives_it_too(desk: Open, board: Board) -> None:
    desk("kgj").claim(15)
    assign(board, 15, [KGJ])
    desk("kgj").record(15, lambda entry: replace(entry, progress="建成480座。"))
    assert by(desk("kgj"))[15] is AssignedBy.LEAD
    take_back(board, 15, [KGJ])
    assert by(desk("kgj"))[15] is AssignedBy.CLAIM
    submit(fill(desk("kgj")), SIGNED)
    assert claims(board.merge().summary) == {15: {"kgj"}}


def test_a_figure_is_asked_of_the_units_that_own_it_alone(desk: Open, board: Board) -> None:
    def asked(unit: str) -> bool:
        return "target_missing" in {finding.code for finding in desk(unit).overview().of(15).findings}

    with pytest.raises(WrongUse, match="不是区科工局的措施"):
        own_target(board, "15-1", [KGJ])
    with pytest.raises(WrongUse, match="没有目标"):
        own_target(board, "15-9", [KGJ])
    assign(board, 15, [KGJ, RSJ])
    for unit in ("kgj", "rsj"):
        desk(unit).record(15, lambda entry: replace(entry, status=Status.IN_PROGRESS))
    assert not asked("kgj")
    own_target(board, "15-1", [KGJ])
    assert (asked("kgj"), asked("rsj")) == (True, False)
    own_target(board, "15-1", [RSJ])
    assert (asked("kgj"), asked("rsj")) == (False, True)
    disown_target(board, "15-1", [RSJ])
    assert not asked("rsj")
    own_target(board, "15-1", [RSJ])
    take_back(board, 15, [RSJ])
    assert board.catalogue.measure(15).targets[0].reported_by == ()


def test_what_is_given_or_taken_back_holds_from_that_quarter_on(desk: Open, board: Board) -> None:
    assign(board, 15, [KGJ])
    later = Board(board.office, Quarter(2021, 2))
    take_back(later, 15, [KGJ])
    held = [quarter for quarter in ("2020Q3", "2020Q4", "2021Q1", "2021Q2") if 15 in by(desk("kgj", quarter=quarter))]
    assert held == ["2020Q4", "2021Q1"]
    assign(Board(board.office, Quarter(2022, 1)), 15, [KGJ])
    assign(Board(board.office, Quarter(2021, 3)), 15, [KGJ])
    held = [quarter for quarter in ("2020Q4", "2021Q2", "2021Q3", "2021Q4", "2022Q2") if 15 in by(desk("kgj", quarter=quarter))]
    assert held == ["2020Q4", "2021Q3", "2021Q4", "2022Q2"]
    board.renew()
    assert len(board.office.assignments.given) == 2


def test_what_makes_no_sense_is_refused_and_nothing_is_written(board: Board) -> None:
    for work, said in (
        (lambda: assign(board, 15, [KGJ, KGJ]) or take_back(board, 15, [RSJ]), "没有交办给区人社局"),
        (lambda: assign(board, 1, [RSJ]), "本来就是区人社局的措施"),
        (lambda: assign(board, 19, [RSJ]), "没有第19项"),
    ):
        with pytest.raises(WrongUse, match=said):
            work()
    assert board.catalogue.given == {15: {"kgj"}}


def test_the_lead_may_write_it_and_every_unit_read_it(board: Board, shared_folder: Path, desk: Open) -> None:
    root = shared_folder / "home"
    one = Board(desk("fgw", root=root).office, Quarter(2020, 4))
    assign(one, 15, [KGJ])
    path = one.office.home.notice_folder / "assignments.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    before = path.read_bytes()
    for folder in (root, root / "notices", path.parent):
        folder.chmod(0o755)
    assert as_nobody(lambda: by(desk("kgj", root=root)))[15] is AssignedBy.LEAD
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: assign(one, 15, [RSJ]))
    assert path.read_bytes() == before


def test_two_leads_at_once_lose_nothing(board: Board) -> None:
    units = [unit for unit in CATALOGUE.units if not CATALOGUE.assigned_by_notice(CATALOGUE.measure(15), unit.code)]
    at_work = [FORK.Process(target=assign, args=(board, 15, [unit])) for unit in units[:8]]
    for one in at_work:
        one.start()
    for one in at_work:
        one.join()
    board.renew()
    assert board.catalogue.given == {15: {unit.code for unit in units[:8]}}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "format"),
        ('format = "liuwen.assignments/2"\nnotice = "qsh-2020-25"', "assignments/2"),
        ('format = "liuwen.assignments/1"\nnotice = "other"', "other"),
        ('format = "liuwen.assignments/1"\nnotice = "qsh-2020-25"\n[[measure]]\nnumber = 19\nunit = "kgj"\nsince = "2020Q4"', "19"),
        ('format = "liuwen.assignments/1"\nnotice = "qsh-2020-25"\n[[measure]]\nnumber = 15\nunit = "xyz"\nsince = "2020Q4"', "unit"),
        ('format = "liuwen.assignments/1"\nnotice = "qsh-2020-25"\n[[target]]\nid = "15-9"\nreported_by = []', "15-9"),
        (
            'format = "liuwen.assignments/1"\nnotice = "qsh-2020-25"\n[[measure]]\nnumber = 15\nunit = "kgj"\nsince = "2020Q4"\nby = ""',
            "by",
        ),
    ],
)
def test_a_file_that_is_not_understood_is_named(desk: Open, board: Board, content: str, named: str) -> None:
    folder = board.office.home.notice_folder
    folder.mkdir(parents=True)
    (folder / "assignments.toml").write_text(content, encoding="utf-8")
    with pytest.raises(Unusable, match=rf"assignments\.toml：.*{named}"):
        desk("kgj")
