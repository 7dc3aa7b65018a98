"""What the program remembers for one person: per home, private, and never a reason to fail at reading."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.store.personal import config_file, default_home, forget, place_file, recall, remember


def test_what_is_remembered_is_recalled_for_that_home_alone(home: Path) -> None:
    other = home.with_name("other")
    remember(config_file(), home, {"unit": "rsj", "prepared_by": "张“三”\\"})
    remember(config_file(), home, {"unit": "fgw"})
    remember(config_file(), other, {"unit": "czj"})
    assert recall(config_file(), home) == {"unit": "fgw", "prepared_by": "张“三”\\"}
    assert recall(config_file(), other) == {"unit": "czj"}
    assert recall(place_file(), home) == {}


def test_it_lies_in_the_persons_own_folders_for_the_person_alone(home: Path) -> None:
    remember(config_file(), home, {"unit": "rsj"})
    remember(place_file(), home, {"measure": "3"})
    for path in (config_file(), place_file(), default_home()):
        assert path.is_relative_to(home.parent / "person")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (config_file(), place_file())} == {0o600}
    assert not home.exists()


@pytest.mark.parametrize("content", [b"", b"unit = ", b"\xff\xfe", "单位 = 1".encode("gbk"), b"a = 1", b"x" * 100_000])
def test_a_file_not_to_be_understood_is_passed_over_and_written_anew(home: Path, content: bytes) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_bytes(content)
    assert recall(config_file(), home) == {}
    remember(config_file(), home, {"unit": "rsj"})
    assert recall(config_file(), home) == {"unit": "rsj"}


def test_facts_of_a_wrong_type_are_passed_over(home: Path) -> None:
    config_file().parent.mkdir(parents=True)
    config_file().write_text(f'["{home}"]\nunit = 3\nprepared_by = "张三"\n')
    assert recall(config_file(), home) == {"prepared_by": "张三"}


def test_nothing_is_written_when_nothing_is_new(home: Path) -> None:
    remember(config_file(), home, {"unit": "rsj"})
    before = config_file().stat()
    remember(config_file(), home, {"unit": "rsj"})
    assert (config_file().stat().st_ino, config_file().stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_in_the_way_of_the_folder_is_named(home: Path) -> None:
    config_file().parent.parent.mkdir(parents=True)
    config_file().parent.write_text("x")
    with pytest.raises(Unusable, match=str(config_file().parent)):
        remember(config_file(), home, {"unit": "rsj"})


def test_a_home_is_forgotten_and_the_others_are_not(tmp_path: Path) -> None:
    file, one, other = tmp_path / "me.toml", tmp_path / "one", tmp_path / "other"
    remember(file, one, {"unit": "fgw"})
    remember(file, other, {"unit": "rsj"})
    forget(file, one)
    assert (recall(file, one), recall(file, other)) == ({}, {"unit": "rsj"})
    forget(tmp_path / "absent.toml", one)
    assert not (tmp_path / "absent.toml").exists()
