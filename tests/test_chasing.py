"""报送情况 and the rules of a quarter: who still owes what, since when, and whom to ring up."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from liuwen_tui.documents.chase_list import chase_list
from liuwen_tui.documents.plain_rules import plain_rules
from liuwen_tui.domain.attendance import Attendance, Stands
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Signatories
from liuwen_tui.merging import judging
from liuwen_tui.merging.assigning import assign
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.chasing import call_roll, contacts, save_list, set_contact
from liuwen_tui.merging.publishing import publish
from liuwen_tui.merging.ruling import end_extension, extend, set_rules
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.filing import submit
from tests.conftest import CATALOGUE, fill

Open = Callable[..., Desk]
PHONE = "0791-88100000"
SIGNED = Signatories("张三", "李四", PHONE)
LATE, TODAY = "2021-01-11T09:00:00+08:00", "2021-01-13T09:00:00+08:00"
UNIT = {code: CATALOGUE.unit(code) for code in ("jtj", "kgj", "rsj", "czj", "shuiwj")}


@pytest.fixture
def board(desk: Open) -> Board:
    return Board(desk("fgw", at=TODAY).office, Quarter(2020, 4))


def of(board: Board, unit: str) -> Attendance:
    return next(row for row in call_roll(board).rows if row.unit.code == unit)


def test_every_due_unit_stands_once_and_the_list_names_who_still_owes_what(desk: Open, board: Board) -> None:
    for unit, at in (("kgj", "2021-01-08T16:20:00+08:00"), ("rsj", LATE), ("czj", LATE)):
        submit(fill(desk(unit, at=at)), replace(SIGNED, prepared_by=f"{unit}填报人"))
    judging.send_back(Board(desk("fgw", at=LATE).office, board.quarter), UNIT["czj"], "数字不对", [3, 8])
    extend(board, UNIT["jtj"], date(2021, 1, 20), "系统切换")
    rows = call_roll(board).rows
    assert [row.unit.code for row in rows] == [unit.code for unit in CATALOGUE.units]
    stands = {code: (of(board, code).stands, of(board, code).is_late, of(board, code).owed) for code in UNIT}
    assert stands == {
        "jtj": (Stands.MISSING, False, (3,)),
        "kgj": (Stands.ON_TIME, False, ()),
        "rsj": (Stands.LATE, True, ()),
        "czj": (Stands.RETURNED, True, (3, 8)),
        "shuiwj": (Stands.MISSING, False, (7, 8)),
    }
    text = chase_list(rows, contacts(board), board.quarter, board.office.today())
    assert text.startswith("催报单　2020年第四季度　1月13日\n应报 32 个单位，已报 3 个（9%），待催 30 个。\n\n区发改委　未报")
    assert "\n\n区财政局　退回，共 2 项：第 3、8 项\n" in text
    assert f"　　1月11日退回，已2天；czj填报人 {PHONE}\n" in text
    assert "区教体局　未报，共 1 项：第 3 项\n　　截止 1月20日（展期：系统切换），还有7天；联系人没有记\n" in text
    assert "区税务局　未报，共 2 项：第 7、8 项\n　　截止 1月10日，已过期3天；" in text
    assert "区科工局" not in text and "区人社局" not in text
    assign(board, 15, [UNIT["jtj"]])
    assert of(board, "jtj").owed == (3, 15)
    path = save_list(board, text)
    assert path.read_text(encoding="utf-8") == f"{text}\n"
    assert path.parent.name == "lead"


def test_an_empty_notice_and_one_where_all_reported_have_a_list_too(board: Board) -> None:
    assert chase_list([], {}, board.quarter, board.office.today()).endswith("已报 0 个（无），待催 0 个。")


def test_contacts_come_from_the_last_report_until_the_lead_writes_others(desk: Open, board: Board) -> None:
    assert contacts(board) == {}
    submit(fill(desk("kgj", quarter="2020Q3", at="2020-10-08T09:00:00+08:00")), Signatories("旧人", "李四", "1"))
    out = desk("kgj").office.home.out_folder("kgj")
    (out / "qsh-2020-25_2021Q1_kgj.toml").write_text("不是报告", encoding="utf-8")
    assert contacts(board) == {"kgj": Contact("旧人", "1", is_from_report=True)}
    submit(fill(desk("kgj")), SIGNED)
    assert contacts(board) == {"kgj": Contact("张三", PHONE, is_from_report=True)}
    set_contact(board, UNIT["kgj"], " 王\n某 ", "")
    set_contact(board, UNIT["rsj"], "赵某", "2")
    assert contacts(board) == {"kgj": Contact("王 某"), "rsj": Contact("赵某", "2")}
    path = board.office.home.notice_folder / "contacts.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    set_contact(board, UNIT["kgj"], "", "")
    assert contacts(board)["kgj"] == Contact("张三", PHONE, is_from_report=True)
    paths = publish(board, board.merge(), board.office.home.lead_folder).paths
    assert not any(PHONE.encode() in each.read_bytes() for each in paths)
    path.write_text('format = "liuwen.contacts/1"\n[contact.kgj]\nname = "甲"\nphone = 1\n', encoding="utf-8")
    with pytest.raises(Unusable, match=r"contacts\.toml：contact\.kgj phone"):
        contacts(board)


def test_rules_are_checked_all_together_before_anything_is_written(board: Board) -> None:
    extend(board, UNIT["jtj"], date(2021, 1, 14), "系统切换")
    before = board.office.settings
    for given in (
        {"due": date(2020, 12, 31)},
        {"due": date(2022, 1, 2)},
        {"yellow": 30},
        {"red": 101},
        {"yellow": 0},
        {"due": date(2021, 1, 15), "note": "甲", "red": 5},
    ):
        with pytest.raises(WrongUse, match="没有改"):
            set_rules(board, **given)
    for until, reason, said in (
        (date(2021, 1, 10), "甲", "晚于截止日"),
        (date(2022, 2, 1), "甲", "一年以内"),
        (date(2021, 1, 20), " \n", "原因"),
    ):
        with pytest.raises(WrongUse, match=said):
            extend(board, UNIT["kgj"], until, reason)
    with pytest.raises(WrongUse, match="没有展期"):
        end_extension(board, UNIT["kgj"])
    board.renew()
    assert board.office.settings == before
    set_rules(board, date(2021, 1, 15), "数据截至12月31日。", yellow=5)
    settings = board.office.settings
    assert (settings.due_day(board.quarter), settings.of(board.quarter).note, settings.yellow, settings.red) == (
        date(2021, 1, 15),
        "数据截至12月31日。",
        5,
        30,
    )
    assert settings.due_day(board.quarter, "jtj") == date(2021, 1, 15), "an extension never shortens a unit's time"
    told = "\n".join(plain_rules(settings, CATALOGUE, board.quarter))
    for said in ("2021-01-15（本季另定）", "数据截至12月31日。", "低 5 个百分点起黄灯，低 30 个", "展期　无", "2020-09-25", "5-2"):
        assert said in told
    extend(board, UNIT["jtj"], date(2021, 1, 20), "系统切换")
    end_extension(board, UNIT["jtj"])
    set_rules(board, note="")
    assert board.office.settings.of(board.quarter).extensions == {}
    assert board.office.settings.of(board.quarter).note == ""
