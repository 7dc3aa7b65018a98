"""What the lead does around collecting, by command: assign, chase, contacts, rules, extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from liuwen_tui.domain.report import Signatories
from liuwen_tui.reporting.filing import submit
from tests.cli.running import Result, run
from tests.conftest import fill, open_desk
from tests.tui.terminal import Terminal

QUARTER = ("--quarter", "2020Q4")


def lead(home: Path, *arguments: str) -> Result:
    return run(*arguments, *QUARTER, home=home)


def test_what_the_lead_assigns_is_among_the_units_measures_and_cannot_be_given_up(home: Path) -> None:
    assert lead(home, "assign", "15", "科工局", "--json").json() == {"measure": 15, "units": ["kgj"]}
    owner = lead(home, "assign", "15", "kgj", "--target", "15-1", "--json").json()
    assert owner == {"measure": 15, "target": "15-1", "units": ["kgj"]}
    measures = lead(home, "measures", "--unit", "kgj", "--json").json()
    assert {row["number"]: row["assigned_by"] for row in measures} == {1: "unit", 6: "unit", 9: "unit", 15: "lead"}
    targets = lead(home, "rules", "--json").json()["schedule"]["targets"]
    assert [row for row in targets if row["reported_by"]] == [{"id": "15-1", "elapsed": 100, "reported_by": ["kgj"]}]
    assert "由区发改委交办" in lead(home, "measures", "--unit", "kgj").out
    shown = lead(home, "show", "15", "--unit", "kgj")
    assert "由区发改委交办" in shown.out
    status = lead(home, "status", "--unit", "kgj")
    assert "15 实施铸链强链补链扩链工程       . 未填  由区发改委交办" in status.out
    refused = lead(home, "claim", "15", "--undo", "--unit", "kgj")
    assert (refused.code, "交办" in refused.err) == (2, True)
    assert lead(home, "merge", "--json").json()["unclaimed"] == []
    wrong = lead(home, "assign", "3", "mzj", "--target", "15-1")
    assert (wrong.code, wrong.err) == (2, "第3项没有目标“15-1”，请看这一项有哪些目标。可用 liuwen show 3。\n")
    undone = lead(home, "assign", "15", "kgj", "--undo")
    assert undone.out == "第15项实施铸链强链补链扩链工程交办给（无）\n"
    assert lead(home, "merge", "--json").json()["unclaimed"] == [15]


def test_the_list_of_those_to_chase_is_printed_and_written_and_the_whole_attendance_is_data(home: Path) -> None:
    submit(fill(open_desk(home, "kgj")), Signatories(reviewed_by="李某"))
    fill(open_desk(home, "jtj"))
    assert lead(home, "contacts", "jtj", "--name", "张某", "--phone", "0791-1", "--json").json() == [
        {"unit": "jtj", "name": "张某", "phone": "0791-1", "source": "lead"}
    ]
    assert (lead(home, "contacts", "--name", "张某").code, lead(home, "contacts").out.count("\n")) == (2, 32)
    extended = lead(home, "extend", "jtj", "--until", "2021-01-20", "--reason", "系统切换", "--json").json()
    assert extended["extension"] == {"due": "2021-01-20", "reason": "系统切换"}
    path = home.parent / "催报.txt"
    printed = lead(home, "chase", "-o", str(path))
    assert printed.code == 0 and path.read_text(encoding="utf-8") == printed.out
    assert "区教体局　未报，共 1 项：第 3 项\n　　截止 1月20日（展期：系统切换）" in printed.out and "张某 0791-1" in printed.out
    assert "区科工局" not in printed.out
    everyone = {row["unit"]: row for row in lead(home, "chase", "--all", "--json").json()["units"]}
    assert (len(everyone), everyone["kgj"]["state"], everyone["kgj"]["first_submitted_at"]) == (32, "on_time", "2021-01-08T16:20:00+08:00")
    assert (everyone["jtj"]["state"], everyone["jtj"]["owed"], everyone["jtj"]["due"]) == ("missing", [3], "2021-01-20")
    assert "区科工局                 按时　2021-01-08 16:20" in lead(home, "chase", "--all").out
    assert lead(home, "extend", "jtj", "--undo").out == "区教体局2020年第四季度的截止日是 2021-01-10\n"


def test_the_rules_of_the_quarter_are_set_beside_what_the_keeper_wrote(home: Path) -> None:
    home.mkdir()
    kept = "# 张某管\ndue_days = 12 # 往年如此\n"
    (home / "liuwen.toml").write_text(kept, encoding="utf-8")
    told = lead(home, "rules", "--due", "2021-01-15", "--note", "写明数字。", "--red", "40", "--json").json()
    assert (told["due"], told["note"], told["yellow"], told["red"], told["extensions"]) == ("2021-01-15", "写明数字。", 10, 40, [])
    assert {row["id"]: row["elapsed"] for row in told["schedule"]["targets"]}["5-2"] == 21
    assert (home / "liuwen.toml").read_text(encoding="utf-8").startswith(kept)
    assert "本季填报要求：写明数字。" in lead(home, "status", "--unit", "kgj").out
    for wrong in (
        ("rules", "--due", "1月15日"),
        ("rules", "--yellow", "50"),
        ("extend", "kgj"),
        ("extend", "kgj", "--until", "2021-01-20"),
    ):
        refused = lead(home, *wrong)
        assert (refused.code, refused.out) == (2, "") and refused.err.endswith("。\n")
    assert "灯号　比序时进度低 10 个百分点起黄灯，低 40 个百分点起红灯" in lead(home, "rules").out


@pytest.mark.parametrize(
    "command",
    [
        "merge",
        "chase",
        "contacts",
        "rules --note 无",
        "assign 15 fgw",
        "extend fgw --until 2019-05-01 --reason 补",
        "compare 1",
        "compose",
    ],
)
def test_a_quarter_before_the_notices_first_is_refused_to_the_lead_as_to_a_unit(home: Path, command: str) -> None:
    told = run("status", "--unit", "fgw", "--quarter", "2019Q1", home=home)
    result = run(*command.split(), "--quarter", "2019Q1", home=home)
    assert (result.code, result.out, result.err) == (2, "", told.err)
    assert result.err == "湖政发〔2020〕25号从2020年第三季度起报，没有2019年第一季度，请换一个报告期。\n"
    assert not home.exists()


def test_the_board_of_such_a_quarter_does_not_open(home: Path) -> None:
    terminal = Terminal("lead", "--quarter", "2019Q1", home=home)
    assert (terminal.ending(), "没有2019年第一季度，请换一个报告期。" in terminal.written) == (2, True)


@pytest.mark.parametrize("command", ["merge", "chase", "rules", "compose", "compare 1"])
def test_a_unit_that_there_is_none_of_is_told_to_the_lead_too(home: Path, command: str) -> None:
    told = run("status", "--unit", "nosuch", home=home)
    result = lead(home, *command.split(), "--unit", "nosuch")
    assert (result.code, result.out, result.err) == (2, "", told.err)
    assert lead(home, *command.split(), "--unit", "fgw").code == 0
