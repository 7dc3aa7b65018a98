"""What one report costs does not grow with the number of reports, counted in lines of ours that run, not in time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import liuwen_tui
from liuwen_tui.cli.board_shapes import board_shape
from liuwen_tui.cli.board_words import merge_words
from liuwen_tui.cli.merge_shapes import merge_shape
from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.documents.summary_parts import write_parts
from liuwen_tui.documents.summary_toml import LARGEST_SUMMARY
from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board, Merged
from liuwen_tui.merging.composing import compose
from liuwen_tui.merging.publishing import publish
from tests.conftest import CATALOGUE, open_desk
from tests.documents.quarters import report_of

FEW, MANY = 30, 120
OURS = str(Path(liuwen_tui.__file__).parent)
SAID = {
    5: Entry(status=Status.DELAYED, percent=40, progress="我局走访30户。", problems="人手不足。", next_steps="继续走访。", claimed=True),
    15: Entry(status=Status.IN_PROGRESS, percent=60, progress="建成5G基站。", targets=(TargetResult("15-1", 3),), claimed=True),
}
UNITS = tuple(Unit(f"u{number:03}", f"第{number:03}号单位", (), (), "编的") for number in range(MANY))


def lines_run(work: Callable[[], object]) -> int:
    """Counts lines of the program, a line for each round of a comprehension; what is sorted or copied below Python is not seen."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.fixture(scope="module")
def boards(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Board, list[Path]]]:
    """By their number, a board with so many units more, and a report of each, most of which are late."""
    root = tmp_path_factory.mktemp("cost")
    files = [root / f"{unit.code}.toml" for unit in UNITS]
    for number, (unit, file) in enumerate(zip(UNITS, files, strict=True)):
        file.write_bytes(write_report(replace(report_of(unit.code, SAID, days_late=number % 3), unit_name=unit.name), CATALOGUE))
    office = open_desk(root / "home", "fgw").office
    return {
        count: (
            Board(replace(office, catalogue=replace(CATALOGUE, units=(*CATALOGUE.units, *UNITS[:count]))), Quarter(2020, 4)),
            files[:count],
        )
        for count in (FEW, 2 * FEW, MANY)
    }


WAYS: dict[str, Callable[[Board, Merged, Path], object]] = {
    "words": lambda board, merged, _: merge_words(board, merged),
    "json": lambda board, merged, _: (merge_shape(board, merged), board_shape(board, merged)),
    "report": lambda board, merged, _: compose(board, merged).paper,
    "files": publish,
}


def test_a_further_report_is_read_and_joined_at_the_cost_of_one_before(boards: dict[int, tuple[Board, list[Path]]]) -> None:
    costs = {count: lines_run(lambda board=board, files=files: board.merge(files)) for count, (board, files) in boards.items()}
    assert_even(costs)


@pytest.mark.parametrize("way", WAYS)
def test_a_further_report_is_told_of_at_the_cost_of_one_before(
    boards: dict[int, tuple[Board, list[Path]]], way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    costs = {}
    for count, (board, files) in boards.items():
        merged = board.merge(files)
        costs[count] = lines_run(lambda board=board, merged=merged, count=count: WAYS[way](board, merged, tmp_path / str(count)))
    assert_even(costs)


def test_a_summary_in_many_parts_costs_hardly_more_than_in_one(boards: dict[int, tuple[Board, list[Path]]]) -> None:
    board, files = boards[FEW]
    summary = board.merge(files).summary
    largest = len(write_parts(summary, board.catalogue)[0]) // 12
    assert len(write_parts(summary, board.catalogue, largest)) == 16
    whole, parts = (lines_run(lambda most=most: write_parts(summary, board.catalogue, most)) for most in (LARGEST_SUMMARY, largest))
    assert parts < 1.2 * whole


def assert_even(costs: dict[int, int]) -> None:
    """Between the few and twice as many a further report costs what it costs between these and many more, to 10 %; a walk through all units would add as much as there are of them."""
    early = (costs[2 * FEW] - costs[FEW]) / FEW
    late = (costs[MANY] - costs[2 * FEW]) / (MANY - 2 * FEW)
    assert late < 1.1 * early, (early, late)
