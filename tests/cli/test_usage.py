"""How the program is called, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from liuwen_tui.domain.fields import read_entry
from liuwen_tui.domain.report import Signatories
from liuwen_tui.domain.versions import Subject, version_id
from liuwen_tui.reporting import filing
from tests.cli.running import CODE, PROGRAM, content, environment, run
from tests.conftest import fill, open_desk
from tests.tui.terminal import Terminal

FGW = ("--unit", "fgw", "--quarter", "2020Q4")
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z']+ [a-z]+ ")
WRONG_USES = [
    (("nope",), "nope"),
    (("units", "extra"), "extra"),
    (("server",), "server"),
    (("server", "nope"), "nope"),
    (("units", "--nope"), "--nope"),
    (("units", "--json=3"), "--json"),
    (("--unit",), "--unit"),
    (("record", *FGW), "编号"),
    (("record", "x", *FGW), "编号"),
    (("record", "1", "2", *FGW), "2"),
    (("record", "1", "--status", "9", *FGW), "9"),
    (("record", "1", "--percent", "abc", *FGW), "--percent"),
    (("record", "1", "--percent", "120", *FGW), "percent"),
    (("record", "1", "--clear", "nope", *FGW), "nope"),
    (("record", "1", "--target", "四百", *FGW), "四百"),
    (("record", "1", "--target", "1-1=3", *FGW), "1-1"),
    (("record", "5", "--target", "5-1=已完成", *FGW), "5-1"),
    (("record", "15", "--status", "2", *FGW), "15"),
    (("show", "99", *FGW), "99"),
    (("claim", "1", *FGW), "1"),
    (("claim", "11", "--undo", *FGW), "11"),
    (("export", "--format", "pdf", *FGW), "--format"),
    (("import",), "文件"),
    (("submit", *FGW), "--reviewed-by"),
    (("withdraw", *FGW), "--reason"),
    (("withdraw", "--reason", "改", *FGW), "报送"),
    (("merge", "--as-of", "明天"), "明天"),
    (("status", "--quarter", "2020Q4"), "--unit"),
    (("status", "--unit", "nope"), "nope"),
    (("status", "--unit", "swj"), "swj"),
    (("status", "--unit", "fgw", "--quarter", "2020Q9"), "2020Q9"),
    (("status", "--unit", "fgw", "--quarter", "2020Q1"), "2020"),
    (("units", "--notice", "nope"), "nope"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG_USES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else "")
def test_wrong_use_is_told_in_one_chinese_line_that_names_what_is_wrong(home: Path, arguments: tuple[str, ...], named: str) -> None:
    result = run(*arguments, home=home)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1 and CHINESE.search(result.err)
    assert named in result.err
    assert not ENGLISH_SENTENCE.search(re.sub(r"liuwen [a-z]+", "", result.err)), result.err


EMPTY = {
    "路径…": (("merge", ""), ("merge", "收到的", ""), ("decide", "fgw", "1", "3150", "", "--reason", "无")),
    "-o": (("merge", "-o", ""), ("chase", "-o", ""), ("export", "-o", ""), ("server", "backup", "-o", "")),
    "--from": (("record", "1", "--from", ""),),
    "文件…": (("import", ""),),
    "文件夹": (("notice", "check", ""),),
    "--home": (("units", "--home", ""),),
    "--notice": (("units", "--notice", ""),),
}


@pytest.mark.parametrize(("name", "arguments"), [(name, arguments) for name, several in EMPTY.items() for arguments in several])
def test_an_empty_path_is_refused_and_never_taken_for_the_folder_one_is_in(home: Path, name: str, arguments: tuple[str, ...]) -> None:
    before = content(home.parent)
    result = run(*arguments, home=home, LIUWEN_UNIT="fgw", LIUWEN_QUARTER="2020Q4")
    assert (result.code, result.out, result.err) == (2, "", f"{name} 是空的，什么也没有做；请写上文件或文件夹。\n")
    assert content(home.parent) == before


@pytest.mark.parametrize("given", ["不是JSON", "[]", '{"nope": 1}', '{"percent": "六十"}', '{"status": 9}'])
def test_json_that_is_no_entry_is_refused_in_one_chinese_line(home: Path, given: str) -> None:
    result = run("record", "1", "--from", "-", *FGW, home=home, stdin=given)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert CHINESE.search(result.err)
    assert not ENGLISH_SENTENCE.search(result.err), result.err


def test_a_unit_whose_initials_are_shared_is_asked_for_with_both_names(home: Path) -> None:
    said = run("status", "--unit", "swj", home=home).err
    assert "区商务局" in said and "区税务局" in said


@pytest.mark.parametrize("arguments", [(), ("record",), ("merge",)])
def test_help_is_in_chinese(home: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--help", home=home)
    assert result.code == 0
    left = [word for word in ("Usage", "Options", "Commands", "Arguments", "Show this message", "required") if word in result.out]
    assert left == []


def test_options_may_stand_before_the_command_and_after_it(home: Path) -> None:
    before = run(*FGW, "--home", str(home), "--json", "status", home=home, LIUWEN_HOME="")
    after = run("status", *FGW, "--home", str(home), "--json", home=home, LIUWEN_HOME="")
    assert before == after
    assert before.json()["unit"] == "fgw"


def test_options_beat_the_environment(home: Path) -> None:
    told = {"LIUWEN_UNIT": "rsj", "LIUWEN_QUARTER": "2020Q3", "LIUWEN_NOTICE": "qsh-2020-25"}
    by_environment = run("status", "--json", home=home, **told).json()
    by_options = run("status", "--json", *FGW, home=home, **told).json()
    assert (by_environment["unit"], by_environment["quarter"]) == ("rsj", "2020Q3")
    assert (by_options["unit"], by_options["quarter"]) == ("fgw", "2020Q4")
    assert run("units", home=home, LIUWEN_NOTICE="nope").code == 2
    assert run("units", "--notice", "qsh-2020-25", home=home, LIUWEN_NOTICE="nope").code == 0


def test_the_home_of_the_option_beats_that_of_the_environment(home: Path) -> None:
    other = home.with_name("other")
    run("record", "1", "--status", "2", "--home", str(other), *FGW, home=home)
    assert run("show", "1", "--json", *FGW, home=home).json()["entry"] is None
    assert run("show", "1", "--json", *FGW, home=other).json()["entry"]["status"] == "in_progress"


def test_with_nothing_set_the_data_lies_in_the_persons_own_folder(home: Path) -> None:
    assert run("record", "1", "--status", "2", *FGW, home=home, LIUWEN_HOME="").code == 0
    own = home.parent / "person" / "data" / "liuwen"
    assert (own / "notices" / "qsh-2020-25" / "units" / "fgw" / "2020Q4.json").is_file()


def test_a_unit_is_found_by_name_alias_and_initials(home: Path) -> None:
    said = [run("status", "--json", "--unit", name, home=home).json()["unit"] for name in ("区发改委", "发改委", "qfgw", "fgw")]
    assert said == ["fgw"] * 4


def test_the_quarter_is_the_one_whose_due_day_comes_next(home: Path) -> None:
    today = datetime.now(UTC).astimezone(timezone(timedelta(hours=8))).date()
    eleven_days_ago = today - timedelta(days=11)
    ends_from_then = [
        day.date()
        for day in (datetime(eleven_days_ago.year, 1, 1) + timedelta(days=days) for days in range(500))
        if day.date() > eleven_days_ago and (day + timedelta(days=1)).day == 1 and day.month % 3 == 0
    ]
    asked = run("status", "--json", "--unit", "fgw", home=home).json()
    assert asked["quarter"] == f"{ends_from_then[0].year}Q{ends_from_then[0].month // 3}"
    assert asked["due"] == str(ends_from_then[0] + timedelta(days=10))


INSTEAD = {(): "请用 liuwen fill 一问一答地填", ("--unit", "fgw"): "请用 liuwen fill 一问一答地填", ("lead",): "请用 liuwen merge 汇总"}


@pytest.mark.parametrize("command", INSTEAD)
def test_without_a_terminal_the_screens_refuse_in_one_line_that_names_the_command_instead(home: Path, command: tuple[str, ...]) -> None:
    result = run(*command, home=home)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"这里不是终端，打不开界面；{INSTEAD[command]}，或在终端里再运行一次。\n"


@pytest.mark.parametrize("command", INSTEAD)
def test_a_terminal_that_is_too_plain_gets_one_line_that_names_the_command_instead(home: Path, command: tuple[str, ...]) -> None:
    terminal = Terminal(*command, home=home, TERM="dumb")
    code = terminal.ending()
    assert (code, terminal.written) == (2, f"这个终端显示不了界面；{INSTEAD[command]}，或换一个终端再运行一次。\r\n")


@pytest.mark.parametrize("command", [("measures", "--all", "--json"), ("units",), ("--help",)])
def test_a_reader_that_went_away_ends_the_program_quietly(home: Path, command: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*PROGRAM, *command], check=False, stdout=writer, stderr=subprocess.PIPE, env=environment(home), cwd=home.parent)
    os.close(writer)
    assert (done.returncode, done.stderr.decode()) == (141, "")


@pytest.mark.parametrize("command", ["units", "merge --json", "export -o - --format md", "--version", "--help"])
@pytest.mark.parametrize(
    ("where", "why"),
    [
        ("> /dev/full", "结果写不进 标准输出：磁盘满了，请清出空间再试。"),
        (">&-", "标准输出是关着的，结果没有打印；请打开，或写到文件里再试。"),
    ],
)
def test_output_that_cannot_be_taken_is_told_in_one_sentence(home: Path, command: str, where: str, why: str) -> None:
    line = f"{shlex.join(PROGRAM)} {command} {where}"
    done = subprocess.run(
        ["sh", "-c", line],
        check=False,
        stderr=subprocess.PIPE,
        env=environment(home, LIUWEN_UNIT="fgw", LIUWEN_QUARTER="2020Q4"),
        cwd=home.parent,
    )
    assert (done.returncode, done.stderr.decode()) == (3, f"{why}\n")


def test_output_is_utf_8_whatever_the_locale_says(home: Path) -> None:
    assert "区发改委" in run("units", home=home, PYTHONIOENCODING="gbk", LC_ALL="C").out


def test_a_damaged_store_and_damaged_settings_are_named_with_the_reason(home: Path) -> None:
    run("record", "1", "--status", "2", *FGW, home=home)
    store = home / "notices" / "qsh-2020-25" / "units" / "fgw" / "2020Q4.json"
    store.write_bytes(b"")
    for command in (("status",), ("record", "1", "--percent", "3"), ("submit", "--reviewed-by", "李某"), ("export",)):
        result = run(*command, *FGW, home=home)
        assert (result.code, result.out, store.read_bytes()) == (3, "", b"")
        assert str(store) in result.err and result.err.count("\n") == 1
    settings = home / "liuwen.toml"
    settings.write_text("due_days = '十天'\n")
    result = run("units", home=home)
    assert (result.code, result.out, result.err.count("\n")) == (3, "", 1)
    assert str(settings) in result.err and "due_days" in result.err


@pytest.mark.parametrize("command", ["merge", "status", "show 1", "check", "history", "measures", "units", "chase", "record 1 --status 2"])
def test_a_home_that_is_a_file_is_named_and_never_read_as_an_empty_one(home: Path, command: str) -> None:
    home.write_text("一份别的文件", encoding="utf-8")
    result = run(*command.split(), *FGW, home=home)
    assert (result.code, result.out) == (3, "")
    assert result.err == f"{home} 不是文件夹，不能放数据；请核对数据文件夹写的是哪里。\n"
    below = run(*command.split(), *FGW, "--home", str(home / "below"), home=home)
    assert (below.code, below.out) == (3, "")
    assert below.err == f"打不开 {home / 'below'}：路径中有一段不是文件夹，请核对名字。\n"


HEADLESS = """
import contextlib, io, json, os, sys
from liuwen_tui.cli.app import app, run
import typer
commands, codes, loaded = json.loads(sys.argv[1]), {}, []
for command in commands:
    sys.argv = ["liuwen", *command]
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.redirect_stderr(io.TextIOWrapper(io.BytesIO())):
        codes[command[0]] = run()
    loaded += [f"{command[0]} {name}" for name in ("textual", "docx", "lxml", "xlsxwriter") if name in sys.modules]
