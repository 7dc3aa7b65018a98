"""A unit's store: what was saved is there, whatever kills, crowds or damages it, and damage is never taken for nothing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from liuwen_tui.domain.entry import Entry, Status
from liuwen_tui.domain.errors import Unusable
from liuwen_tui.domain.fields import entry_fields
from liuwen_tui.domain.ledger import Ledger, Row, amend
from liuwen_tui.domain.report import Head, Signatories, State
from liuwen_tui.domain.versions import Version
from liuwen_tui.store.history import Act
from liuwen_tui.store.migrations import FORMAT
from tests.conftest import AT, FORK, as_nobody, give_to_nobody, with_limit
from tests.hostile import entries
from tests.store.saving import file, history, put, store


def test_a_store_that_never_was_is_empty_and_reading_it_makes_no_file(tmp_path: Path) -> None:
    assert store(tmp_path / "home").read() == Ledger()
    assert not (tmp_path / "home").exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries())
def test_every_entry_is_read_back_as_it_was_saved(tmp_path: Path, entry: Entry) -> None:
    saved = put(tmp_path, 1, entry)
    assert saved.entry(1) == entry
    assert store(tmp_path).read() == saved


def test_head_lineage_and_rivals_are_read_back(tmp_path: Path) -> None:
    first = put(tmp_path, 1, "一").rows[1].current
    other = replace(first, ancestors=())
    head = Head(State.WITHDRAWN, 2, AT, AT, Signatories("张三", "李四", "0791-88100000"), "0" * 64)
    wanted = Ledger(head, {1: Row(first, True, None, (other,)), 2: Row(on_measure(first, 2), base=on_measure(first, 2))})
    store(tmp_path).change(lambda _: wanted, Act("import", AT, "张三"))
    assert store(tmp_path).read() == wanted


def on_measure(version: Version, measure: int) -> Version:
    """The same words on another measure."""
    return amend(None, replace(version.subject, measure=measure), version.entry, AT, "张三").current


def test_history_holds_every_version_with_who_when_and_why(tmp_path: Path) -> None:
    for text in ("一", "二", "一"):
        put(tmp_path, 1, text)
    store(tmp_path).change(
        lambda ledger: replace(ledger, head=ledger.head.submitted(Signatories("甲", "乙"), AT)), Act("submit", AT, "李四", "按期")
    )
    said = history(tmp_path)
    assert [line["entry"]["progress"] for line in said[:3]] == ["一", "二", "一"]
    assert {(line["by"], line["act"], line["at"], line["measure"]) for line in said[:3]} == {("张三", "save", AT, 1)}
    assert [line["entry"]["version"] for line in said[:3]][-1] == store(tmp_path).read().rows[1].current.id
    assert (said[3]["by"], said[3]["act"], said[3]["reason"], said[3]["head"]["state"]) == ("李四", "submit", "按期", "submitted")
    assert len(said) == 4


def test_nothing_is_written_when_nothing_changes(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    before = {
        path: (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in (file(tmp_path), file(tmp_path, "2020Q4.history.jsonl"))
    }
    put(tmp_path, 1, "一")
    assert before == {path: (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in before}


def test_the_stamp_tells_that_somebody_saved(tmp_path: Path) -> None:
    assert store(tmp_path).stamp() is None
    stamps = {store(tmp_path).stamp() for text in ("一", "二", "三") if put(tmp_path, 1, text)}
    assert len(stamps) == 3
    assert store(tmp_path).stamp() in stamps
    put(tmp_path, 1, "三")
    assert store(tmp_path).stamp() in stamps


def test_a_change_that_raises_leaves_store_and_history_as_they_were(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    before = file(tmp_path).read_bytes(), history(tmp_path)

    def fail(ledger: Ledger) -> Ledger:
        raise Unusable("不行")

    with pytest.raises(Unusable, match="不行"):
        store(tmp_path).change(fail, Act("save", AT, "张三"))
    assert (file(tmp_path).read_bytes(), history(tmp_path)) == before


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "white space": lambda content: b" \n",
    "null": lambda content: b"null",
    "false": lambda content: b"false",
    "list": lambda content: b"[]",
    "no tables": lambda content: b"{}",
    "other tables": lambda content: b'{"_default":{"1":{}}}',
    "head alone, empty": lambda content: b'{"head":{}}',
    "head as list": lambda content: b'{"head":[],"entries":{}}',
    "head as text": lambda content: b'{"head":{"1":"x"},"entries":{}}',
    "entries as null": lambda content: content.replace(b'"entries":{', b'"entries":null,"x":{'),
    "entry number as word": lambda content: content.replace(b'"entries":{"1"', b'"entries":{"one"'),
    "entry as list": lambda content: content[: content.index(b'"entries":') + 10] + b'{"1":[]}}',
    "cut in half": lambda content: content[: len(content) // 2],
    "last byte lost": lambda content: content[:-1],
    "twice": lambda content: content * 2,
    "zeros": lambda content: bytes(len(content)),
    "garbage": lambda content: random.Random(1).randbytes(len(content)),
    "GBK": lambda content: content.decode().encode("gbk"),
    "deep": lambda content: b"[" * 200_000,
    "words changed": lambda content: content.replace("进展".encode(), "进度".encode()),
    "version changed": lambda content: content.replace(b'"version":"', b'"version":"0'),
    "unknown status": lambda content: content.replace(b'"status":"delayed"', b'"status":"late"'),
    "unknown field": lambda content: content.replace(b'"status":"delayed"', b'"state":"delayed"'),
    "unknown state": lambda content: content.replace(b'"state":"draft"', b'"state":"lost"'),
    "newer format": lambda content: content.replace(b'"format":%d' % FORMAT, b'"format":%d' % (FORMAT + 1)),
    "another unit": lambda content: content.replace(b'"unit":"rsj"', b'"unit":"fgw"'),
    "another quarter": lambda content: content.replace(b'"quarter":"2020Q4"', b'"quarter":"2020Q3"'),
    "another notice": lambda content: content.replace(b'"notice":"qsh-2020-25"', b'"notice":"qsh-2020-26"'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_foreign_store_is_an_error_that_names_it_and_is_never_taken_for_new(tmp_path: Path, damage: Callable) -> None:
    put(tmp_path, 1, Entry(status=Status.DELAYED, progress="有进展"))
    damaged = damage(file(tmp_path).read_bytes())
    assert damaged != file(tmp_path).read_bytes()
    file(tmp_path).write_bytes(damaged)
    for work in (store(tmp_path).read, lambda: put(tmp_path, 2, "二")):
        with pytest.raises(Unusable, match=r"2020Q4\.json") as refused:
            work()
        way_back = "升级" if b'"format":%d' % (FORMAT + 1) in damaged else "liuwen restore --quarter 2020Q4"
        assert way_back in refused.value.with_command()
    assert file(tmp_path).read_bytes() == damaged


@pytest.mark.parametrize("kind", ["symlink", "directory", "fifo"])
def test_a_store_that_is_no_ordinary_file_is_refused(tmp_path: Path, kind: str) -> None:
    put(tmp_path, 1, "一")
    file(tmp_path).rename(tmp_path / "moved")
    if kind == "symlink":
        file(tmp_path).symlink_to(tmp_path / "moved")
    elif kind == "directory":
        file(tmp_path).mkdir()
    else:
        os.mkfifo(file(tmp_path))
    with pytest.raises(Unusable, match=r"2020Q4\.json"):
        put(tmp_path, 2, "二")


def test_a_store_copied_to_another_unit_is_refused(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    shutil.copytree(file(tmp_path).parent, file(tmp_path).parent.with_name("fgw"))
    with pytest.raises(Unusable, match="别的通知、单位或报告期"):
        store(tmp_path, "fgw").read()


def test_forty_saves_of_four_processes_lose_nothing(tmp_path: Path) -> None:
    def save(writer: int) -> None:
        for turn in range(10):
            put(tmp_path, 1 + writer + 4 * (turn % 4), f"{writer} {turn}")

    writers = [FORK.Process(target=save, args=(writer,)) for writer in range(4)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * 4
    kept = {number: row.current.entry.progress for number, row in store(tmp_path).read().rows.items()}
    assert kept == {1 + writer + 4 * (turn % 4): f"{writer} {turn}" for writer in range(4) for turn in range(10)}
    assert len(history(tmp_path)) == 40


def test_a_save_never_waits_for_a_reader(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    with file(tmp_path).open("rb") as reader:
        put(tmp_path, 1, "二", wait=0)
        assert "一".encode() in reader.read()


def test_kill_9_at_any_moment_leaves_a_store_with_the_last_acknowledged_save(tmp_path: Path) -> None:
    chance = random.Random(20201231)

    def save_on(start: int, acknowledged: object) -> None:
        for turn in range(start, start + 10_000):
            put(tmp_path, 1, f"{turn:06}" + "长" * (turn % 2 * 3000))
            acknowledged.value = turn

    for start in range(0, 400_000, 10_000):
        acknowledged, saves, moment = FORK.Value("l", -1, lock=False), chance.randrange(1, 8), chance.randrange(60_000)
        writer = FORK.Process(target=save_on, args=(start, acknowledged))
        writer.start()
        while acknowledged.value < start + saves and writer.is_alive():
            pass
        for _ in range(moment):
            pass
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        kept = int(store(tmp_path).read().entry(1).progress[:6])
        assert start < acknowledged.value <= kept <= acknowledged.value + 1
    put(tmp_path, 2, "后来")
    assert len(store(tmp_path).read().rows) == 2


def test_what_a_killed_save_left_beside_the_store_is_swept_by_the_next(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    left = file(tmp_path, ".2020Q4.json.999999.0123abcd.new")
    left.write_bytes(b"{")
    put(tmp_path, 1, "二")
    assert not left.exists()


def test_a_full_disk_keeps_what_was_saved_and_says_so(tmp_path: Path) -> None:
    put(tmp_path, 1, "一")
    before = file(tmp_path).read_bytes()
    for most in (len(before), 2000, 1):
        with pytest.raises(Unusable):
            with_limit(resource.RLIMIT_FSIZE, most, lambda: put(tmp_path, 1, "长" * 2000))
        assert file(tmp_path).read_bytes() == before
        assert not [name for name in os.listdir(file(tmp_path).parent) if name.endswith(".new")]
    put(tmp_path, 1, "二")
    assert store(tmp_path).read().entry(1).progress == "二"


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting a small disk needs root with CAP_SYS_ADMIN")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_really_full_keeps_what_was_saved(small_disk: Path) -> None:
    put(small_disk, 1, "一")
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file_:
        while True:
            file_.write(b"x" * 1024)
    before = file(small_disk).read_bytes()
    with pytest.raises(Unusable, match="磁盘满了"):
        put(small_disk, 1, "长" * 3000)
    assert file(small_disk).read_bytes() == before
    filler.unlink()
    put(small_disk, 1, "二")
    assert store(small_disk).read().entry(1).progress == "二"


def test_a_store_that_may_not_be_written_is_still_read_and_says_why_it_is_not_saved(shared_folder: Path) -> None:
    put(shared_folder, 1, "一")
    folder = file(shared_folder).parent
    for path in (folder, *folder.parents):
        path.chmod(0o755)
        if path == shared_folder:
            break
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    assert as_nobody(lambda: store(shared_folder).read().entry(1).progress) == "一"
    with pytest.raises(Unusable):
        as_nobody(lambda: put(shared_folder, 1, "二"))
    assert store(shared_folder).read().entry(1).progress == "一"


def test_a_home_that_may_not_be_entered_is_a_sentence_not_a_traceback(shared_folder: Path) -> None:
    put(shared_folder, 1, "一")
    notices = shared_folder / "notices"
    give_to_nobody(notices)
    notices.chmod(0o000)
    for work in (lambda: store(shared_folder).read(), lambda: put(shared_folder, 1, "二")):
        with pytest.raises(Unusable):
            as_nobody(work)
    notices.chmod(0o755)
    assert store(shared_folder).read().entry(1).progress == "一"


def test_saved_text_stands_in_the_file_as_it_was_typed(tmp_path: Path) -> None:
    put(tmp_path, 1, "进展50%“引”")
    assert "进展50%“引”" in file(tmp_path).read_text()
    assert entry_fields(store(tmp_path).read().entry(1)) == {"progress": "进展50%“引”"}
