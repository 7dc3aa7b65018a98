"""``fill`` between two measures: claims, preview, history, export, another quarter, the check, submission, withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liuwen_tui.domain.report import State
from tests.cli.conversing import Conversation, entry, fill
from tests.cli.running import Result, run, unit_content

SFJ = ("--unit", "sfj", "--quarter", "2020Q4")
ANSWERS = ("2", "60", "办理法律援助12件。", "再办2件。", "", "", "", "")
"""Fill the one measure of 司法局."""


def between(*lines: str, home: Path, unit: str = "sfj") -> Result:
    """Answers 填哪一项？ and what follows."""
    return fill(*lines, home=home, unit=unit, arguments=())


def status(home: Path, quarter: str = "2020Q4") -> Any:
    return run("status", "--unit", "sfj", "--quarter", quarter, "--json", home=home).json()


def out(home: Path, name: str) -> Path:
    return home / "notices/qsh-2020-25/units/sfj/out" / name


def submit(home: Path) -> None:
    fill(*ANSWERS, home=home, unit="sfj", arguments=("9",))
    assert run("submit", "--reviewed-by", "李某", *SFJ, home=home).code == 0


def test_a_number_of_any_length_names_no_measure(home: Path) -> None:
    for lines in (("9" * 5000,), ("h", "9" * 5000), ("h", "9" * 5000, "9" * 5000)):
        done = between(*lines, home=home)
        assert done.code == 1 and "请打" in done.err and len(done.err) < 5000


def test_help_between_measures_names_every_letter(home: Path) -> None:
    said = "".join(between("?", home=home).err.split())
    for letter in (
        "l 列出各项",
        "c 认领",
        "v 预览",
        "d 与上季相比",
        "h 历史和找回",
        "e 导出",
        "p 换报告期",
        "s 检查报送",
        "w 撤回",
        "= 把上季",
    ):
        assert letter.replace(" ", "") in said


def test_full_width_and_capital_letters_do_the_same(home: Path) -> None:
    assert between("Ｌ", home=home).err.count("司法局　2020年第四季度") == 2


def test_a_measure_is_claimed_filled_and_given_back(home: Path) -> None:
    said = between("c", "15", "1", "", "15", "2", "q", home=home).err
    assert "建成5G基站" in said and "第15项：认领，已存。" in said and "通知未写全责任单位" in said
    assert entry(home, 15, "sfj") == {"claimed": True, "status": "in_progress"}
    assert "已认领" in between("c", "15", "1", home=home).err
    assert entry(home, 15, "sfj")["claimed"] is False


def test_what_is_put_off_is_remembered_and_offered_no_more(home: Path) -> None:
    said = between("c", "15", "2", "", "l", "c", home=home).err
    assert "第15项：暂不认领，已存。" in said and "可认领：2、5、13、14、16、17" in said
    assert any("15 实施铸链" in row and row.endswith("暂不认领") for row in said.splitlines())
    assert entry(home, 15, "sfj") == {"claimed": False}


def test_only_what_the_notice_leaves_open_can_be_put_off(home: Path) -> None:
    said = between("c", "1", "2", "1", "15", "", "", home=home).err
    assert said.count("暂不认领") == 1 and "请打 1、3 之一" in said
    assert (entry(home, 1, "sfj"), entry(home, 15, "sfj")) == ({"claimed": True}, {})


def test_what_cannot_be_claimed_is_asked_again(home: Path) -> None:
    said = between("c", "9", "99", "", home=home).err
    assert said.count("请打上面的一个编号") == 2


def test_the_preview_says_what_would_be_exported(home: Path) -> None:
    fill(*ANSWERS, home=home, unit="sfj", arguments=("9",))
    assert "办理法律援助12件。" in between("v", home=home).err


def test_what_changed_since_last_quarter_is_said(home: Path) -> None:
    for quarter, count in (("2020Q3", 200), ("2020Q4", 326)):
        run("record", "9", "--progress", f"办理{count}件。", "--unit", "sfj", "--quarter", quarter, home=home)
    assert "【删 200】【增 326】" in between("d", home=home).err


def test_an_earlier_version_is_brought_back(home: Path) -> None:
    fill(*ANSWERS, home=home, unit="sfj", arguments=("9",))
    before = run("show", "9", "--json", *SFJ, home=home).json()["entry"]["version"]
    run("record", "9", "--progress", "写坏了。", *SFJ, home=home)
    said = between("h", "9", "zz", before[:6], home=home).err
    assert "写坏了。" in said and "没有版本“zz”" in said and "已恢复" in said
    assert entry(home, 9, "sfj")["progress"] == "办理法律援助12件。"
    assert "写坏了。" in between("h", "", home=home).err


@pytest.mark.parametrize(("choice", "ending"), [("", "toml"), ("2", "docx")])
def test_an_export_says_where_it_is_and_how_it_gets_to_a_desk(home: Path, choice: str, ending: str) -> None:
    said = between("e", choice, home=home).err.replace("\n", "")
    assert out(home, f"qsh-2020-25_2020Q4_sfj.draft.{ending}").exists()
    assert f"sfj.draft.{ending}" in said and "sftp" in said


def test_another_quarter_is_filled_without_leaving(home: Path) -> None:
    said = between("p", "2020q3", "9", "3", "q", home=home).err
    assert "司法局　2020年第三季度" in said
    assert entry(home, 9, "sfj", "2020Q3") == {"status": "delayed"} and entry(home, 9, "sfj") == {}
    assert "没有“2020Q1”这个报告期" in between("p", "2020Q1", home=home).err


def test_an_earlier_quarter_that_was_not_submitted_is_named_until_it_is(home: Path) -> None:
    assert "须补报 2020年第三季度（未报送）；打 p 换报告期。" in between(home=home).err
    between("p", "2020Q3", "", *ANSWERS, "s", "", "李某", "", "1", "", home=home)
    assert "须补报" not in between(home=home).err


def test_last_quarter_is_carried_into_every_blank_after_a_yes(home: Path) -> None:
    run(
        "record",
        "9",
        "--from",
        "-",
        "--unit",
        "sfj",
        "--quarter",
        "2020Q3",
        home=home,
        stdin='{"status": "in_progress", "progress": "已办。"}',
    )
    between("=", "2", home=home)
    assert entry(home, 9, "sfj") == {}
    assert "已抄入 1 项" in between("=", "1", home=home).err
    assert entry(home, 9, "sfj") == {"status": "in_progress", "progress": "已办。"}


def test_the_check_leads_to_the_first_measure_that_must_be_mended(home: Path) -> None:
    said = between("s", "", "3", "q", home=home).err
    assert "还没有填状态" in said and "还有 1 项须补" in said
    assert entry(home, 9, "sfj") == {"status": "delayed"}


def test_a_whole_quarter_from_the_first_question_to_the_submitted_file(home: Path) -> None:
    done = between("", *ANSWERS, "s", "张某", "", "李某", "-", "1", "", home=home)
    path = out(home, "qsh-2020-25_2020Q4_sfj.toml")
    assert (done.code, done.err.count("报送须写审核人")) == (0, 1)
    assert path.name in done.err.replace("\n", "") and "sftp" in done.err
    assert status(home)["state"] == State.SUBMITTED
    written = path.read_text(encoding="utf-8")
    assert 'prepared_by = "张某"' in written and 'reviewed_by = "李某"' in written
    assert "审核人（必填） [李某]" in between("w", "数字有误", "s", "", "q", home=home).err


def test_nothing_is_submitted_without_a_yes(home: Path) -> None:
    between("", *ANSWERS, "s", "", "李某", "", "2", "s", "", "", "", "q", "q", home=home)
    assert status(home)["state"] == State.DRAFT


def test_a_submitted_report_opens_refuses_every_change_and_is_left_as_it_was(home: Path) -> None:
    submit(home)
    before = unit_content(home, "sfj")
    done = between("9", "=", "c", "s", "v", home=home)
    assert (done.code, done.err.count("不能修改")) == (5, 5)
    assert unit_content(home, "sfj") == before


def test_a_submitted_report_is_withdrawn_with_a_reason_and_filled_on(home: Path) -> None:
    submit(home)
    done = between("w", "", "第9项数字有误", "9", "3", "q", home=home)
    assert (done.code, "请写原因" in done.err, "已撤回" in done.err) == (1, True, True)
    assert status(home)["state"] == State.WITHDRAWN and entry(home, 9, "sfj")["status"] == "delayed"
    assert "第9项数字有误" in run("history", *SFJ, home=home).out


def test_what_is_not_submitted_cannot_be_withdrawn_and_no_reason_is_asked(home: Path) -> None:
    said = between("w", home=home).err
    assert "还没有报送" in said and "原因？" not in said


def test_a_reason_is_kept_while_withdrawing_fails(converse: Callable[..., Conversation], home: Path) -> None:
    submit(home)
    talk = converse(unit="sfj")
    talk.answer("填哪一项", "w")
    talk.wait_for("撤回的原因")
    history = home / "notices/qsh-2020-25/units/sfj/2020Q4.history.jsonl"
    aside = history.rename(history.with_suffix(".aside"))
    history.mkdir()
    talk.answer("必填", "第9项数字有误")
    talk.wait_for("[第9项数字有误]")
    history.rmdir()
    aside.rename(history)
    talk.answer("", "")
    talk.wait_for("已撤回")
    assert "第9项数字有误" in run("history", *SFJ, home=home).out


def test_steps_are_added_marked_done_taken_out_and_cleared(home: Path) -> None:
    skip = ("", "", "", "", "", "", "")
    to_steps = ("2", *skip[1:])

    def steps() -> list[tuple[str, str, bool]]:
        return [(step["text"], step.get("due", ""), step["done"]) for step in entry(home).get("steps", [])]

    fill(*to_steps, "完成台账（2020-12-31前）", "√ 印发方案", home=home)
    assert steps() == [("完成台账", "2020-12-31", False), ("印发方案", "", True)]
    kept = [step["id"] for step in entry(home)["steps"]]
    said = fill(*skip, "1", "2", "9", home=home).err
    assert "1 完成台账（2020-12-31前）；2 √ 印发方案" in said.replace("\n", "") and "没有第9条举措" in said
    assert steps() == [("完成台账", "2020-12-31", True), ("印发方案", "", False)]
    assert [step["id"] for step in entry(home)["steps"]] == kept
    fill(*skip, "-1", home=home)
    assert steps() == [("印发方案", "", False)]
    fill(*skip, "-", home=home)
    assert steps() == []


@pytest.mark.parametrize(("word", "number"), [("脱贫", 3), ("jjdy", 3), ("推进中", 4)])
def test_a_measure_is_found_by_its_title_its_initials_or_its_status(home: Path, word: str, number: int) -> None:
    run("record", "4", "--status", "2", "--unit", "rsj", "--quarter", "2020Q4", home=home)
    between(word, "3", "q", home=home, unit="rsj")
    assert entry(home, number)["status"] == "delayed"


def test_several_measures_found_are_listed_to_choose_from(home: Path) -> None:
    said = between("就业", "2", "3", "q", home=home, unit="rsj").err
    assert "1 稳定就业岗位 . 未填" in said and "2 抓好重点行业重点群体就业 . 未填" in said
    assert entry(home, 2)["status"] == "delayed"


def test_a_sentence_written_before_is_found_and_put_at_the_end(home: Path) -> None:
    run("record", "2", "--progress", "已兑现稳岗补贴326户。培训12期。", "--unit", "rsj", "--quarter", "2020Q4", home=home)
    said = fill("2", "", "*wgbt", "1", "", "", "", "<", "<", "<", "<", "＊培训", "1", home=home).err
    assert "1 已兑现稳岗补贴326户。" in said
    assert entry(home)["progress"] == "已兑现稳岗补贴326户。培训12期。"


def test_no_sentence_need_be_taken_and_a_text_may_begin_with_the_mark(home: Path) -> None:
    run("record", "2", "--progress", "已兑现稳岗补贴326户。", "--unit", "rsj", "--quarter", "2020Q4", home=home)
    said = fill("2", "", "*", "", "*没写过", "\\*号", "* 这一段比要找的词长得多，是正文。", home=home).err
    assert "同第" in said and "没有“没写过”" in said
    assert (entry(home)["progress"], entry(home)["next_steps"]) == ("*号", "* 这一段比要找的词长得多，是正文。")
