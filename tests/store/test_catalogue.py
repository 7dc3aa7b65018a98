"""The reviewed catalogues against the notices they were made from, and what a broken one is refused for."""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.notice import TargetKind, chinese_number
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.store.catalogue import NOTICE_FILE, UNITS_FILE, builtin_catalogues, find_catalogue, load_catalogue

ROOT = Path(__file__).parents[2]
SECOND = ROOT / "tests" / "second_notice"
FIRST = builtin_catalogues() / "qsh-2020-25"
CATALOGUE = load_catalogue(FIRST)
MEASURES = {measure.number: measure for measure in CATALOGUE.notice.measures}
NAMED = re.compile(r".*?(?:局|委|办|中心|联|部门|镇|街道|园区)")
"""A unit or group as the notice lists it, whether or not a 、 stands behind it."""
TOWNS, STREETS, PARK = ("jdz", "ljz", "hfz", "tsz"), ("qsljd", "shljd", "ngjd", "zdjd"), ("gxyq",)
PRINTED_BOTH_WAYS = {"发改委", "财政局", "人社局", "商务局", "农业农村局", "民政局", "卫健委", "金融办", "税务局"}

both = pytest.mark.parametrize(
    ("folder", "seed"), [(FIRST, ROOT / "seeds" / "qsh-2020-25.txt"), (SECOND, SECOND / "notice.txt")], ids=["first", "second"]
)


def listed(responsible: str) -> list[str]:
    """The names in a list of responsible units, read without the catalogue's help."""
    inside = responsible.removeprefix("(责任单位:").removesuffix(")")
    return [name for piece in re.split("[、,]", inside) for name in NAMED.findall(piece)]


def words_and_spans(catalogue: Catalogue) -> list[tuple[str, tuple[int, int]]]:
    """All that the catalogue quotes of the notice but targets, which lie inside a text."""
    quoted = [(area.heading, area.heading_span) for area in catalogue.notice.areas]
    for measure in catalogue.notice.measures:
        quoted.append((measure.label, measure.label_span))
        quoted.append((measure.title, measure.title_span))
        quoted.append((measure.text, measure.text_span))
        quoted.append((measure.responsible, measure.responsible_span))
    return sorted(quoted, key=lambda item: item[1])


def measures_of(catalogue: Catalogue, code: str) -> list[int]:
    return [measure.number for measure in catalogue.notice.measures if code in catalogue.responsible(measure)]


@both
def test_every_word_of_the_catalogue_stands_in_the_notice_at_its_span(folder: Path, seed: Path) -> None:
    catalogue, text = load_catalogue(folder), seed.read_bytes().decode()
    targets = [(target.quote, target.quote_span) for measure in catalogue.notice.measures for target in measure.targets]
    for words, (start, end) in [*words_and_spans(catalogue), *targets]:
        assert text[start:end] == words
    for measure in catalogue.notice.measures:
        assert measure.responsible.startswith("(责任单位:")
        assert all(target.quote in measure.text for target in measure.targets)


@both
def test_nothing_of_the_measures_is_left_out_or_read_twice(folder: Path, seed: Path) -> None:
    catalogue, text = load_catalogue(folder), seed.read_bytes().decode()
    spans = [span for _, span in words_and_spans(catalogue)]
    between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert not "".join(between).replace("。", "").strip()
    rest = text[spans[-1][1] :]
    assert "责任单位" not in text[: spans[0][0]] + rest


@both
def test_the_catalogue_names_the_very_file_it_was_made_from(folder: Path, seed: Path) -> None:
    table = tomllib.loads((folder / NOTICE_FILE).read_text("utf-8"))
    assert table["seed"] == seed.name
    assert table["seed_sha256"] == hashlib.sha256(seed.read_bytes()).hexdigest()
    assert tomllib.loads((folder / UNITS_FILE).read_text("utf-8"))["notice"] == table["id"]


@both
def test_every_unit_that_a_measure_lists_has_it_and_no_other(folder: Path, seed: Path) -> None:
    catalogue = load_catalogue(folder)
    groups = {group.name for group in catalogue.groups}
    for measure in catalogue.notice.measures:
        names = listed(measure.responsible)
        assert [name for name in names if name in groups] == list(measure.groups)
        assert [name for name in names if name == "局"] == list(measure.unresolved)
        found = [catalogue.unit(name).code for name in names if name not in groups and name != "局"]
        assert found == list(measure.units)


@both
def test_each_anomaly_quotes_the_notice_where_it_says(folder: Path, seed: Path) -> None:
    catalogue, text = load_catalogue(folder), seed.read_bytes().decode()
    assert catalogue.notice.anomalies
    for anomaly in catalogue.notice.anomalies:
        assert anomaly.quote in text
        if anomaly.measure:
            measure = catalogue.measure(anomaly.measure)
            assert anomaly.quote in text[measure.label_span[0] : measure.responsible_span[1]]


