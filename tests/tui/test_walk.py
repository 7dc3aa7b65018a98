"""填报: what a person types is what is stored, and nothing that was typed is lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Event, Key, Paste
from textual.keys import _character_to_key

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import State
from liuwen_tui.domain.text import clean
from liuwen_tui.reporting import filing
from liuwen_tui.tui import words
from tests.conftest import fill, open_desk
from tests.tui.driving import LARGE, LEAST, Person, hold_against, sit, submit, visit

OWN = [1, 4, 5, 6, 7, 8, 9, 10, 12]
"""What 区发改委 answers for."""
STORE = "notices/qsh-2020-25/units/fgw"
BEFORE = Entry(
    Status.IN_PROGRESS,
    45,
    "已兑现稳岗补贴200户。",
    problems="个别企业不知晓。",
    next_steps="继续兑现。",
    support_needed="请协调数据。",
    evidence=("湖办字〔2020〕18号",),
)


def last_quarter(home: Path) -> None:
    """The quarter before has a report on measure 1."""
    open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00").record(1, lambda _: BEFORE)


def submitted(home: Path) -> None:
    """区发改委 has submitted."""
    submit(open_desk(home, "fgw"))


# status and percent


@sit()
async def test_digits_set_the_status(me: Person) -> None:
    await me.press("enter")
    for status in Status:
        await me.press(str(status.number))
        assert me.stored(1).status is status
        await me.see(f"[{status.number}{status.word}]", "已保存 16:20 张三")


@sit()
async def test_completed_is_a_hundred_percent_and_not_started_none(me: Person) -> None:
    await me.press("enter", "2", "right", "4")
    assert me.stored(1).percent == 100
    await me.press("1")
    assert me.stored(1).percent == 0
    await me.press("2")
    assert me.stored(1).percent is None


@sit()
async def test_arrows_move_the_percent_by_five_within_its_bounds(me: Person) -> None:
    await me.press("enter", "2", "left")
    assert me.stored(1).percent == 0
    await me.press("right", "right", "right", "left")
    assert me.stored(1).percent == 10
    await me.press(*["right"] * 20)
    assert me.stored(1).percent == 100


@sit()
async def test_the_percent_is_typed_in_its_box(me: Person) -> None:
    typed: list[tuple[tuple[str, ...] | str, int | None]] = [
        ("85", 85),
        ("100", 100),
        ("7", 7),
        ("0", 0),
        ("05", 5),
        ("856", 6),
        (("8", "5", "backspace"), 8),
        (("8", "backspace"), None),
    ]
    await me.press("enter")
    for number, (keys, percent) in zip(OWN, typed, strict=False):
        await me.press("2", "tab", *keys, "f3")
        assert (me.stored(number).status, me.stored(number).percent) == (Status.IN_PROGRESS, percent), keys


@sit()
async def test_arrows_move_the_percent_in_its_box_too(me: Person) -> None:
    await me.press("enter", "2", "tab", "right", "right", "left", "tab")
    assert me.stored(1).percent == 5


@sit()
async def test_an_entry_that_says_what_it_must_counts_as_filled(me: Person) -> None:
    await me.press("enter", "3", "enter")
    await me.type("颐养之家开工3家。")
    await me.press("tab")
    await me.see("缺“存在问题”：滞后须写明原因")
    await me.type("用地未批。")
    await me.press("tab")
    await me.type("12月底前报批。")
    await me.press("escape")
    await me.see("已填 1/9")


@sit()
async def test_enter_goes_to_the_first_text_that_is_still_to_be_filled(me: Person) -> None:
    me.desk().record(1, lambda _: Entry(Status.DELAYED, progress="有进展。"))
    await me.press("enter", "enter")
    await me.type("有问题。")
    await me.press("f3")
    assert me.stored(1).problems == "有问题。"


@sit()
async def test_not_applicable_asks_for_its_reason(me: Person) -> None:
    await me.press("enter", "6")
    await me.see("原因说明", "不涉及须说明理由")
    await me.press("enter")
    await me.type("本区无此类企业。")
    await me.press("f3")
    assert me.stored(1).reason == "本区无此类企业。"


@sit()
async def test_each_line_of_evidence_is_one_piece(me: Person) -> None:
    await me.press("enter", "2", "shift+tab")
    await me.paste("湖办字〔2020〕18号\n\nhttps://a.cn/x")
    await me.press("f3")
    assert me.stored(1).evidence == ("湖办字〔2020〕18号", "https://a.cn/x")


# nothing typed is lost


@pytest.mark.parametrize("key", ["tab", "shift+tab", "escape", *[f"f{number}" for number in range(1, 11)], "ctrl+q"])
@sit()
async def test_what_is_typed_is_saved_on_every_way_on(me: Person, key: str) -> None:
    await me.press("enter", "2", "enter")
    await me.type("已兑现“稳岗补贴”326户。")
    assert me.stored(1).progress == ""
    await me.press(key)
    assert me.stored(1).progress == "已兑现“稳岗补贴”326户。"
    assert me.is_out is (key in ("f10", "ctrl+q"))


@sit()
async def test_quitting_from_the_text_keeps_the_percent_typed(me: Person) -> None:
    await me.press("enter", "2", "tab", "8", "5", "f10")
    assert me.is_out
    assert me.stored(1).percent == 85


HOSTILE = [
    "[/]",
    "进度[50%]，[A]类，[x]已办",
    "[@click=app.quit]点[/]这里[bold]",
    "他说“好”，见《办法》、‘单’ \"双\" 'x'",
    "第一行\n第二行\n\n    第四行",
    "{} ${x} \\n %s <b>粗</b>",
    "✓ ◐ ▶ 🔎 ① — …",
    "=1+1\n# 标题\n| 表 | 格 |",
]


@sit(size=LARGE)
async def test_a_note_is_kept_and_shown_exactly(me: Person) -> None:
    await me.press("enter")
    for number, text in zip(OWN, HOSTILE, strict=False):
        await me.press("2", "enter")
        await me.paste(text)
        await me.press("f3", "f2")
        assert me.stored(number).progress == text
        await me.see(*[line for line in text.split("\n") if line])
        await me.press("f3")
    await me.press("f9", "v")
    pages: list[str] = []
    while not pages or pages[-1] != me.screen:
        pages.append(me.screen)
        await me.press("pagedown")
    read = "\n".join(pages)
    assert [line for text in HOSTILE for line in text.split("\n") if line not in read] == []


@sit()
async def test_a_sentence_that_begins_with_a_number_sets_no_status(me: Person) -> None:
    me.desk().record(1, lambda _: Entry(Status.DELAYED, 40))
    me.desk(quarter="2020Q3").record(5, lambda _: BEFORE)
    await me.press("enter")
    for number, text in zip(OWN, ["12月底前完成。", "3季度末办结。", "10月起执行。", "1、开工2家；", "2.验收3家。"], strict=False):
        before = me.stored(number)
        await me.type(text)
        await me.press("f3")
        assert me.stored(number) == replace(before, progress=text)
    await me.press("2")
    await me.type("推进顺利。")
    await me.press("f3")
    assert (me.stored(8).status, me.stored(8).progress) == (Status.IN_PROGRESS, "推进顺利。")


@sit()
async def test_arrows_go_on_to_the_next_field_from_the_edge_of_a_text(me: Person) -> None:
    await me.press("enter", "2", "down")
    await me.type("进展一")
    await me.press("enter")
    await me.type("进展二")
    await me.press("up", "down", "down")
    await me.type("问题")
    await me.press("up", "up", "up", "3", "f3")
    assert me.stored(1) == Entry(Status.DELAYED, progress="进展一\n进展二", problems="问题")


@sit()
async def test_the_list_leads_back_into_the_text_that_was_left(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("已兑现")
    await me.press("escape", "enter")
    await me.type("326户")
    await me.press("f3")
    assert me.stored(1).progress == "已兑现326户"


@pytest.mark.parametrize("text", ["[/]", "进度[50%]", "“”。、《》…—·", "a\"b'c\\"])
@sit()
async def test_a_note_typed_by_keys_is_kept_exactly(me: Person, text: str) -> None:
    await me.press("enter", "2", "enter", *text, "f3")
    assert me.stored(1).progress == text


@sit()
async def test_a_paste_of_many_lines_is_kept_whole(me: Person) -> None:
    lines = [f"{number}. 第{number}户企业已兑现，[{number}%]“到账”。" for number in range(1, 501)]
    await me.press("enter", "2", "enter")
    await me.paste("\r\n".join(lines))
    await me.press("f3")
    assert me.stored(1).progress == "\n".join(lines)


@sit()
async def test_control_characters_of_a_paste_are_neither_kept_nor_shown(me: Person) -> None:
    text = "甲\x1b[2J\x1b]52;c;aGk=\x07乙\x00\x9b丙\u202e丁\t戊"
    await me.press("enter", "2", "enter")
    await me.paste(text)
    await me.press("tab")
    assert me.stored(1).progress == clean(text)
    assert not set("\x00\x07\x1b\x9b\u202e") & set(me.screen)


@sit()
async def test_what_is_undone_is_not_stored(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("多写的")
    await me.press("tab", "shift+tab")
    await me.press("ctrl+a", *["delete"] * 3, "f3")
    assert me.stored(1).progress == ""


# from measure to measure


@sit()
async def test_f3_goes_on_to_the_next_and_from_the_last_to_the_first(me: Person) -> None:
    await me.press("enter")
    for place in [*range(2, 10), 1]:
        await me.press("f3")
        await me.see(f" {place}/9 ")
    await me.press("f2")
    await me.see(" 9/9 ", "加快发展都市现代农业")
    await me.press("f2")
    await me.see(" 8/9 ", "优化营商环境")


@sit(prepare=lambda home: fill(open_desk(home, "fgw")).record(6, lambda _: Entry()))
async def test_f7_goes_to_the_next_measure_that_is_not_filled(me: Person) -> None:
    await me.press("7", "enter", "f7")
    await me.see(" 4/9 ", "坚决打好污染防治攻坚战")
    await me.press("1", "f7")
    await me.see("各项都填好了")


@sit()
async def test_each_measure_keeps_its_own_words(me: Person) -> None:
    await me.press("enter")
    for text in ("甲", "乙", "丙"):
        await me.press("2", "enter")
        await me.type(text)
        await me.press("f3")
    assert [me.stored(number).progress for number in (1, 4, 5, 6)] == ["甲", "乙", "丙", ""]
    await me.press("f2")
    await me.see("丙")


@sit()
async def test_esc_leads_back_to_the_measure_in_the_list(me: Person) -> None:
    await me.press("enter", "f3", "f3", "escape")
    await me.see("(五)提升公共服务水平", "回车 填写")


@sit()
async def test_f9_saves_and_leads_to_the_check(me: Person) -> None:
    await me.press("enter", "1", "f9")
    await me.see("报送前检查", "可以报送 1 项")


# keys that come together


def keys(*parts: str) -> list[Event]:
    """Names of keys in angle brackets, pastes after a ``<<``, all else as characters typed."""
    events: list[Event] = []
    for part in parts:
        if part.startswith("<<"):
            events.append(Paste(part[2:]))
        elif part.startswith("<"):
            events.append(Key(part[1:-1], None))
        else:
            events += [Key(_character_to_key(character), character) for character in part]
    return events


ENTER, TAB, F3, F7, ESC = "<enter>", "<tab>", "<f3>", "<f7>", "<escape>"
BURSTS: Mapping[str, tuple[str, ...]] = {
    "one measure": (ENTER, "2", ENTER, "已兑现326户。", TAB, "个别企业不知晓。", TAB, "继续兑现。", F3),
    "several measures": (ENTER, "2", ENTER, "甲", F3, "3", ENTER, "乙", TAB, "丙", TAB, "丁", F3, "1", F3, "5", ENTER, "戊", ESC),
    "percent": (ENTER, "2", TAB, "85", F3, "2", "<right>", "<right>", TAB, TAB, "x", F3),
    "a jump and a paste": ("10", ENTER, "4", ENTER, "<<第一行\n2 3\n/q", TAB, "2", F3, "6", ENTER, "不涉及", F3),
    "the next unfilled": (F7, "1", F7, "1", F7, "2", ENTER, "/q7？", F7, "3", ESC),
    "a filter": ("/", "融资", ENTER, ENTER, "2", ENTER, "筛到的", ESC),
    "a claim": ("c", "<down>", "<down>", "<down>", ENTER, ESC, "15", ENTER, "2", ENTER, "认领后填", F3),
    "another quarter": ("p", "<down>", ENTER, ENTER, "2", ENTER, "上季的", ESC, "p", "<up>", ENTER, ENTER, "3", ENTER, "本季的", ESC),
    "help between": (ENTER, "2", "?", ESC, ENTER, "甲", "<f1>", ESC, "乙", "<f4>", ESC, "丙", F3),
}


@pytest.mark.parametrize("name", BURSTS)
def test_keys_sent_at_once_store_what_the_same_keys_store_slowly(home: Path, name: str) -> None:
    stored: list[dict[tuple[str, int], Entry]] = []

    async def slowly(me: Person) -> None:
        await me.one_by_one(*keys(*BURSTS[name]))
        keep(me)

    async def at_once(me: Person) -> None:
        await me.burst(*keys(*BURSTS[name]))
        keep(me)

    def keep(me: Person) -> None:
        quarters = ("2020Q3", "2020Q4")
        ledgers = {quarter: me.desk(quarter=quarter).store.read() for quarter in quarters}
        stored.append({(quarter, number): ledger.entry(number) for quarter, ledger in ledgers.items() for number in ledger.rows})

    asyncio.run(visit(home / "slow", slowly))
    asyncio.run(visit(home / "fast", at_once))
    assert stored[0]
    assert stored[0] == stored[1]


@pytest.mark.parametrize("prepare", [submitted, last_quarter])
def test_a_measure_looks_the_same_whichever_way_one_came_to_it(home: Path, prepare: Callable[[Path], None]) -> None:
    prepare(home)

    async def steps(me: Person) -> None:
        await me.press("enter")
        walked = {}
        for number in OWN:
            walked[number] = me.rows
            await me.press("f3")
        await me.press("escape")
        for number in OWN:
            await me.press("enter")
            assert me.rows == walked[number], number
            await me.press("escape", "down")

    asyncio.run(visit(home, steps, size=LEAST))


@sit(size=LEAST)
async def test_where_one_wrote_of_one_measure_is_not_asked_for_in_the_next(me: Person) -> None:
    me.desk().record(6, lambda _: Entry(Status.NOT_APPLICABLE))
    await me.press("6", "enter", "enter")
    await me.see("原因说明")
    await me.press("f3")
    await me.see("5/9 ")
    walked = me.rows
    await me.press("escape", "enter")
    assert me.rows == walked and "原因说明" not in me.screen


@sit()
async def test_what_a_key_says_stays_though_a_character_came_just_before_it(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.burst(Key("已", "已"), Key("办", "办"), Key("f6", None))
    assert words.NOTHING_TO_CARRY in me.screen


@sit()
async def test_a_sentence_begun_at_the_status_is_saved_whole_and_not_after_its_first_character(me: Person) -> None:
    await me.press("enter", "2", "tab", "8", "5")
    await me.press("已", "兑", "现")
    await me.press("f3")
    kept = [event.version.entry for event in me.desk().store.history.events() if event.version]
    assert [(entry.percent, entry.progress) for entry in kept] == [(None, ""), (85, "已兑现")]


def test_a_burst_stores_what_was_meant(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.burst(*keys(*BURSTS["several measures"]))
        assert me.stored(1) == Entry(Status.IN_PROGRESS, progress="甲")
        assert me.stored(4) == Entry(Status.DELAYED, progress="乙", problems="丙", next_steps="丁")
        assert me.stored(5) == Entry(Status.NOT_STARTED, 0)
        assert me.stored(6) == Entry(Status.ONGOING, progress="戊")

    asyncio.run(visit(home, steps))


def test_the_unit_and_its_first_entry_can_be_typed_ahead(home: Path) -> None:
    async def steps(me: Person) -> None:
        await me.burst(*keys("rsj", ENTER, ENTER, "2", ENTER, "预先打的字", F3))
        assert me.desk("rsj").store.read().entry(1) == Entry(Status.IN_PROGRESS, progress="预先打的字")

    asyncio.run(visit(home, steps, unit=None))


# last quarter


@sit(prepare=last_quarter)
async def test_f5_carries_last_quarter_into_what_is_blank(me: Person) -> None:
    await me.press("enter", "3", "enter")
    await me.type("本季新写的。")
    await me.press("f5")
    assert me.stored(1) == replace(BEFORE, status=Status.DELAYED, percent=None, progress="本季新写的。")
    await me.see("本季新写的。", "个别企业不知晓。", "继续兑现。", "请协调数据。", "湖办字〔2020〕18号")


@sit(prepare=last_quarter)
async def test_carried_words_must_be_changed_or_confirmed(me: Person) -> None:
    await me.press("enter", "f5")
    assert me.stored(1) == BEFORE
    await me.see("推进中 45%", "与上季一字不差")
    await me.press("escape")
    await me.see("已填 0/9")


@sit(prepare=last_quarter)
async def test_f6_carries_the_field_one_stands_in(me: Person) -> None:
    await me.press("enter", "2", "tab", "tab", "tab", "f6")
    assert me.stored(1) == Entry(Status.IN_PROGRESS, problems=BEFORE.problems)
    await me.see(BEFORE.problems)


def without_problems(home: Path) -> None:
    open_desk(home, "fgw", "2020Q3", at="2020-10-09T09:00:00+08:00").record(1, lambda _: replace(BEFORE, problems=""))


@sit(prepare=without_problems)
async def test_f6_never_puts_nothing_in_the_place_of_what_is_written(me: Person) -> None:
    await me.press("enter", "2", "tab", "tab", "tab")
    await me.type("数据没有对上。")
    await me.press("f6")
    await me.see("上季没有可抄的内容", "数据没有对上。")
    assert me.stored(1).problems == "数据没有对上。"


@sit(prepare=last_quarter)
async def test_f6_outside_a_text_says_so_and_changes_nothing(me: Person) -> None:
    await me.press("enter", "f6")
    await me.see("把光标移到要抄的文字栏里，再按 F6")
    assert me.stored(1) == Entry()


@sit(prepare=last_quarter)
async def test_0_confirms_that_nothing_is_new_and_takes_it_back(me: Person) -> None:
    await me.press("enter", "0")
    assert me.stored(1) == replace(BEFORE, unchanged=True)
    await me.see("[本季无新进展]")
    await me.press("escape")
    await me.see("已填 1/9")
    await me.press("enter", "0")
    assert me.stored(1) == BEFORE


@pytest.mark.parametrize("key", ["f5", "0"])
@sit()
async def test_without_a_quarter_before_nothing_is_carried(me: Person, key: str) -> None:
    await me.press("enter", key)
    assert me.stored(1) == Entry()
    await me.see("上季无填报")


# saves that fail


def break_store(home: Path) -> None:
    """Puts a file in the place of the unit's folder."""
    (home / STORE).parent.mkdir(parents=True, exist_ok=True)
    (home / STORE).write_text("", encoding="utf-8")


