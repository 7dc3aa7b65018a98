"""代录: what came on paper is entered by the lead, counts by the day that it came, and gives way to the unit's own report."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import run
from tests.conftest import open_desk
from tests.tui.driving import submit

Q4 = ("--quarter", "2020Q4")
PAPER = ("record", "1", "--on-behalf", "财政局", "--status", "2", "--percent", "40", "--next-steps", "续办。", *Q4)


def test_paper_counts_marked_until_the_unit_reports_itself(home: Path, tmp_path: Path) -> None:
    said = run(*PAPER, "--progress", "[纸]上30件。", "--received", "2021-01-09", home=home)
    assert (said.code, said.err) == (0, "") and said.out.startswith("代录 区财政局2020年第四季度第1项已保存")
    merged = run("merge", *Q4, "-o", str(tmp_path / "out"), "--json", home=home).json()
    assert [(row["unit"], row["on_behalf"], row["on_time"], row["entries"]) for row in merged["reports"]] == [("czj", True, True, 1)]
    assert merged["counts"] | {"missing": 0} == {"due": 32, "reported": 1, "on_time": 1, "late": 0, "returned": 0, "missing": 0}
    document = (tmp_path / "out/summary.md").read_text(encoding="utf-8")
    assert "###### 区财政局（代录）" in document and "区财政局：代录，第1稿" in document
    run(*PAPER, "--progress", "[纸]上31件。", "--received", "2021-01-12", home=home)
    again = run("merge", *Q4, str(tmp_path / "out"), home=home)
    assert (again.code, "冲突" in again.out) == (0, False)
    late = run("merge", *Q4, "--json", home=home).json()
    assert [(row["on_time"], row["entries"]) for row in late["reports"]] == [(False, 1)]
    assert run("show", "1", "--unit", "czj", *Q4, "--json", home=home).json()["entry"] is None, "the unit's own store is untouched"
    assert run("accept", "czj", *Q4, home=home).code == 2
    submit(open_desk(home, "czj"))
    joined = run("merge", *Q4, str(tmp_path / "out"), str(home), "--json", home=home).json()
    assert [(row["unit"], row["on_behalf"], row["entries"]) for row in joined["reports"]] == [("czj", False, 8)]
    assert joined["conflicts"] == []
    told = run(*PAPER, "--progress", "晚来的。", home=home)
    assert (told.code, told.err) == (0, "区财政局自己报了，代录的存下，但不计入汇总。\n")
    assert run("accept", "czj", *Q4, home=home).code == 0


def test_what_is_wrong_with_it_is_said_and_nothing_is_kept(home: Path) -> None:
    for wrong, words in (
        (("record", "1", "--received", "2021-01-09", "--unit", "czj"), "只用于代录"),
        ((*PAPER, "--received", "1月9日"), "写法不对"),
        ((*PAPER, "--received", "2020-09-30"), "收到的日子不会是 2020-09-30，应在 2020-10-01 到今天之间；请核对日期。"),
        ((*PAPER, "--received", "2098-01-01"), "收到的日子不会是 2098-01-01"),
        (("record", "2", "--on-behalf", "财政局", "--status", "2"), "不是区财政局的措施"),
    ):
        said = run(*wrong, home=home)
        assert said.code == 2 and words in said.err
    assert not list(home.rglob("*.toml"))
