"""``liuwen.toml``: what is set is read, and what is not understood is named."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.settings import Settings
from liuwen_tui.store.settings import load_settings

Q4 = Quarter(2020, 4)


def write(home: Path, content: str | bytes) -> Settings:
    (home / "liuwen.toml").write_bytes(content.encode() if isinstance(content, str) else content)
    return load_settings(home)


def test_without_a_file_the_defaults_stand(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert Settings().due_day(Q4) == date(2021, 1, 10)


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert write(tmp_path, "") == Settings()


def test_everything_that_can_be_set_is_read(tmp_path: Path) -> None:
    settings = write(
        tmp_path,
        """
        notice = "other"
        timezone = "-05:30"
        due_days = 5
        download_hint = "sz"
        lamp = { yellow = 5, red = 20 }
        [quarter.2020Q4]
        due = 2021-01-20
        note = "年度总结一并报送"
        extension.rsj = { due = 2021-01-25, reason = "年报" }
        """,
    )
    assert (settings.notice, settings.due_days, settings.download_hint) == ("other", 5, "sz")
    assert settings.timezone.utcoffset(None) == -timedelta(hours=5, minutes=30)
    assert (settings.yellow, settings.red) == (5, 20)
    assert (settings.due_day(Q4), settings.due_day(Q4, "rsj"), settings.due_day(Q4.next)) == (
        date(2021, 1, 20),
        date(2021, 1, 25),
        date(2021, 4, 5),
    )
    assert (settings.of(Q4).note, settings.of(Q4).extensions["rsj"].reason) == ("年度总结一并报送", "年报")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("due_days = ", "TOML"),
        ("due_days = '10'", "due_days"),
        ("due_days = true", "due_days"),
        ("due_day = 10", "due_day"),
        ("due_days = 100000000000", "due_days"),
        ("lamp = 3", "lamp"),
        ("lamp = { yellow = 1, green = 2 }", "green"),
        ("timezone = 'Asia/Shanghai'", "timezone"),
        ("timezone = '+25:00'", "timezone"),
        ("[quarter.2020Q5]", "2020Q5"),
        ("quarter = 1", "quarter"),
        ("quarter.2020Q4 = 1", "2020Q4"),
        ("quarter.2020Q4.due = '2021-01-20'", "due"),
        ("quarter.2020Q4.due = 2021-01-20T10:00:00", "due"),
        ("quarter.2020Q4.days = 3", "days"),
        ("quarter.2020Q4.extension.rsj = { reason = '年报' }", "rsj"),
        ("quarter.2020Q4.extension.rsj = { due = 2021-01-25 }", "reason"),
        ("note = '中文'".encode("gbk"), "UTF-8"),
        ("notice = 'x'".encode("utf-16"), "UTF-8"),
        ("a = " + "[" * 5000, ""),
    ],
)
def test_what_is_not_understood_is_refused_naming_file_and_place(tmp_path: Path, content: str | bytes, named: str) -> None:
    with pytest.raises(Unusable) as refused:
        write(tmp_path, content)
    assert str(tmp_path / "liuwen.toml") in str(refused.value)
    assert named in str(refused.value)


def test_a_settings_file_that_is_a_folder_or_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "liuwen.toml").mkdir()
    with pytest.raises(Unusable, match=r"liuwen\.toml"):
        load_settings(tmp_path)
    (tmp_path / "liuwen.toml").rmdir()
    (tmp_path / "other").write_text("due_days = 3")
    (tmp_path / "liuwen.toml").symlink_to(tmp_path / "other")
    with pytest.raises(Unusable, match=r"liuwen\.toml"):
        load_settings(tmp_path)