def mend_store(home: Path) -> None:
    """Takes that file away."""
    (home / STORE).unlink()


@pytest.mark.parametrize("key", ["f3", "f7", "f9", "escape", "tab"])
@sit()
async def test_a_failed_save_keeps_the_words_on_the_screen(me: Person, key: str) -> None:
    break_store(me.home)
    await me.press("enter", "2", "enter")
    await me.type("没有存下的字")
    await me.press(key)
    await me.see("没有存下的字", "不是文件夹", "未保存", " 1/9 ")
    mend_store(me.home)
    await me.press("f3")
    assert me.stored(1) == Entry(Status.IN_PROGRESS, progress="没有存下的字")


@sit()
async def test_quitting_without_having_saved_asks_twice(me: Person) -> None:
    break_store(me.home)
    await me.press("enter", "2", "enter")
    await me.type("没有存下的字")
    await me.press("f10")
    assert not me.is_out
    await me.see("没有存下的字", "再按一次 F10")
    await me.press("f10")
    assert me.is_out


@sit()
async def test_quitting_saves_once_the_store_is_well_again(me: Person) -> None:
    break_store(me.home)
    await me.press("enter", "2", "enter")
    await me.type("没有存下的字")
    await me.press("f10")
    mend_store(me.home)
    await me.type("，又写了一句")
    await me.press("f10")
    assert me.is_out
    assert me.stored(1).progress == "没有存下的字，又写了一句"
    assert not list(me.home.rglob("drafts/*"))


