"""成稿: the lead's words stand in the place of drafts, no earlier text is ever lost, and 定稿 tells what came after it."""

from __future__ import annotations

import shutil
import stat
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.attendance import attendances
from liuwen_tui.domain.errors import Changed, NotAllowed, Unusable, WrongUse
from liuwen_tui.domain.manuscript import Edited, Final, Part, Redrafted, Reopened
from liuwen_tui.domain.matrix import standings
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import AFTER_FINAL, Signatories
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.composing import Composition, compose, edit_part, part_named, redraft_part
from liuwen_tui.merging.finishing import finalize, open_questions, reopen
from liuwen_tui.merging.publishing import publish
from liuwen_tui.reporting.filing import submit, withdraw
from tests.cli.running import WORD, content
from tests.conftest import as_nobody, fill, give_to_nobody, open_desk

PEOPLE = Signatories(reviewed_by="李四")
LATER = "2021-01-14T09:00:00+08:00"


def board_of(home: Path, account: str = "王某", quarter: str = "2020Q4") -> Board:
    return Board(open_desk(home, "fgw", account=account, at=LATER).office, Quarter.parse(quarter))


def composed(board: Board) -> Composition:
    return compose(board, board.merge())


def general(board: Board) -> Part:
    return part_named(composed(board).manuscript, "general")


def written_file(home: Path, name: str) -> Path:
    return home / f"notices/qsh-2020-25/lead/manuscript/2020Q4_{name}.toml"


@pytest.fixture(scope="module")
def two_quarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """区人社局 reported on two quarters, 区财政局 on this one."""
    home = tmp_path_factory.mktemp("composing") / "home"
    submit(fill(open_desk(home, "rsj", "2020Q3", at="2020-10-09T09:00:00+08:00")), PEOPLE)
    for unit in ("rsj", "czj"):
        submit(fill(open_desk(home, unit)), PEOPLE)
    return home


@pytest.fixture
def reported(home: Path, two_quarters: Path) -> Path:
    """A copy of those reports."""
    shutil.copytree(two_quarters, home)
    return home


def report_anew(home: Path, unit: str, **fields: object) -> None:
    """The unit takes its report back, says something else of its first measure and submits again."""
    desk = open_desk(home, unit, at=LATER)
    withdraw(desk, "数字有误")
    number = desk.numbers()[0]
    desk.record(number, lambda entry: replace(entry, **fields))
    submit(desk, PEOPLE)


def test_the_leads_words_stand_until_the_draft_is_taken_again_and_all_that_stood_is_kept(reported: Path) -> None:
    board = board_of(reported)
    drafted = general(board).drafted
    edit_part(board, general(board), "总的看，\r\n进展顺利。\n")
    edit_part(board, general(board), "总的看，\n进展平稳。")
    edit_part(board, general(board), "总的看，\n进展平稳。")
    assert general(board).text == "总的看，\n进展平稳。" and not general(board).is_stale
    redraft_part(board, general(board))
    assert (general(board).text, general(board).edited) == (drafted, None)
    edit_part(board, general(board), drafted)
    history = board.merge().written.texts["general"]
    assert [act.text if isinstance(act, Edited) else None for act in history] == ["总的看，\n进展顺利。", "总的看，\n进展平稳。", None]
    assert isinstance(history[-1], Redrafted) and {act.by for act in history} == {"王某"}
    with pytest.raises(WrongUse, match="没有改过"):
        redraft_part(board, general(board))
    with pytest.raises(WrongUse, match="没有字"):
        edit_part(board, general(board), " \n")
    assert board_of(reported, quarter="2020Q3").merge().written.texts == {}


