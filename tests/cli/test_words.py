"""No English word in any help, in any complaint about usage, or in what is said of a file that cannot be read."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import typer

from liuwen_tui.cli.app import app
from liuwen_tui.domain.text import width
from tests.cli.running import PROGRAM, environment, run

PROGRAMS: dict[str, typer.core.TyperCommand] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
COMMANDS = PROGRAMS | {
    f"{group} {name}": command for group, found in PROGRAMS.items() for name, command in getattr(found, "commands", {}).items()
}
"""Those of a group behind its name, too."""
LATIN = re.compile("[A-Za-z]{2,}")
ALLOWED = {"liuwen", "Tab", "SSH", "JSON", "CSV", "TOML", "UTF", "GB", "null", "toml", "md", "docx", "xlsx"}
CHOICES = {"bash", "zsh", "fish"}
OPTION = re.compile(r"(?<!\w)--?[a-z-]+")


def english(text: str, *names: str) -> set[str]:
    """Returns the Latin words of a text but options, the commands' names and a short list."""
    return (
        set(LATIN.findall(OPTION.sub("", text)))
        - ALLOWED
        - CHOICES
        - {part for name in COMMANDS for part in re.split("[ -]", name)}
        - {*names}
    )


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_is_chinese_and_fits_80_cells(home: Path, command: str) -> None:
    result = run(*command.split(), "--help", home=home)
    assert (result.code, result.err) == (0, "")
    assert english(result.out) == set()
    assert result.out.startswith(f"用法：liuwen {command}".rstrip())
    assert max(map(width, result.out.splitlines())) < 80


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_names_every_argument_and_option_and_says_what_it_is(home: Path, command: str) -> None:
    said = run(*command.split(), "--help", home=home).out.splitlines()
    for parameter in COMMANDS[command].params:
        name = max(parameter.opts, key=len) if parameter.param_type_name == "option" else str(parameter.metavar)  # type: ignore[attr-defined]
        explained = str(parameter.help)[:8]  # type: ignore[attr-defined]
        assert any(re.search(rf"(^| ){re.escape(name)} ", line) and explained in line for line in said), name


WRONG = {
    ("huibao",): "没有 huibao 这个命令；用 liuwen --help 看用法。",
    ("unitz",): "没有 unitz 这个命令，是不是 units；用 liuwen --help 看用法。",
    ("units", "甲", "乙"): "多写了 甲 乙；用 liuwen units --help 看用法。",
    ("units", "--jso"): "没有 --jso 这个选项，是不是 --json；用 liuwen units --help 看用法。",
    ("-x",): "没有 -x 这个选项；用 liuwen --help 看用法。",
    ("units", "--json=3"): "--json 后面不带值；用 liuwen --help 看用法。",
    ("units", "--unit"): "--unit 后面缺少值；用 liuwen --help 看用法。",
    ("record",): "缺少 编号；用 liuwen record --help 看用法。",
    ("import",): "缺少 文件…；用 liuwen import --help 看用法。",
    ("record", "一"): "编号 的值“一”不对，应为整数；用 liuwen record --help 看用法。",
    ("record", "1", "--percent", "a'b"): "--percent 的值“a'b”不对，应为整数；用 liuwen record --help 看用法。",
    ("record", "1", "--percent", ""): "--percent 的值“”不对，应为整数；用 liuwen record --help 看用法。",
    ("export", "--format", "pdf"): "--format 的值“pdf”不对，应为 toml、md、docx 或 xlsx；用 liuwen export --help 看用法。",
    ("",): "没有  这个命令；用 liuwen --help 看用法。",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_told_in_one_sentence_that_says_what_is_right(home: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, home=home)
    assert (result.code, result.out, result.err) == (2, "", f"{WRONG[arguments]}\n")


GIVEN = {
    '{"status": "in_progress",\n "percent": 六十}': "第2行第13个字起看不懂",
    "[1": "第1行第3个字起看不懂",
    "[" * 100_000: "括号套得太深",
    "1" * 5_000: "有读不出的数",
}


@pytest.mark.parametrize("given", GIVEN, ids=GIVEN.get)
def test_json_that_cannot_be_read_is_told_by_line_and_column(home: Path, given: str) -> None:
    result = run("record", "1", "--unit", "fgw", "--quarter", "2020Q4", "--from", "-", home=home, stdin=given)
    assert (result.code, result.err) == (2, f"--from 应为 UTF-8 的 JSON，{GIVEN[given]}，没有保存；请改好再试。\n")


def test_json_in_another_encoding_is_told_by_its_line(home: Path) -> None:
    typed = '{"progress":\n"已兑现"}'.encode("gb18030")
    result = run("record", "1", "--unit", "fgw", "--quarter", "2020Q4", "--from", "-", home=home, stdin=typed)
    assert (result.code, result.err) == (2, "--from 应为 UTF-8 的 JSON，第2行不是 UTF-8 编码，没有保存；请改好再试。\n")


SETTINGS = {
    "due_days = 10\ndue_days = = 3\n": "第2行第12个字起看不懂",
    "due_days = 10\ndue_days = 11": "末尾看不懂，没有写完或写了两遍",
    'notice = "qsh': "末尾看不懂，没有写完或写了两遍",
}


@pytest.mark.parametrize("content", SETTINGS, ids=SETTINGS.get)
def test_settings_that_cannot_be_read_are_told_by_line_and_column(home: Path, content: str) -> None:
    home.mkdir()
    path = home / "liuwen.toml"
    path.write_text(content, encoding="utf-8")
    result = run("units", home=home)
    assert (result.code, result.err) == (3, f"{path} 不是 UTF-8 的 TOML：{SETTINGS[content]}，请改好再试。\n")


def run_bytes(home: Path, *arguments: bytes) -> tuple[int, str, str]:
    """Runs the program with arguments as a terminal of another encoding gives them."""
    done = subprocess.run(
        [*(part.encode() for part in PROGRAM), *arguments], check=False, capture_output=True, env=environment(home), cwd=home.parent
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_what_a_terminal_types_is_kept_whichever_its_encoding(home: Path, encoding: str) -> None:
    words = ("record", "1", "--unit", "发改委", "--quarter", "2020Q4", "--progress=已兑现326户。")
    code, _, said = run_bytes(home, *(word.encode(encoding) for word in words))
    assert (code, said) == (0, "")
    assert run("show", "1", "--unit", "fgw", "--quarter", "2020Q4", "--json", home=home).json()["entry"]["progress"] == "已兑现326户。"


def test_units_typed_one_behind_another_are_read_in_the_terminals_encoding(home: Path) -> None:
    words = ("assign", "15", "发改委", "财政局", "--quarter", "2020Q4", "--json")
    code, out, said = run_bytes(home, *(word.encode("gb18030") for word in words))
    assert (code, said, json.loads(out)["units"]) == (0, "", ["czj", "fgw"])


def test_bytes_of_no_encoding_are_refused_and_nothing_is_saved(home: Path) -> None:
    code, out, said = run_bytes(home, b"record", b"1", b"--unit", b"fgw", b"--progress", b"\xff\xff")
    assert (code, out) == (2, "")
    assert said == "--progress 的值不是 UTF-8 或 GB18030 的文字，什么也没有做；请查看终端的编码，再打一遍。\n"
    assert not home.exists()


def test_a_file_whose_name_is_in_another_encoding_is_found(home: Path) -> None:
    name = "报告.toml".encode("gb18030")
    Path(home.parent, name.decode(errors="surrogateescape")).write_bytes(b"")
    code, _, said = run_bytes(home, b"import", name)
    assert code == 3 and "文件是空的" in said
