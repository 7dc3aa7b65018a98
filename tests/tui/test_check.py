"""报送前检查: every finding leads to its field, one question submits, and nothing typed is lost when something goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import WrongUse
from liuwen_tui.domain.report import State
from tests.cli.running import run
from tests.conftest import fill, open_desk
from tests.tui.driving import LARGE, LEAST, SMALL, Person, hold_against, sit, submit

LATER = "2021-01-09T09:00:00+08:00"


def findings(home: Path) -> None:
    """区发改委 with a measure that has three findings, one that has advice alone, and the others in order."""
    before = open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00")
    before.record(5, lambda _: Entry(Status.IN_PROGRESS, 20, "颐养之家开工3家。", next_steps="加快进度。"))
    desk = fill(open_desk(home, "fgw"))
    desk.record(5, lambda _: Entry(Status.DELAYED, 20, "颐养之家开工3家。"))
    desk.record(8, lambda _: Entry(Status.NOT_STARTED, 0))


def ready(home: Path) -> None:
    fill(open_desk(home, "fgw"))


def submitted(home: Path) -> None:
    submit(open_desk(home, "fgw"))


def break_store(me: Person) -> Path:
    """Makes every save fail; returns what stands in the way."""
    history = me.home / "notices/qsh-2020-25/units/fgw/2020Q4.history.jsonl"
    history.rename(history.with_suffix(".aside"))
    history.mkdir()
    return history


@pytest.mark.parametrize("size", [SMALL, LARGE, LEAST])
def test_every_finding_stands_on_the_screen_in_full(home: Path, size: tuple[int, int]) -> None:
    @sit(size=size, prepare=findings)
    async def look(me: Person) -> None:
        await me.press("f9")
        hold_against("findings", me)
        await me.press("home", *["down"] * 4)
        read = "".join(me.screen.split())
        for finding in me.desk().overview().findings:
            assert "".join(finding.message.split()) in read

    look(home=home)


@pytest.mark.parametrize(("down", "field"), [(0, "problems"), (1, "next_steps"), (2, "progress")])
@sit(prepare=findings)
async def test_enter_on_a_finding_opens_the_field_that_mends_it(me: Person, down: int, field: str) -> None:
    await me.press("f9", *["down"] * down, "enter")
    await me.see("3/9", "提升公共服务水平")
    await me.type("补上的话。")
    await me.press("f3")
    assert me.stored(5).text(field).endswith("补上的话。")


@sit(prepare=findings)
async def test_enter_on_a_measure_in_order_opens_its_status(me: Person) -> None:
    await me.press("f9", "up", "up", "enter", "5")
    await me.press("f3")
    assert me.stored(1).status is Status.ONGOING


@sit(prepare=ready)
async def test_f9_asks_for_the_reviewer_alone_and_enter_submits(me: Person) -> None:
    await me.press("f9", "f9")
    await me.see("审核人姓名")
    await me.type("李某")
    await me.press("enter")
    await me.see("已报送，文件在", "qsh-2020-25_2020Q4_fgw.toml", "WinSCP", "1月8日 16:20 张三 报送  第1稿")
    assert me.desk().store.read().head.signatories.reviewed_by == "李某"


@sit(size=LEAST, prepare=ready)
async def test_where_the_file_is_can_be_read_in_the_least_terminal(me: Person) -> None:
    await me.press("f9", "f9")
    await me.type("李某")
    await me.press("enter")
    read = "".join(me.screen.split())
    assert str(me.desk().office.home.out_folder("fgw") / "qsh-2020-25_2020Q4_fgw.toml") in read and "sftp" in read


def with_hint(home: Path) -> None:
    home.mkdir()
    (home / "liuwen.toml").write_text('download_hint = "到资料室 2 号机，打开“报送”文件夹。"\n', encoding="utf-8")
    ready(home)


@sit(prepare=with_hint)
async def test_the_keepers_own_way_to_the_file_is_said_in_place_of_ours(me: Person) -> None:
    await me.press("f8", "enter")
    await me.see("已导出到", "到资料室 2 号机")
    assert "WinSCP" not in me.screen


@sit(prepare=findings)
async def test_f9_asks_nothing_while_something_must_be_mended(me: Person) -> None:
    await me.press("f9", "f9")
    await me.see("还有 1 项须补：第 5 项", "报送前检查")
    assert "审核人姓名" not in me.screen


@sit(prepare=ready)
async def test_a_name_asked_for_stands_on_the_screen_when_submission_fails(me: Person) -> None:
    in_the_way = break_store(me)
    await me.press("f9", "f9")
    await me.type("李某")
    await me.press("enter")
    await me.see("2020Q4.history.jsonl", "李某", "未报送")
    in_the_way.rmdir()
    in_the_way.with_suffix(".aside").rename(in_the_way)
    await me.press("f9", "y")
    await me.see("已报送，文件在")


@sit(prepare=submitted)
async def test_a_reason_typed_is_there_again_when_withdrawing_failed(me: Person) -> None:
    in_the_way = break_store(me)
    await me.press("f9")
    await me.see("2020Q4.history.jsonl")
    in_the_way.rmdir()
    in_the_way.with_suffix(".aside").rename(in_the_way)
    await me.press("escape", "f9")
    break_store(me)
    await me.press("w")
    await me.type("第7项数字有误")
    await me.press("enter")
    await me.see("2020Q4.history.jsonl", "已报送")
    in_the_way.rmdir()
    in_the_way.with_suffix(".aside").rename(in_the_way)
    await me.press("w")
    await me.see("第7项数字有误")
    await me.press("enter")
    await me.see("已撤回，可以修改后再报")


def submitted_by_a_colleague(home: Path) -> None:
    submit(open_desk(home, "fgw", at=LATER, account="王五"))


@sit(prepare=submitted_by_a_colleague)
async def test_a_frozen_report_says_who_submitted_it_when_and_as_which_revision(me: Person) -> None:
    await me.press("f9")
    await me.see("已报送", "1月9日 09:00 王五 报送  第1稿", "李某")


@pytest.mark.parametrize("size", [LEAST])
def test_a_frozen_report_in_the_least_terminal_looks_as_it_did(home: Path, size: tuple[int, int]) -> None:
    @sit(size=size, prepare=submitted)
    async def look(me: Person) -> None:
        await me.press("f9")
        hold_against("submitted", me)

    look(home=home)


@sit(prepare=submitted)
async def test_names_on_a_frozen_report_cannot_be_typed_over(me: Person) -> None:
    await me.press("f9", "tab", "tab")
    await me.type("赵某")
    await me.press("escape")
    head = me.desk().store.read().head
    assert (head.state, head.signatories.reviewed_by) == (State.SUBMITTED, "李某")


def percent_wrong(home: Path) -> None:
    """A measure said to be done at 60 per cent."""
    fill(open_desk(home, "fgw")).record(7, lambda _: Entry(Status.COMPLETED, 60, "已办结12件。"))


@sit(prepare=percent_wrong)
async def test_enter_on_a_wrong_percent_lets_it_be_typed_at_once(me: Person) -> None:
    await me.press("f9", "enter", "1", "0", "0", "f3")
    assert me.stored(7).percent == 100


def accepted(home: Path) -> None:
    submitted(home)
    desk = open_desk(home, "fgw")
    desk.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), desk.office.act("import"))


@sit(prepare=accepted)
async def test_an_accepted_report_offers_no_withdrawal_and_asks_for_no_reason(me: Person) -> None:
    await me.press("f9")
    await me.see("已接收", "v 预览")
    assert "w 撤回" not in me.screen
    await me.press("w")
    await me.see("报告已被接收，不能撤回", "报送前检查")


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (("accept", "fgw"), "已接收", "报告已被接收，不能撤回"),
        (("send-back", "fgw", "--reason", "请补充。"), "已退回", "报告已被退回，不用撤回"),
    ],
)
@sit(prepare=submitted)
async def test_what_the_lead_answered_meanwhile_is_shown_and_not_withdrawn(
    me: Person, answer: tuple[str, ...], state: str, said: str
) -> None:
    await me.press("f9")
    await me.see("已报送")
    assert run(*answer, "--quarter", "2020Q4", home=me.home).code == 0
    await me.press("w")
    await me.see(said, f"2020年第四季度  {state}")
    assert "撤回的原因" not in me.screen


@pytest.mark.parametrize("key", ["enter", "escape"])
@sit(prepare=ready)
async def test_without_a_reviewer_nothing_is_submitted_and_that_is_said(me: Person, key: str) -> None:
    await me.press("f9", "f9", key)
    await me.see("没有写审核人，没有报送", "未报送")


@sit(prepare=submitted)
async def test_a_reason_pasted_in_several_lines_is_kept_whole(me: Person) -> None:
    await me.press("f9", "w")
    await me.paste("第一项数字有误\n第二项漏报一户\r\n 另有一处错字")
    await me.press("enter")
    await me.see("已撤回")
    await me.press("escape", "h")
    await me.see("第一项数字有误 第二项漏报一户 另有一处错字")


@sit(prepare=submitted)
async def test_what_is_refused_while_a_question_is_asked_is_shown_over_it(me: Person) -> None:
    def refuse() -> None:
        raise WrongUse("没有这样做；请再试一次。")

    await me.press("f9", "w")
    me.app.call_later(refuse)
    await me.see("没有这样做；请再试一次。", "原因")


@sit(prepare=submitted)
async def test_without_a_reason_nothing_is_withdrawn_and_that_is_said(me: Person) -> None:
    await me.press("f9", "w", "enter")
    await me.see("没有写原因，没有撤回", "已报送")
