"""A folder gives the files below it and nothing that a link leads to."""

from __future__ import annotations

import os
from pathlib import Path

from liuwen_tui.store.gathering import files_named, files_of, is_missing
from tests.conftest import as_nobody


def is_toml(name: str) -> bool:
    return name.endswith(".toml")


def test_whatever_has_the_name_is_found_at_any_depth_and_no_link_is_followed(tmp_path: Path) -> None:
    box = tmp_path / "箱"
    (box / "里" / "层").mkdir(parents=True)
    (tmp_path / "外").mkdir()
    for path in (box / "b.toml", box / "里" / "层" / "a.toml", box / "说明.txt", tmp_path / "外" / "c.toml"):
        path.touch()
    os.mkfifo(box / "管道.toml")
    (box / "链接").symlink_to(tmp_path / "外")
    (box / "回头").symlink_to(box)
    assert files_of(box, is_toml) == (sorted([box / "b.toml", box / "管道.toml", box / "里" / "层" / "a.toml"]), {})


def test_a_folder_named_through_a_link_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "箱").mkdir()
    (tmp_path / "箱" / "a.toml").touch()
    (tmp_path / "链接").symlink_to(tmp_path / "箱")
    assert files_of(tmp_path / "链接", is_toml) == ([tmp_path / "链接" / "a.toml"], {})


def test_a_file_and_nothing_at_all_stand_for_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    for name in ("a.txt", "没有", "a" * 300):
        assert files_of(tmp_path / name, is_toml) == ([tmp_path / name], {})


def test_a_closed_folder_is_told_and_the_rest_is_found(shared_folder: Path) -> None:
    (shared_folder / "a.toml").touch()
    (shared_folder / "关着").mkdir(mode=0o000)
    found, closed = as_nobody(lambda: files_of(shared_folder, is_toml))
    assert found == [shared_folder / "a.toml"]
    assert {path: "没有权限" in str(error) for path, error in closed.items()} == {shared_folder / "关着": True}


def test_only_what_is_certainly_not_there_is_missing(shared_folder: Path) -> None:
    (shared_folder / "关着").mkdir(mode=0o000)
    (shared_folder / "空链接").symlink_to("没有")
    paths = [shared_folder / name for name in ("没有", "关着", "空链接", "关着/里面")]
    assert as_nobody(lambda: [is_missing(path) for path in paths]) == [True, False, False, False]


def test_a_pattern_stands_for_what_it_matches_unless_a_file_has_that_very_name(tmp_path: Path) -> None:
    (tmp_path / "里" / "层").mkdir(parents=True)
    for name in ("甲1.toml", "甲2.toml", "里/层/乙.toml", "[丙].toml", "丙.toml"):
        (tmp_path / name).touch()
    assert files_named(tmp_path / "甲*.toml") == [tmp_path / "甲1.toml", tmp_path / "甲2.toml"]
    assert files_named(tmp_path / "**" / "乙.toml") == [tmp_path / "里" / "层" / "乙.toml"]
    assert files_named(tmp_path / "[丙].toml") == [tmp_path / "[丙].toml"]
    for name in ("没有*.toml", "没有", "*" * 300):
        assert files_named(tmp_path / name) == [tmp_path / name]
