"""What ``merge`` may be given, files, folders, patterns and lists, and what it says became of each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from liuwen_tui.domain.fate import Fate
from liuwen_tui.store.home import Home
from tests.cli.running import content, run
from tests.conftest import CATALOGUE
from tests.generated_reports import generate

POST = generate()
Q4 = ("--quarter", "2020Q4")
HERE = POST.of("2020Q4")


@pytest.fixture
def box(home: Path) -> Path:
    """A folder of what came in for the fourth quarter, its name a pattern that matches something else."""
    folder = home.with_name("收到[1]")
    POST.deliver(folder, Home(home, CATALOGUE.notice.id), "2020Q4")
    return folder


def test_a_preview_says_of_every_file_what_became_of_it_and_writes_nothing(home: Path, box: Path) -> None:
    before = content(home.parent)
    said = run("merge", str(box), home=home)
    assert said.code == 1
    assert {name for name in content(home.parent) if name not in before} == set()
    out, err = said.out, said.err
    assert f"共 {len(HERE)} 个文件：没有汇总 3" in out
    for mail in HERE:
        assert (f"{mail.name}\n" in out, f"{mail.name}：" in err) == (
            mail.fate not in (Fate.USED, Fate.REFUSED),
            mail.fate is Fate.REFUSED or mail.trouble == "foreign",
        )
    named = {mail.trouble: mail for mail in HERE}
    unit = CATALOGUE.unit_name(named["draft"].unit)
    assert f"{named['draft'].name}\n    {unit}：草稿，没有计入" in out
    assert "相同" in out and "冲突" in out and "更新" in out and "已撤回，没有计入" in out
    assert len(err.splitlines()) == 4 and err.count("没有全部汇总") == 1 and "\r" not in err
    quoted = run("merge", f"{box.with_name('收到*')}/2020Q4-*.toml", "--json", home=home)
    shape = quoted.json()
    assert (quoted.code, len(shape["files"]), len(shape["refused"])) == (1, len(HERE), 4)
    assert {row["fate"] for row in shape["files"]} == {str(fate) for fate in Fate}
    assert "没有这个文件" in run("merge", f"{box}/*.docx", home=home).err


def test_a_list_on_stdin_is_as_good_as_the_files(home: Path, box: Path) -> None:
    (box / "一个 空格.toml").write_bytes((box / HERE[0].name).read_bytes())
    names = [*(f"{box.name}/{mail.name}" for mail in HERE[1:]), f"{box.name}/一个 空格.toml"]
    (box / HERE[0].name).unlink()
    wanted = run("merge", str(box), "--json", *Q4, home=home).json()
    for listed in ("\r\n".join(names[:5]) + "\n\n" + "\n".join(names[5:]), "\0".join([*names, ""])):
        shape = run("merge", "-", "--json", *Q4, home=home, stdin=listed).json()
        assert [shape[key] for key in ("reports", "entries", "counts")] == [wanted[key] for key in ("reports", "entries", "counts")]
        assert len(shape["files"]) == len(HERE)


def test_an_empty_list_is_no_file_at_all_and_an_endless_one_is_refused(home: Path) -> None:
    nothing = run("merge", "-", "--json", *Q4, home=home)
    assert (nothing.code, nothing.json()["files"], nothing.json()["counts"]["reported"]) == (0, [], 0)
    endless = run("merge", "-", *Q4, home=home, stdin=b"a\n" * 2_500_000)
    assert (endless.code, endless.out) == (2, "")
