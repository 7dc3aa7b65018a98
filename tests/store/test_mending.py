"""A store that is damaged or gone has a way back, and nothing that ever entered it is missing from its history."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import Damaged, Unusable, WrongUse
from liuwen_tui.domain.ledger import Ledger, absorb
from liuwen_tui.domain.report import Signatories, State
from liuwen_tui.domain.versions import Subject, Version, descend
from liuwen_tui.store.generations import SAVES_BETWEEN
from liuwen_tui.store.history import Act, Place
from liuwen_tui.store.migrations import FORMAT
from liuwen_tui.store.quarter_store import Mended
from tests.conftest import AT
from tests.store.saving import NOTICE, QUARTER, file, history, put, store

MEND = Act("restore", "2021-01-09T10:11:12+08:00", "张三")
HISTORY, ASIDE = "2020Q4.history.jsonl", "2020Q4.json.damaged-20210109T101112"


def elsewhere(measure: int, progress: str, *parents: Version) -> Version:
    return descend(Subject(NOTICE, "rsj", str(QUARTER), measure), Entry(progress=progress), parents, AT, "李四")


def take_in(root: Path, version: Version) -> Ledger:
    measure = version.subject.measure
    act = Act("import", AT, "王五")
    return store(root).change(lambda ledger: ledger.with_row(measure, absorb(ledger.rows.get(measure), version)), act)


def eventful(root: Path) -> Ledger:
    """A store with saves, a conflict that stands, one that was settled, and a report sent and withdrawn; as all left."""
    for text in ("一", "二"):
        put(root, 1, text)
    for measure in (2, 3):
        put(root, measure, Entry(status=Status.DELAYED, progress="本机"))
        take_in(root, elsewhere(measure, "别处"))
    put(root, 3, "核定")
    store(root).change(lambda ledger: replace(ledger, head=ledger.head.submitted(Signatories("甲", "乙"), AT)), Act("submit", AT, "乙"))
    store(root).change(lambda ledger: replace(ledger, head=ledger.head.withdrawn()), Act("withdraw", AT, "乙", "数字有误"))
    return store(root).change(Ledger.all_left, Act("export", AT, "乙"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "null": lambda path: path.write_bytes(b"null"),
    "garbage": lambda path: path.write_bytes(b"\xff\x00" * 500),
    "foreign": lambda path: path.write_bytes(path.read_bytes().replace(b'"unit":"rsj"', b'"unit":"fgw"')),
    "gone": lambda path: path.unlink(),
    "hard link": lambda path: os.link(path, path.with_name("planted")),
    "symlink": lambda path: (path.rename(path.with_name("moved")), path.symlink_to(path.with_name("moved"))),
    "fifo": lambda path: (path.unlink(), os.mkfifo(path)),
    "folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_names_the_way_back_and_comes_back_whole_from_its_history(tmp_path: Path, damage: Callable) -> None:
    whole = eventful(tmp_path)
    damage(file(tmp_path))
    was_there = os.path.lexists(file(tmp_path))
    for work in (store(tmp_path).read, lambda: put(tmp_path, 1, "三")):
        with pytest.raises(Damaged, match=r"2020Q4\.json.*请从历史重建"):
            work()
    mended = store(tmp_path).mend(MEND)
    assert mended == Mended(file(tmp_path, HISTORY), 3, (file(tmp_path, ASIDE),) if was_there else ())
    assert store(tmp_path).read() == whole
    assert os.path.lexists(file(tmp_path, ASIDE)) == was_there
    assert put(tmp_path, 1, "三").entry(1).progress == "三"


def test_mending_a_store_twice_in_one_second_keeps_both_damaged_files(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    for content in (b"first", b"second"):
        file(tmp_path).write_bytes(content)
        store(tmp_path).mend(MEND)
    assert [file(tmp_path, name).read_bytes() for name in (ASIDE, f"{ASIDE}-2")] == [b"first", b"second"]


def test_a_whole_store_is_not_mended(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    before = file(tmp_path).read_bytes(), history(tmp_path)
    with pytest.raises(WrongUse, match="没有损坏"):
        store(tmp_path).mend(MEND)
    assert (file(tmp_path).read_bytes(), history(tmp_path)) == before


def test_a_store_of_a_newer_program_is_not_mended(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    newer = file(tmp_path).read_bytes().replace(b'"format":%d' % FORMAT, b'"format":%d' % (FORMAT + 1))
    file(tmp_path).write_bytes(newer)
    with pytest.raises(Unusable, match="升级") as refused:
        store(tmp_path).mend(MEND)
    assert not isinstance(refused.value, Damaged)
    assert file(tmp_path).read_bytes() == newer


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"\xff\n" * 9)], ids=["gone", "garbage"])
def test_without_a_history_the_newest_earlier_content_comes_back_and_begins_a_new_history(tmp_path: Path, lose: Callable) -> None:
    for turn in range(2 * SAVES_BETWEEN):
        put(tmp_path, 1, f"第{turn}次")
    file(tmp_path).write_bytes(b"")
    lose(file(tmp_path, HISTORY))
    assert store(tmp_path).mend(MEND).source == file(tmp_path, "2020Q4.json.1")
    kept = store(tmp_path).read()
    assert kept.entry(1).progress == f"第{2 * SAVES_BETWEEN - 2}次"
    file(tmp_path).unlink()
    assert store(tmp_path).mend(MEND).source == file(tmp_path, HISTORY)
    assert store(tmp_path).read() == kept.all_left()


def test_an_earlier_content_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    for turn in range(2 * SAVES_BETWEEN):
        put(tmp_path, 1, f"第{turn}次")
    for name in ("2020Q4.json", "2020Q4.json.1"):
        file(tmp_path, name).write_bytes(b"{")
    file(tmp_path, HISTORY).unlink()
    assert store(tmp_path).mend(MEND).source == file(tmp_path, "2020Q4.json.2")
    assert store(tmp_path).read().entry(1).progress == f"第{SAVES_BETWEEN - 2}次"


def test_where_nothing_can_be_read_the_damaged_file_stays_and_a_person_decides(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    for name in ("2020Q4.json", HISTORY):
        file(tmp_path, name).write_bytes(b"?")
    with pytest.raises(Damaged, match="备份"):
        store(tmp_path).mend(MEND)
    assert file(tmp_path).read_bytes() == b"?"
    file(tmp_path).unlink()
    assert store(tmp_path).mend(MEND).entries == 0
    assert put(tmp_path, 1, "从头").entry(1).progress == "从头"


def test_a_history_that_was_replaced_by_a_link_stops_saves_and_is_moved_aside(tmp_path: Path) -> None:
    kept = put(tmp_path, 1, "一")
    (tmp_path / "other").write_bytes(b"other")
    file(tmp_path, HISTORY).unlink()
    file(tmp_path, HISTORY).hardlink_to(tmp_path / "other")
    with pytest.raises(Damaged, match="history"):
        put(tmp_path, 1, "二")
    assert store(tmp_path).mend(MEND).source == file(tmp_path)
    assert (tmp_path / "other").read_bytes() == b"other"
    assert store(tmp_path).read() == kept
    assert [event.version.id for event in store(tmp_path).history.events() if event.version] == [kept.rows[1].current.id]


def test_every_version_that_entered_is_in_the_history_with_where_it_stood_and_what_it_was_made_from(tmp_path: Path) -> None:
    eventful(tmp_path)
    lines = history(tmp_path)
    told = [(line["measure"], line["act"], line.get("place"), line["entry"]["progress"]) for line in lines if "entry" in line]
    assert told == [
        (1, "save", None, "一"),
        (1, "save", None, "二"),
        (2, "save", None, "本机"),
        (2, "import", "rival", "别处"),
        (3, "save", None, "本机"),
        (3, "import", "rival", "别处"),
        (3, "save", None, "核定"),
    ]
    assert [line["head"]["state"] for line in lines if "head" in line] == [State.SUBMITTED, State.WITHDRAWN]
    assert lines[-1]["reason"] == "数字有误"
    assert "from" not in lines[0]
    assert lines[1]["from"] == lines[0]["entry"]["version"]
    assert lines[6]["from"] == lines[4]["entry"]["version"]


def test_words_that_gave_way_are_in_the_history_and_never_in_the_store(tmp_path: Path) -> None:
    kept = put(tmp_path, 1, "同事的")
    before = file(tmp_path).read_bytes()
    store(tmp_path).set_aside(elsewhere(1, "我的"), kept.rows[1].current.id, Act("yield", AT, "李四"))
    assert file(tmp_path).read_bytes() == before
    last = store(tmp_path).history.events()[-1]
    assert (last.version, last.place, last.made_from) == (elsewhere(1, "我的"), Place.ASIDE, kept.rows[1].current.id)
    file(tmp_path).unlink()
    store(tmp_path).mend(MEND)
    assert store(tmp_path).read() == kept.all_left()


@pytest.mark.parametrize(
    "line",
    [b"{", b"[]", b"[" * 100_000, b'{"at":1}', b"\xff", b"\x00" * 50, "version", "time", "unit"],
    ids=["torn", "list", "deep", "short", "not UTF-8", "zeros", "altered words", "no time", "of another unit"],
)
def test_a_bad_line_of_the_history_is_passed_over_and_counted(tmp_path: Path, line: bytes | str) -> None:
    kept = put(tmp_path, 1, "一").rows[1].current
    (good,) = file(tmp_path, HISTORY).read_bytes().splitlines()
    bad = {
        "version": good.replace("一".encode(), "二".encode()),
        "time": good.replace(AT.encode(), b"yesterday"),
        "unit": json.dumps({**json.loads(good), "measure": 2}).encode(),
    }
    with file(tmp_path, HISTORY).open("ab") as lines:
        lines.write((bad[line] if isinstance(line, str) else line) + b"\n" + good + b"\n" + good[:-9])
    read = list(store(tmp_path).history.read())
    assert [event.version if event else None for event in read] == [kept, None, kept, None]


def test_a_store_whose_history_was_never_written_because_its_first_save_was_refused_is_new(tmp_path: Path) -> None:
    file(tmp_path).parent.mkdir(parents=True)
    file(tmp_path, HISTORY).mkdir()
    with pytest.raises(Unusable, match="history"):
        put(tmp_path, 1, "一")
    shutil.rmtree(file(tmp_path, HISTORY))
    assert store(tmp_path).read() == Ledger()
