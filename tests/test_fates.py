"""Forty files with every kind of trouble: each is told its fate, and the same files give the same bytes however they come."""

from __future__ import annotations

import random
import tomllib
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
import tomlkit
from markdown_it import MarkdownIt

from liuwen_tui.cli.board_words import merge_words
from liuwen_tui.cli.merge_shapes import merge_shape
from liuwen_tui.domain.fate import Fate
from liuwen_tui.domain.notice import chinese_number
from liuwen_tui.domain.summary import counted_versions
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.publishing import publish
from liuwen_tui.opening import Opening, Options
from tests.conftest import AT, CATALOGUE
from tests.generated_reports import PHONE, QUARTERS, Post, generate

POST = generate()
TABLE = ("table", "thead", "tbody", "tr", "th", "td")


@pytest.fixture
def box(home: Path) -> Path:
    """The folder that all files came into; the home knows the earlier reading of the notice."""
    folder = home.with_name("收到")
    POST.deliver(folder, board(home, "2020Q4").office.home)
    return folder


def board(home: Path, quarter: str) -> Board:
    return Opening(Options(quarter=quarter, home=str(home)), {}, lambda: datetime.fromisoformat(AT)).board()


def files(box: Path, quarter: str) -> list[Path]:
    return [box / mail.name for mail in POST.of(quarter)]


def written(desk: Board, paths: list[Path], folder: Path, largest: int = 64_000_000) -> dict[str, bytes]:
    publish(desk, desk.merge(paths), folder, largest=largest)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_there_are_forty_files_and_every_trouble_among_them() -> None:
    assert len(POST.mails) == 40
    assert {mail.fate for mail in POST.mails} == set(Fate)
    assert generate() == POST
    assert isinstance(POST, Post) and {mail.quarter for mail in POST.mails} == set(QUARTERS)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_each_file_is_told_what_became_of_it(home: Path, box: Path, quarter: str) -> None:
    desk = board(home, quarter)
    merged = desk.merge([box])
    told = {Path(file.file).name: file for file in merged.files}
    assert told.keys() == {mail.name for mail in POST.mails}
    for mail in POST.mails:
        fate = told[mail.name]
        wanted = mail.fate if mail.quarter == quarter else Fate.REFUSED
        beside = fate.units[0].beside if fate.units else ""
        assert (fate.fate, Path(beside).name, bool(fate.reason)) == (
            wanted,
            mail.beside if wanted is mail.fate else "",
            wanted is Fate.REFUSED or mail.trouble == "foreign",
        ), mail.name
    shape = merge_shape(desk, merged)
    reports = {row["unit"]: row for row in shape["reports"]}  # type: ignore[attr-defined]
    assert {unit for unit, row in reports.items() if not row["on_time"] and row["entries"]} == POST.units(quarter, "late")
    assert {unit for unit, row in reports.items() if row["state"] == "returned"} == POST.units(quarter, "returned")
    assert {row["file"] for row in shape["refused"]} == {row["file"] for row in shape["files"] if row["reason"]}  # type: ignore[attr-defined]
    said = merge_words(desk, merged).split("\n")
    for mail in POST.of(quarter):
        assert (str(box / mail.name) in said) is (mail.fate not in (Fate.USED, Fate.REFUSED))
    assert merged.waits_for_a_person


def test_a_measure_that_is_not_the_units_stays_out_and_the_rest_of_its_report_counts(home: Path, box: Path) -> None:
    desk, (unit,) = board(home, "2020Q4"), POST.units("2020Q4", "foreign")
    merged = desk.merge([box])
    assert unit in merged.standing.reported
    assert {it.subject.measure for it in counted_versions(merged.summary) if it.subject.unit == unit} == {
        measure.number for measure in desk.catalogue.notice.measures if unit in desk.catalogue.responsible(measure)
    }
    assert merged.standing.unclaimed == (15,)


def test_why_a_file_was_refused_is_told_and_what_to_do(home: Path, box: Path) -> None:
    reasons = {Path(item.file).name: item.reason for item in board(home, "2020Q4").merge([box]).refused}
    by_trouble = {mail.trouble: reasons[mail.name] for mail in POST.of("2020Q4") if mail.name in reasons}
    assert {trouble: words for trouble, words in WANTED.items() if words not in by_trouble[trouble]} == {}
    assert "这是 2020Q3 的，现在汇总的是 2020Q4" in reasons[POST.of("2020Q3")[0].name]


WANTED = {
    "foreign": "没有也没有认领第 15 项，没有计入，其余各项已汇总；请",
    "altered": "校验码与内容不符",
    "unknown digest": "目录与本机的不一致",
    "bad bytes": "不是 liuwen 的报送文件",
}


@pytest.mark.parametrize("quarter", QUARTERS)
def test_any_order_any_grouping_any_repetition_gives_the_same_bytes_whole_or_in_parts(
    home: Path, box: Path, tmp_path: Path, quarter: str
) -> None:
    desk, chance = board(home, quarter), random.Random(6)
    whole = written(desk, [box], tmp_path / "whole")
    rest = [*files(box, quarter), *chance.sample(files(box, quarter), 5)]
    chance.shuffle(rest)
    cuts = sorted(chance.sample(range(1, len(rest)), 3))
    groups = [tmp_path / f"{start}" for start, _ in pairwise((0, *cuts, len(rest)))]
    for folder, (start, end) in zip(groups, pairwise((0, *cuts, len(rest))), strict=True):
        written(desk, rest[start:end], folder)
    assert len(written(desk, rest, tmp_path / "parts", largest=len(whole["summary.toml"]) * 2 // 3)) > len(whole)
    again = written(desk, [*reversed(groups), tmp_path / "parts", groups[0]], tmp_path / "again")
    assert again["summary.toml"] == whole["summary.toml"]
    assert PHONE.encode() not in whole["summary.toml"] + whole["summary.md"]
    assert written(desk, [tmp_path / "whole", *rest], tmp_path / "whole")["summary.toml"] == whole["summary.toml"]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_what_is_written_is_toml_for_another_parser_and_a_document_that_no_note_breaks(
    home: Path, box: Path, tmp_path: Path, quarter: str
) -> None:
    content = written(board(home, quarter), files(box, quarter), tmp_path / "out")
    for toml in (content["summary.toml"].decode(), POST.of(quarter)[0].content.decode()):
        assert tomlkit.parse(toml).unwrap() == tomllib.loads(toml)
    tokens = MarkdownIt("gfm-like").parse(content["summary.md"].decode())
    headings = [(token.markup, inside.content) for token, inside in pairwise(tokens) if token.type == "heading_open"]
    assert [markup for markup, _ in headings].count("#") == 1
    measures = [f"（{chinese_number(measure.number)}）{measure.title}" for measure in CATALOGUE.notice.measures]
    assert [text for markup, text in headings if (markup, text) in {("####", measure) for measure in measures}] == measures
    blocks = [token for token in tokens if token.type.endswith("_open")]
    assert {token.tag for token in blocks} <= {"h1", "h2", "h3", "h4", "h6", "p", "ul", "li", "blockquote", "strong", *TABLE}
