"""``liuwen compose`` and ``liuwen finalize``: the report's parts as text, replaced from a file, and closed."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import CODE, WORD, Result, content, run
from tests.conftest import fill, open_desk
from tests.tui.driving import submit

Q4 = ("--quarter", "2020Q4")


def liuwen(home: Path, *arguments: str, stdin: str | bytes = "") -> Result:
    return run(*arguments, *Q4, home=home, stdin=stdin)


def test_a_part_is_printed_replaced_taken_back_and_its_history_told(home: Path) -> None:
    submit(open_desk(home, "rsj"))
    drafted = liuwen(home, "compose", "general")
    assert (drafted.code, drafted.err) == (0, "") and "应报单位32个" in drafted.out
    done = liuwen(home, "compose", "总体情况", "--from", "-", stdin="进展平稳。\r\n另有一段。\n")
    assert (done.code, done.out, done.err) == (0, "进展平稳。\n另有一段。\n", "“总体情况”已改。\n")
    listed = liuwen(home, "compose")
    assert "未定稿" in listed.out and "综合报告不超过 5000 字" in listed.out and "平均每项26字" in listed.out
    shape = liuwen(home, "compose", "--json").json()
    assert shape["parts"][0] == {"id": "general", "title": "总体情况", "characters": 10, "edited": True, "stale": False}
    assert shape["burden"].keys() == {"entries", "asked", "carried"}
    assert shape["limits"] == {"comprehensive": 5000, "special": 4000}
    assert shape["characters"] == sum(each["characters"] for each in shape["parts"])
    fill(open_desk(home, "czj"))
    submit(open_desk(home, "czj"))
    stale = liuwen(home, "compose", "general", "--json")
    assert stale.json()["stale"] and "来源有变：" in stale.err and "【增" in stale.err
    assert len(stale.err.splitlines()) == len(stale.json()["drafted"].splitlines()) > 1 and "?" not in stale.err
    assert liuwen(home, "compose", "general", "--redraft").out.startswith("本季度落实情况应于")
    told = liuwen(home, "compose", "general", "--history").out
    assert "另有一段。】" in told and "用回拟定的" in told
    assert liuwen(home, "compose", "nope").code == liuwen(home, "compose", "--redraft").code == 2
    assert liuwen(home, "compose", "general", "--from", "-", stdin="进展".encode("gb18030")).code == 2


def test_the_report_is_closed_when_asked_twice_and_what_comes_later_is_told(home: Path, tmp_path: Path) -> None:
    submit(open_desk(home, "rsj"))
    waits = liuwen(home, "finalize")
    assert waits.code == 1 and "还有 31 家未报" in waits.err and "liuwen finalize --anyway" in waits.err
    hidden = home.parent / "hidden"
    hidden.mkdir()
    for library in ("docx", "xlsxwriter"):
        (hidden / f"{library}.py").write_text("raise ModuleNotFoundError")
    bare = run("merge", "-o", str(tmp_path / "bare"), *Q4, home=home, PYTHONPATH=f"{hidden}:{CODE}")
    assert (bare.code, sorted(content(tmp_path / "bare"))) == (0, ["summary.md", "summary.toml"]) and "安装" in bare.err
    done = liuwen(home, "finalize", "--anyway")
    assert done.code == 0 and "仿宋_GB2312" in done.err
    assert {Path(line).name for line in done.out.splitlines()} == {"summary.toml", "summary.md", "summary.xlsx", *WORD}
    submit(open_desk(home, "czj"))
    merged = liuwen(home, "merge", "-o", str(tmp_path / "out"), "--json")
    shape = merged.json()
    assert shape["final"].keys() == {"at", "by"} and shape["after_final"] == ["czj"] and "仿宋_GB2312" in merged.err
    assert "定稿后报送：区财政局" in liuwen(home, "merge").out
    assert "定稿后报送" in (tmp_path / "out" / "summary.md").read_text(encoding="utf-8")
    assert [row["unit"] for row in liuwen(home, "chase", "--all", "--json").json()["units"] if row["after_final"]] == ["czj"]
    assert liuwen(home, "compose", "general", "--from", "-", stdin="再改。").code == 5
    assert liuwen(home, "finalize", "--undo").code == 2
    assert liuwen(home, "finalize", "--undo", "--reason", "漏了一家", "--json").json() == {"final": None, "paths": []}
    assert liuwen(home, "finalize", "--anyway").code == 0
    undone = liuwen(home, "finalize", "--undo", "--reason", "又漏了一家")
    assert (undone.code, undone.out, undone.err) == (0, "", "2020年第四季度的定稿已撤销，可以再改。\n")


def test_a_summary_written_with_parts_whose_source_has_changed_says_which_as_finalize_does(home: Path, tmp_path: Path) -> None:
    submit(open_desk(home, "rsj"))
    liuwen(home, "compose", "general", "--from", "-", stdin="进展平稳。")
    fresh = liuwen(home, "merge", "-o", str(tmp_path / "fresh"))
    assert (fresh.code, "来源有变" in fresh.err) == (0, False)
    submit(open_desk(home, "czj"))
    changed = "“总体情况”改过以后来源有变"
    assert changed in liuwen(home, "finalize").err
    assert f"{changed}，写出的仍是改过的；请看过再用。" in liuwen(home, "merge", "-o", str(tmp_path / "later")).err
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()
    for file in home.glob("notices/*/units/czj/out/*.toml"):
        (elsewhere / file.name).write_bytes(file.read_bytes())
    assert f"{changed}，" in liuwen(home, "merge", str(elsewhere), "-o", str(tmp_path / "given")).err