@sit()
async def test_quitting_asks_anew_after_a_save_that_went_well(me: Person) -> None:
    break_store(me.home)
    await me.press("enter", "2", "enter")
    await me.type("甲")
    await me.press("f10")
    mend_store(me.home)
    await me.press("f3", "2", "enter")
    (me.home / STORE / "2020Q4.json").write_bytes(b"")
    await me.type("乙")
    await me.press("f10")
    assert not me.is_out
    await me.see("乙")


@pytest.mark.parametrize("content", [b"", b"null", b"{"])
@sit()
async def test_a_damaged_store_keeps_the_words_on_the_screen_and_itself(me: Person, content: bytes) -> None:
    store = me.home / STORE / "2020Q4.json"
    await me.press("enter", "2", "enter")
    store.write_bytes(content)
    await me.type("没有存下的字")
    await me.press("f3")
    await me.see("没有存下的字", "2020Q4.json", " 1/9 ")
    assert store.read_bytes() == content


@pytest.mark.parametrize("key", ["f3", "f7"])
@sit()
async def test_words_go_to_the_measure_they_were_typed_for_when_going_on_failed(me: Person, key: str) -> None:
    store = me.home / STORE / "2020Q4.json"
    me.desk().record(4, lambda _: Entry(Status.DELAYED))
    whole = store.read_bytes()
    await me.press("enter")
    store.write_bytes(b"")
    await me.press(key)
    store.write_bytes(whole)
    await me.see("(一)稳定就业岗位")
    await me.press("enter")
    await me.type("第一项的字")
    await me.press("escape")
    assert (me.stored(1).progress, me.stored(4).progress) == ("第一项的字", "")


