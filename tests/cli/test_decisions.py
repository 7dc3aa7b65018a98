"""冲突 and 裁定 by commands: two versions of one entry, what the lead decides, and the way of that back to the unit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting import filing
from tests.cli.running import Result, run
from tests.conftest import fill, open_desk

PEOPLE = Signatories(reviewed_by="李某")
OUT = "notices/qsh-2020-25/units/wjw/out"
DECIDE = ("decide", "卫健委", "5")


def lead(*arguments: str, home: Path, stdin: str = "") -> Result:
    return run(*arguments, "--quarter", "2020Q4", home=home, stdin=stdin)


def wjw(*arguments: str, home: Path) -> Result:
    return lead(*arguments, "--unit", "wjw", home=home)


@pytest.fixture
def laptop(home: Path, tmp_path: Path) -> Path:
    """Another home of 区卫健委, which reported 90 beds under measure 5 where the home reported 80; both files lie in the home."""
    elsewhere = tmp_path / "laptop" / "home"
    for root, beds in ((elsewhere, 90), (home, 80)):
        desk = fill(open_desk(root, "wjw"))
        desk.record(5, lambda entry, beds=beds: replace(entry, progress=f"新增床位{beds}张。"))
        path = filing.submit(desk, PEOPLE)
        if root == elsewhere:
            (home / OUT).mkdir(parents=True)
            shutil.copy(path, home / OUT / f"{path.stem}_2.toml")
    filing.withdraw(desk, "再看一遍")
    filing.submit(desk, PEOPLE)
    return elsewhere


def test_what_the_lead_decides_counts_at_once_goes_home_with_the_receipt_and_is_gone_on_from(home: Path, laptop: Path) -> None:
    merged = lead("merge", "--json", home=home)
    [conflict] = merged.json()["conflicts"]
    assert (merged.code, conflict["unit"], conflict["measure"]) == (1, "wjw", 5)
    refused = lead("accept", "wjw", home=home)
    assert (refused.code, "liuwen decide wjw" in refused.err) == (2, True)
    wrong = lead(*DECIDE, conflict["versions"][0], "--from", "-", "--reason", "以书面为准。", home=home, stdin='{"percent": 101}')
    assert (wrong.code, "0 到 100" in wrong.err) == (2, True)
    mine = wjw("show", "5", "--json", home=home).json()["entry"]["version"]
    assert mine in conflict["versions"]

    decided = lead(
        *DECIDE, mine[:6], "--from", "-", "--reason", "两份合并。", "--json", home=home, stdin='{"progress": "新增床位80张，改造10张。"}'
    )
    entry = decided.json()["entry"]
    assert (decided.code, entry["parents"], entry["percent"]) == (0, sorted(conflict["versions"]), 60)
    merged = lead("merge", "--json", home=home)
    assert (merged.code, merged.json()["conflicts"]) == (0, [])
    assert entry["version"] in [row["version"] for row in merged.json()["entries"]]

    frozen = (home / OUT / "qsh-2020-25_2020Q4_wjw.toml").read_bytes()
    receipt = Path(lead("accept", "wjw", home=home).out.strip())
    assert wjw("export", "-o", "-", home=home).out.encode() == frozen
    assert wjw("show", "5", "--json", home=home).json()["entry"]["version"] == entry["version"]
    elsewhere = run("import", str(receipt), home=laptop)
    assert (elsewhere.code, "答复的不是现在报送的这一稿" in elsewhere.err) == (3, True)

    assert lead("send-back", "wjw", "5", "--reason", "请写明日期。", home=home).code == 0
    written = wjw("record", "5", "--progress", "12月30日新增床位80张，改造10张。", "--json", home=home).json()["entry"]
    assert written["parents"] == [entry["version"]]
    assert wjw("submit", "--reviewed-by", "李某", home=home).code == 0
    merged = lead("merge", "--json", home=home)
    assert (merged.code, merged.json()["conflicts"], merged.json()["counts"]["late"]) == (0, [], 0)
    assert written["version"] in [row["version"] for row in merged.json()["entries"]]


@pytest.mark.parametrize(("here", "elsewhere"), [(80, 90), (90, 80)])
def test_a_unit_learns_what_was_decided_and_answered_whichever_of_its_two_files_stands(
    home: Path, tmp_path: Path, here: int, elsewhere: int
) -> None:
    for root, beds in ((tmp_path / "laptop" / "home", elsewhere), (home, here)):
        desk = fill(open_desk(root, "wjw"))
        desk.record(5, lambda entry, beds=beds: replace(entry, progress=f"新增床位{beds}张。"))
        path = filing.submit(desk, PEOPLE)
        if root != home:
            (home / OUT).mkdir(parents=True)
            shutil.copy(path, home / OUT / f"{path.stem}_2.toml")
    first = lead("merge", "--json", home=home).json()["conflicts"][0]["versions"][0]
    decided = lead(*DECIDE, first, "--from", "-", "--reason", "合并。", home=home, stdin='{"progress": "床位两处合计170张。"}').out.strip()
    assert lead("accept", "wjw", home=home).code == 0
    assert [row["state"] for row in lead("merge", "--json", home=home).json()["reports"]] == ["accepted"]
    assert wjw("withdraw", "--reason", "有误", home=home).code == 5
    assert wjw("status", "--json", home=home).json()["state"] == "accepted"
    assert wjw("show", "5", "--json", home=home).json()["entry"]["version"] == decided

    assert lead("send-back", "wjw", "5", "--reason", "请写明日期。", home=home).code == 0
    assert wjw("record", "5", "--progress", "12月30日新增床位170张。", home=home).code == 0
    assert wjw("submit", "--reviewed-by", "李某", home=home).code == 0
    [row] = lead("merge", "--json", home=home).json()["reports"]
    assert (row["state"], "请写明日期" in lead("changes", "wjw", home=home).out) == ("submitted", True)


def test_a_file_that_is_not_there_is_named_and_is_no_peace_between_versions(home: Path, laptop: Path) -> None:
    result = lead(*DECIDE, "3150", "nosuch.toml", "--reason", "以书面为准。", home=home)
    assert (result.code, result.out) == (3, "")
    assert result.err == "没有裁定：读不了 nosuch.toml：没有这个文件或文件夹，请核对名字；请改好 nosuch.toml 再试。\n"
    report = str(home / OUT / "qsh-2020-25_2020Q4_wjw.toml")
    at_peace = lead(*DECIDE, "3150", report, "--reason", "以书面为准。", home=home)
    assert (at_peace.code, "没有冲突" in at_peace.err) == (2, True)
