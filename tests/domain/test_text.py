"""Cleaning on the way in, widths in cells, and rows that read like Chinese."""

from __future__ import annotations

import resource
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuwen_tui.domain.text import cell_width, clean, fit, is_blank, shorten, visible, visible_line, width, wrap
from tests.conftest import with_limit

CLOSING, OPENING = "，。、；：？！）》”…,.;:?!)%", "（《“(["
ANY = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any characters at all, lone surrogates too."""


def prose() -> st.SearchStrategy[str]:
    """Characters and words with the marks that lean on them; no such run is wider than twelve cells."""
    core = st.sampled_from(["湖", "坊", "镇", "4.5", "LED", "a/b"])
    run = st.tuples(st.sampled_from(["", "", "（", "《"]), core, st.sampled_from(["，", "。”", "）。", "；", "%", "的", "是 "])).map(
        "".join
    )
    return st.lists(run, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\t二", "一 二"),
        ("一\r\n二\r三\v四\f五\u2028六\u2029七\n八", "一\n二\n三\n四\n五\n六\n七\n八"),
        ("一\r\r\n二", "一\n\n二"),
        ("\x00一\x07\x1b[31m二\x7f\x85\x9b三", "一[31m二三"),
        ("\ud83d一\udc00", "一"),
        ("\u202e一\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069二", "一二"),
        ("e\u0301", "é"),
        ("e\u202c\u0301", "é"),
        ("\u212b", "Å"),
        ("　全角空格 和零宽\u200b\u200d留着　", "　全角空格 和零宽\u200b\u200d留着　"),
        ("２０２０年（四）", "２０２０年（四）"),
        ("", ""),
    ],
)
def test_text_is_kept_as_typed_but_for_what_no_terminal_or_file_should_meet(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(ANY)
def test_cleaning_twice_changes_nothing_and_leaves_nothing_harmful(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned == unicodedata.normalize("NFC", cleaned)
    assert {character for character in cleaned if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")} <= {"\n"}
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    cleaned.encode()


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60))
def test_marks_without_end_are_kept_as_typed(text: str) -> None:
    marks = "\u0315\u0300" * 6
    assert clean(f"字{marks}{clean(text)}").startswith(f"字{marks}")
    assert clean(clean(text + marks + text)) == clean(text + marks + text)


def test_every_character_is_normalised_alone_and_beside_the_one_that_it_goes_together_with() -> None:
    for code in range(0x10000):
        character = chr(code)
        if unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp") and not visible(character) == "?":
            apart = unicodedata.normalize("NFD", character)
            assert clean(character) == clean(apart) == unicodedata.normalize("NFC", character)


@pytest.mark.parametrize("pair", ["\u0315\u0300", "\u20d2\u20d0", "\U0001d165\U0001d16d", "\u0315\U0001d165"])
def test_a_million_marks_out_of_order_are_cleaned_in_a_moment_of_the_processor(pair: str) -> None:
    with_limit(resource.RLIMIT_CPU, 5, lambda: clean("a" + pair * 500_000))


@given(ANY)
def test_what_was_never_cleaned_is_shown_without_driving_a_terminal_and_nothing_vanishes(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert {character for character in shown if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")} <= {"\n"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "\n" not in visible_line(text)
    assert visible(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[2J.toml", "a?[2J.toml"), ("\x9b31m\udcff\u202e", "?31m??"), ("一\r\n二\t三", "一?\n二 三"), ("湖坊", "湖坊")],
)
def test_a_mark_stands_for_what_may_not_be_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(max_size=20), st.integers(1, 10))
def test_a_sentence_is_cut_with_an_ellipsis_and_only_when_too_long(text: str, most: int) -> None:
    cut = shorten(text, most)
    assert cut == text if len(text) <= most else (len(cut), cut[-1]) == (most, "…")


@pytest.mark.parametrize(("text", "blank"), [("", True), (" \n\t　", True), ("。", False)])
def test_white_space_alone_is_blank(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("character", "cells"),
    [("a", 1), ("湖", 2), ("，", 2), ("“", 1), ("…", 1), ("·", 1), ("√", 1), ("Ａ", 2), ("𠮷", 2), ("\u0301", 0), ("\u200b", 0), ("\n", 0), ("\x7f", 0), (" ", 1), ("　", 2), ("é", 1), ("ｱ", 1)],
)  # fmt: skip
def test_a_character_takes_as_many_cells_as_a_terminal_gives_it(character: str, cells: int) -> None:
    assert cell_width(character) == cells


@given(ANY, st.integers(0, 30))
def test_a_fitted_line_has_exactly_the_cells_asked_for(text: str, cells: int) -> None:
    fitted = fit(text, cells)
    assert width(fitted) == cells
    assert fitted.rstrip(" ").removesuffix("…").rstrip(" ") in text


@pytest.mark.parametrize(
    ("text", "cells", "fitted"),
    [("湖坊镇", 8, "湖坊镇  "), ("湖坊镇", 6, "湖坊镇"), ("湖坊镇", 5, "湖坊…"), ("湖坊镇", 4, "湖… "), ("湖坊镇", 1, "…"), ("湖", 0, "")],
)
def test_a_line_too_long_is_cut_with_an_ellipsis(text: str, cells: int, fitted: str) -> None:
    assert fit(text, cells) == fitted


@given(ANY.map(clean), st.integers(-1, 40))
def test_no_row_is_wider_than_asked_and_no_character_is_lost(text: str, cells: int) -> None:
    rows = wrap(text, cells)
    assert all(width(row) <= max(cells, 2) for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(ANY.map(clean))
def test_lines_that_fit_stay_as_they_are(text: str) -> None:
    assert wrap(text, max(2, *map(width, text.split("\n")), 2)) == text.split("\n")


@given(prose(), st.integers(12, 40))
def test_no_row_starts_with_a_closing_mark_or_ends_with_an_opening_one(text: str, cells: int) -> None:
    rows = wrap(text, cells)
    assert not [row for row in rows[1:] if row[:1] and row[0] in CLOSING]
    assert not [row for row in rows[:-1] if row[-1:] and row[-1] in OPENING]


@pytest.mark.parametrize(
    ("text", "cells", "rows"),
    [
        ("已建成5G基站480个，", 10, ["已建成5G基", "站480个，"]),
        ("建成基站，完成", 8, ["建成基", "站，完成"]),
        ("按《实施办法》办", 4, ["按", "《实", "施办", "法》", "办"]),
        ("see the LED park", 8, ["see the", "LED park"]),
        ("湖政发2020", 8, ["湖政发", "2020"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n\n二", 4, ["一", "", "二"]),
        ("湖坊", 1, ["湖", "坊"]),
        ("", 10, [""]),
    ],
)
def test_rows_break_where_a_reader_expects(text: str, cells: int, rows: list[str]) -> None:
    assert wrap(text, cells) == rows


@pytest.mark.parametrize(("text", "cells"), [("已建成 ，", 8), ("湖坊（ 镇", 7), ("湖坊镇 。完成", 8)])
def test_a_space_beside_a_mark_does_not_let_it_start_or_end_a_row(text: str, cells: int) -> None:
    rows = wrap(text, cells)
    assert not [row for row in rows[1:] if row[0] in CLOSING]
    assert not [row for row in rows[:-1] if row[-1] in OPENING]


def test_spaces_at_the_end_of_a_full_row_make_no_empty_row() -> None:
    assert wrap("湖坊  ", 4) == ["湖坊"]
