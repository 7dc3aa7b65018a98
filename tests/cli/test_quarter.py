"""A quarter by commands alone: three units report, the lead merges, and the summary reads as a document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import WORD, Result, content, run

Q4 = ("--quarter", "2020Q4")
MERGE_KEYS = {
    *("quarter", "reports", "entries", "missing", "conflicts", "refused", "files", "unclaimed", "counts"),
    *("areas", "overall", "unfilled", "contradictions", "final", "after_final", "parts"),
}
SIX_AREAS = ["保居民就业", "保基本民生", "保市场主体", "保粮食能源安全", "保产业链供应链稳定", "保基层运转"]
UNITS = {"人社局": "区人社局", "财政局": "区财政局", "发改委": "区发改委"}
MEASURES = {"人社局": [1, 2, 3, 4], "财政局": [1, 3, 4, 7, 8, 16, 17, 18], "发改委": [1, 4, 5, 6, 7, 8, 9, 10, 12]}
CODES = {"人社局": "rsj", "财政局": "czj", "发改委": "fgw"}


def said(unit: str, number: int) -> dict[str, Any]:
    """What a unit reports of a measure: 财政局 is late with the fourth, 发改委 is done with the first."""
    entry = {
        "status": "in_progress",
        "percent": 60,
        "progress": f"{unit}第{number}项办理{number}0件。",
        "next_steps": f"{unit}再办{number}件。",
    }
    if (unit, number) == ("财政局", 4):
        return {**entry, "status": "delayed", "problems": "省级资金尚未到位。", "support_needed": "请协调省级资金。"}
    if (unit, number) == ("发改委", 1):
        return {"status": "completed", "progress": "发改委第1项办理10件。"}
    if (unit, number) == ("发改委", 10):
        return {**entry, "targets": [{"id": "10-1", "actual": 96}, {"id": "10-2", "done": True}]}
    return entry


def report(unit: str, home: Path) -> Path:
    """Fills, submits and exports a unit's report and returns the file."""
    mine = ("--unit", unit, *Q4)
    for number in json.loads(run("status", "--json", *mine, home=home).out)["assigned"]:
        done = run("record", str(number), "--from", "-", *mine, home=home, stdin=json.dumps(said(unit, number)))
        assert (done.code, done.err) == (0, "")
    assert run("check", *mine, home=home).code == 0
    assert run("submit", "--prepared-by", "张某", "--reviewed-by", f"{unit}领导", "--phone", "0791-12345", *mine, home=home).code == 0
    return Path(run("export", "-o", str(home.parent / f"{unit}.toml"), *mine, home=home).out.strip())


def chapter(markdown: str, name: str) -> str:
    """What stands under the heading of level 2 that ends in that name."""
    return re.split(rf"^## .*{name}$", markdown, flags=re.M)[1].split("\n## ", maxsplit=1)[0]


def sections(markdown: str) -> dict[tuple[int, str], str]:
    """The text under each unit's heading in the first annex, by measure number and unit name."""
    found = {}
    for number, measure in enumerate(re.split(r"^#### ", chapter(markdown, "分单位进展"), flags=re.M)[1:], 1):
        for part in re.split(r"^###### ", measure.split("\n### ")[0], flags=re.M)[1:]:
            heading, _, text = part.partition("\n")
            found[number, heading.split("　")[0]] = text
    return found


def assert_reads_in_order(text: str) -> None:
    """Counts at the head, six areas in the notice's order, then what waits; the words, the ledger, who reported and who did not."""
    letter = text.split("\n## 附件1", maxsplit=1)[0]
    headings = re.findall(r"^## .、(.+)$", letter, flags=re.M)
    assert headings == ["总体情况", "各方面进展", "存在问题", "下一步打算", "需区政府协调事项"]
    assert re.findall(r"^### （.）(.+)$", letter, flags=re.M) == SIX_AREAS
    annexes = re.findall(r"^## 附件\d　(.+)$", text, flags=re.M)
    assert annexes == ["分项台账", "约束性指标表", "报送情况表"]
    assert "应报单位32个，已报3个" in text.split("## ")[1]
    assert re.findall(r"^### .+、(.+)$", chapter(text, "分单位进展"), flags=re.M) == SIX_AREAS
    numbers = [re.match(r"[(（](.+?)[)）]", heading) for heading in re.findall(r"^#### (.+)$", chapter(text, "分单位进展"), flags=re.M)]
    digits = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八".split()
    assert [match[1] for match in numbers if match] == digits


def assert_words_stand_under_names(text: str) -> None:
    parts = sections(text)
    assert parts.keys() == {(number, UNITS[unit]) for unit, numbers in MEASURES.items() for number in numbers}
    for unit, numbers in MEASURES.items():
        for number in numbers:
            assert said(unit, number)["progress"] in parts[number, UNITS[unit]]
    chapters = {part.split("\n")[0].split("、")[-1]: part for part in text.split("\n## ")}
    assert "区财政局" in chapters["存在问题"] and "省级资金尚未到位。" in chapters["存在问题"]
    assert "请协调省级资金。" in chapters["需区政府协调事项"]
    missing = next(line for line in chapter(text, "通报（代拟稿）").splitlines() if line.startswith("**未报"))
    assert missing.startswith("**未报（29个）**：")
    assert len(missing.split("：")[1].split("、")) == 29
    assert all(name in missing for name in ("区教体局", "塘山镇", "青山湖高新技术产业园区"))
    assert not any(name in missing for name in UNITS.values())
    assert "0791-12345" not in text


