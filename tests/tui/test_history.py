"""历史: who changed what, word by word, and any version back, from the list and from the walk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.report import Head, Signatories
from liuwen_tui.domain.versions import Subject, descend
from liuwen_tui.reporting.filing import withdraw
from liuwen_tui.store.history import Act, Event
from tests.conftest import AT, open_desk
from tests.hostile import LINES
from tests.tui.driving import LARGE, LEAST, SMALL, Person, hold_against, sit, submit, visit
from tests.tui.test_hostile_screens import bare, read_through

FIRST = Entry(Status.IN_PROGRESS, 45, "已兑现稳岗补贴200户。", next_steps="继续兑现。")
SECOND = replace(FIRST, percent=60, progress="已兑现稳岗补贴326户412万元，[全部到账]。")
_AT_ONCE = 6
"""Texts in one history."""


def two_versions(home: Path) -> None:
    """张三 began the first measure of 区发改委, 李四 went on."""
    open_desk(home, "fgw").record(1, lambda _: FIRST)
    open_desk(home, "fgw", account="李四", at="2021-01-08T17:02:00+08:00").record(1, lambda _: SECOND)


def sent(home: Path) -> None:
    """Two versions and a third that was submitted."""
    two_versions(home)
    submit(open_desk(home, "fgw", at="2021-01-09T09:00:00+08:00"))


def sent_and_withdrawn(home: Path) -> None:
    """The same, withdrawn for a reason and changed again."""
    sent(home)
    desk = open_desk(home, "fgw", at="2021-01-10T10:30:00+08:00")
    withdraw(desk, "数字有误")
    desk.record(1, lambda entry: replace(entry, problems="两户账号有误。"))


def moments(me: Person) -> list[str]:
    """The rows of the list of moments."""
    return [row.strip() for row in me.rows if row.startswith(" 2021-")]


@sit(prepare=two_versions)
async def test_h_on_the_list_tells_who_changed_what_and_when_word_by_word(me: Person) -> None:
    await me.press("h")
    await me.see("历史  (一)稳定就业岗位  区发改委  2020年第四季度")
    assert moments(me) == ["2021-01-08 17:02  李四          保存  现在", "2021-01-08 16:20  张三          保存"]
    await me.see("~ 推进中 45% → ~ 推进中 60%", "工作进展改为：已兑现稳岗补贴【删 200】【增 326】户【增 412万元，[全部到账]】。")
    await me.see("当时的全部内容", "下一步打算：继续兑现。")
    await me.press("down")
    await me.see(". 未填 → ~ 推进中 45%", "工作进展：已兑现稳岗补贴200户。")


@sit(prepare=sent_and_withdrawn)
async def test_what_became_of_the_report_stands_among_it_with_its_reason(me: Person) -> None:
    await me.press("h")
    assert [row.split()[3:] for row in moments(me)] == [["保存", "现在"], ["撤回"], ["报送"], ["保存"], ["保存"], ["保存"]]
    await me.press("down")
    await me.see("原因：数字有误", "报告现在是已撤回")
    await me.press("enter")
    await me.see("整份报告的事")
    await me.press("down")
    assert "整份报告的事" not in me.screen
    await me.press("escape")
    await me.see("F7 下一未填")


@sit(prepare=two_versions)
async def test_a_version_is_brought_back_after_a_yes_and_the_list_shows_it(me: Person) -> None:
    await me.press("h", "down", "enter")
    await me.see("恢复成 2021-01-08 16:20 张三")
    await me.press("n")
    assert me.stored(1) == SECOND
    await me.press("enter", "y")
    await me.see("已恢复", " ~  1 稳定就业岗位           推进中   45%")
    assert me.stored(1) == FIRST
    await me.press("h")
    assert [row.split()[3:] for row in moments(me)] == [["恢复", "现在"], ["保存"], ["保存"]]
    await me.see("【删 326】【增 200】")
    await me.press("down", "enter", "y")
    await me.see("已恢复", "60%")
    assert me.stored(1) == SECOND


@sit(prepare=two_versions)
async def test_the_walk_saves_what_is_typed_and_shows_what_was_brought_back(me: Person) -> None:
    await me.press("enter", "tab", "tab", "tab")
    await me.type("等待拨付。")
    await me.press("shift+tab", "shift+tab", "shift+tab", "h")
    await me.see("历史  (一)稳定就业岗位", "存在问题：等待拨付。")
    assert me.stored(1).problems == "等待拨付。"
    await me.press("down", "down", "enter", "y")
    await me.see("已兑现稳岗补贴200户。", "1/9", "进度  45%")
    assert me.stored(1) == FIRST
    await me.press("escape")
    await me.see(" ~  1 稳定就业岗位           推进中   45%")


@sit(prepare=two_versions)
async def test_in_a_text_h_is_a_letter_and_the_palette_opens_the_history(me: Person) -> None:
    await me.press("enter", "enter")
    await me.type("h")
    assert "历史" not in me.rows[0]
    await me.press("ctrl+p")
    await me.type("历史")
    await me.until(lambda: "上一条" not in "".join(me.rows[:-1]), "只剩历史")
    await me.press("enter")
    await me.see("历史  (一)稳定就业岗位")
    assert "h" in me.stored(1).progress
    await me.press("escape", "ctrl+r")
    await me.see("历史  (一)稳定就业岗位")


@sit(prepare=two_versions)
async def test_what_stands_already_is_not_brought_back(me: Person) -> None:
    before = me.desk().store.read()
    await me.press("h", "enter")
    await me.see("现在就是这个内容")
    assert me.desk().store.read() == before


@sit(prepare=sent)
async def test_a_submitted_report_stays_as_it_is_and_the_screen_says_why(me: Person) -> None:
    before = me.desk().store.read()
    await me.press("h", "end", "enter", "y")
    await me.see("已报送，不能修改", "历史  (一)稳定就业岗位")
    assert me.desk().store.read() == before


@sit()
async def test_where_nothing_happened_the_screen_says_so(me: Person) -> None:
    await me.press("h")
    await me.see("还没有历史。")
    await me.press("enter", "pagedown", "escape")
    await me.see("F7 下一未填")


def marred(home: Path) -> None:
    """A history with a torn line and one of a measure that the notice does not have."""
    two_versions(home)
    past = open_desk(home, "fgw").store.history
    past.append([Event(Act("save", AT, "张三"), descend(Subject("qsh-2020-25", "fgw", "2020Q4", 99), FIRST, (), AT, "张三"))])
    with past.path.open("ab") as lines:
        lines.write(b'{"at": "\n')


@sit(prepare=marred)
async def test_lines_that_cannot_be_told_are_counted_and_the_others_are_told(me: Person) -> None:
    await me.press("h")
    await me.see("有 1 行读不出", "李四          保存  现在")
    assert len(moments(me)) == 2


@sit(prepare=two_versions)
async def test_a_history_that_cannot_be_read_is_a_sentence_on_the_list(me: Person) -> None:
    path = me.desk().store.history.path
    path.unlink()
    path.mkdir()
    await me.press("h")
    await me.see("2020Q4.history.jsonl", "回车 填写")


def many(home: Path) -> None:
    """A long text that was changed in one word, far down."""
    for count in (12, 13):
        lines = "\n".join(f"第{number}件已办结。" for number in range(40))
        open_desk(home, "fgw").record(1, lambda _, told=f"{lines}\n合计{count}件。": replace(FIRST, progress=told))


@sit(prepare=many)
async def test_long_changes_are_paged_through_while_the_moment_stays(me: Person) -> None:
    await me.press("h")
    assert "合计" not in me.screen
    await me.press("pagedown", "pagedown")
    await me.see("合计【删 12】【增 13】件。", "现在")
    await me.press("pageup", "pageup")
    await me.see("第0件已办结。")


@pytest.mark.parametrize("first", range(0, len(LINES), _AT_ONCE))
def test_names_reasons_and_words_are_shown_as_text(home: Path, first: int) -> None:
    texts = LINES[first : first + _AT_ONCE]
    for text in texts:
        name = " ".join(text.split())
        desk = open_desk(home, "fgw", account=name)
        desk.record(1, lambda _, text=text: replace(FIRST, progress=text))
        frozen = Head().submitted(Signatories(), AT)
        for act, head in (("submit", frozen), ("withdraw", frozen.withdrawn())):
            desk.store.change(lambda ledger, head=head: replace(ledger, head=head), Act(act, AT, name, text))

    async def steps(me: Person) -> None:
        await me.press("h")
        for text, told in zip(reversed(texts), (row for row in moments(me) if "撤回" in row), strict=True):
            assert bare(f"原因：{text}") in bare(await read_through(me))
            assert bare(text)[:5] in bare(told)
            await me.press("down", "down")
            assert bare(f"工作进展：{text}") in bare(await read_through(me))
            if text == texts[-1]:
                await me.press("enter")
                await me.see("现在就是这个内容")
            await me.press("down")

    asyncio.run(visit(home, steps, size=(LARGE[0], 100)))


@sit(prepare=two_versions)
async def test_a_history_written_by_hand_drives_no_terminal(me: Person) -> None:
    past = me.desk().store.history
    drives = "\\u001b]52;c;5L2g\\u0007\\u001b[2J\\u009b5n\\u202e"
    last = past.path.read_text(encoding="utf-8").splitlines()[-1]
    with past.path.open("a", encoding="utf-8") as lines:
        lines.write(last.replace('"act":"save"', f'"act":"save","reason":"因{drives}"') + "\n")
        lines.write(last.replace('"by":"李四"', f'"by":"{drives}"', 1) + "\n")
    await me.press("h")
    await me.see("有 1 行读不出", "原因：因")
    assert not [piece for piece in ("\x1b", "\x07", "\x9b", "\u202e") if piece in me.screen]


@pytest.mark.parametrize("size", [LEAST, SMALL, LARGE])
def test_the_history_looks_as_it_did(home: Path, size: tuple[int, int]) -> None:
    sent_and_withdrawn(home)

    async def steps(me: Person) -> None:
        await me.press("h")
        hold_against("history-of-a-report", me)

    asyncio.run(visit(home, steps, size=size))
