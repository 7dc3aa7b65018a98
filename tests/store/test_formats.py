"""A store of an older format is read as it stands and written in the present one by the next save; earlier contents are kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from liuwen_tui.domain.report import State
from liuwen_tui.store.generations import SAVES_BETWEEN
from liuwen_tui.store.migrations import FORMAT
from tests.store.saving import file, put, store

FORMAT_1 = Path(__file__).parent / "format_1"
"""What the program wrote before it counted saves: a report sent and withdrawn, a claim, a step, a conflict."""


def head(root: Path) -> dict:
    return json.loads(file(root).read_bytes())["head"]["1"]


def test_a_store_of_format_1_is_read_whole_left_alone_and_rewritten_by_the_next_save(tmp_path: Path) -> None:
    shutil.copytree(FORMAT_1, file(tmp_path).parent)
    ledger = store(tmp_path).read()
    assert file(tmp_path).read_bytes() == (FORMAT_1 / "2020Q4.json").read_bytes()
    assert (ledger.head.state, ledger.head.revision, list(ledger.rows)) == (State.WITHDRAWN, 2, [1, 2, 3, 4, 15])
    assert (ledger.entry(1).progress, ledger.entry(15).claimed) == ("已兑现稳岗补贴328户。", True)
    assert [rival.entry.progress for rival in ledger.rows[2].rivals] == ["别处写的。"]
    assert ledger.rows[1].base.entry.progress == "已兑现稳岗补贴326户。"
    after = put(tmp_path, 3, "后来")
    assert (head(tmp_path)["format"], head(tmp_path)["saves"]) == (FORMAT, 1)
    assert store(tmp_path).read() == after
    assert {number: row for number, row in after.rows.items() if number != 3} == {n: row for n, row in ledger.rows.items() if n != 3}


def test_the_history_of_format_1_is_read_whole(tmp_path: Path) -> None:
    shutil.copytree(FORMAT_1, file(tmp_path).parent)
    read = list(store(tmp_path).history.read())
    assert None not in read
    assert {event.act.name for event in read} == {"claim", "save", "submit", "withdraw"}


def kept(root: Path) -> list[str]:
    contents = [file(root, f"2020Q4.json.{age}") for age in (1, 2, 3)]
    return [json.loads(path.read_bytes())["entries"]["1"]["current"]["progress"] for path in contents if path.exists()]


def test_every_25th_save_keeps_the_content_before_three_at_most_newest_first(tmp_path: Path) -> None:
    for save in range(1, 4 * SAVES_BETWEEN + 1):
        put(tmp_path, 1, f"第{save}次")
        assert len(kept(tmp_path)) == min(3, save // SAVES_BETWEEN)
    assert kept(tmp_path) == [f"第{times * SAVES_BETWEEN - 1}次" for times in (4, 3, 2)]
    assert head(tmp_path)["saves"] == 4 * SAVES_BETWEEN


def test_a_place_left_free_by_an_interruption_is_filled_before_anything_is_given_up(tmp_path: Path) -> None:
    for save in range(1, 3 * SAVES_BETWEEN + 1):
        put(tmp_path, 1, f"第{save}次")
    file(tmp_path, "2020Q4.json.1").rename(file(tmp_path, "2020Q4.json.2"))
    for save in range(3 * SAVES_BETWEEN + 1, 4 * SAVES_BETWEEN + 1):
        put(tmp_path, 1, f"第{save}次")
    assert kept(tmp_path) == [f"第{times * SAVES_BETWEEN - 1}次" for times in (4, 3, 1)]


def test_a_content_that_cannot_be_kept_costs_no_save(tmp_path: Path) -> None:
    put(tmp_path, 1, "起")
    for age in (1, 2, 3):
        file(tmp_path, f"2020Q4.json.{age}").mkdir()
        (file(tmp_path, f"2020Q4.json.{age}") / "full").touch()
    for save in range(SAVES_BETWEEN):
        put(tmp_path, 1, f"第{save}次")
    assert head(tmp_path)["saves"] == SAVES_BETWEEN + 1
    assert store(tmp_path).read().entry(1).progress == f"第{SAVES_BETWEEN - 1}次"
