"""Finding a unit by what people type: exact, or asked back; never by likeness."""

from __future__ import annotations

import pytest

from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.units import Unit, find_unit, matching_units

UNITS = (
    Unit("shangwj", "区商务局", ("商务局",), ("swj", "qswj"), ""),
    Unit("shuiwj", "区税务局", ("税务局",), ("swj", "qswj"), ""),
    Unit("kgj", "区科工局", ("科工局",), ("kgj", "qkgj"), ""),
    Unit("swj", "水务局", (), (), ""),
)
WITHOUT_CODE = UNITS[:3]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("shangwj", "shangwj"), ("SHUIWJ", "shuiwj"), ("区税务局", "shuiwj"), (" 商务局\n", "shangwj"), ("QKGJ", "kgj"), ("swj", "swj")],
)
def test_a_unit_is_found_by_code_name_alias_or_key_and_a_code_goes_first(typed: str, code: str) -> None:
    assert find_unit(UNITS, typed).code == code


def test_a_key_of_two_units_is_asked_back_with_both() -> None:
    with pytest.raises(WrongUse, match=r"“swj”可以是区商务局（shangwj）、区税务局（shuiwj）") as asked:
        find_unit(WITHOUT_CODE, "swj")
    assert asked.value.exit_code == 2


@pytest.mark.parametrize("typed", ["", "教体局", "区科工", "科工", "科工局局", "kg"])
def test_what_merely_looks_alike_is_not_found(typed: str) -> None:
    with pytest.raises(WrongUse, match=r"没有“.*”这个单位") as refused:
        find_unit(UNITS, typed)
    assert refused.value.command == "liuwen units"


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("", ["shangwj", "shuiwj", "kgj"]),
        ("务局", ["shangwj", "shuiwj"]),
        ("sw", ["shangwj", "shuiwj"]),
        ("QK", ["kgj"]),
        ("x", []),
        ("gj", []),
    ],
)
def test_a_filter_shows_every_unit_that_could_be_meant(typed: str, codes: list[str]) -> None:
    assert [unit.code for unit in matching_units(WITHOUT_CODE, typed)] == codes
