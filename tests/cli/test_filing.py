"""``submit``, ``withdraw``, ``export`` and ``import``: a report leaves the desk, comes back, and stands frozen in between."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

from liuwen_tui.store.personal import config_file, recall, remember
from tests.cli.running import PROGRAM, Result, environment, run, unit_content
from tests.conftest import fill, open_desk

ENTRY = '{"status": "in_progress", "percent": 60, "progress": "办理法律援助%s件。", "next_steps": "继续办理。"}'
NAMES = ("--prepared-by", "张某", "--reviewed-by", "李某", "--phone", "0791-0000000")


def sfj(*arguments: str, home: Path, stdin: str | bytes = "") -> Result:
    """司法局 has one measure alone, the ninth."""
    return run(*arguments, "--unit", "sfj", "--quarter", "2020Q4", home=home, stdin=stdin)


def record(home: Path, count: int) -> Result:
    return sfj("record", "9", "--from", "-", home=home, stdin=ENTRY % count)


def out(home: Path, name: str) -> Path:
    return home / "notices" / "qsh-2020-25" / "units" / "sfj" / "out" / name


def test_submit_wants_a_reviewer_and_every_measure_filled(home: Path) -> None:
    unfilled = sfj("submit", *NAMES, home=home)
    assert (unfilled.code, unfilled.out) == (1, "")
    assert "第 9 项" in unfilled.err
    record(home, 12)
    nobody = sfj("submit", home=home)
    assert (nobody.code, nobody.out) == (2, "")
    assert "审核人" in nobody.err
    assert not out(home, "qsh-2020-25_2020Q4_sfj.toml").exists()


def test_check_says_what_comes_next_wherever_the_report_stands(home: Path) -> None:
    record(home, 12)
    assert sfj("check", home=home).out == "都填好了，可以报送：liuwen submit --reviewed-by 审核人\n"
    sfj("submit", *NAMES, home=home)
    submitted = sfj("check", home=home)
    assert (submitted.code, submitted.out) == (0, "已报送，不用再报；要改先撤回：liuwen withdraw --reason 原因\n")
    assert run("accept", "sfj", "--quarter", "2020Q4", home=home).code == 0
    assert sfj("check", home=home).out == "已接收，不用再报；要改请联系区发改委退回。\n"


def test_submit_writes_the_export_prints_its_path_and_remembers_the_names(home: Path) -> None:
    record(home, 12)
    done = sfj("submit", *NAMES, home=home)
    path = out(home, "qsh-2020-25_2020Q4_sfj.toml")
    assert (done.code, done.out) == (0, f"{path}\n")
    head = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (head["state"], head["revision"], head["entry_count"]) == ("submitted", 1, 1)
    assert (head["prepared_by"], head["reviewed_by"], head["phone"]) == ("张某", "李某", "0791-0000000")
    assert head["first_submitted_at"] == head["submitted_at"] != ""
    assert run("status", "--json", "--unit", "sfj", "--quarter", "2020Q4", home=home).json()["state"] == "submitted"
    assert sfj("withdraw", "--reason", "数字有误", home=home).code == 0
    assert record(home, 13).code == 0
    assert sfj("submit", home=home).code == 0
    again = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (again["state"], again["revision"], again["prepared_by"], again["reviewed_by"]) == ("submitted", 3, "张某", "李某")
    assert again["first_submitted_at"] == head["first_submitted_at"]
    assert again["entry"][0]["parents"] == [head["entry"][0]["version"]]


def test_the_names_of_one_unit_stand_on_no_other_units_report(home: Path) -> None:
    record(home, 12)
    assert sfj("submit", *NAMES, home=home).code == 0
    open_desk(home, "kgj").claim(15)
    fill(open_desk(home, "kgj"))
    nobody = run("submit", "--unit", "kgj", "--quarter", "2020Q4", home=home)
    assert (nobody.code, "还没有写审核人" in nobody.err) == (2, True)


def test_names_remembered_before_it_was_known_for_which_unit_are_asked_again_and_the_rest_is_still_known(home: Path) -> None:
    record(home, 12)
    remember(config_file(), home, {"unit": "sfj", "theme": "liuwen-light", "prepared_by": "张某", "reviewed_by": "李某", "phone": "1"})
    assert (sfj("submit", home=home).code, sfj("submit", "--reviewed-by", "王某", home=home).code) == (2, 0)
    head = tomllib.loads(out(home, "qsh-2020-25_2020Q4_sfj.toml").read_text(encoding="utf-8"))
    assert (head["prepared_by"], head["reviewed_by"], head["phone"]) == ("", "王某", "")
    known = recall(config_file(), home)
    assert (known["unit"], known["theme"]) == ("sfj", "liuwen-light")


def test_where_a_file_is_fetched_from_is_said_once_on_stderr_in_the_keepers_words_where_there_are_any(home: Path) -> None:
    record(home, 12)
    for asked in (("export",), ("export", "--json"), ("submit", *NAMES)):
        done = sfj(*asked, home=home)
        assert (done.code, done.err.count("sftp"), "sftp" in done.out) == (0, 1, False)
    assert "sftp" not in sfj("export", "-o", "-", home=home).err
    (home / "liuwen.toml").write_text('download_hint = "到资料室的电脑上取。"\n', encoding="utf-8")
    done = sfj("export", home=home)
    assert "到资料室的电脑上取。" in done.err and "sftp" not in done.err


def test_a_submitted_report_is_frozen_byte_for_byte(home: Path) -> None:
    other = home.with_name("other")
    record(other, 99)
    stranger = sfj("export", "-o", "-", home=other).out
    record(home, 12)
    sfj("submit", *NAMES, home=home)
    before = unit_content(home, "sfj")
    refusals = [
        record(home, 13),
        sfj("record", "9", "--clear", "progress", home=home),
        sfj("claim", "15", home=home),
        sfj("import", "-", home=home, stdin=stranger),
        sfj("submit", *NAMES, home=home),
    ]
    assert [(refused.code, refused.out, refused.err.count("\n")) for refused in refusals] == [(5, "", 1)] * 5
    assert all("撤回" in refused.err for refused in refusals)
    assert unit_content(home, "sfj") == before


def test_withdraw_opens_the_report_again_and_its_export_has_no_entries(home: Path) -> None:
    record(home, 12)
    sfj("submit", *NAMES, home=home)
    assert sfj("withdraw", home=home).code == 2
    done = sfj("withdraw", "--reason", "数字有误", home=home)
    path = out(home, "qsh-2020-25_2020Q4_sfj.toml")
    assert (done.code, done.out) == (0, f"{path}\n")
    head = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (head["state"], head["revision"], head["entry_count"], "entry" in head) == ("withdrawn", 2, 0, False)
    history = unit_content(home, "sfj")["2020Q4.history.jsonl"].decode()
    assert "数字有误" in history
    assert record(home, 13).code == 0


def test_export_goes_to_out_to_a_file_to_a_folder_and_to_stdout_with_the_same_bytes(home: Path) -> None:
    record(home, 12)
    draft = "qsh-2020-25_2020Q4_sfj.draft.toml"
    folder, file = home.parent / "folder", home.parent / "report.toml"
    folder.mkdir()
    assert sfj("export", home=home).out == f"{out(home, draft)}\n"
    assert sfj("export", "-o", str(folder), "--json", home=home).json() == {"path": str(folder / draft)}
    assert sfj("export", "--format", "toml", "--output", str(file), home=home).out == f"{file}\n"
    printed = sfj("export", "-o", "-", home=home).out.encode()
    assert out(home, draft).read_bytes() == (folder / draft).read_bytes() == file.read_bytes() == printed
    report = tomllib.loads(printed.decode())
    assert (report["format"], report["unit"], report["state"], report["entry"][0]["progress"]) == (
        "liuwen.report/1",
        "sfj",
        "draft",
        "办理法律援助12件。",
    )
    nowhere = sfj("export", "-o", str(home.parent / "no" / "such" / "folder.toml"), home=home)
    assert (nowhere.code, nowhere.out) == (3, "")
    assert "folder.toml" in nowhere.err


def test_a_markdown_export_of_an_unsubmitted_report_is_a_draft_to_be_signed(home: Path) -> None:
    record(home, 12)
    path = Path(sfj("export", "--format", "md", home=home).out.strip())
    assert path == out(home, "qsh-2020-25_2020Q4_sfj.draft.md")
    text = path.read_text(encoding="utf-8")
    assert all(word in text for word in ("送审稿", "审核人", "盖章", "办理法律援助12件。"))
    sfj("submit", *NAMES, home=home)
    final = sfj("export", "--format", "md", "-o", "-", home=home).out
    assert "送审稿" not in final and "李某" in final


def test_word_and_excel_go_to_a_file_or_a_pipe_but_never_to_a_terminal(home: Path) -> None:
    record(home, 12)
    word = sfj("export", "--format", "docx", home=home)
    assert (word.code, word.out) == (0, f"{out(home, 'qsh-2020-25_2020Q4_sfj.draft.docx')}\n")
    assert "仿宋_GB2312" in word.err
    command = [*PROGRAM, "export", "--format", "docx", "-o", "-", "--unit", "sfj", "--quarter", "2020Q4"]
    piped = subprocess.run(command, check=True, capture_output=True, env=environment(home), cwd=home.parent)
    assert piped.stdout == Path(word.out.strip()).read_bytes()
    screen, terminal = os.openpty()
    shown = subprocess.run(command, check=False, stdout=terminal, stderr=subprocess.PIPE, env=environment(home), cwd=home.parent)
    os.close(terminal)
    os.close(screen)
    assert (shown.returncode, shown.stderr.decode().count("\n")) == (2, 1)
    assert "终端" in shown.stderr.decode()
    excel = sfj("export", "--format", "xlsx", "-o", str(home.parent / "台账.xlsx"), home=home)
    assert (home.parent / "台账.xlsx").read_bytes().startswith(b"PK") and "仿宋" not in excel.err


def test_an_exported_report_imported_elsewhere_exports_the_same_bytes(home: Path) -> None:
    record(home, 12)
    for step, name in enumerate(("export", "submit")):
        done = sfj(name, *(NAMES if name == "submit" else ()), home=home)
        first = Path(done.out.strip())
        by_file, by_stdin = home.with_name(f"file{step}"), home.with_name(f"stdin{step}")
        taken = run("import", str(first), "--json", home=by_file)
        assert (taken.code, taken.json()) == (0, [{"unit": "sfj", "quarter": "2020Q4", "taken": [9], "conflicts": []}])
        said = run("import", "-", home=by_stdin, stdin=first.read_bytes())
        assert (said.code, said.out) == (0, "司法局2020年第四季度：收进第 9 项\n")
        for elsewhere in (by_file, by_stdin):
            assert sfj("export", "-o", "-", home=elsewhere).out.encode() == first.read_bytes()
        again = run("import", str(first), "--json", home=by_file)
        assert (again.code, again.json()[0]["taken"]) == (0, [])


def test_an_import_that_knows_nothing_of_what_stands_here_is_a_conflict_until_it_is_saved_again(home: Path) -> None:
    other = home.with_name("other")
    record(other, 99)
    record(home, 12)
    exported = sfj("export", "-o", "-", home=other).out
    taken = sfj("import", "-", "--json", home=home, stdin=exported)
    assert (taken.code, taken.json()[0]["conflicts"]) == (1, [9])
    assert [finding["code"] for finding in sfj("check", "--json", home=home).json()] == ["conflict"]
    settled = sfj("record", "9", "--percent", "61", "--json", home=home).json()["entry"]
    assert len(settled["parents"]) == 2
    assert sfj("check", home=home).code == 0


def test_what_is_no_report_of_this_unit_is_refused_by_name_and_changes_nothing(home: Path) -> None:
    record(home, 12)
    path = Path(sfj("export", home=home).out.strip())
    good = path.read_bytes()
    files = {
        "text.toml": b"hello",
        "cut.toml": good[: len(good) // 2],
        "edited.toml": good.replace("12件".encode(), "92件".encode()),
    }
    before = unit_content(home, "sfj")
    for name, content in files.items():
        file = home.parent / name
        file.write_bytes(content)
        refused = sfj("import", str(file), home=home)
        assert (refused.code, refused.out, refused.err.count("\n")) == (3, "", 1)
        assert name in refused.err
    foreign = run("import", str(path), "--unit", "fgw", home=home)
    assert foreign.code == 3 and "司法局" in foreign.err
    assert unit_content(home, "sfj") == before
