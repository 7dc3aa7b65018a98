"""接收 and 退回 by commands: a unit's report goes to the lead and back until it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Result, run, unit_content

NUMBERS = (3, 5)


def wjw(*arguments: str, home: Path, quarter: str = "2020Q4") -> Result:
    return run(*arguments, "--unit", "wjw", "--quarter", quarter, home=home)


def lead(*arguments: str, home: Path, quarter: str = "2020Q4") -> Result:
    return run(*arguments, "--quarter", quarter, home=home)


def submit(home: Path, quarter: str = "2020Q4") -> Path:
    """区卫健委 completes both of its measures and submits."""
    for number in NUMBERS:
        assert wjw("record", str(number), "--status", "4", "--progress", f"第{number}项办结。", home=home, quarter=quarter).code == 0
    return sent(home, quarter)


def sent(home: Path, quarter: str = "2020Q4") -> Path:
    done = wjw("submit", "--reviewed-by", "李某", home=home, quarter=quarter)
    assert done.code == 0, done.err
    return Path(done.out.strip())


def state(home: Path, quarter: str = "2020Q4") -> str:
    return str(wjw("status", "--json", home=home, quarter=quarter).json()["state"])


def reported(home: Path) -> dict[str, object]:
    [row] = lead("merge", "--json", home=home).json()["reports"]
    return dict(row)


def test_an_accepted_report_is_frozen_for_good_and_settles_what_is_completed(home: Path) -> None:
    submit(home)
    accepted = lead("accept", "卫健委", "--json", home=home)
    assert (accepted.code, "已接收" in accepted.err) == (0, True)
    assert reported(home)["state"] == "accepted"
    assert state(home) == "accepted"
    before = unit_content(home, "wjw")
    for refused in (("record", "3", "--percent", "90"), ("withdraw", "--reason", "改")):
        assert wjw(*refused, home=home).code == 5
    assert unit_content(home, "wjw") == before
    later = wjw("status", "--json", home=home, quarter="2021Q1").json()
    assert (later["filled"], later["missing"], later["findings"]) == ([3, 5], [], [])


def test_what_is_sent_back_is_corrected_and_merged_as_newer_and_keeps_its_punctuality(home: Path) -> None:
    first = submit(home).read_text()
    back = lead("send-back", "wjw", "5", "--reason", "请补充床位数。", home=home)
    assert (back.code, "第 5 项" in back.err) == (0, True)
    assert (reported(home)["state"], lead("merge", "--json", home=home).json()["counts"]["returned"]) == ("returned", 1)
    shown = wjw("status", home=home)
    assert "已退回" in shown.out and "区发改委退回：请补充床位数。" in wjw("check", home=home).out
    closed = wjw("record", "3", "--progress", "改第三项。", home=home)
    assert (closed.code, "第3项没有退回" in closed.err) == (5, True)
    assert wjw("record", "5", "--progress", "第5项办结，新增床位80张。", home=home).code == 0
    assert "请补充床位数" not in wjw("check", home=home).out
    again = sent(home).read_text()
    receipt = Path(back.out.strip()).read_text()
    assert f'answers = "{seal(receipt)}"' in again
    assert 'answers = ""' in first
    row = reported(home)
    assert (row["state"], row["entries"]) == ("submitted", 2)
    merged = lead("merge", "--json", home=home).json()
    assert (merged["conflicts"], merged["counts"]["returned"]) == ([], 0)
    assert head(first)["first_submitted_at"] == head(again)["first_submitted_at"]
    assert lead("accept", "wjw", home=home).code == 0
    assert state(home) == "accepted"


def test_a_report_sent_back_as_a_whole_is_open_as_a_whole(home: Path) -> None:
    submit(home)
    assert lead("send-back", "wjw", "--reason", "口径不对。", home=home).code == 0
    assert state(home) == "returned"
    for number in NUMBERS:
        assert wjw("record", str(number), "--progress", "重写。", home=home).code == 0
    sent(home)
    assert reported(home)["state"] == "submitted"


def test_an_accepted_report_can_still_be_sent_back(home: Path) -> None:
    submit(home)
    assert lead("accept", "wjw", home=home).code == 0
    assert state(home) == "accepted"
    assert lead("send-back", "wjw", "--reason", "审计要求更正。", home=home).code == 0
    assert state(home) == "returned"
    assert wjw("status", "--json", home=home, quarter="2021Q1").json()["filled"] == []


def test_a_receipt_that_came_as_a_file_is_imported(home: Path, tmp_path: Path) -> None:
    report, elsewhere = submit(home), tmp_path / "lead" / "home"
    out = elsewhere / "notices/qsh-2020-25/units/wjw/out"
    out.mkdir(parents=True)
    (out / report.name).write_bytes(report.read_bytes())
    receipt = Path(lead("send-back", "wjw", "--reason", "口径不对。", home=elsewhere).out.strip())
    assert state(home) == "submitted"
    taken = run("import", str(receipt), "--json", home=home)
    assert (taken.code, json.loads(taken.out)[0]["verdict"]) == (0, "returned")
    assert state(home) == "returned"
    sent(home)
    again = run("import", str(receipt), home=home)
    assert (again.code, "收过了" in again.out, state(home)) == (0, True, "submitted")
    other = tmp_path / "third" / "home"
    submit(other)
    assert run("import", str(receipt), home=other).code == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("accept", "wjw"), 2, "没有报送"),
        (("send-back", "wjw", "--reason", "改"), 2, "没有报送"),
        (("accept", "没有的单位"), 2, "没有“没有的单位”"),
    ],
)
def test_only_what_was_submitted_is_answered(home: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    assert wjw("record", "3", "--status", "2", home=home).code == 0
    done = lead(*arguments, home=home)
    assert (done.code, words in done.err) == (code, True)


def test_sending_back_needs_a_reason_and_measures_of_the_report(home: Path) -> None:
    submit(home)
    for arguments, words in (((), "还没有写原因"), (("--reason", " "), "还没有写原因"), (("4", "--reason", "改"), "没有第 4 项")):
        done = lead("send-back", "wjw", *arguments, home=home)
        assert (done.code, words in done.err) == (2, True)
    assert not list(home.rglob("*.receipt.toml"))


def test_summaries_carry_the_answers_and_merge_to_the_same_bytes(home: Path, tmp_path: Path) -> None:
    submit(home)
    lead("send-back", "wjw", "5", "--reason", "请补充。", home=home)
    assert lead("merge", "-o", str(tmp_path / "one"), home=home).code == 0
    assert lead("accept", "wjw", home=home).code == 2
    summary = tmp_path / "one" / "summary.toml"
    twice = run("merge", str(summary), str(summary), "-o", str(tmp_path / "two"), home=tmp_path / "other" / "home")
    assert twice.code == 0, twice.err
    assert (tmp_path / "two" / "summary.toml").read_bytes() == summary.read_bytes()
    assert "请补充" in summary.read_text()


def seal(document: str) -> str:
    return document.rstrip().rsplit('"', 2)[1]


def head(document: str) -> dict[str, str]:
    return dict(line.split(" = ", 1) for line in document.split("[[entry]]", maxsplit=1)[0].splitlines() if " = " in line)  # type: ignore[misc]
