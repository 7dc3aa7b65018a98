"""``history`` and ``restore``: who did what, any version back, a damaged store made whole, and nothing of it while frozen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.versions import Subject, descend
from liuwen_tui.store.history import Act, Event
from tests.cli.running import Result, run, unit_content
from tests.conftest import AT, open_desk

ENTRY = '{"status": "in_progress", "percent": 60, "progress": "办理法律援助%s件。", "next_steps": "继续办理。"}'


def sfj(*arguments: str, home: Path, stdin: str = "") -> Result:
    """司法局 has one measure alone, the ninth."""
    return run(*arguments, "--unit", "sfj", "--quarter", "2020Q4", home=home, stdin=stdin)


def record(home: Path, count: int) -> str:
    """Records and returns the version."""
    saved = sfj("record", "9", "--from", "-", "--json", home=home, stdin=ENTRY % count)
    assert saved.code == 0
    version: str = saved.json()["entry"]["version"]
    return version


def submit(home: Path) -> Path:
    return Path(sfj("submit", "--reviewed-by", "李某", home=home).out.strip())


def store_file(home: Path) -> Path:
    return home / "notices" / "qsh-2020-25" / "units" / "sfj" / "2020Q4.json"


def test_history_tells_who_did_what_when_from_which_version_and_why(home: Path) -> None:
    first, second = record(home, 12), record(home, 13)
    submit(home)
    sfj("withdraw", "--reason", "数字有误", home=home)
    sfj("claim", "15", home=home)
    past = sfj("history", "--json", home=home)
    assert (past.code, past.err) == (0, "")
    told = past.json()
    assert [(line["act"], line.get("measure"), line.get("from")) for line in told] == [
        ("save", 9, None),
        ("save", 9, first),
        ("submit", None, None),
        ("withdraw", None, None),
        ("claim", 15, None),
    ]
    assert [set(line) for line in told[1:4]] == [
        {"at", "by", "act", "measure", "from", "version", "entry"},
        {"at", "by", "act", "head"},
        {"at", "by", "act", "reason", "head"},
    ]
    assert (told[1]["version"], told[1]["entry"]["version"], told[1]["entry"]["progress"]) == (second, second, "办理法律援助13件。")
    assert (told[3]["reason"], told[3]["head"]["state"]) == ("数字有误", "withdrawn")
    assert sfj("history", "9", "--json", home=home).json() == told[:2]


def test_history_reads_as_words_newest_last(home: Path) -> None:
    first, second = record(home, 12), record(home, 13)
    sfj("record", "9", "--status", "3", "--clear", "next-steps", home=home)
    submit(home)
    words = sfj("history", home=home).out
    said = [
        ". 未填 → ~ 推进中 60%",
        first,
        "工作进展改为：办理法律援助【删 12】【增 13】件。",
        second,
        "~ 推进中 60% → ! 滞后 60%",
        "下一步打算清空了",
    ]
    places = [words.index(text) for text in said if text not in (first, second)]
    assert places == sorted(places)
    assert f"版本 {second}　从 {first} 改来" in words
    assert all(len(line) <= 78 for line in words.splitlines())


def test_a_line_of_a_measure_that_the_notice_does_not_have_is_told_and_keeps_no_report_from_leaving(home: Path) -> None:
    record(home, 12)
    foreign = descend(Subject("qsh-2020-25", "sfj", "2020Q4", 99), Entry(progress="别的目录里的"), (), AT, "张三")
    open_desk(home, "sfj").store.history.append([Event(Act("save", AT, "张三"), foreign)])
    past = sfj("history", home=home)
    assert (past.code, past.err) == (0, "")
    assert "保存 第99项（通知里没有这一项）" in past.out and "工作进展：别的目录里的" in past.out
    store_file(home).write_bytes(b"")
    assert sfj("restore", home=home).code == 0
    for command in (
        ("status",),
        ("export", "-o", "-"),
        ("export", "--format", "md", "--changes", "-o", "-"),
        ("submit", "--reviewed-by", "李某"),
    ):
        done = sfj(*command, home=home)
        assert done.code == 0, done.err
        assert "别的目录里的" not in done.out


def test_where_nothing_happened_history_says_so(home: Path) -> None:
    assert sfj("history", home=home).out == "还没有历史。\n"
    assert sfj("history", "--json", home=home).json() == []
    assert sfj("history", "19", home=home).code == 2
    assert not home.exists()


def test_any_version_comes_back_as_it_was_and_the_history_says_so(home: Path) -> None:
    first, second = record(home, 12), record(home, 13)
    restored = sfj("restore", "9", first[:4], "--json", home=home)
    assert (restored.code, restored.json()["entry"]["progress"]) == (0, "办理法律援助12件。")
    last = sfj("history", "9", "--json", home=home).json()[-1]
    assert (last["act"], last["from"], last["version"]) == ("restore", second, restored.json()["entry"]["version"])


def test_a_version_that_was_sent_comes_back_as_a_new_version(home: Path) -> None:
    sent = record(home, 12)
    sfj("export", home=home)
    changed = record(home, 13)
    sfj("export", home=home)
    back = sfj("restore", "9", sent, "--json", home=home).json()["entry"]
    assert back["version"] not in (sent, changed)
    assert (back["parents"], back["progress"]) == ([changed], "办理法律援助12件。")


@pytest.mark.parametrize("version", ["", "0000000000000000", "zzzz", "12", "*"])
def test_a_version_that_is_not_in_the_history_is_wrong_use_and_says_where_to_look(home: Path, version: str) -> None:
    record(home, 12)
    before = unit_content(home, "sfj")
    refused = sfj("restore", "9", *([version] if version else []), home=home)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "liuwen history 9" in refused.err
    assert unit_content(home, "sfj") == before


def test_a_damaged_store_names_restore_keeps_its_history_and_comes_back(home: Path) -> None:
    record(home, 12)
    version = record(home, 13)
    store_file(home).write_bytes(b"null")
    for command in (("show", "9"), ("record", "9", "--percent", "50")):
        refused = sfj(*command, home=home)
        assert (refused.code, refused.out) == (3, "")
        assert str(store_file(home)) in refused.err and "liuwen restore" in refused.err
    assert len(sfj("history", "9", "--json", home=home).json()) == 2
    mended = sfj("restore", home=home)
    assert mended.code == 0
    assert "history.jsonl 重建，共 1 项" in mended.out and ".damaged-" in mended.out
    (aside,) = store_file(home).parent.glob("*.damaged-*")
    assert aside.read_bytes() == b"null"
    assert sfj("show", "9", "--json", home=home).json()["entry"]["version"] == version
    again = sfj("restore", home=home)
    assert (again.code, again.out) == (2, "")
    assert "没有损坏" in again.err


def test_an_earlier_quarter_that_is_gone_is_named_with_its_way_back_and_its_claims_return(home: Path) -> None:
    sfj("claim", "15", home=home)
    store_file(home).unlink()
    status = run("status", "--unit", "sfj", "--quarter", "2021Q1", home=home)
    assert status.code == 3 and "liuwen restore --quarter 2020Q4" in status.err
    assert sfj("restore", "--json", home=home).json()["entries"] == 1
    later = run("measures", "--unit", "sfj", "--quarter", "2021Q1", "--json", home=home).json()
    assert 15 in [measure["number"] for measure in later]


def test_bad_lines_of_a_history_are_counted_on_stderr_and_the_rest_is_shown(home: Path) -> None:
    record(home, 12)
    with store_file(home).with_name("2020Q4.history.jsonl").open("ab") as lines:
        lines.write(b'{"at": "\n')
    past = sfj("history", "--json", home=home)
    assert (past.code, len(past.json())) == (0, 1)
    assert "有 1 行读不出" in past.err


def test_a_submitted_report_is_frozen_to_the_byte_for_record_claim_restore_and_import(home: Path) -> None:
    other = home.with_name("other")
    record(other, 99)
    (home.parent / "other.toml").write_text(sfj("export", "-o", "-", home=other).out, encoding="utf-8")
    first = record(home, 12)
    record(home, 13)
    submit(home)
    before = unit_content(home, "sfj")
    for command in (
        ("record", "9", "--percent", "61"),
        ("claim", "15"),
        ("restore", "9", first),
        ("import", str(home.parent / "other.toml")),
    ):
        refused = sfj(*command, home=home)
        assert (refused.code, refused.out) == (5, ""), command
        assert "已报送，不能修改" in refused.err and "liuwen withdraw" in refused.err
        assert unit_content(home, "sfj") == before, command


def test_json_of_a_mended_store_says_from_what_and_where_the_damaged_file_lies(home: Path) -> None:
    record(home, 12)
    store_file(home).write_bytes(b"")
    shape = json.loads(sfj("restore", "--json", home=home).out)
    assert shape.keys() == {"source", "entries", "aside"}
    assert (Path(shape["source"]).name, shape["entries"]) == ("2020Q4.history.jsonl", 1)
    assert [Path(path).read_bytes() for path in shape["aside"]] == [b""]
