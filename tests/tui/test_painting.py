"""What a key costs, counted and not timed: what is written to the terminal, laid out, and told anew; and a screen that is mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.events import Key
from textual.screen import Screen

from liuwen_tui.tui.pen import told
from liuwen_tui.tui.screens.ask import AskScreen, ConfirmScreen
from liuwen_tui.tui.widgets.field import Field
from tests.tui.driving import Person, sit
from tests.tui.seeing import Seen, cells, cost, is_mended, painted_whole, shown
from tests.tui.test_screens import all_filled


@sit(prepare=all_filled)
async def test_a_row_moved_writes_two_rows_and_what_stands_beside_once_the_keys_rest(me: Person, seen: Seen) -> None:
    await me.press("down")
    await cost(me, seen, "down")
    rows, beside = seen.sizes
    assert rows <= 200
    assert 200 < beside <= 1200
    assert (seen.laid_out, seen.rendered) == (0, {"MeasureList", "Prose"})
    assert me.screen.count("提升公共服务水平") == 2


@sit(prepare=all_filled)
async def test_rows_run_through_end_with_the_words_of_the_last_of_them(me: Person) -> None:
    await me.press("down", "down", "down", "up")
    assert me.screen.count("提升公共服务水平") == 2


@sit(prepare=all_filled)
async def test_a_character_is_painted_alone_and_what_follows_from_it_once_the_keys_rest(me: Person, seen: Seen) -> None:
    await me.press("enter", "2", "enter", "已")
    for key in "办3":
        await cost(me, seen, key)
        character, counted = seen.sizes
        assert character <= 100 and counted <= 60
        assert (seen.told, seen.laid_out, seen.rendered) == (1, 0, {"Words", "Line"})


@sit(prepare=all_filled)
async def test_characters_typed_in_a_row_are_told_once_and_counted(me: Person, seen: Seen) -> None:
    await me.press("enter", "2", "enter")
    before = len(me.app.screen.query_one("#field-progress", Field).text)
    await cost(me, seen, "已")
    seen.clear()
    await me.burst(*(Key(letter, letter) for letter in "兑现三百户"))
    assert seen.told == 1 and f"{before + 6}" in me.screen


@sit(prepare=all_filled)
async def test_the_first_character_says_at_once_that_it_is_not_saved(me: Person, seen: Seen) -> None:
    await me.press("enter", "2", "enter")
    assert "已保存" in me.rows[0]
    await cost(me, seen, "已")
    assert "未保存" in shown(seen.written[:1])[0]


LONG = "支付稳岗补贴三百二十六户，涉及职工一万二千人。\n" * 5 + "第二批正在审核，" * 12
KEYS = "x backspace y 已 a PASTE ， left left b backspace up 右 shift+left shift+up c ctrl+z delete home d enter e end ctrl+w down f ctrl+y"
KEYS += " ( enter ) left delete up end shift+down shift+down ctrl+u up up end shift+up ctrl+k"


@pytest.mark.parametrize("field", ["progress", "evidence"])
@sit(prepare=all_filled)
async def test_however_a_text_is_changed_it_stands_on_the_terminal_as_it_is(me: Person, seen: Seen, field: str) -> None:
    await me.press("enter", "2")
    written_in = me.app.screen.query_one(f"#field-{field}", Field)
    written_in.show_before("上季支付稳岗补贴，" * 12)
    area = written_in.area.focus()
    area.load_text("")
    for key in KEYS.split():
        await (me.paste(LONG) if key == "PASTE" else me.press(key))
        stands, whole = cells(seen.written), painted_whole(me, area)
        assert [row for row, after in enumerate(whole) if stands[row] != after] == [], key


@sit(prepare=all_filled)
async def test_a_status_is_painted_once(me: Person, seen: Seen) -> None:
    await me.press("enter", "2")
    for key in "32":
        await cost(me, seen, key)
        assert len(seen.sizes) == 1 and seen.sizes[0] <= 300
        assert (seen.told, seen.laid_out) == (1, 0)


@sit(prepare=all_filled)
async def test_another_measure_is_told_once_and_painted_once(me: Person, seen: Seen) -> None:
    await me.press("enter")
    for _ in range(5):
        await cost(me, seen, "f3")
        assert len(seen.sizes) == 1 and seen.sizes[0] <= 1500
        assert seen.told == 1 and seen.laid_out <= 2


@sit(prepare=all_filled)
async def test_what_a_notice_lay_over_is_painted_again_when_it_goes(me: Person, seen: Seen) -> None:
    await me.press("ctrl+l")
    written = list(seen.written)
    seen.clear()
    me.app.tell("终端送来的字读不懂。")
    await me.see("读不懂")
    await me.press("down")
    me.app.clear_notifications()
    await me.until(lambda: "读不懂" not in me.screen, "提示消失")
    await me.press("down")
    assert shown([*written, *seen.written]) == me.rows


# Ctrl+L


@pytest.mark.parametrize("dialog", [lambda: AskScreen("为什么？"), lambda: ConfirmScreen("当真？")])
@sit()
async def test_ctrl_l_mends_a_question_and_what_lies_behind(me: Person, seen: Seen, dialog: Callable[[], Screen[object]]) -> None:
    me.app.push_screen(dialog())
    await me.see("Esc")
    await is_mended(me, seen)


# the pen


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ([("甲", "1;31;40"), ("乙", "1;31;40")], "\x1b[0;1;31;40m甲乙\x1b[0m"),
        ([("甲", "31;40"), ("乙", "32;40"), ("丙", "1;32;40")], "\x1b[0;31;40m甲\x1b[32m乙\x1b[1m丙\x1b[0m"),
        ([("甲", "1;31;40"), ("乙", "31;40")], "\x1b[0;1;31;40m甲\x1b[0;31;40m乙\x1b[0m"),
        ([("甲", "1;31;40"), (" ", "40"), ("乙", "1;31;40")], "\x1b[0;1;31;40m甲 乙\x1b[0m"),
        ([("甲", "4;31;40"), (" ", "40"), ("乙", "4;31;40")], "\x1b[0;4;31;40m甲\x1b[0;40m \x1b[4;31m乙\x1b[0m"),
        ([("甲", "38;5;253;48;5;16"), (" ", "48;5;17")], "\x1b[0;38;5;253;48;5;16m甲\x1b[48;5;17m \x1b[0m"),
        ([("甲", "38;2;1;2;3"), ("乙", "")], "\x1b[0;38;2;1;2;3m甲\x1b[0m乙"),
        ([("甲", "97;107"), ("乙", "91;107")], "\x1b[0;97;107m甲\x1b[91m乙\x1b[0m"),
        ([], ""),
    ],
)
def test_of_a_look_no_more_is_told_than_differs(written: list[tuple[str, str]], sent: str) -> None:
    assert told(written) == sent