def test_three_units_report_and_the_lead_merges_them_into_a_document(home: Path) -> None:
    files = [report(unit, home) for unit in UNITS]
    assert [json.loads(run("status", "--json", "--unit", unit, *Q4, home=home).out)["assigned"] for unit in UNITS] == list(
        MEASURES.values()
    )
    lead, first = home.with_name("lead"), home.with_name("first")
    merged = run("merge", *map(str, files), "-o", str(first), "--json", home=lead)
    assert merged.code == 0
    shape = merged.json()
    assert shape.keys() == MERGE_KEYS
    assert shape["quarter"] == "2020Q4"
    assert shape["counts"].keys() == {"due", "reported", "on_time", "late", "returned", "missing"}
    assert (shape["counts"]["due"], shape["counts"]["reported"], shape["counts"]["missing"]) == (32, 3, 29)
    assert len(shape["missing"]) == 29 and not set(CODES.values()) & set(shape["missing"])
    assert all(row.keys() >= {"unit", "seal", "state", "on_time", "entries"} for row in shape["reports"])
    assert {row["unit"]: row["entries"] for row in shape["reports"]} == {CODES[unit]: len(numbers) for unit, numbers in MEASURES.items()}
    assert all(row.keys() == {"unit", "measure", "status", "percent", "version"} for row in shape["entries"])
    assert {(row["unit"], row["measure"], row["status"]) for row in shape["entries"]} == {
        (CODES[unit], number, said(unit, number)["status"]) for unit, numbers in MEASURES.items() for number in numbers
    }
    assert (shape["conflicts"], shape["refused"], shape["unclaimed"]) == ([], [], [15])
    assert content(first).keys() == {"summary.toml", "summary.md", "summary.xlsx", *WORD}
    assert (shape["final"], shape["after_final"], shape["parts"][0]["id"]) == (None, [], "general")
    text = (first / "summary.md").read_text(encoding="utf-8")
    assert_reads_in_order(text)
    assert_words_stand_under_names(text)

    received = home.with_name("received")
    received.mkdir()
    for file in files:
        (received / file.name).write_bytes(file.read_bytes())
    for name, paths, root in (
        ("turned", [*reversed(files), files[0]], lead),
        ("folder", [received], lead),
        ("summaries", [first / "summary.toml", files[2]], lead),
        ("published", [], home),
    ):
        again = home.with_name(name)
        assert run("merge", *map(str, paths), "-o", str(again), *Q4, home=root).code == 0
        assert content(again) == content(first), name


def sfj(*arguments: str, home: Path, stdin: str = "") -> Result:
    """司法局 has one measure alone, the ninth."""
    return run(*arguments, "--unit", "sfj", *Q4, home=home, stdin=stdin)


def submit(home: Path, count: int) -> bytes:
    """Records, submits and returns the exported bytes."""
    entry = {"status": "in_progress", "progress": f"办理法律援助{count}件。", "next_steps": "继续办理。"}
    assert sfj("record", "9", "--from", "-", home=home, stdin=json.dumps(entry)).code == 0
    return Path(sfj("submit", "--reviewed-by", "李某", home=home).out.strip()).read_bytes()


@pytest.fixture
def folder(home: Path) -> Path:
    made = home.with_name("folder")
    made.mkdir()
    return made


def test_a_preview_writes_nothing_and_says_who_is_missing(home: Path) -> None:
    submit(home, 12)
    before = content(home)
    preview = run("merge", *Q4, home=home)
    assert preview.code == 0
    assert "应报 32　已报 1" in preview.out and "塘山镇" in preview.out
    assert content(home) == before


def test_of_a_newer_version_and_an_older_one_the_newer_stands_in_any_order(home: Path, folder: Path) -> None:
    older, newer = folder / "a.toml", folder / "b.toml"
    older.write_bytes(submit(home, 12))
    sfj("withdraw", "--reason", "数字有误", home=home)
    newer.write_bytes(submit(home, 13))
    version = sfj("show", "9", "--json", home=home).json()["entry"]["version"]
    for paths in ([older, newer], [newer, older], [older, newer, older]):
        merged = run("merge", *map(str, paths), "--json", home=home)
        assert merged.code == 0
        assert [(row["unit"], row["version"]) for row in merged.json()["entries"]] == [("sfj", version)]
        assert [row["unit"] for row in merged.json()["reports"]] == ["sfj"]


def test_a_withdrawn_report_counts_as_missing_even_beside_its_older_file(home: Path, folder: Path) -> None:
    (folder / "submitted.toml").write_bytes(submit(home, 12))
    assert "sfj" not in run("merge", str(folder), "--json", home=home).json()["missing"]
    withdrawn = Path(sfj("withdraw", "--reason", "数字有误", home=home).out.strip())
    (folder / "withdrawn.toml").write_bytes(withdrawn.read_bytes())
    for arguments in (Q4, (str(folder),)):
        shape = run("merge", *arguments, "--json", home=home).json()
        assert ("sfj" in shape["missing"], shape["entries"], shape["counts"]["reported"]) == (True, [], 0)


