"""What changed since last quarter, as ``show`` and ``export --changes`` tell it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Result, run, unit_content

ENTRY = '{"status": "in_progress", "percent": %d, "progress": "办理法律援助%d件。", "next_steps": "继续办理。"}'
SFJ = ("--unit", "sfj")


def record(home: Path, quarter: str, percent: int, count: int) -> None:
    assert run("record", "9", "--from", "-", *SFJ, "--quarter", quarter, home=home, stdin=ENTRY % (percent, count)).code == 0


def now(*arguments: str, home: Path) -> Result:
    return run(*arguments, *SFJ, "--quarter", "2020Q4", home=home)


def test_show_says_what_changed_since_last_quarter_and_what_did_not(home: Path) -> None:
    assert "与上季相比" not in now("show", "9", home=home).out
    record(home, "2020Q4", 60, 326)
    assert now("show", "9", home=home).out.endswith("与上季相比：\n    上季无填报\n")
    record(home, "2020Q3", 45, 200)
    shown = now("show", "9", home=home).out
    assert shown.partition("与上季相比：\n")[2].splitlines() == [
        "    ~ 推进中 45% → ~ 推进中 60%",
        "    工作进展改为：办理法律援助【删 200】【增 326】件。",
        "    与上季相同：状态、下一步打算",
    ]
    assert now("show", "9", "--json", home=home).json().keys() >= {"entry", "previous"}


def test_the_export_with_changes_has_a_name_of_its_own_and_the_default_stays_as_it_was(home: Path) -> None:
    record(home, "2020Q4", 60, 326)
    alone = now("export", "--format", "md", "-o", "-", home=home).out
    record(home, "2020Q3", 45, 200)
    assert now("export", "--format", "md", "-o", "-", home=home).out == alone
    written = Path(now("export", "--format", "md", "--changes", home=home).out.strip())
    assert written.name == "qsh-2020-25_2020Q4_sfj.draft.changes.md"
    told = written.read_text(encoding="utf-8")
    assert "（送审稿）" in told and "推进中 60%（上季45%）" in told and "办理法律援助【删 200】【增 326】件。" in told
    assert now("export", "--format", "md", "--changes", "-o", "-", home=home).out == told


def test_changes_are_marked_in_markdown_and_word_alone(home: Path) -> None:
    record(home, "2020Q4", 60, 326)
    before = unit_content(home, "sfj")
    for form in ("toml", "xlsx"):
        refused = now("export", "--format", form, "--changes", home=home)
        assert (refused.code, refused.out) == (2, "")
        assert "--format md" in refused.err
    assert unit_content(home, "sfj") == before
