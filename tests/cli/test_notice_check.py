"""``notice check``: a catalogue is whole and consistent, or what is wrong with it stands there line by line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.running import CODE, run

SECOND = CODE / "tests" / "second_notice"


@pytest.mark.parametrize("folder", [CODE / "data" / "qsh-2020-25", SECOND], ids=["first", "second"])
def test_a_catalogue_that_is_whole_and_consistent_is_said_to_be(home: Path, folder: Path) -> None:
    result = run("notice", "check", str(folder), home=home)
    assert (result.code, result.out, result.err) == (0, f"√ {folder} 都对。\n", "")


def altered(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """The second notice with words in its files replaced."""
    shutil.copytree(SECOND, folder)
    for file, old, new in changes:
        content = (folder / file).read_text("utf-8")
        assert old in content
        (folder / file).write_text(content.replace(old, new, 1), "utf-8")
    return folder


def test_everything_that_is_wrong_stands_on_a_line_of_its_own(home: Path) -> None:
    wrong = [
        ("notice.toml", '["fgw", "czj"]', '["fgw", "xyz"]'),
        ("notice.toml", 'groups = ["各镇"]', 'groups = ["各村"]'),
        ("notice.toml", "label_span = [78, 81]", "label_span = [79, 82]"),
        ("notice.toml", "落实援企", "落实企业"),
    ]
    folder = altered(home.parent / "notice", *wrong)
    result = run("notice", "check", str(folder), home=home)
    lines = result.out.splitlines()
    assert (result.code, result.err, len(lines)) == (1, "", 4)
    assert all(line.startswith(f"{folder / 'notice.toml'}：") and line.endswith("。") for line in lines)
    for line, named in zip(lines, ("第1项的单位 xyz", "统称 各村", "第1项的编号", "第1项的原文"), strict=True):
        assert named in line
    assert run("notice", "check", str(folder), "--json", home=home).json() == {"folder": str(folder), "faults": lines}


def test_without_the_notice_as_published_words_of_another_length_are_found(home: Path) -> None:
    folder = altered(home.parent / "notice", ("notice.toml", "落实援企", "落实援助企业"))
    (folder / "notice.txt").unlink()
    result = run("notice", "check", str(folder), home=home)
    assert (result.code, result.out.count("\n")) == (1, 1)
    assert "第1项的原文" in result.out


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("notice.toml", "[[area]]", "[[area"), "TOML"),
        (("units.toml", 'code = "czj"', 'code = "fgw"'), "重复"),
        (("notice.txt", "春耕", "夏收"), "seed_sha256"),
    ],
    ids=["notice", "units", "published"],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(home: Path, change: tuple[str, str, str], named: str) -> None:
    folder = altered(home.parent / "notice", change)
    result = run("notice", "check", str(folder), home=home)
    assert (result.code, result.out.count("\n")) == (1, 1)
    assert named in result.out


def test_units_that_change_those_of_the_built_in_notice_are_checked_with_it(home: Path) -> None:
    folder = home / "notices" / "qsh-2020-25"
    folder.mkdir(parents=True)
    unit = '[[unit]]\ncode = "jrb"\nname = "区金融办"\nsource = "文件"\nvalid_until = 2021-06-30\nsuccessor = "czj"\n'
    (folder / "units.toml").write_text(f'format = "liuwen.units/1"\nnotice = "qsh-2020-25"\n{unit}', encoding="utf-8")
    assert run("notice", "check", str(folder), home=home).code == 0
    (folder / "units.toml").write_text((folder / "units.toml").read_text("utf-8").replace('"czj"', '"nope"'), encoding="utf-8")
    result = run("notice", "check", str(folder), home=home)
    assert (result.code, "nope" in result.out) == (1, True)


def test_a_folder_that_is_not_there_cannot_be_checked(home: Path) -> None:
    result = run("notice", "check", str(home / "nope"), home=home)
    assert (result.code, result.out) == (3, "")
    assert result.err == f"{home / 'nope'} 不是文件夹，请写放有 notice.toml 和 units.toml 的文件夹。\n"