def test_all_eighteen_measures_are_numbered_by_sequence_whatever_their_label_prints() -> None:
    assert list(MEASURES) == list(range(1, 19))
    damaged = {13: "(十)", 14: "(十)", 15: "(十)", 16: "(十)", 17: "(十)", 18: "十八)"}
    assert {number: measure.label for number, measure in MEASURES.items() if measure.label != measure.numeral} == damaged
    assert {item.measure for item in CATALOGUE.notice.anomalies if item.kind == "label"} == damaged.keys()
    bare = {number for number, measure in MEASURES.items() if not measure.responsible.endswith(")")}
    assert {item.measure for item in CATALOGUE.notice.anomalies if item.kind == "bracket"} == bare == {4, 6, 7, 11, 13, 14}
    assert (chinese_number(10), chinese_number(20), chinese_number(99)) == ("十", "二十", "九十九")


def test_the_six_areas_stand_in_the_order_of_the_notice() -> None:
    areas = [area.name for area in CATALOGUE.notice.areas]
    assert areas == ["保居民就业", "保基本民生", "保市场主体", "保粮食能源安全", "保产业链供应链稳定", "保基层运转"]
    for measure in MEASURES.values():
        above = [area for area in CATALOGUE.notice.areas if area.heading_span[1] <= measure.label_span[0]]
        assert above[-1].name == measure.area


def test_a_unit_is_found_with_and_without_its_district() -> None:
    printed = {
        name for measure in MEASURES.values() for name in listed(measure.responsible) if name.endswith(("局", "委", "办", "中心", "联"))
    }
    bare = {name.removeprefix("区") for name in printed} - {"局"}
    assert len(bare) == 23
    assert {name for name in bare if {name, f"区{name}"} <= printed} == PRINTED_BOTH_WAYS
    for name in bare - {"青山湖生态环境局"}:
        assert CATALOGUE.unit(name) is CATALOGUE.unit(f"区{name}")
        ever = f"区{name}" in printed or name == "行政审批局"
        assert CATALOGUE.unit(name).name == (f"区{name}" if ever else name)


def test_a_key_that_fits_two_units_asks_which_one() -> None:
    with pytest.raises(WrongUse, match=r"区商务局（shangwj）.*区税务局（shuiwj）"):
        CATALOGUE.unit("swj")
    assert CATALOGUE.unit("fgw") is CATALOGUE.unit("QFGW") is CATALOGUE.unit(" 发改委 ")
    with pytest.raises(WrongUse, match="没有“教科局”"):
        CATALOGUE.unit("教科局")


def test_keys_and_names_lead_to_one_unit_but_for_the_two_that_share_a_key() -> None:
    for unit in CATALOGUE.units:
        for text in {unit.code, unit.name, *unit.aliases, *unit.keys} - {"swj", "qswj"}:
            assert CATALOGUE.unit(text) is unit


def test_towns_streets_and_the_park_have_exactly_the_measures_that_list_their_group() -> None:
    groups = {group.name: group.members for group in CATALOGUE.groups if not group.is_open}
    assert groups == {"各镇": TOWNS, "街道": STREETS, "园区": PARK}
    for name, members in groups.items():
        for code in members:
            assert measures_of(CATALOGUE, code) == [4, 13, 14, 16, 17, 18]
            assert CATALOGUE.groups_of(code) == (name,)
            assert CATALOGUE.listing_group(MEASURES[4], code) == name
            assert CATALOGUE.assigned_by_notice(MEASURES[4], code) is AssignedBy.GROUP


def test_the_lead_department_reports_on_nine_measures_too() -> None:
    assert measures_of(CATALOGUE, "fgw") == [1, 4, 5, 6, 7, 8, 9, 10, 12]
    assert CATALOGUE.assigned_by_notice(MEASURES[1], "fgw") is AssignedBy.UNIT
    assert CATALOGUE.assigned_by_notice(MEASURES[2], "fgw") is None


def test_measures_that_leave_open_who_is_meant_are_offered() -> None:
    assert [number for number, measure in MEASURES.items() if CATALOGUE.is_offered(measure)] == [2, 5, 13, 14, 15, 16, 17]
    assert {group.name for group in CATALOGUE.groups if group.is_open} == {"区直有关部门", "产业链链长制各责任部门"}


def test_measure_15_is_nobodys_until_it_is_claimed() -> None:
    assert [number for number, measure in MEASURES.items() if not CATALOGUE.responsible(measure)] == [15]