# others at the same entry


@sit()
async def test_what_another_saved_meanwhile_in_another_field_is_kept_too(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, problems="他写的问题"))
    await me.press("tab")
    assert me.stored(1) == Entry(Status.IN_PROGRESS, progress="我写的进展", problems="他写的问题")
    await me.see("我写的进展", "他写的问题")


async def both_write(me: Person) -> None:
    """Types progress on measure 1 while a colleague saves other words there, then goes on."""
    await me.press("enter", "2", "enter")
    await me.type("我写的[进展]")
    me.desk().record(1, lambda entry: replace(entry, progress="他写的[进展]"))
    await me.press("f3")


@sit()
async def test_of_two_texts_for_one_field_both_are_shown_and_neither_is_lost(me: Person) -> None:
    await both_write(me)
    await me.see("李四 也改了第1项的工作进展", "我写的[进展]", "他写的[进展]")
    assert me.stored(1).progress == "他写的[进展]"
    await me.press("escape")
    await me.see("我写的[进展]", "没有保存", "未保存", " 1/9 ")
    assert me.stored(1).progress == "他写的[进展]"


@pytest.mark.parametrize(("key", "stands"), [("1", "我写的[进展]"), ("2", "他写的[进展]")])
@sit()
async def test_the_person_says_which_of_two_texts_stands(me: Person, key: str, stands: str) -> None:
    await both_write(me)
    await me.press(key)
    assert me.stored(1) == Entry(Status.IN_PROGRESS, progress=stands)
    await me.see(stands, "已保存", " 1/9 ")
    await me.press("f3")
    await me.see(" 2/9 ")