def test_a_part_says_that_its_source_changed_until_it_is_written_over_the_present_draft(reported: Path) -> None:
    board = board_of(reported)
    area = part_named(composed(board).manuscript, "保居民就业")
    edit_part(board, area, "就业形势稳定。")
    report_anew(reported, "rsj", progress="新增城镇就业4000人。")
    stale = part_named(composed(board).manuscript, area.id)
    assert (stale.is_stale, stale.text) == (True, "就业形势稳定。")
    assert "4000" in stale.drafted and area.drafted == stale.edited.drafted
    edit_part(board, stale, "就业形势总体稳定。", stale.edited.drafted)
    assert part_named(composed(board).manuscript, area.id).is_stale
    edit_part(board, part_named(composed(board).manuscript, area.id), "就业形势总体稳定。")
    assert not part_named(composed(board).manuscript, area.id).is_stale


def test_of_two_leads_who_edit_one_part_the_second_is_told_and_overwrites_nothing(reported: Path) -> None:
    mine, theirs = board_of(reported), board_of(reported, "赵某")
    seen = general(mine)
    edit_part(theirs, general(theirs), "赵某写的。")
    before = written_file(reported, "general").read_bytes()
    with pytest.raises(Changed, match="赵某 刚才也改了这一部分"):
        edit_part(mine, seen, "王某写的。")
    with pytest.raises(Changed):
        redraft_part(mine, replace(seen, edited=Edited("旧的", "旧的", LATER, "王某")))
    assert written_file(reported, "general").read_bytes() == before
    edit_part(mine, part_named(composed(mine).manuscript, "problems"), "另一部分不相干。")
    edit_part(mine, general(mine), "王某看过再写的。")
    assert [act.by for act in mine.merge().written.texts["general"]] == ["赵某", "王某"]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: text[:-20], "TOML"),
        (lambda text: text.replace('part = "general"', 'part = "problems"'), "part"),
        (lambda text: text.replace("drafted", "extra"), "drafted"),
        (lambda text: text.replace("by = ", "mood = 3\nby = "), "mood"),
        (lambda text: text.replace("顺利", "\\u202e"), "控制字符"),
    ],
    ids=["cut", "another's", "missing", "unknown", "control"],
)
def test_a_torn_file_is_refused_by_name_the_draft_stands_and_nothing_is_written_over_it(
    reported: Path, damage: Callable[[str], str], reason: str
) -> None:
    board = board_of(reported)
    edit_part(board, general(board), "进展顺利。")
    path = written_file(reported, "general")
    path.write_text(torn := damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    merged = board.merge()
    assert [item.file for item in merged.refused] == [str(path)] and reason in merged.refused[0].reason
    manuscript = compose(board, merged).manuscript
    assert list(manuscript.refused) == [str(path)] and manuscript.parts[0].edited is None
    with pytest.raises(Unusable, match="移开再试"):
        edit_part(board, manuscript.parts[0], "再写。")
    assert path.read_text(encoding="utf-8") == torn


def test_a_text_for_a_part_that_the_report_does_not_have_is_named(reported: Path) -> None:
    board = board_of(reported)
    edit_part(board, general(board), "进展顺利。")
    text = written_file(reported, "general").read_text(encoding="utf-8").replace('"general"', '"area-77"')
    written_file(reported, "area-77").write_text(text, encoding="utf-8")
    assert list(composed(board).manuscript.refused) == [str(written_file(reported, "area-77"))]


def test_after_the_final_text_nothing_changes_in_it_and_whoever_reports_later_is_marked(reported: Path) -> None:
    board, folder = board_of(reported), reported / "notices/qsh-2020-25/lead/documents/2020Q4"
    edit_part(board, general(board), "进展顺利。")
    merged = board.merge()
    (missing,) = open_questions(board, merged, compose(board, merged))
    assert missing == f"还有 {len(merged.standing.missing)} 家未报"
    published = finalize(board, merged, compose(board, merged))
    assert sorted(content(folder)) == sorted(path.name for path in published.paths)
    final = board.merge().final
    assert isinstance(final, Final) and (final.by, final.texts["general"], sorted(final.seals)) == ("王某", "进展顺利。", ["czj", "rsj"])
    assert board.merge().after_final == ()
    for refused in (lambda: edit_part(board, general(board), "再改。"), lambda: redraft_part(board, general(board))):
        with pytest.raises(NotAllowed, match="已由 王某 定稿"):
            refused()
    with pytest.raises(WrongUse, match="不用再定"):
        finalize(board, board.merge(), composed(board))

    report_anew(reported, "rsj", progress="新增城镇就业4000人。")
    submit(fill(open_desk(reported, "mzj", at=LATER)), PEOPLE)
    after = board.merge()
    assert after.after_final == ("rsj", "mzj")
    manuscript = compose(board, after).manuscript
    area = part_named(manuscript, "area-1")
    assert manuscript.late == ("rsj", "mzj") and "4000" in area.drafted and "4000" not in manuscript.text(area)
    assert standings(after.summary, after.standing, after.after_final)[AFTER_FINAL] == ("rsj", "mzj")
    rows = attendances(after.standing, after.summary, board.catalogue, board.office.settings, after.after_final)
    assert [row.unit.code for row in rows if row.is_after_final] == ["rsj", "mzj"]


def test_what_was_finished_is_opened_again_with_a_reason_that_is_kept(reported: Path) -> None:
    board = board_of(reported)
    with pytest.raises(WrongUse, match="还没有定稿"):
        reopen(board, "写错了")
    finalize(board, board.merge(), composed(board))
    with pytest.raises(WrongUse, match="原因"):
        reopen(board, "　")
    reopen(board_of(reported, "赵某"), "区政府要求补充。")
    assert board.merge().final is None
    edit_part(board, general(board), "补充以后。")
    finalize(board, board.merge(), composed(board))
    first, opened, second = board.merge().written.closings
    assert isinstance(opened, Reopened) and (opened.by, opened.reason) == ("赵某", "区政府要求补充。")
    assert isinstance(first, Final) and isinstance(second, Final) and second.texts["general"] == "补充以后。" != first.texts["general"]


def test_a_folder_of_the_persons_own_is_made_for_that_person_alone(reported: Path, tmp_path: Path) -> None:
    board = board_of(reported)
    publish(board, board.merge(), tmp_path / "mine")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_documents_that_cannot_be_written_leave_the_report_open(reported: Path) -> None:
    folder = reported / "notices/qsh-2020-25/lead/documents"
    folder.mkdir(parents=True)
    (folder / "2020Q4").write_text("")
    board = board_of(reported)
    with pytest.raises(Unusable):
        finalize(board, board.merge(), composed(board))
    assert board.merge().final is None


def test_one_who_may_not_write_under_lead_changes_nothing(reported: Path) -> None:
    for path in (reported, *reported.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    give_to_nobody(reported)
    (reported / "notices/qsh-2020-25/lead").mkdir(mode=0o555)
    board = board_of(reported)
    part = general(board)
    with pytest.raises(Unusable, match="没有权限"):
        as_nobody(lambda: edit_part(board, part, "不是牵头单位。"))


def test_the_same_reports_and_words_give_the_same_documents_and_earlier_quarters_are_known(reported: Path, tmp_path: Path) -> None:
    board = board_of(reported)
    edit_part(board, general(board), "进展顺利。")
    one, other = (publish(board, board.merge(), tmp_path / name) for name in ("one", "other"))
    assert content(tmp_path / "one") == content(tmp_path / "other")
    assert [path.name for path in one.paths] == ["summary.toml", *WORD, "summary.xlsx", "summary.md"] and one.absent == ""
    assert tomllib.loads(other.paths[0].read_text(encoding="utf-8"))["quarter"] == "2020Q4"
    assert "进展顺利。" in one.paths[-1].read_text(encoding="utf-8")
    situation = composed(board).situation
    assert [str(before.quarter) for before in situation.earlier] == ["2020Q3"] and situation.last is situation.earlier[0]
