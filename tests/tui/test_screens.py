"""选单位, 措施清单, 报送前检查 and the screens around them, as a person meets them with the keyboard."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import State
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.composing import compose, edit_part
from liuwen_tui.tui.doables import doables
from tests.conftest import fill, open_desk
from tests.tui.driving import LARGE, LEAST, SMALL, Person, Prepare, in_conflict, sit, submit, visit

OWN = ["保居民就业", 1, "保基本民生", 4, 5, 6, "保市场主体", 7, 8, 9, 10, "保粮食能源安全", 12]
"""What 区发改委 answers for, by area. Source: the notice."""


def some_entries(home: Path) -> None:
    """Two quarters of 区发改委, the later one begun: one done, one under way, one behind without its reason."""
    before = open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00")
    before.record(1, lambda _: Entry(Status.IN_PROGRESS, 45, "已兑现稳岗补贴200户。", next_steps="继续兑现。"))
    now = open_desk(home, "fgw")
    now.record(1, lambda _: Entry(Status.COMPLETED, 100, "已兑现稳岗补贴326户412万元，[全部到账]。"))
    now.record(4, lambda _: Entry(Status.IN_PROGRESS, 60, "新增参保1200人。", next_steps="核对名单。"))
    now.record(5, lambda _: Entry(Status.DELAYED, 20, "颐养之家开工3家。", next_steps="加快进度。"))


def all_filled(home: Path) -> None:
    """区发改委 has filled everything and not submitted."""
    fill(open_desk(home, "fgw"))


def submitted(home: Path) -> None:
    """区发改委 has submitted."""
    submit(open_desk(home, "fgw"))


def listed(me: Person) -> list[str | int]:
    """Areas and numbers in the list, in order."""
    found = [re.match(r" (保\S+)| \S +(\d+) \S", row) for row in me.rows[1:]]
    return [match[1] or int(match[2]) for match in found if match]


def has_chosen(me: Person, number: int) -> bool:
    """Tells whether the text beside the list is that of the measure."""
    measure = me.desk().catalogue.measure(number)
    return f"{measure.numeral}{measure.title}" in me.screen


# 选单位


@pytest.mark.parametrize("wanted", ["fgw", "发改"])
def test_a_unit_is_found_by_letters_or_characters_and_remembered(home: Path, wanted: str) -> None:
    async def choose(me: Person) -> None:
        await me.see("您是哪个单位")
        await me.type(wanted)
        await me.press("enter")
        await me.see("区发改委", "先做哪一样")
        await me.press("enter")
        await me.see("区发改委  2020年第四季度", "已填 0/9")

    async def come_again(me: Person) -> None:
        await me.see("区发改委  2020年第四季度")

    asyncio.run(visit(home, choose, unit=None))
    asyncio.run(visit(home, come_again, unit=None))


@sit(unit=None)
async def test_letters_of_two_units_show_both_to_choose_from(me: Person) -> None:
    await me.type("swj")
    await me.see("区商务局", "区税务局")
    await me.press("down", "enter")
    await me.see("区税务局  2020年第四季度")


@sit(unit=None)
async def test_a_unit_that_does_not_exist_is_not_guessed(me: Person) -> None:
    await me.type("公安")
    await me.press("enter")
    await me.see("没有这样的单位")
    await me.press("escape")
    await me.see("区发改委", "区财政局")


# 措施清单


@sit()
async def test_the_list_shows_the_units_nine_measures_by_area(me: Person) -> None:
    assert listed(me) == OWN
    await me.see("已填 0/9", "截止 1月10日(还有2天)", "[区发改委]")


@sit(prepare=some_entries)
async def test_the_filter_finds_measures_by_characters_initials_unit_status_and_number(me: Person) -> None:
    wanted = {
        "发改": [1, 4, 5, 6, 7, 8, 9, 10, 12],
        "sfj": [9],
        "滞后": [5],
        "7": [7],
        "融资": [8],
        "wdjy": [1],
        "ｗｄｊｙ": [1],
        "bsczt": [7, 8, 9, 10],
        "（七）": [7],
        "７": [7],
        "未填": [5, 6, 7, 8, 9, 10, 12],
        "颐养之家": [5],  # in the text alone
        "不存在": [],
    }
    for text, numbers in wanted.items():
        await me.press("/")
        await me.type(text)
        assert [row for row in listed(me) if isinstance(row, int)] == numbers, text
        await me.press("escape")
    assert listed(me) == OWN


@sit()
async def test_the_filter_opens_with_the_mark_that_an_input_method_sends(me: Person) -> None:
    await me.press("、")
    await me.type("融资")
    assert listed(me) == ["保市场主体", 8]
    await me.press("enter", "enter")
    await me.see("6/9", "(八)强化融资支持")


@sit()
async def test_digits_jump_to_the_measure_of_that_number(me: Person) -> None:
    await me.press("7")
    assert has_chosen(me, 7)
    await me.press("escape")


@sit()
async def test_two_digits_are_one_number(me: Person) -> None:
    await me.type("10")
    assert has_chosen(me, 10)
    await me.press("enter")
    await me.see("8/9", "(十)优化营商环境")


@sit()
async def test_digits_jump_in_a_filtered_list(me: Person) -> None:
    await me.press("/")
    await me.type("财政")
    await me.press("enter", "8")
    assert has_chosen(me, 8)


@sit()
async def test_arrows_and_j_and_k_move_past_the_headings(me: Person) -> None:
    await me.press("down", "j")
    assert has_chosen(me, 5)
    await me.press("k", "k")
    assert has_chosen(me, 1)


@sit(prepare=some_entries)
async def test_f7_opens_the_next_measure_that_is_not_filled(me: Person) -> None:
    await me.press("f7")
    await me.see("3/9", "提升公共服务水平")
    await me.press("escape", "u")
    await me.see("4/9", "坚决打好污染防治攻坚战")


@sit(prepare=all_filled)
async def test_f7_says_so_when_all_is_filled(me: Person) -> None:
    await me.press("f7")
    await me.see("各项都填好了", "已填 9/9")


@sit(prepare=some_entries)
async def test_the_list_shows_status_percent_and_last_quarter(me: Person) -> None:
    assert re.search(r"√ +1 稳定就业岗位 +已完成 +100% ", me.row("√"))
    assert re.search(r"~ +4 完善社会保障 +推进中 +60% ", me.row("~"))
    assert re.search(r"! +5 提升公共服务水平 +滞后 +20%!", me.row(" !"))
    assert re.search(r"\. +7 进一步减轻企业负担 +未填", me.row("进一步"))
    await me.see("上季  推进中 45%", "本季  已完成 100%")


@sit()
async def test_the_list_comes_up_to_date_with_what_was_filled(me: Person) -> None:
    await me.press("enter", "1", "escape")
    await me.see("已填 1/9", " o  1 稳定就业岗位", "0%")


@sit(prepare=submitted)
async def test_the_head_says_who_saved_last_in_full(me: Person) -> None:
    await me.see("已报送", "已保存 16:20 张三")


@sit(prepare=some_entries)
async def test_f5_on_the_list_asks_before_it_carries_last_quarter_over(me: Person) -> None:
    me.desk().record(1, lambda _: Entry())
    await me.press("f5")
    await me.see("抄到本季")
    await me.press("escape")
    assert me.stored(1) == Entry()
    await me.press("f5", "y")
    await me.see("已抄入 1 项")
    assert me.stored(1).progress == "已兑现稳岗补贴200户。"
    assert me.stored(4).progress == "新增参保1200人。"


@sit()
async def test_f5_says_so_when_there_is_nothing_to_carry(me: Person) -> None:
    await me.press("f5")
    await me.see("上季没有可抄的内容")


@pytest.mark.parametrize("start", [(), ("enter",)])
@sit()
async def test_f4_shows_the_whole_text(me: Person, start: tuple[str, ...]) -> None:
    await me.press(*start, "f4")
    await me.see("第1项", "(一)稳定就业岗位")
    await me.press("end")
    await me.see("区商务局", "区发改委")
    await me.press("escape")
    await me.see("F7 下一未填")


@sit()
async def test_measure_15_is_claimed_and_given_back(me: Person) -> None:
    await me.press("c", "down", "down", "down")
    await me.press("enter")
    await me.until(lambda: "已认领" in me.row(" 15 "), "15 已认领")
    assert me.stored(15).claimed is True
    await me.press("escape")
    assert listed(me) == [*OWN, "保产业链供应链稳定", 15]
    await me.press("c", "down", "down", "down", "enter")
    assert me.stored(15).claimed is False
    await me.press("escape")
    assert listed(me) == OWN


@sit()
async def test_the_quarter_is_changed_and_saves_go_there(me: Person) -> None:
    await me.press("p")
    await me.see("2020年第四季度", "2020年第三季度")
    await me.press("down", "enter")
    await me.see("区发改委  2020年第三季度")
    await me.press("enter", "1", "escape")
    assert me.stored(1) == Entry()
    assert me.desk(quarter="2020Q3").store.read().entry(1).status is Status.NOT_STARTED


def test_the_program_opens_where_it_was_left(home: Path) -> None:
    async def leave(me: Person) -> None:
        await me.press("7", "enter", "f10")
        assert me.app.return_code == 0

    async def come_again(me: Person) -> None:
        await me.see("5/9", "进一步减轻企业负担", "F2 上一条")

    asyncio.run(visit(home, leave))
    asyncio.run(visit(home, come_again))


# 报送前检查


@sit(prepare=some_entries)
async def test_the_check_shows_what_is_missing_and_enter_goes_there(me: Person) -> None:
    await me.press("f9")
    await me.see("可以报送 2 项", "必须补 7 项")
    assert "可以报送" in me.row(" 4  完善社会保障")
    assert "缺“存在问题”：滞后须写明原因" in me.row(" 5  提升公共服务水平")
    assert "还没有填状态" in me.row("12  加快发展都市现代农业")
    await me.press("enter")
    await me.see("3/9", "提升公共服务水平", "F2 上一条")


@sit(prepare=all_filled)
async def test_nothing_is_submitted_without_a_reviewer(me: Person) -> None:
    await me.press("f9", "f9", "enter")
    await me.see("报送前检查", "未报送")
    assert me.desk().store.read().head.state is State.DRAFT


@sit(prepare=some_entries)
async def test_nothing_is_submitted_while_something_is_missing(me: Person) -> None:
    await me.press("f9", "tab", "tab")
    await me.type("李某")
    await me.press("f9", "y")
    await me.see("还有 7 项须补")
    assert me.desk().store.read().head.state is State.DRAFT


@sit(prepare=all_filled)
async def test_a_report_is_submitted_with_its_reviewer_after_a_yes(me: Person) -> None:
    await me.press("f9", "tab", "tab")
    await me.type("李某（分管领导）")
    await me.press("f9", "escape")
    assert me.desk().store.read().head.state is State.DRAFT
    await me.press("f9", "y")
    await me.see("已报送，文件在", "qsh-2020-25_2020Q4_fgw.toml")
    head = me.desk().store.read().head
    assert (head.state, head.signatories.reviewed_by) == (State.SUBMITTED, "李某（分管领导）")
    exported = me.desk().office.home.out_folder("fgw") / "qsh-2020-25_2020Q4_fgw.toml"
    assert 'reviewed_by = "李某（分管领导）"' in exported.read_text(encoding="utf-8")


@sit(prepare=all_filled)
async def test_names_once_submitted_are_there_the_next_time(me: Person) -> None:
    await me.press("f9", "tab")
    await me.type("王某")
    await me.press("tab")
    await me.type("李某")
    await me.press("f9", "y", "escape")
    await me.press("f9")
    await me.see("王某", "李某")


@pytest.mark.parametrize(("key", "way_back"), [("escape", ["f9"]), ("enter", []), ("f8", ["escape"])])
@sit(prepare=all_filled)
async def test_a_name_typed_is_not_lost_by_going_on(me: Person, key: str, way_back: list[str]) -> None:
    await me.press("f9", "tab", "tab")
    await me.type("李某")
    await me.press(key, *way_back)
    await me.see("报送前检查", "李某")


@sit(prepare=submitted)
async def test_a_submitted_report_shows_who_signed_it(me: Person) -> None:
    await me.press("f9")
    await me.see("已报送", "李某")


@sit(prepare=submitted)
async def test_a_submitted_report_is_withdrawn_only_with_a_reason(me: Person) -> None:
    await me.press("f9", "w")
    await me.see("撤回的原因")
    await me.press("enter")
    assert me.desk().store.read().head.state is State.SUBMITTED
    await me.press("w")
    await me.type("数据有误[第7项]")
    await me.press("enter")
    await me.see("已撤回")
    assert me.desk().store.read().head.state is State.WITHDRAWN
    history = me.home / "notices/qsh-2020-25/units/fgw/2020Q4.history.jsonl"
    assert "数据有误[第7项]" in history.read_text(encoding="utf-8")


@sit(prepare=submitted)
async def test_a_submitted_report_is_not_submitted_again(me: Person) -> None:
    before = me.desk().store.read()
    await me.press("f9", "tab", "tab")
    await me.type("李某")
    await me.press("f9", "y")
    await me.see("已报送，不能修改")
    assert me.desk().store.read() == before


# 导出, 预览


@pytest.mark.parametrize("start", [(), ("enter",), ("f9",)])
@sit(prepare=some_entries)
async def test_f8_exports_from_everywhere(me: Person, start: tuple[str, ...]) -> None:
    out = me.desk().office.home.out_folder("fgw")
    await me.press(*start, "f8", "enter")
    await me.see("已导出到", "qsh-2020-25_2020Q4_fgw.draft.toml")
    for ending in ("docx", "xlsx", "md", "changes.docx", "changes.md"):
        await me.press("down", "enter")
        await me.see(f"qsh-2020-25_2020Q4_fgw.draft.{ending}", "sftp", *["仿宋_GB2312"] * ending.endswith("docx"))
    names = [f"qsh-2020-25_2020Q4_fgw.draft.{form}" for form in ("changes.docx", "changes.md", "docx", "md", "toml", "xlsx")]
    assert sorted(path.name for path in out.iterdir()) == names
    assert "推进中" in (out / "qsh-2020-25_2020Q4_fgw.draft.md").read_text(encoding="utf-8")
    assert "（上季推进中 45%）" in (out / "qsh-2020-25_2020Q4_fgw.draft.changes.md").read_text(encoding="utf-8")


@sit(prepare=some_entries)
async def test_an_export_that_cannot_be_written_says_why(me: Person) -> None:
    unit = me.home / "notices/qsh-2020-25/units/fgw"
    (unit / "out").write_text("", encoding="utf-8")
    await me.press("f8", "enter")
    await me.see("不是文件夹")


@pytest.mark.parametrize("start", [(), ("f9",)])
@sit(size=LARGE, prepare=some_entries)
async def test_the_preview_shows_the_words(me: Person, start: tuple[str, ...]) -> None:
    await me.press(*start, "v")
    pages = []
    while not pages or pages[-1] != me.screen:
        pages.append(me.screen)
        await me.press("pagedown")
    read = "".join(pages)
    for words in ("全部到账", "新增参保1200人", "颐养之家开工3家", "未报送"):
        assert words in read


@sit(prepare=some_entries)
async def test_d_in_the_preview_turns_what_changed_since_last_quarter_on_and_off(me: Person) -> None:
    await me.press("v")
    alone = me.screen
    await me.press("d")
    await me.see("与上季相比", "√ 已完成 100%（上季推进中 45%）", "已兑现稳岗补贴【删 200】【增 326】户", "下一步打算：【删 继续兑现。】")
    await me.see("(四)完善社会保障  保基本民生  上季无填报")
    await me.press("d")
    assert me.screen == alone


@pytest.mark.parametrize("start", [("f4",), ("enter", "f4"), ("v",), ("f1",)])
@sit(prepare=some_entries)
async def test_f4_leaves_a_page_as_well_as_esc(me: Person, start: tuple[str, ...]) -> None:
    await me.press(*start)
    await me.see("PgUp PgDn 翻看")
    await me.press("f4")
    await me.see("F7 下一未填")
    assert "PgUp" not in me.screen


# a damaged store


@pytest.mark.parametrize("keys", [("f7",), ("f9",), ("v",), ("f8", "enter"), ("c",), ("p",), ("enter",), ("f5", "y"), ("enter", "escape")])
@sit(prepare=some_entries)
async def test_a_store_damaged_meanwhile_is_a_sentence_and_not_the_end(me: Person, keys: tuple[str, ...]) -> None:
    (me.home / "notices/qsh-2020-25/units/fgw/2020Q4.json").write_bytes(b"")
    await me.press(*keys)
    await me.until(lambda: "2020Q4.json" in me.screen or "填报文件坏了" in me.screen, "说出哪个文件坏了，或问要不要重建")


def damaged(home: Path) -> None:
    """A store of three entries, cut short."""
    some_entries(home)
    path = home / "notices/qsh-2020-25/units/fgw/2020Q4.json"
    path.write_bytes(path.read_bytes()[:100])


@sit(prepare=damaged)
async def test_a_damaged_store_is_rebuilt_from_its_history_when_the_person_says_so(me: Person) -> None:
    await me.see("填报文件坏了", "从历史重建")
    await me.press("y")
    await me.see("重建好了：1 个季度，共 3 项", "√  1 稳定就业岗位")
    assert me.stored(1).progress == "已兑现稳岗补贴326户412万元，[全部到账]。"
    kept = [path.name for path in (me.home / "notices/qsh-2020-25/units/fgw").glob("*.damaged-*")]
    assert len(kept) == 1


@sit(prepare=damaged)
async def test_a_damaged_store_that_is_not_to_be_rebuilt_is_left_as_it_is(me: Person) -> None:
    path = me.home / "notices/qsh-2020-25/units/fgw/2020Q4.json"
    before = path.read_bytes()
    await me.press("n")
    await me.until(lambda: "已损坏：读不出内容。请从历史重建。" in me.screen.replace("\n ", ""), "说怎么办")
    assert path.read_bytes() == before


def beyond_repair(home: Path) -> None:
    """A store cut short, and a history of which nothing can be read."""
    damaged(home)
    (home / "notices/qsh-2020-25/units/fgw/2020Q4.history.jsonl").write_bytes(b"\n")


@sit(prepare=beyond_repair)
async def test_a_store_that_nothing_can_be_rebuilt_from_is_a_sentence_and_not_the_end(me: Person) -> None:
    await me.press("y")
    await me.until(lambda: "历史里也没有可用的内容，请找管理员" in me.screen.replace("\n ", ""), "说找管理员")


# 帮助, Ctrl+P


def places() -> dict[str, tuple[tuple[str, ...], Prepare]]:
    """Where one can stand: the keys that lead there from the list, in a home so prepared."""
    keys = {"list": "", "entry": "enter", "source": "f4", "check": "f9", "preview": "v", "export": "f8", "claims": "c", "quarters": "p"}
    keys |= {"phrases": "enter enter ctrl+t", "history": "h", "compared": "v d", "help": "f1", "carry": "f5", "filter": "slash 7"}
    found: dict[str, tuple[tuple[str, ...], Prepare]] = {name: (tuple(way.split()), some_entries) for name, way in keys.items()}
    frozen = {"submitted": ("f9",), "submitted-entry": ("enter",), "withdraw": ("f9", "w")}
    return found | {name: (way, submitted) for name, way in frozen.items()}


def nothing(home: Path) -> None:
    """A home that nobody used."""


async def stand_at(place: str, me: Person) -> None:
    """Goes there, from where the program opens."""
    way, _ = (places() | LEADS).get(place, ((), nothing))
    await me.press(*way)


def at(place: str, home: Path, steps, size: tuple[int, int] = SMALL) -> None:
    """Takes the steps at that place; 选单位 and 汇总台 are opened as such."""
    _, prepare = (places() | LEADS).get(place, ((), nothing))
    prepare(home)

    async def go(me: Person) -> None:
        await stand_at(place, me)
        await steps(me)

    asyncio.run(visit(home, go, unit=None if place == "units" else "fgw", size=size, for_lead=place in LEADS))


def edited(home: Path) -> None:
    """The lead wrote 总体情况 twice, and a unit reported anew since."""
    submitted(home)
    board = Board(open_desk(home, "fgw", account="王某").office, Quarter(2020, 4))
    for text in ("全区落实情况总体良好。", "全区落实情况总体平稳，各单位按时报送。"):
        edit_part(board, compose(board, board.merge()).manuscript.parts[0], text)
    submit(open_desk(home, "shangwj"))


LEADS: dict[str, tuple[tuple[str, ...], Prepare]] = {
    "board": ((), submitted),
    "comparison": (("1", "m"), submitted),
    "overall": (("1", "m", "s"), submitted),
    "conflict": (("f3", "enter"), in_conflict),
    "rewrite": (("f3", "enter", "3"), in_conflict),
    "attendance": (("b",), submitted),
    "chase": (("b", "l"), submitted),
    "assign": (("b", "enter"), submitted),
    "rules": (("t",), submitted),
    "manuscript": (("f8",), edited),
    "part": (("f8", "enter"), edited),
    "part-history": (("f8", "h"), edited),
}
"""Where the lead can stand: the keys that lead there from 汇总台."""
EVERYWHERE = ["units", *places(), *LEADS]


@pytest.mark.parametrize("key", ["f1", "?", "？"])
@sit()
async def test_help_lists_the_keys_of_the_place(me: Person, key: str) -> None:
    await me.press(key)
    assert re.search(r"回车 F3 +填写", me.screen)
    assert re.search(r"F9 s +检查报送", me.screen)
    await me.press("end")
    await me.until(lambda: bool(re.search(r"F1 \? ？ +帮助", me.screen)), "到处能按的键")
    await me.press("escape")
    await me.see("回车 填写")


@pytest.mark.parametrize("key", ["?", "？"])
@sit()
async def test_a_question_mark_in_a_text_is_a_question_mark(me: Person, key: str) -> None:
    await me.press("enter", "2", "enter")
    await me.type(f"完成了吗{key}")
    await me.press("f3")
    assert me.stored(1).progress == f"完成了吗{key}"


@pytest.mark.parametrize("place", ["list", "entry", "check", "board"])
def test_the_palette_offers_in_chinese_all_that_can_be_done_here(home: Path, place: str) -> None:
    async def steps(me: Person) -> None:
        offered = doables(me.app.screen)
        await me.press("ctrl+p")
        await me.see("输入汉字")
        read = ""
        for _ in offered:
            await me.press("down")
            read += me.screen
        for doable in offered:
            assert doable.what in read
        for english in ("Quit", "Theme", "Search", "Keys", "Screenshot", "Maximize"):
            assert english not in read

    at(place, home, steps, LARGE)


@sit()
async def test_the_palette_does_what_is_chosen_and_shows_what_is_typed(me: Person) -> None:
    await me.press("ctrl+p")
    await me.type("导出")
    await me.until(lambda: "抄上季到空栏" not in me.screen, "只剩导出")
    typed = me.screen
    await me.press("enter")
    await me.see("导出本季报告")
    assert typed.count("导出") > 1


# how the screens look


@sit(size=LEAST)
async def test_a_measure_can_be_filled_in_the_least_terminal(me: Person) -> None:
    await me.press("enter", "2")
    await me.see("1未启动", "6不涉及", "进度")
    await me.press("enter")
    await me.type("已办结三件。")
    await me.see("已办结三件。")
    await me.press("tab", "tab")
    await me.type("再办两件。")
    await me.see("再办两件。")


@sit()
async def test_the_screen_follows_the_terminals_size(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("已办结三件。")
    for size in (LEAST, LARGE, (20, 5), (1, 1), SMALL):
        await me.resize(size)
    await me.see("已办结三件。", "F2 上一条")


def test_an_entry_without_a_change_is_not_saved_by_walking_past_it(home: Path) -> None:
    some_entries(home)

    async def steps(me: Person) -> None:
        before = me.desk().store.read()
        await me.press("enter", *["f3"] * 10, "tab", "escape")
        await me.see("回车 填写")
        assert me.desk().store.read() == before

    asyncio.run(visit(home, steps))


@sit()
async def test_a_window_that_is_too_small_is_told_so_until_it_is_larger(me: Person) -> None:
    for keys, foot in (([], "F7 下一未填"), (["enter"], "Esc 返回")):
        await me.press(*keys)
        for size in ((80, 17), (59, 24), (40, 8)):
            await me.resize(size)
            await me.see("窗口太小，请拉大到 60 列 18 行以上")
        for size in (LEAST, SMALL):
            await me.resize(size)
            await me.see(foot)
            assert "窗口太小" not in me.screen