def test_only_the_fourteen_commitments_of_the_notice_are_targets() -> None:
    targets = {target.id: target for measure in MEASURES.values() for target in measure.targets}
    figures = {key: (target.value, target.unit) for key, target in targets.items() if target.kind is TargetKind.FIGURE}
    assert figures == {
        "5-1": (100, "%"), "10-1": (100, "项"), "10-3": (30, "%"), "11-1": (18830, "亩"), "11-2": (0.1, "亿斤"), "12-1": (2, "家"),
        "12-2": (16, "家"), "12-3": (16.6, "亿元"), "12-4": (3, "个"), "12-5": (1, "个"), "14-1": (2, "个点位"), "15-1": (500, "个"),
    }  # fmt: skip
    acts = {key: str(target.due) for key, target in targets.items() if target.kind is TargetKind.ACT}
    assert acts == {"5-2": "2021-12-31", "10-2": "2020-12-31"}
    assert not any(target.reported_by for target in targets.values())


def test_the_notice_says_when_it_was_issued_and_from_when_it_is_reported() -> None:
    notice = CATALOGUE.notice
    assert (notice.document_number, str(notice.issued_on)) == ("湖政发〔2020〕25号", "2020-09-25")
    assert notice.first_quarter == Quarter.parse("2020Q3")


def test_correcting_an_alias_makes_nothing_foreign_and_changing_a_text_does(tmp_path: Path) -> None:
    digest = load_catalogue(SECOND).notice.digest
    assert load_catalogue(altered(tmp_path / "1", UNITS_FILE, '["发改委"]', '["发改委", "县发改局"]')).notice.digest == digest
    assert load_catalogue(altered(tmp_path / "2", NOTICE_FILE, 'title = "抓好春耕生产"', 'title = "春耕"')).notice.digest == digest
    assert load_catalogue(altered(tmp_path / "3", NOTICE_FILE, "1200人。", "1300人。")).notice.digest != digest


def test_a_second_notice_loads_with_its_own_units_under_the_same_codes() -> None:
    catalogue = load_catalogue(SECOND)
    assert catalogue.notice.id == "demo-2021-1"
    assert [measures_of(catalogue, unit.code) for unit in catalogue.units] == [[1, 2], [1], [2, 3], [2, 3]]
    assert (catalogue.unit("fgw").name, CATALOGUE.unit("fgw").name) == ("县发改委", "区发改委")


def test_a_home_puts_its_own_catalogue_before_the_built_in_one(tmp_path: Path) -> None:
    assert find_catalogue("qsh-2020-25", tmp_path) == FIRST
    assert find_catalogue(str(SECOND), tmp_path) == SECOND
    own = shutil.copytree(SECOND, tmp_path / "notices" / "qsh-2020-25")
    assert find_catalogue("qsh-2020-25", tmp_path) == own
    with pytest.raises(WrongUse, match="找不到通知“没有的”"):
        find_catalogue("没有的", tmp_path)


def altered(folder: Path, file: str, old: str, new: str) -> Path:
    """The second notice with the first ``old`` in one of its files replaced."""
    shutil.copytree(SECOND, folder)
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


SECOND_DIGEST = load_catalogue(SECOND).notice.digest


def earlier(said: str, digest: str = "0" * 64, times: int = 1) -> tuple[str, str]:
    """What is replaced in a notice, and with what, so that it names an earlier reading."""
    return "[[anomaly]]", f'[[earlier]]\ndigest = "{digest}"\n{said}\n\n' * times + "[[anomaly]]"