def test_a_draft_counts_as_missing(home: Path, folder: Path) -> None:
    submit(home, 12)
    sfj("withdraw", "--reason", "数字有误", home=home)
    sfj("export", "-o", str(folder / "renamed.toml"), home=home)
    shape = run("merge", str(folder / "renamed.toml"), "--json", *Q4, home=home).json()
    assert ("sfj" in shape["missing"], shape["entries"]) == (True, [])


def test_versions_that_do_not_know_each_other_are_a_conflict_kept_whole_and_counted_nowhere(home: Path, folder: Path) -> None:
    (folder / "a.toml").write_bytes(submit(home, 12))
    (folder / "b.toml").write_bytes(submit(home.with_name("other"), 99))
    written = home.with_name("written")
    merged = run("merge", str(folder), "-o", str(written), "--json", home=home)
    assert merged.code == 1
    (conflict,) = merged.json()["conflicts"]
    assert (conflict["unit"], conflict["measure"], len(set(conflict["versions"]))) == ("sfj", 9, 2)
    assert merged.json()["entries"] == []
    text = (written / "summary.md").read_text(encoding="utf-8")
    assert "办理法律援助12件。" in text and "办理法律援助99件。" in text and "冲突" in text
    assert all(version in text for version in conflict["versions"])


def test_a_file_that_is_no_report_is_refused_by_name_and_the_rest_is_merged(home: Path, folder: Path) -> None:
    good = submit(home, 12)
    (folder / "good.toml").write_bytes(good)
    (folder / "bad.toml").write_bytes(b"hello")
    (folder / "cut.toml").write_bytes(good[: len(good) // 2])
    written = home.with_name("written")
    merged = run("merge", str(folder), str(folder / "nothing.toml"), "-o", str(written), "--json", home=home)
    assert merged.code == 1
    refused = {Path(row["file"]).name: row["reason"] for row in merged.json()["refused"]}
    assert refused.keys() == {"bad.toml", "cut.toml", "nothing.toml"} and all(refused.values())
    assert [row["unit"] for row in merged.json()["entries"]] == ["sfj"]
    assert all(name in merged.err for name in refused)
    before_counts = (written / "summary.md").read_text(encoding="utf-8").split("## ")[0].replace("\\", "")
    assert all(name in before_counts for name in refused)
    alone = home.with_name("alone")
    run("merge", str(folder / "good.toml"), "-o", str(alone), home=home)
    assert (written / "summary.toml").read_bytes() == (alone / "summary.toml").read_bytes()


def test_reports_of_several_quarters_want_one_to_be_named(home: Path, folder: Path) -> None:
    (folder / "q4.toml").write_bytes(submit(home, 12))
    run("export", "-o", str(folder / "q3.toml"), "--unit", "sfj", "--quarter", "2020Q3", home=home)
    undecided = run("merge", str(folder), home=home)
    assert (undecided.code, undecided.out) == (2, "")
    assert "2020Q3" in undecided.err and "2020Q4" in undecided.err
    decided = run("merge", str(folder), "--json", *Q4, home=home)
    assert (decided.code, [Path(row["file"]).name for row in decided.json()["refused"]]) == (1, ["q3.toml"])


def test_punctuality_is_judged_by_the_settings_due_day_and_by_as_of(home: Path) -> None:
    submit(home, 12)
    (home / "liuwen.toml").write_text('[quarter.2020Q4]\ndue = 2099-12-31\nnote = "数据截至12月31日。"\n', encoding="utf-8")
    counts = run("merge", "--json", *Q4, home=home).json()["counts"]
    assert (counts["on_time"], counts["late"]) == (1, 0)
    counts = run("merge", "--json", "--as-of", "2020-12-31", *Q4, home=home).json()["counts"]
    assert (counts["on_time"], counts["late"]) == (0, 1)
    status = sfj("status", home=home).out
    assert "截止 2099-12-31" in status and "数据截至12月31日。" in status


def test_a_measure_claimed_by_a_reporting_unit_is_no_longer_unclaimed(home: Path) -> None:
    assert run("merge", "--json", *Q4, home=home).json()["unclaimed"] == [15]
    entry = (
        '{"status": "in_progress", "progress": "建成5G基站480个。", "next_steps": "再建20个。", "targets": [{"id": "15-1", "actual": 480}]}'
    )
    sfj("claim", "15", home=home)
    assert sfj("record", "15", "--from", "-", home=home, stdin=entry).code == 0
    submit(home, 12)
    shape = run("merge", "-o", str(home.with_name("written")), "--json", *Q4, home=home).json()
    assert (shape["unclaimed"], [row["measure"] for row in shape["entries"]]) == ([], [9, 15])
    text = home.with_name("written").joinpath("summary.md").read_text(encoding="utf-8")
    assert "建成5G基站480个。" in sections(text)[15, "司法局（认领）"]
