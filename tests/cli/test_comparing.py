"""分项对照 by command: all units on one measure, what contradicts, and 综合状态 as the lead sets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting import filing
from tests.cli.running import run
from tests.conftest import fill, open_desk

Q4 = ("--quarter", "2020Q4")


def two_reports(home: Path) -> None:
    """区人社局 says that measure 1 is done, 区科工局 that it was not begun."""
    for unit, status in (("rsj", Status.COMPLETED), ("kgj", Status.NOT_STARTED)):
        desk = fill(open_desk(home, unit))
        desk.record(
            1,
            lambda _, status=status: replace(Entry(progress="[稳岗]补贴326户。", problems="无。", next_steps="续办。").with_status(status)),
        )
        filing.submit(desk, Signatories(reviewed_by="李某"))


def test_the_lead_compares_a_measure_sets_how_it_stands_and_the_summary_says_so(home: Path, tmp_path: Path) -> None:
    two_reports(home)
    said = run("compare", "1", *Q4, home=home)
    assert said.code == 0
    for words in (
        "综合状态  未启动（拟",
        "矛盾  区人社局 已完成，区科工局 未启动",
        "[稳岗]补贴326户。",
        "未报  区发改委、区财政局、区商务局",
    ):
        assert words in said.out
    shape = run("compare", "1", *Q4, "--set-status", "滞后", "--json", home=home).json()
    assert shape["overall"] | {"set_by": "", "set_at": ""} == {
        "measure": 1, "status": "delayed", "drafted": "not_started", "set_by": "", "set_at": "",
    }  # fmt: skip
    assert shape["overall"]["set_by"] and shape["overall"]["set_at"]
    assert [(entry["unit"], entry["status"]) for entry in shape["entries"]] == [("rsj", "completed"), ("kgj", "not_started")]
    merged = run("merge", *Q4, "-o", str(tmp_path / "out"), "--json", home=home).json()
    assert merged["contradictions"] == [{"measure": 1, "target": None, "said": {"rsj": "已完成", "kgj": "未启动"}}]
    assert [row["status"] for row in merged["overall"]][:2] == ["delayed", "in_progress"]
    assert {"unit": "fgw", "measure": 1} in merged["unfilled"] and {"unit": "rsj", "measure": 1} not in merged["unfilled"]
    assert {name: count for name, count in merged["areas"][0]["counts"].items() if count} == {
        "completed": 1, "not_started": 1, "in_progress": 1, "unfilled": 5,
    }  # fmt: skip
    document = (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    for words in (
        "**综合状态**：滞后（牵头单位核定）",
        "**矛盾**：区人社局报已完成，区科工局报未启动",
        "**综合状态**：推进中（拟）",
        "综合状态由区发改委核定1项，其余按责任单位中进展最慢的拟定。",
    ):
        assert words in document
    run("compare", "1", *Q4, "--set-status", "0", home=home)
    assert run("merge", *Q4, "--json", home=home).json()["overall"][0] == {
        "measure": 1, "status": "not_started", "drafted": "not_started", "set_by": None, "set_at": None,
    }  # fmt: skip


def test_what_the_lead_set_and_cannot_be_read_is_refused_by_name_and_the_rest_goes_on(home: Path) -> None:
    two_reports(home)
    run("compare", "2", *Q4, "--set-status", "4", home=home)
    bad = home / "notices/qsh-2020-25/lead/overall/2020Q4_01.toml"
    bad.write_text('measure = 1\nstatus = "好"\n', encoding="utf-8")
    result = run("merge", *Q4, "--json", home=home)
    assert result.code == 1 and str(bad) in result.err
    assert [row["status"] for row in result.json()["overall"]][:2] == ["not_started", "completed"]
    assert run("compare", "1", *Q4, "--set-status", "好", home=home).code == 2
    assert run("compare", "99", *Q4, home=home).code == 2


def test_after_a_report_was_sent_back_the_lead_reads_word_by_word_what_changed(home: Path) -> None:
    two_reports(home)
    assert run("changes", "rsj", *Q4, home=home).code == 2, "nothing was sent back"
    run("send-back", "rsj", "1", "2", "--reason", "请核对户数。", *Q4, home=home)
    assert run("changes", "rsj", *Q4, home=home).code == 2, "not submitted again"
    answer = run("merge", *Q4, "--json", home=home).json()["reports"][1]["answer"]
    assert (answer["verdict"], answer["reason"], answer["returned"]) == ("returned", None, {"1": "请核对户数。", "2": "请核对户数。"})
    desk = open_desk(home, "rsj")
    desk.record(1, lambda entry: replace(entry, progress="[稳岗]补贴412户。"))
    filing.submit(desk, Signatories(reviewed_by="李某"))
    said = run("changes", "rsj", *Q4, home=home).out
    for words in ("第1稿退回，现在是第2稿", "退回原因：请核对户数。", "[稳岗]补贴【删 326】【增 412】户。", "没有改动"):
        assert words in said
    assert "第3项" not in said
    now = run("merge", *Q4, "--json", home=home).json()["reports"][1]
    assert (now["revision"], bool(now["answers"]), now["answer"], now["reviewed_by"]) == (2, True, None, "李某")
    shape = run("changes", "rsj", *Q4, "--json", home=home).json()
    assert [(row["measure"], row["reason"], bool(row["changes"])) for row in shape["entries"]] == [
        (1, "请核对户数。", True), (2, "请核对户数。", False),
    ]  # fmt: skip
    assert (shape["unit"], shape["revisions"], shape["entries"][0]["before"]["progress"]) == ("rsj", [1, 2], "[稳岗]补贴326户。")
