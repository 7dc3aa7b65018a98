"""Options beat environment, that beats ``liuwen.toml``, that beats defaults; what is not known is said."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from liuwen_tui.domain.errors import LiuwenError, Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.opening import Face, Opening, Options
from liuwen_tui.store.catalogue import builtin_catalogues
from liuwen_tui.store.personal import default_home
from tests.conftest import AT, as_nobody

BUILTIN = builtin_catalogues() / "qsh-2020-25"


def opened(environment: Mapping[str, str] | None = None, at: str = AT, **options: str) -> Opening:
    return Opening(Options(**options), environment or {}, lambda: datetime.fromisoformat(at))


def catalogue(folder: Path, notice: str, title: str) -> Path:
    """A copy of the built-in catalogue under another id and title."""
    shutil.copytree(BUILTIN, folder)
    text = (folder / "notice.toml").read_text()
    (folder / "notice.toml").write_text(
        text.replace('id = "qsh-2020-25"', f'id = "{notice}"', 1).replace('title = "青山湖区', f'title = "{title}', 1)
    )
    units = folder / "units.toml"
    units.write_text(units.read_text().replace('notice = "qsh-2020-25"', f'notice = "{notice}"', 1))
    return folder


def test_with_nothing_set_at_all_it_works_and_asks_for_the_unit(home: Path) -> None:
    opening = opened()
    assert opening.office.home.root == default_home()
    assert opening.office.catalogue.notice.id == "qsh-2020-25"
    assert (opening.unit, opening.chosen_quarter, opening.quarter) == (None, None, Quarter(2020, 4))
    with pytest.raises(WrongUse, match="还不知道您是哪个单位"):
        opening.desk()
    assert not default_home().exists()


def test_the_home_of_an_option_beats_that_of_the_environment(home: Path) -> None:
    assert opened({"LIUWEN_HOME": str(home / "a")}).office.home.root == home / "a"
    assert opened({"LIUWEN_HOME": str(home / "a")}, home=str(home / "b")).office.home.root == home / "b"
    assert opened({"LIUWEN_HOME": ""}).office.home.root == default_home()


def test_a_home_given_from_here_stays_the_same_after_going_elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    assert opened(home="home").office.home.root == home


def test_unit_and_quarter_of_an_option_beat_those_of_the_environment(home: Path) -> None:
    environment = {"LIUWEN_HOME": str(home), "LIUWEN_UNIT": "czj", "LIUWEN_QUARTER": "2020Q3"}
    opening = opened(environment)
    assert (opening.unit.code, str(opening.chosen_quarter), str(opening.quarter)) == ("czj", "2020Q3", "2020Q3")
    opening = opened(environment, unit="区人社局", quarter="2021q1")
    assert (opening.desk().unit.code, str(opening.desk().quarter), str(opening.board().quarter)) == ("rsj", "2021Q1", "2021Q1")


def test_the_notice_comes_from_option_then_environment_then_settings_then_default(home: Path) -> None:
    for notice in ("one", "two", "three"):
        catalogue(home / "notices" / notice, notice, notice)
    place = {"LIUWEN_HOME": str(home)}
    assert opened(place).office.catalogue.notice.id == "qsh-2020-25"
    (home / "liuwen.toml").write_text('notice = "one"\n')
    assert opened(place).office.catalogue.notice.id == "one"
    assert opened({**place, "LIUWEN_NOTICE": "two"}).office.catalogue.notice.id == "two"
    assert opened({**place, "LIUWEN_NOTICE": "two"}, notice="three").office.catalogue.notice.id == "three"


def test_a_catalogue_in_the_home_goes_before_the_built_in_one(home: Path) -> None:
    catalogue(home / "notices" / "qsh-2020-25", "qsh-2020-25", "修订的青山湖区")
    assert opened(home=str(home)).office.catalogue.notice.title.startswith("修订的青山湖区")


def test_a_notice_may_be_given_as_a_folder_and_is_kept_under_its_own_id(home: Path, tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "别处" / "通知", "other", "别的")
    opening = opened(home=str(home), notice=str(folder), unit="rsj")
    assert opening.office.catalogue.notice.title.startswith("别的")
    opening.desk().claim(15)
    assert (home / "notices" / "other" / "units" / "rsj" / "2020Q4.json").is_file()


@pytest.mark.parametrize("name", ["none", "../..", "/", "/etc/passwd", "a" * 300, "a\x00b"])
def test_a_notice_that_is_not_there_is_wrong_use(home: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="找不到通知"):
        opened(home=str(home), notice=name)


@pytest.mark.parametrize(
    "damage",
    [lambda text: "", lambda text: text[: len(text) // 2], lambda text: text.replace('"rsj"', '"xyz"'), lambda text: "vip = 1\n" + text],
)
def test_a_catalogue_that_is_not_whole_is_named(home: Path, tmp_path: Path, damage) -> None:
    folder = catalogue(tmp_path / "notice", "other", "别的")
    path = folder / "notice.toml"
    path.write_text(damage(path.read_text()))
    with pytest.raises(Unusable, match=r"notice\.toml"):
        opened(home=str(home), notice=str(folder))


def test_settings_that_cannot_be_read_are_named(home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text("due_days = ")
    with pytest.raises(Unusable, match=r"liuwen\.toml"):
        opened(home=str(home))


@pytest.mark.parametrize("unit", ["xyz", "区人社", "swj", "../rsj", " "])
def test_a_unit_that_is_not_one_is_wrong_use(home: Path, unit: str) -> None:
    with pytest.raises(WrongUse):
        opened(home=str(home), unit=unit).desk()


def test_a_key_that_fits_two_units_names_both(home: Path) -> None:
    with pytest.raises(WrongUse, match="区商务局（shangwj）、区税务局（shuiwj）"):
        _ = opened(home=str(home), unit="swj").unit


@pytest.mark.parametrize("unit", ["rsj", "RSJ", "区人社局", "人社局", "人力资源和社会保障局", "qrsj", " rsj "])
def test_a_unit_is_found_by_code_name_alias_or_key(home: Path, unit: str) -> None:
    assert opened(home=str(home), unit=unit).desk().unit.code == "rsj"


@pytest.mark.parametrize("quarter", ["2020", "2020Q5", "2020Q0", "20Q4", "四季度", "2020Q4x", "2020Q2", "0000Q1"])
def test_a_quarter_that_is_not_one_or_before_the_notice_is_wrong_use(home: Path, quarter: str) -> None:
    with pytest.raises(WrongUse, match=r"季度|报告期"):
        opened(home=str(home), unit="rsj", quarter=quarter).desk()


def test_the_last_quarter_of_the_calendar_is_a_sentence_not_a_traceback(home: Path) -> None:
    with pytest.raises(LiuwenError):
        opened(home=str(home), unit="rsj", quarter="9999Q4").desk().overview()


@pytest.mark.parametrize(
    ("at", "quarter"),
    [
        ("2020-09-26T09:00:00+08:00", "2020Q3"),
        ("2021-01-10T23:59:59+08:00", "2020Q4"),
        ("2021-01-11T00:00:00+08:00", "2021Q1"),
        ("2021-01-10T16:30:00+00:00", "2021Q1"),
        ("2020-01-01T09:00:00+08:00", "2020Q3"),
    ],
)
def test_without_a_word_the_quarter_is_the_one_whose_due_day_comes_next(home: Path, at: str, quarter: str) -> None:
    assert str(opened(home=str(home), at=at).quarter) == quarter


def test_due_days_of_the_settings_move_the_quarter(home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text("[quarter.2020Q4]\ndue = 2021-01-20\nextension.rsj = { due = 2021-01-25, reason = '年报' }\n")
    opening = opened(home=str(home), at="2021-01-15T09:00:00+08:00", unit="rsj")
    assert str(opening.quarter) == "2020Q4"
    assert opening.desk().overview().due == date(2021, 1, 25)


def test_the_unit_is_remembered_for_that_home_and_beaten_by_any_word(home: Path) -> None:
    opening = opened(home=str(home))
    opening.remember_unit(opening.office.catalogue.unit("rsj"))
    assert opened(home=str(home)).desk().unit.code == "rsj"
    assert opened({"LIUWEN_UNIT": "czj"}, home=str(home)).desk().unit.code == "czj"
    assert opened(home=str(home), unit="fgw").desk().unit.code == "fgw"
    assert opened(home=str(home / "other")).unit is None


def test_a_remembered_unit_that_a_notice_does_not_know_is_forgotten_not_an_error(home: Path, tmp_path: Path) -> None:
    opening = opened(home=str(home))
    opening.remember_unit(opening.office.catalogue.unit("xxzx"))
    folder = catalogue(tmp_path / "notice", "other", "别的")
    for name in ("notice.toml", "units.toml"):
        (folder / name).write_text((folder / name).read_text().replace('"xxzx"', '"xinxzx"'))
    assert opened(home=str(home), notice=str(folder)).unit is None


def test_who_is_at_work_is_the_kernels_word_not_the_environments(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened(home=str(home)).office.account
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "区长")
    assert opened({"USER": "区长"}, home=str(home)).office.account == before != "区长"


def test_an_account_that_cannot_write_what_the_lead_keeps_only_reports(home: Path, shared_folder: Path) -> None:
    opening = Opening(Options(home=str(shared_folder), quarter="2020Q4"), {})
    fgw, rsj = (opening.office.catalogue.unit(code) for code in ("fgw", "rsj"))
    assert (opening.face(fgw), opening.face(rsj)) == (None, Face.UNIT)
    opening.office.home.lead_folder.mkdir(parents=True)
    assert (opening.face(fgw), opening.face(rsj)) == (None, None)
    opening.remember_face(Face.LEAD)
    assert opening.face(rsj) is Face.LEAD
    opening.office.home.lead_folder.chmod(0o555)
    assert as_nobody(lambda: opening.may_lead(fgw) or opening.may_lead(rsj)) is False
    assert Opening(Options(home=str(shared_folder), unit="fgw"), {}).face(fgw) is Face.UNIT
