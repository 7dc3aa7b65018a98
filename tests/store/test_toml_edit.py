"""A keeper's settings file is changed in one place, and what the keeper wrote around it stays."""

from __future__ import annotations

import stat
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.store.settings import change_settings, load_settings
from liuwen_tui.store.toml_edit import with_values

Q4 = ("quarter", "2020Q4")
KEPT = """\
# 青山湖区，张某管
due_days = 10   # 照往年

[quarter.2020Q4]  # 年末
# 截止日区里定过，见 湖政办〔2020〕9号
due = 2021-01-15                  # 这一季的截止日
note = "数据截至12月31日。#不是注释"  # 要求

[quarter.2020Q4.extension.rsj]    # 给一个单位展期
due = 2021-01-20
reason = "系统切换"

# 灯
[lamp]
yellow = 10
red = 30
"""


def test_a_value_is_replaced_added_and_dropped_and_every_comment_stays() -> None:
    changed = with_values(KEPT, Q4, {"due": date(2021, 1, 18), "note": None})
    assert changed == KEPT.replace("2021-01-15", "2021-01-18").replace('note = "数据截至12月31日。#不是注释"  # 要求\n', "")
    assert with_values(KEPT, Q4, {"note": '分两行\n"引号"\\'}) == KEPT.replace('"数据截至12月31日。#不是注释"', r'"分两行\n\"引号\"\\"')
    assert with_values(KEPT, ("lamp",), {"red": 40}) == KEPT.replace("red = 30", "red = 40")
    added = with_values(KEPT, (*Q4, "extension", "czj"), {"due": date(2021, 1, 22), "reason": "搬家"})
    assert added == KEPT + '\n[quarter.2020Q4.extension.czj]\ndue = 2021-01-22\nreason = "搬家"\n'
    assert with_values(added, (*Q4, "extension", "czj"), {"due": None, "reason": None}) == KEPT + "\n"
    without = with_values(KEPT, (*Q4, "extension", "rsj"), {"due": None, "reason": None})
    assert without is not None and "# 灯\n[lamp]" in without and "rsj" not in without


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", "[lamp]\nred = 40\n"),
        ("due_days = 3", "due_days = 3\n\n[lamp]\nred = 40\n"),
        ("[lamp]\r\nyellow = 5\r\n", "[lamp]\r\nyellow = 5\r\nred = 40\r\n"),
        ("[ lamp ]\nred = \\\n", None),
        ('[lamp]\nnote = """\nred = 3\n"""\n', '[lamp]\nnote = """\nred = 3\n"""\nred = 40\n'),
        ('["lamp"]\n"red" = 3 # 三\n', '["lamp"]\nred = 40 # 三\n'),
        ("lamp = { yellow = 5, red = 20 }\n", None),
        ("lamp.yellow = 5\n", None),
        ("lamp = 3\n", None),
        ('note = """\n[lamp]\n"""\n', None),
        ("[[lamp]]\nred = 3\n", None),
        ("a = \n", None),
    ],
)
def test_a_file_is_changed_rightly_or_not_at_all(text: str, outcome: str | None) -> None:
    assert with_values(text, ("lamp",), {"red": 40}) == outcome


VALUES = st.one_of(st.none(), st.dates(), st.integers(0, 99), st.text(st.characters(codec="utf-8"), max_size=9))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([Q4, ("lamp",), (*Q4, "extension", "rsj"), ("quarter", "2021Q1")]),
    st.dictionaries(st.sampled_from(["due", "note", "red"]), VALUES),
)
def test_whatever_is_put_in_is_read_again_and_the_comments_are_all_there(table: tuple[str, ...], values: dict[str, object]) -> None:
    changed = with_values(KEPT, table, values)  # type: ignore[arg-type]
    assert changed is not None
    found: object = tomllib.loads(changed)
    for name in table:
        found = found.get(name, {}) if isinstance(found, dict) else {}
    assert isinstance(found, dict)
    assert {name: found.get(name) for name in values} == values
    assert [line for line in KEPT.splitlines() if line.startswith("#")] == [line for line in changed.splitlines() if line.startswith("#")]
    assert "# 照往年" in changed


def test_the_keepers_mode_stays_and_a_file_that_cannot_be_changed_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "liuwen.toml"
    change_settings(tmp_path, ("lamp",), {"yellow": 5, "red": 20}, "张三", 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    path.write_text(KEPT, encoding="utf-8")
    path.chmod(0o640)
    change_settings(tmp_path, Q4, {"due": date(2021, 1, 18)}, "张三", 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert load_settings(tmp_path).due_day(Quarter(2020, 4)) == date(2021, 1, 18)
    for content, said in (("lamp = { yellow = 5, red = 20 }\n", "lamp.*改不了"), ("due_day = 3\n", "due_day"), ("a = = 3", "TOML")):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(Unusable, match=said):
            change_settings(tmp_path, ("lamp",), {"red": 40}, "张三", 1)
        assert path.read_text(encoding="utf-8") == content
    path.write_text("", encoding="utf-8")
    with pytest.raises(LiuwenError, match="reason"):
        change_settings(tmp_path, (*Q4, "extension", "rsj"), {"due": date(2021, 1, 18)}, "张三", 1)
    assert path.read_text(encoding="utf-8") == ""
