"""Finding Chinese by its characters or by the initials of its pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuwen_tui.domain.pinyin import initials, is_found
from tests.conftest import CATALOGUE

MEASURES = CATALOGUE.notice.measures
IDEOGRAPHS = sorted({c for m in MEASURES for c in m.title + m.area + m.text + m.responsible if "\u4e00" <= c <= "\u9fff"})


def test_every_character_of_the_notice_but_five_has_an_initial() -> None:
    assert len(IDEOGRAPHS) > 700
    assert [character for character in IDEOGRAPHS if not initials(character).isalpha()] == ["暨", "殡", "纾", "赈", "锂"]


@pytest.mark.parametrize("unit", CATALOGUE.units, ids=lambda unit: unit.code)
def test_a_units_name_has_the_initials_that_its_keys_were_made_from(unit) -> None:
    assert any(initials(name) in unit.keys for name in (unit.name, *unit.aliases))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("稳定就业岗位", "wdjygw"),
        ("啊座", "az"),
        ("芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "bcdefghjklmnopqrstwxyz"),
        ("“颐养之家”100%全覆盖", "yyzj100qfg"),
        ("建成５Ｇ基站，不少于", "jc5gjzbsy"),
        ("暨县", "?x"),
        ("《》、 ……\n", ""),
        ("", ""),
    ],
)
def test_initials_of_a_text(text: str, letters: str) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("就业", "稳定就业岗位"),
        ("wdjy", "稳定就业岗位"),
        ("jygw", "稳定就业岗位"),
        ("WDJY", "稳定就业岗位"),
        ("ｗｄｊｙ", "稳定就业岗位"),
        (" wdjy ", "稳定就业岗位"),
        ("5gjz", "建成5G基站"),
        ("５Ｇ", "建成5G基站"),
        ("5g", "建成５Ｇ基站"),
        ("yyzj", "农村“颐养之家”"),
        ("（七）", "(七)进一步减轻企业负担"),
        ("qykn", "企业困难"),
        ("qysk", "企业纾困"),
        ("qyk", "企业纾困"),
        ("kn", "纾困难"),
        ("", "任何文字"),
        ("  ", ""),
    ],
)
def test_what_is_typed_is_found(wanted: str, text: str) -> None:
    assert is_found(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [("jyw", "稳定就业岗位"), ("就位", "稳定就业岗位"), ("wdjygwx", "稳定就业岗位"), ("w d", "稳定"), ("q?k", "企业纾困"), ("a", "")],
)
def test_what_is_not_there_is_not_found(wanted: str, text: str) -> None:
    assert not is_found(wanted, text)


@given(st.text("稳定就业纾暨ab5，。 ", max_size=12), st.integers(0, 11), st.integers(1, 12))
def test_any_part_of_a_text_is_found_by_its_characters_and_by_its_initials(text: str, start: int, length: int) -> None:
    part = text[start : start + length]
    assert is_found(part, text)
    assert is_found(initials(part).replace("?", ""), text)
    assert is_found(initials(part).replace("?", "z"), text)