@pytest.mark.parametrize(
    ("file", "old", "new", "wish"),
    [
        (NOTICE_FILE, '["fgw", "czj"]', '["fgw", "xyz"]', "xyz"),
        (NOTICE_FILE, 'groups = ["各镇"]', 'groups = ["各村"]', "各村"),
        (NOTICE_FILE, 'area = "保居民就业"', 'area = "保运转"', "保运转"),
        (NOTICE_FILE, 'reported_by = ["fgw"]', 'reported_by = ["xyz"]', "xyz"),
        (NOTICE_FILE, "number = 2", "number = 4", "连续"),
        (NOTICE_FILE, "number = 1", "number = 2", "连续"),
        (NOTICE_FILE, 'label = "(一)"', 'label = "(一)"\nnumer = 1', "numer"),
        (NOTICE_FILE, 'quote = "2021', 'qoute = "2021', "quote"),
        (NOTICE_FILE, 'kind = "figure"', 'kind = "dream"', "kind"),
        (NOTICE_FILE, "value = 1200", "value = nan", "value"),
        (NOTICE_FILE, "due = 2021-12-31", 'due = "2021年底"', "due"),
        (NOTICE_FILE, "issued_on = 2021-03-01", "", "issued_on"),
        (NOTICE_FILE, '"2021Q1"', '"2021年五季度"', "报告期"),
        (NOTICE_FILE, "label_span = [78, 81]", "label_span = [78]", "label_span"),
        (NOTICE_FILE, 'kind = "bracket"', 'kind = "bracket"\nseverity = 1', "severity"),
        (NOTICE_FILE, 'name = "保居民就业"', 'name = "保居民就业"\nnotes = 1', "notes"),
        (NOTICE_FILE, 'id = "demo-2021-1"', 'id = "demo-2021-1"\nextra = 1', "extra"),
        (NOTICE_FILE, "[[area]]", "[[area", "TOML"),
        (NOTICE_FILE, 'id = "2-1"', 'id = "1-1"', "1-1"),
        (NOTICE_FILE, "liuwen.notice/1", "liuwen.notice/2", "liuwen.notice/2"),
        (NOTICE_FILE, *earlier("since = 1"), "since"),
        (NOTICE_FILE, *earlier('numbers = { 1 = "2" }'), "numbers"),
        (NOTICE_FILE, *earlier("numbers = { 1 = -1 }"), "numbers"),
        (NOTICE_FILE, *earlier("numbers = { one = 1 }"), "numbers"),
        (NOTICE_FILE, *earlier("numbers = { 1 = 2, 3 = 2 }"), "不得重复"),
        (NOTICE_FILE, *earlier("numbers = { 1 = 9 }"), "现有的措施"),
        (NOTICE_FILE, *earlier("", digest="0"), "digest"),
        (NOTICE_FILE, *earlier("", digest=SECOND_DIGEST), "自己的"),
        (NOTICE_FILE, *earlier("", times=2), "不得重复"),
        (UNITS_FILE, '"hkz", "shz"', '"hkz", "xyz"', "xyz"),
        (UNITS_FILE, 'code = "czj"', 'code = "fgw"', "重复"),
        (UNITS_FILE, 'code = "czj"', 'code = "../../x"', "小写字母"),
        (UNITS_FILE, 'code = "czj"', 'code = "lead"', "不能是 lead"),
        (UNITS_FILE, 'code = "czj"', 'code = "czj"\nvalid_until = 9999-12-31', "没有结束的不用写"),
        (NOTICE_FILE, 'id = "demo-2021-1"', 'id = "../../root"', "字母或数字开头"),
        (UNITS_FILE, 'code = "czj"', 'code = "czj"\nlead = true', "lead"),
        (UNITS_FILE, "open = false", 'open = "no"', "open"),
        (UNITS_FILE, "open = false", "open = false\nlead = true", "lead"),
        (UNITS_FILE, 'name = "县财政局"', "", "name"),
        (UNITS_FILE, 'notice = "demo-2021-1"', 'notice = "demo-2021-1"\nextra = 1', "extra"),
        (UNITS_FILE, "[[unit]]", "[[unit", "TOML"),
        (UNITS_FILE, "liuwen.units/1", "liuwen.units/2", "liuwen.units/2"),
        (UNITS_FILE, 'notice = "demo-2021-1"', 'notice = "qsh-2020-25"', "qsh-2020-25"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_file_and_place(tmp_path: Path, file: str, old: str, new: str, wish: str) -> None:
    folder = altered(tmp_path / "notice", file, old, new)
    with pytest.raises(Unusable) as refused:
        load_catalogue(folder)
    assert file in str(refused.value)
    assert wish in str(refused.value)


def test_a_notice_says_what_became_of_the_numbers_of_its_earlier_readings(tmp_path: Path) -> None:
    notice = load_catalogue(altered(tmp_path / "notice", NOTICE_FILE, *earlier("numbers = { 1 = 2, 2 = 0 }"))).notice
    digest = "0" * 64
    assert [notice.number_now(digest, number) for number in (1, 2, 3, 4)] == [2, None, 3, 4]
    assert [notice.number_now(notice.digest, number) for number in (0, 1, 2)] == [0, 1, 2]
    assert [notice.was_numbered(number, now) for number, now in ((1, 2), (3, 3), (2, 1), (1, 3))] == [True, True, False, False]
    moved = load_catalogue(altered(tmp_path / "moved", NOTICE_FILE, *earlier("numbers = { 1 = 3 }"))).notice
    assert moved.number_now(digest, 3) is None, "an old number that another measure has now, and of which nothing is said"


def test_a_catalogue_without_its_units_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(SECOND, tmp_path / "notice")
    (folder / UNITS_FILE).unlink()
    with pytest.raises(Unusable, match=r"units\.toml：没有这个文件"):
        load_catalogue(folder)