@sit()
async def test_typing_on_does_not_answer_which_of_two_texts_stands(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, progress="他写的进展"))
    await me.burst(*keys(TAB, "2020年继续办理。"))
    await me.press("escape")
    await me.see("我写的进展")


@sit()
async def test_the_two_texts_look_as_they_did(me: Person) -> None:
    await both_write(me)
    hold_against("clash", me)
    await me.resize(LARGE)
    hold_against("clash", me)


@sit()
async def test_both_of_two_texts_can_stand(me: Person) -> None:
    await both_write(me)
    await me.press("3")
    assert set(me.stored(1).progress.split("\n")) == {"我写的[进展]", "他写的[进展]"}
    await me.see("我写的[进展]", "他写的[进展]", "已保存")


@sit()
async def test_of_two_statuses_both_are_named_in_chinese(me: Person) -> None:
    await me.press("enter")
    me.desk().record(1, lambda _: Entry(Status.DELAYED, 30))
    await me.press("2")
    await me.see("推进中", "滞后", "我写的")
    assert "in_progress" not in me.screen
    await me.press("1")
    assert me.stored(1).status is Status.IN_PROGRESS


@sit()
async def test_quitting_in_front_of_two_texts_asks_twice(me: Person) -> None:
    await both_write(me)
    await me.press("f10")
    assert not me.is_out
    await me.see("再按一次 F10")
    await me.press("f10")
    assert me.is_out
    assert me.stored(1).progress == "他写的[进展]"