print(json.dumps({"codes": codes, "loaded": loaded, "all": list(typer.main.get_command(app).commands)}))
"""


def test_no_command_but_the_boards_loads_the_screens_and_none_what_writes_word_and_excel_unasked(home: Path) -> None:
    exported = home.parent / "sfj.toml"
    desk = fill(open_desk(home.parent / "other" / "home", "sfj"))
    elsewhere, rival = filing.submit(desk, Signatories(reviewed_by="王某")), desk.version(9)
    entry = {"status": "in_progress", "progress": "办理12件。", "next_steps": "继续办理。"}
    (home.parent / "entry.json").write_text(json.dumps(entry))
    steps = [
        ["units"],
        ["measures", "--json"],
        ["show", "9"],
        ["record", "9", "--from", "entry.json"],
        ["claim", "15"],
        ["claim", "15", "--undo"],
        ["status"],
        ["check"],
        ["fill"],
        ["submit", "--reviewed-by", "李某"],
        ["export", "-o", str(exported)],
        ["import", str(exported)],
        ["decide", "sfj", "9", rival.id, str(exported), str(elsewhere), "--reason", "以书面更正为准"],
        ["merge"],
        ["compare", "9"],
        ["withdraw", "--reason", "补充"],
        ["submit", "--reviewed-by", "李某"],
        ["accept", "sfj"],
        ["send-back", "sfj", "--reason", "补充"],
        ["submit", "--reviewed-by", "李某"],
        ["changes", "sfj"],
        ["send-back", "sfj", "--reason", "补充"],
        ["history", "9"],
        ["assign", "15", "sfj"],
        ["contacts", "sfj", "--name", "张某"],
        ["chase"],
        ["rules", "--note", "写明数字。"],
        ["extend", "sfj", "--until", "2021-01-20", "--reason", "补充"],
        ["notice", "check", str(CODE / "data" / "qsh-2020-25")],
        ["server", "init"],
        ["demo"],
        ["doctor", "--json"],
        ["completion", "bash"],
        ["restore", "9", version_id(Subject("qsh-2020-25", "sfj", "2020Q4", 9), read_entry(entry), ())],
        ["compose"],
        ["finalize", "--anyway"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", HEADLESS, json.dumps(steps)],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(home, LIUWEN_UNIT="sfj", LIUWEN_QUARTER="2020Q4"),
        cwd=home.parent,
    )
    seen = json.loads(done.stdout)
    assert seen["loaded"] == ["finalize docx", "finalize lxml", "finalize xlsxwriter"]  # the last of them, which writes both
    assert set(seen["codes"].values()) == {0}, seen["codes"]
    assert set(seen["all"]) - set(seen["codes"]) == {"lead"}
