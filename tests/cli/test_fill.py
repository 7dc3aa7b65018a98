"""``fill``: the walk in plain questions and answers, through a pipe and in a dumb terminal."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from liuwen_tui.cli.lines import GB18030
from liuwen_tui.cli.signs import HELP
from tests.cli.conversing import ESC, SAVED, Conversation, entry, fill
from tests.cli.running import PROGRAM, environment, run, unit_content
from tests.hostile import LINES

WHICH, STATUS, PERCENT, PROGRESS = "填哪一项", "状态", "进度（", "工作进展（"
NEXT_STEPS, PROBLEMS, SUPPORT, EVIDENCE = "下一步打算（", "存在问题（", "需区政府协调事项（", "佐证材料（"
STEPS = "细化举措（"


def record(home: Path, *options: str, number: int = 1) -> None:
    assert run("record", str(number), "--unit", "rsj", "--quarter", "2020Q4", *options, home=home).code == 0


def test_a_whole_quarter_is_filled_by_answers_alone_and_the_check_is_clean(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse()
    for number in (1, 2, 3, 4):
        talk.answer(WHICH, "")
        talk.answer(STATUS, "2")
        talk.answer(PERCENT, "60%")
        talk.answer(PROGRESS, f"第{number}项办结{number}0件。")
        talk.answer(NEXT_STEPS, f"再办{number}件。")
        talk.answer(PROBLEMS, "")
        talk.answer(SUPPORT, "")
        talk.answer(EVIDENCE, "湖办字〔2020〕18号")
        talk.answer(EVIDENCE, "")
        talk.answer(STEPS, "")
        talk.wait_for(f"第{number}项填好了")
    talk.wait_for("填哪一项？回车结束")
    talk.type("")
    talk.wait_for("liuwen submit --reviewed-by")
    assert talk.ending() == 0
    assert run("check", "--unit", "rsj", "--quarter", "2020Q4", "--json", home=home).json() == []
    assert entry(home, 3) == {
        "status": "in_progress",
        "percent": 60,
        "progress": "第3项办结30件。",
        "next_steps": "再办3件。",
        "evidence": ["湖办字〔2020〕18号"],
    }


def test_a_pipe_fills_a_measure_and_the_end_of_input_says_what_is_still_missing(home: Path) -> None:
    done = fill("2", "60", "办结12件。", "再办2件。", home=home)
    assert (done.code, done.out) == (1, "")
    assert "还有 3 项没填好：2、3、4" in done.err
    assert entry(home) == {"status": "in_progress", "percent": 60, "progress": "办结12件。", "next_steps": "再办2件。"}


def test_with_everything_filled_the_end_of_input_is_exit_0_and_json_is_that_of_status(home: Path) -> None:
    done = fill("2", "", "办理12件。", "再办2件。", home=home, unit="sfj", arguments=("9", "--json"))
    assert done.code == 0
    assert done.out == run("status", "--unit", "sfj", "--quarter", "2020Q4", "--json", home=home).out
    assert run("fill", "--unit", "rsj", "--quarter", "2020Q4", home=home).code == 1


def test_what_a_status_needs_is_asked_first_and_marked(home: Path) -> None:
    asked = fill("3", "", "", "", "", "", "", "", home=home).err
    places = [asked.index(title) for title in ("工作进展（必填", "存在问题（必填", "下一步打算（必填", "需区政府协调事项（可不填")]
    assert places == sorted(places)
    assert "缺“存在问题”" in asked
    settled = fill("6", "无此职能。", home=home).err
    assert "原因说明（必填" in settled and "工作进展（" not in settled and "第1项填好了" in settled
    assert entry(home) == {"status": "not_applicable", "reason": "无此职能。"}


def test_enter_keeps_dash_clears_and_going_back_asks_again(home: Path) -> None:
    fill("2", "60", "办结12件。", "再办2件。", "有问题。", home=home)
    done = fill("", "", "<", "70", "", "", "-", home=home)
    assert "工作进展（必填） [办结12件。]" in done.err and "进度（百分之几，可不填） [60%]" in done.err
    assert entry(home) == {"status": "in_progress", "percent": 70, "progress": "办结12件。", "next_steps": "再办2件。"}


def test_evidence_is_added_line_by_line_and_cleared_as_a_whole(home: Path) -> None:
    skip = ("", "", "", "", "", "")
    fill("2", *skip[1:], "文号一", "文号二", home=home)
    assert entry(home)["evidence"] == ["文号一", "文号二"]
    assert "已有2件：文号一；文号二" in fill(*skip, "文号三", home=home).err
    assert entry(home)["evidence"] == ["文号一", "文号二", "文号三"]
    fill(*skip, "-", "文号四", home=home)
    assert entry(home)["evidence"] == ["文号四"]


def test_targets_are_answered_as_figures_and_as_acts(home: Path) -> None:
    skip = ("2", "", "", "", "", "", "")
    done = fill(*skip, "96项", "很多", "1", "", home=home, unit="xzspj", arguments=("10",))
    assert "目标 10-1" in done.err and "看不懂" in done.err
    kept = entry(home, 10, "xzspj")["targets"]
    assert {"id": "10-1", "actual": 96} in kept and {"id": "10-2", "done": True} in kept


def test_a_target_is_asked_with_last_quarters_figure_and_answered_with_its_lamp(home: Path) -> None:
    assert run("claim", "15", "--unit", "sfj", "--quarter", "2020Q3", home=home).code == 0
    assert run("record", "15", "--target", "15-1=300", "--unit", "sfj", "--quarter", "2020Q3", home=home).code == 0
    said = fill("2", "", "", "", "", "", "", "480", home=home, unit="sfj", arguments=("15",)).err.replace("\n", "")
    assert "现在到多少个（可不填，上季 300）" in said
    assert "已存。序时进度 100%，绿灯，低 4 个百分点。" in said


def test_what_cannot_be_an_answer_is_told_and_asked_again(home: Path) -> None:
    done = fill("9", "推进", "推进中", "120", "-5", "abc", "６０％", home=home)
    assert done.err.count("这个状态") == 2 and done.err.count("整数") == 3
    assert entry(home) == {"status": "in_progress", "percent": 60}


def test_last_quarter_is_shown_and_taken_field_by_field(home: Path) -> None:
    fill("2", "60", "办结12件。", "再办2件。", home=home)
    done = fill("=", "=", "=", "=", "=", "", "", home=home, quarter="2021Q1")
    assert "2020年第四季度（上季）" in done.err and "与上季一字不差" in done.err and "上季没有可抄的" in done.err
    assert entry(home, quarter="2021Q1") == entry(home)


def test_nothing_new_is_confirmed_with_0_and_is_then_filled(home: Path) -> None:
    assert "请打 1 至 6" in fill("0", home=home).err
    fill("2", "60", "办结12件。", "再办2件。", home=home)
    done = fill("0", "", "", "", home=home, quarter="2021Q1")
    assert "0 本季无新进展" in done.err and "第1项填好了" in done.err and PROBLEMS not in done.err
    assert entry(home, quarter="2021Q1") == {**entry(home), "unchanged": True}
    again = fill("0", "", "", "", "等上级批复。", home=home, quarter="2021Q2")
    assert "原因说明（必填" in again.err and "第1项填好了" in again.err
    fill("2", home=home, quarter="2021Q2")
    assert "unchanged" not in entry(home, quarter="2021Q2")


def test_signs_of_a_chinese_keyboard_lead_on_back_and_out(home: Path) -> None:
    done = fill("？", "》", "《", "＞", "３", "ｑ", home=home)
    assert done.code == 1
    assert all(text in done.err.replace("\n", "") for text in HELP)
    assert (entry(home, 1), entry(home, 2)) == ({}, {"status": "delayed"})


def test_a_mark_can_be_a_text_and_a_backslash_goes_on_with_the_next_line(home: Path) -> None:
    fill("2", "", "\\-", "第一行\\", "第二行，C:\\\\", home=home)
    assert (entry(home)["progress"], entry(home)["next_steps"]) == ("-", "第一行\n第二行，C:\\")


def test_a_measure_that_is_not_the_units_is_told(home: Path) -> None:
    done = run("fill", "15", "--unit", "rsj", "--quarter", "2020Q4", home=home)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    asked = fill("99", "15", "x", "4", "2", home=home, arguments=())
    assert asked.err.count("请先认领") == 3
    assert "liuwen claim" in done.err and "liuwen claim" not in asked.err
    assert entry(home, 4) == {"status": "in_progress"}


def test_the_unit_is_asked_once_and_remembered(home: Path) -> None:
    done = run("fill", "--quarter", "2020Q4", home=home, stdin="没有这家\nswj\n\n发改\nq\n")
    assert (done.code, "shangwj" in done.err, "区发改委　2020年第四季度" in done.err) == (1, True, True)
    assert "区发改委" in run("fill", "--quarter", "2020Q4", home=home).err
    nobody = run("fill", "--quarter", "2020Q4", home=home.parent / "other" / "home")
    assert nobody.code == 2 and "--unit" in nobody.err


def test_a_frozen_report_is_refused_in_one_line_before_any_question(home: Path) -> None:
    fill("2", "", "办理12件。", "再办2件。", home=home, unit="sfj", arguments=("9",))
    assert run("submit", "--reviewed-by", "李某", "--unit", "sfj", "--quarter", "2020Q4", home=home).code == 0
    kept = unit_content(home, "sfj")
    done = fill("3", home=home, unit="sfj", arguments=("9",))
    assert (done.code, done.out, done.err.count("\n")) == (5, "", 1)
    assert "撤回" in done.err and unit_content(home, "sfj") == kept


def test_a_report_frozen_meanwhile_refuses_the_answer(converse: Callable[..., Conversation], home: Path) -> None:
    fill("2", "", "办理12件。", "再办2件。", home=home, unit="sfj", arguments=("9",))
    talk = converse("9", unit="sfj")
    talk.wait_for(STATUS)
    run("submit", "--reviewed-by", "李某", "--unit", "sfj", "--quarter", "2020Q4", home=home)
    kept = unit_content(home, "sfj")
    talk.answer("6 不涉及", "3")
    talk.wait_for("撤回")
    assert talk.ending() == 5 and unit_content(home, "sfj") == kept


def test_a_colleagues_change_in_another_field_is_kept_silently(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    record(home, "--next-steps", "同事写的打算。")
    talk.answer(PROGRESS, "办结12件。")
    assert "[同事写的打算。]" in talk.answer(NEXT_STEPS, "q")
    assert talk.ending() == 1
    assert entry(home) == {"status": "in_progress", "progress": "办结12件。", "next_steps": "同事写的打算。"}


@pytest.mark.parametrize(("choice", "stands"), [("1", "甲写的。"), ("2", "乙写的。"), ("3", "乙写的。\n甲写的。")])
def test_two_fills_of_one_text_show_both_and_the_person_chooses(
    converse: Callable[..., Conversation], home: Path, choice: str, stands: str
) -> None:
    record(home, "--status", "2")
    one, other = converse("1"), converse("1")
    for talk in (one, other):
        talk.answer(STATUS, "")
        talk.answer(PERCENT, "")
        talk.wait_for(PROGRESS)
    other.answer("必填）", "乙写的。")
    other.wait_for(SAVED)
    one.answer("必填）", "甲写的。")
    said = one.answer("用哪一个", choice)
    assert "甲写的。" in said and "乙写的。" in said
    one.wait_for(SAVED)
    assert entry(home)["progress"] == stands


def test_a_status_changed_by_both_shows_all_that_goes_with_it_and_leaving_undecided_keeps_theirs(
    converse: Callable[..., Conversation], home: Path
) -> None:
    talk = converse("1")
    talk.wait_for(STATUS)
    record(home, "--status", "6", "--reason", "无此职能。")
    talk.answer("5 长期坚持", "2")
    said = talk.answer("用哪一个", "3")
    assert "无此职能。" in said
    talk.answer("请打 1、2 之一", "q")
    talk.wait_for("没有保存")
    assert talk.ending() == 4
    assert entry(home) == {"status": "not_applicable", "reason": "无此职能。"}


def test_an_answer_that_could_not_be_saved_is_kept_and_saved_when_it_can_be(converse: Callable[..., Conversation], home: Path) -> None:
    record(home, "--status", "2")
    history = home / "notices/qsh-2020-25/units/rsj/2020Q4.history.jsonl"
    aside = history.rename(history.with_suffix(".aside"))
    history.mkdir()
    talk = converse("1")
    talk.answer(STATUS, "")
    talk.answer(PERCENT, "60")
    talk.answer("您的答案还在", "1")
    talk.wait_for("您的答案还在")
    history.rmdir()
    aside.rename(history)
    talk.answer("2 不存了", "")
    talk.wait_for(SAVED)
    assert entry(home) == {"status": "in_progress", "percent": 60}


def test_a_pasted_text_of_many_lines_is_one_answer(converse: Callable[..., Conversation], home: Path) -> None:
    text = "\n".join(f"第{number}行：已办结{number}件，其余按计划推进。" for number in range(4000))
    assert len(text.encode()) > 200_000
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, text)
    talk.answer(NEXT_STEPS, "")
    assert entry(home) == {"status": "in_progress", "progress": text}


def test_of_a_line_longer_than_the_terminal_takes_the_person_is_told_where_it_ends(
    converse: Callable[..., Conversation], home: Path
) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, "a" + "办" * 70_000)
    talk.wait_for("这一行太长")
    talk.wait_for(">> ")
    talk.type("接着写。")
    talk.wait_for(SAVED)
    progress = entry(home)["progress"]
    assert progress == "a" + "办" * (len(progress) - 5) + "接着写。"
    assert len(progress) > 1300


def test_a_line_too_long_inside_a_paste_is_told_and_the_rest_of_the_paste_is_kept(
    converse: Callable[..., Conversation], home: Path
) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "")
    talk.answer(PROGRESS, "第一段\n" + "办" * 2000 + "\n第三段")
    talk.wait_for("这一行太长")
    talk.wait_for(SAVED)
    first, second, third = entry(home)["progress"].split("\n")
    assert (first, second, third) == ("第一段", "办" * len(second), "第三段") and len(second) > 1300


def test_a_paste_where_one_line_is_asked_for_answers_nothing_more(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    talk.answer(STATUS, "去年的总结\n3\n4\n5")
    talk.wait_for("跟着的 3 行没有用")
    talk.answer(STATUS, "2")
    talk.wait_for(SAVED)
    assert entry(home) == {"status": "in_progress"}


def test_hostile_texts_are_kept_shown_and_drive_nothing(home: Path) -> None:
    typed = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m[/]进度[50%]\u202e"
    fill("2", "", typed, home=home)
    assert entry(home)["progress"] == "]52;c;aGk=[2J31m[/]进度[50%]"
    record(home, "--problems", "\n".join(LINES), *(part for text in LINES for part in ("--evidence", text)), number=2)
    shown = "".join(fill(*[""] * 9, home=home, arguments=("2",)).err.split())
    assert all(shown.count("".join(text.split())) >= 2 for text in LINES)


def assert_none_ends_it(home: Path, typed: list[bytes]) -> None:
    """Types each to the question at hand; the walk ends with its farewell, in whichever encoding it came to speak."""
    leaving = {b"q", b"Q", b"<", b">", b"2"}
    for start in range(0, len(typed), 500):
        lines = [line for line in typed[start : start + 500] if line.strip() not in leaving]
        command = [*PROGRAM, "fill", "4", "--unit", "rsj", "--quarter", "2020Q4"]
        variables = environment(home / str(start))
        done = subprocess.run(command, check=False, input=b"\n".join(lines), capture_output=True, env=variables, cwd=home, timeout=60)
        farewell = "各项都填好了" if done.returncode == 0 else "答过的都已存下"
        assert (done.returncode in (0, 1), done.stdout) == (True, b""), done.stderr[-300:]
        assert done.stderr.count(farewell.encode()) + done.stderr.count(farewell.encode(GB18030)) == 1
        assert ESC not in done.stderr
    print(f"{len(typed)} answers, none ended it")


def test_no_byte_and_no_pair_of_bytes_ends_it(home: Path) -> None:
    some = random.Random(7)
    assert_none_ends_it(home, [bytes([first]) for first in range(256)] + [some.randbytes(2) for _ in range(1000)])


@pytest.mark.long
def test_no_pair_of_bytes_at_all_ends_it(home: Path) -> None:
    assert_none_ends_it(home, [bytes([first, second]) for first in range(256) for second in range(256)])


def test_a_terminal_closed_in_the_middle_keeps_every_answer_given(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.answer(PERCENT, "60")
    talk.answer(PROGRESS, "办结12件。")
    talk.wait_for(NEXT_STEPS)
    talk.hang_up()
    assert entry(home) == {"status": "in_progress", "percent": 60, "progress": "办结12件。"}


def test_a_killed_fill_loses_no_answer_that_was_said_to_be_saved(converse: Callable[..., Conversation], home: Path) -> None:
    for count in range(5):
        talk = converse("1")
        talk.answer(STATUS, "2")
        talk.answer(PERCENT, str(count))
        talk.answer(PROGRESS, f"办结{count}件。")
        talk.wait_for(SAVED)
        talk.kill()
        assert entry(home) == {"status": "in_progress", "percent": count, "progress": f"办结{count}件。"}


def test_ctrl_c_ends_it_with_130_and_what_was_answered_is_there(converse: Callable[..., Conversation], home: Path) -> None:
    talk = converse("1")
    talk.answer(STATUS, "2")
    talk.wait_for(PERCENT)
    talk.child.sendintr()
    assert talk.ending() == 130
    assert entry(home) == {"status": "in_progress"}