@sit()
async def test_quitting_with_words_that_a_colleague_overtook_shows_both_and_asks_twice(me: Person) -> None:
    await me.press("enter", "2", "enter")
    await me.type("我写的进展")
    me.desk().record(1, lambda entry: replace(entry, progress="他写的进展"))
    await me.press("f10")
    await me.see("我写的进展", "他写的进展", "再按一次 F10")
    await me.press("f10")
    assert me.is_out


@sit()
async def test_quitting_from_a_text_that_is_read_asks_twice_too(me: Person) -> None:
    break_store(me.home)
    await me.press("enter", "2", "enter")
    await me.type("没有存下的字")
    await me.press("f4", "f10")
    await me.see("原文", "再按一次 F10")
    await me.press("f10")
    assert me.is_out


@sit()
async def test_what_another_saved_is_there_when_one_comes_to_it(me: Person) -> None:
    await me.press("enter")
    me.desk().record(4, lambda _: Entry(Status.ONGOING, progress="他写的[进展]"))
    await me.press("f3")
    await me.see("[5长期坚持]", "他写的[进展]", "李四")


# submitted


@sit(prepare=submitted)
async def test_a_submitted_report_can_be_read_and_not_typed_in(me: Person) -> None:
    before = (me.home / STORE / "2020Q4.json").read_bytes()
    await me.press("enter")
    await me.see("第1项办结10件", "本季报告已报送，只能看，不能改")
    await me.press("enter")
    await me.type("偷改的字")
    await me.press("tab")
    await me.paste("偷改的字")
    assert "偷改" not in me.screen
    await me.press("f3")
    await me.see("第4项办结40件")
    await me.press("escape")
    await me.see("回车 填写")
    assert (me.home / STORE / "2020Q4.json").read_bytes() == before


