"""``units`` and ``measures``: what the notice gives to whom, held against the catalogue's files read by the test itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import CODE, run

_FOLDER = CODE / "data" / "qsh-2020-25"
UNITS: dict[str, Any] = tomllib.loads((_FOLDER / "units.toml").read_text(encoding="utf-8"))
MEASURES: list[dict[str, Any]] = tomllib.loads((_FOLDER / "notice.toml").read_text(encoding="utf-8"))["measure"]
NAMES = {unit["code"]: unit["name"] for unit in UNITS["unit"]}
MEMBERS = {group["name"]: group["members"] for group in UNITS["group"]}
MEASURE_KEYS = {"number", "label", "area", "title", "text", "units", "groups", "unresolved", "targets", "assigned_by"}
IN_TOWNS = [4, 13, 14, 16, 17, 18]


def assigned(code: str) -> dict[int, str]:
    """By measure number, whether the notice gives it to the unit by name or through a group."""
    found = {}
    for measure in MEASURES:
        if code in measure["units"]:
            found[measure["number"]] = "unit"
        elif any(code in MEMBERS[name] for name in measure["groups"]):
            found[measure["number"]] = "group"
    return found


def test_units_lists_every_unit_with_its_code_names_and_groups(home: Path) -> None:
    groups = {code: [name for name, members in MEMBERS.items() if code in members] for code in NAMES}
    listed = run("units", "--json", home=home).json()
    assert listed == [
        {"code": unit["code"], "name": unit["name"], "aliases": unit["aliases"], "groups": groups[unit["code"]]} for unit in UNITS["unit"]
    ]
    assert len(listed) == 32
    words = run("units", home=home).out
    assert [line.split()[:2] for line in words.splitlines()] == [[unit["code"], unit["name"]] for unit in UNITS["unit"]]


def test_all_measures_stand_as_the_catalogue_has_them(home: Path) -> None:
    listed = run("measures", "--all", "--json", home=home).json()
    assert [measure["number"] for measure in listed] == list(range(1, 19))
    for shown, kept in zip(listed, MEASURES, strict=True):
        assert shown.keys() == MEASURE_KEYS
        same = ("number", "label", "area", "title", "text", "groups", "unresolved")
        assert {key: shown[key] for key in same} == {key: kept[key] for key in same}
        assert shown["units"] == [NAMES[code] for code in kept["units"]]
        assert [target["id"] for target in shown["targets"]] == [target["id"] for target in kept.get("target", [])]
        assert all(target.keys() == {"id", "quote", "name", "kind", "value", "unit", "due"} for target in shown["targets"])
        assert shown["assigned_by"] is None


def test_all_measures_as_seen_by_a_unit_say_which_are_its_own(home: Path) -> None:
    listed = run("measures", "--all", "--json", "--unit", "czj", home=home).json()
    assert {measure["number"]: measure["assigned_by"] for measure in listed if measure["assigned_by"]} == assigned("czj")
    assert len(listed) == 18


@pytest.mark.parametrize("code", NAMES)
def test_a_unit_sees_its_measures_and_only_those(home: Path, code: str) -> None:
    seen = run("measures", "--json", "--unit", code, "--quarter", "2020Q4", home=home).json()
    assert {measure["number"]: measure["assigned_by"] for measure in seen} == assigned(code) != {}


def test_towns_streets_and_the_park_see_six_measures_through_their_group(home: Path) -> None:
    for group in ("各镇", "街道", "园区"):
        for code in MEMBERS[group]:
            assert assigned(code) == dict.fromkeys(IN_TOWNS, "group")
    assert "塘山镇因“各镇”列入" in run("show", "13", "--unit", "tsz", "--quarter", "2020Q4", home=home).out


def test_measures_in_words_stand_by_area_with_number_and_title(home: Path) -> None:
    lines = run("measures", "--unit", "fgw", "--quarter", "2020Q4", home=home).out.splitlines()
    areas = list(dict.fromkeys(MEASURES[number - 1]["area"] for number in assigned("fgw")))
    assert [line for line in lines if not line.startswith(" ")] == areas
    rows = [f"{number} {MEASURES[number - 1]['title']}" for number in assigned("fgw")]
    assert [line.strip() for line in lines if line.startswith(" ")] == rows