@sit(prepare=submitted)
async def test_status_keys_leave_a_submitted_report_as_it_is_and_say_why(me: Person) -> None:
    before = (me.home / STORE / "2020Q4.json").read_bytes()
    await me.press("enter")
    for key in ("4", "0", "right", "tab", "5", "shift+tab", "shift+tab", "6", "f5", "f6"):
        await me.press(key)
    assert (me.home / STORE / "2020Q4.json").read_bytes() == before
    await me.press("shift+tab")
    await me.see("[2推进中]", " 60%")
    await me.press("f3", "f2", "3")
    await me.see("不能改", "[2推进中]")
    await me.press("escape")
    await me.see("回车 填写")


def accepted(home: Path) -> None:
    """The lead has accepted what 区发改委 submitted."""
    submitted(home)
    desk = open_desk(home, "fgw")
    desk.store.change(lambda ledger: replace(ledger, head=replace(ledger.head, state=State.ACCEPTED)), desk.office.act("import"))


@pytest.mark.parametrize("key", ["f5", "f6", "f7", "ctrl+t"])
@sit(prepare=accepted)
async def test_an_accepted_report_says_who_can_open_it_again_whatever_is_pressed(me: Person, key: str) -> None:
    me.desk(quarter="2020Q3").record(1, lambda _: BEFORE)
    await me.press("enter", key)
    await me.see("本季报告已接收，只能看，不能改；要改请联系区发改委退回。")


@sit(prepare=submitted)
async def test_nothing_is_next_to_fill_in_a_submitted_report(me: Person) -> None:
    await me.press("f7")
    await me.see("本季报告已报送")
    await me.press("o")
    assert "可按 F9 检查报送" not in me.screen


@sit(prepare=submitted)
async def test_a_report_submitted_meanwhile_by_another_is_not_changed(me: Person) -> None:
    me.desk().store.change(lambda ledger: replace(ledger, head=ledger.head.withdrawn()), me.desk().office.act("withdraw"))
    await me.press("enter", "enter")
    await me.type("晚了一步")
    submit(me.desk())
    before = (me.home / STORE / "2020Q4.json").read_bytes()
    await me.press("f3")
    await me.see("晚了一步", "已报送，不能修改")
    assert (me.home / STORE / "2020Q4.json").read_bytes() == before
    assert me.desk().store.read().head.state is State.SUBMITTED


@sit(prepare=submitted)
async def test_a_withdrawn_report_can_be_edited_again(me: Person) -> None:
    await me.press("f9", "w")
    await me.type("补充数据")
    await me.press("enter", "escape", "enter", "4", "escape")
    assert me.stored(1).status is Status.COMPLETED


@sit()
async def test_a_question_mark_of_a_chinese_keyboard_asks_for_help_on_the_status_line(me: Person) -> None:
    await me.press("enter")
    await me.type("？")
    await me.see("这里能按的键")
    await me.press("escape")
    assert me.stored(1) == Entry()


@sit()
async def test_full_width_digits_set_the_status_too(me: Person) -> None:
    await me.press("enter")
    await me.type("２")
    await me.see("[2推进中]", "已保存")
    assert me.stored(1) == Entry(Status.IN_PROGRESS)


@sit()
async def test_of_two_reasons_for_one_status_both_are_shown(me: Person) -> None:
    await me.press("enter", "6", "enter")
    await me.type("我写的理由")
    me.desk().record(1, lambda entry: replace(entry, reason="他写的理由"))
    await me.press("f3")
    await me.see("我写的理由", "他写的理由", "1 用我写的")


@sit(prepare=lambda root: submit(open_desk(root, "fgw")))
async def test_a_report_that_another_withdraws_can_be_typed_in_from_then_on(me: Person) -> None:
    await me.press("enter")
    await me.see("只能看，不能改")
    filing.withdraw(me.desk(), "重报")
    await me.until(lambda: "只能看，不能改" not in me.screen, "可以填")
    await me.press("3")
    assert me.stored(1).status is Status.DELAYED


def damaged_before(root: Path) -> None:
    """A filled entry, and the store of an earlier quarter cut."""
    open_desk(root, "fgw", "2020Q3").record(1, lambda _: Entry(Status.IN_PROGRESS, 10, "上季的"))
    open_desk(root, "fgw", "2020Q4").record(1, lambda _: Entry(Status.IN_PROGRESS, 20, "上一季的"))
    open_desk(root, "fgw", "2021Q1").record(1, lambda _: Entry(Status.IN_PROGRESS, 40, "写好的"))


@sit(quarter="2021Q1", prepare=damaged_before)
async def test_a_form_that_cannot_be_read_wholly_is_not_saved_over_what_is_stored(me: Person) -> None:
    await me.see("稳定就业岗位")
    (me.home / "notices/qsh-2020-25/units/fgw/2020Q3.json").write_bytes(b"")
    await me.press("enter", "3", "f3", "escape")
    kept = json.loads((me.home / "notices/qsh-2020-25/units/fgw/2021Q1.json").read_bytes())["entries"]["1"]["current"]
    assert (kept["status"], kept["progress"]) == ("in_progress", "写好的")
