"""A backup holds every save that was acknowledged before it, comes back whole or not at all, and writes nowhere else."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import shutil
import stat
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from liuwen_tui.domain.errors import Unusable, WrongUse
from liuwen_tui.keeping.backup import back_up, check
from liuwen_tui.keeping.restore import restore
from liuwen_tui.reporting import past
from liuwen_tui.store import backup_file
from liuwen_tui.store.rights import rights_of
from liuwen_tui.store.saved_files import Folder, OpenFile, PassedOver, saved_files
from tests.cli.running import PROGRAM, content, environment, run
from tests.conftest import open_desk, with_limit
from tests.keeping.people import People, at_work, keep_saving, versions

NOW = datetime(2021, 1, 8, 8, 20, tzinfo=UTC)
UNITS = ("rsj", "fgw")
Tamper = Callable[[dict[str, Any], dict[str, bytes]], None]


def saved(home: Path) -> Path:
    return back_up(home, home.with_name("saved.zip"), "管理员", NOW).path


@pytest.fixture
def people(home: Path) -> Iterator[People]:
    with at_work({unit: (partial(keep_saving, home, unit), home.with_name(f"{unit}.log")) for unit in UNITS}) as started:
        yield started


def test_a_backup_made_while_people_save_has_all_that_was_acknowledged_before_it(home: Path, people: People) -> None:
    for turn in range(3):
        with people.saving():
            before = people.acknowledged()
            made = back_up(home, home.with_name(f"{turn}.zip"), "管理员", NOW)
        assert sum(map(len, people.acknowledged().values())) > sum(map(len, before.values())), "people went on saving"
        assert made.checked.holdings.damaged == () == made.passed_over
        there = home.with_name(f"there {turn}")
        restored = restore(made.path, there)
        assert (restored.missing, restored.checked.holdings) == ((), made.checked.holdings)
        for unit, acknowledged in before.items():
            desk = open_desk(there, unit)
            kept = versions(desk)
            assert acknowledged <= kept, "every save that was acknowledged before the backup began"
            assert desk.version(desk.numbers()[0]).id in kept, "a store has nothing that its history lacks"
            assert past.history(desk).unreadable == 0


def test_at_no_moment_has_a_store_what_its_history_lacks(home: Path, people: People) -> None:
    """Looks as often as it can at what a backup would copy, without copying it."""
    folder, seen = home / "notices/qsh-2020-25/units" / UNITS[0], set()
    with people.saving():
        while len(seen) < 50:
            found = {item.path: last_bytes(item) for item in saved_files(folder) if isinstance(item, OpenFile)}
            history, (row,) = found["2020Q4.history.jsonl"], json.loads(found["2020Q4.json"])["entries"].values()
            assert row["current"]["version"].encode() in history and history.endswith(b"\n")
            seen.add(row["current"]["version"])


def last_bytes(file: OpenFile, most: int = 100_000) -> bytes:
    return os.pread(file.descriptor, min(file.size, most), max(0, file.size - most))


@pytest.fixture
def small(home: Path) -> Path:
    """A home with one save, and what no program of ours puts there."""
    desk = open_desk(home, "sfj")
    desk.record(9, lambda entry: type(entry)(progress="办理12件。"))
    return home


def test_a_link_that_takes_a_folders_place_meanwhile_is_passed_over_and_the_rest_is_saved(small: Path) -> None:
    (small / "other").mkdir()
    found = saved_files(small)
    assert isinstance(next(found), Folder)
    (small / "other").rmdir()
    (small / "other").symlink_to("/etc")
    items = list(found)
    assert [item.path for item in items if isinstance(item, PassedOver)] == ["other"]
    assert any(item.path.endswith("2020Q4.json") for item in items)


def test_what_the_program_never_put_there_is_passed_over_by_name_and_locks_and_drafts_stay_behind(small: Path) -> None:
    unit = small / "notices/qsh-2020-25/units/sfj"
    (unit / "link").symlink_to("/etc/passwd")
    (unit / "folder").symlink_to("/etc")
    os.mkfifo(unit / "fifo")
    (unit / "twice").write_text("一")
    os.link(unit / "twice", unit / "again")
    (unit / "bad\x1b[2Jname").write_text("一")
    (unit / "hollow").touch()
    os.truncate(unit / "hollow", 1 << 40)
    (unit / "drafts").mkdir()
    (unit / "drafts" / "1000-1.json").write_text("{}")
    (unit / ".2020Q4.json.1.abcdef01.new").write_text("半")
    result = run("server", "backup", "-o", str(small.parent / "b.zip"), "--json", home=small)
    said = result.json()
    assert result.code == 1 and "\x1b" not in result.err
    assert sorted(Path(path).name for path in said["passed_over"]) == [
        "again",
        "bad\x1b[2Jname",
        "fifo",
        "folder",
        "hollow",
        "link",
        "twice",
    ]
    assert (said["units"], said["quarters"], said["versions"], said["damaged"]) == (1, 1, 1, [])
    names = zipfile.ZipFile(small.parent / "b.zip").namelist()
    assert sorted(Path(name).name for name in names) == ["2020Q4.history.jsonl", "2020Q4.json", "manifest.json"]


def test_a_backup_is_its_owners_alone_never_in_the_home_and_never_over_a_file(small: Path) -> None:
    target = small.parent / "b.zip"
    assert back_up(small, target, "管理员", NOW).size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    kept = target.read_bytes()
    (small.parent / "way").symlink_to(small / "notices")
    for wrong in (target, small / "b.zip", small.parent / "way", small / "notices/qsh-2020-25/units/sfj/b.zip"):
        with pytest.raises(WrongUse):
            back_up(small, wrong, "管理员", NOW)
    with pytest.raises(WrongUse, match="还没有数据"):
        back_up(small.parent / "none", small.parent / "c.zip", "管理员", NOW)
    assert target.read_bytes() == kept
    assert back_up(small, small.parent, "管理员", NOW).path.name == "liuwen-20210108-162000.zip"
    assert not list(small.rglob("*.zip")) and not list(small.parent.glob(".*new"))


def test_an_interrupted_backup_leaves_nothing_of_that_name_and_the_next_one_sweeps(small: Path) -> None:
    store = small / "notices/qsh-2020-25/units/sfj"
    (store / "out").mkdir()
    (store / "out" / "large.toml").write_bytes(os.urandom(12_000_000))
    folder = small.parent / "backups"
    folder.mkdir()
    command = [*PROGRAM, "server", "backup", "-o", str(folder / "b.zip")]
    process = subprocess.Popen(command, env=environment(small), cwd=small.parent)
    while not (begun := list(folder.iterdir())) or begun[0].stat().st_size < 1000:
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert not (folder / "b.zip").exists() and list(folder.iterdir()) == begun
    (store / "out" / "large.toml").unlink()
    back_up(small, folder / "c.zip", "管理员", NOW)
    assert [path.name for path in folder.iterdir()] == ["c.zip"]
    with pytest.raises(Unusable):
        with_limit(resource.RLIMIT_FSIZE, 500, lambda: back_up(small, folder / "d.zip", "管理员", NOW))
    assert [path.name for path in folder.iterdir()] == ["c.zip"]


def member(name: str, data: bytes) -> Tamper:
    def put(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
        digest = hashlib.sha256(data).hexdigest()
        manifest["files"][name] = {"sha256": digest, "size": len(data), "mode": "0660", "owner": "root", "group": "root"}
        files[name] = data

    return put


def shorten(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith(".json"))
    files[name] = files[name][:-1]


def swell(manifest: dict[str, Any], files: dict[str, bytes]) -> None:
    files[next(iter(files))] = bytes(50_000_000)


TAMPERED: dict[str, Tamper] = {
    "一个字节也不同": lambda manifest, files: files.update({next(iter(files)): b"x" * len(next(iter(files.values())))}),
    "短了": shorten,
    "炸弹": swell,
    "多一个文件": lambda manifest, files: files.update({"extra": b"x"}),
    "少一个文件": lambda manifest, files: files.pop(next(iter(files))) and None,
    "上一级": member("../escaped", b"x"),
    "中间上一级": member("notices/../../escaped", b"x"),
    "绝对路径": member("/tmp/escaped", b"x"),
    "没有的文件夹": member("nowhere/escaped", b"x"),
    "点": member("notices/.", b"x"),
    "空名": member("", b"x"),
    "控制字符": member("a\x1b[2J", b"x"),
    "文件夹又是文件": member("notices", b"x"),
    "更新的格式": lambda manifest, files: manifest.update(format="liuwen.backup/2"),
    "更新的填报": lambda manifest, files: manifest.update(store_format=99),
    "不认识的字段": lambda manifest, files: manifest.update(more=1),
    "装不下": lambda manifest, files: [row.update(size=999_999_999) for row in manifest["files"].values()] and None,
    "负的大小": lambda manifest, files: [row.update(size=-1) for row in manifest["files"].values()] and None,
    "不是数": lambda manifest, files: [row.update(size=float("nan")) for row in manifest["files"].values()] and None,
    "权限写错": lambda manifest, files: [row.update(mode="rwx") for row in manifest["files"].values()] and None,
    "存取控制表写错": lambda manifest, files: [row.update(acl=["x:a:7"]) for row in manifest["files"].values()] and None,
}


def test_a_tampered_backup_is_refused_in_a_sentence_and_leaves_nothing(small: Path) -> None:
    archive, wrong, there = saved(small), small.parent / "wrong.zip", small.parent / "there"
    with zipfile.ZipFile(archive) as good:
        whole = {name: good.read(name) for name in good.namelist()}
    wrong.touch()
    before = sorted(small.parent.rglob("*"))
    for how, tamper in TAMPERED.items():
        manifest = json.loads(whole["manifest.json"])
        files = {name.removeprefix("home/"): data for name, data in whole.items() if name != "manifest.json"}
        tamper(manifest, files)
        with zipfile.ZipFile(wrong, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad:
            for name, data in files.items():
                bad.writestr(f"home/{name}", data)
            bad.writestr("manifest.json", json.dumps(manifest))
        for use in (check, lambda path: restore(path, there)):
            with pytest.raises(Unusable) as refused:
                use(wrong)
            assert re.search(r"wrong\.zip|磁盘放不下", str(refused.value)), how
        assert sorted(small.parent.rglob("*")) == before, how


def test_no_damage_to_its_bytes_is_taken_for_a_backup(small: Path) -> None:
    archive, wrong = saved(small), small.parent / "wrong.zip"
    good, chance = archive.read_bytes(), random.Random(25)
    broken = [good[:cut] for cut in (0, 1, 100, len(good) // 2, len(good) - 1)] + [b"PK\x05\x06" + bytes(18), bytes(1000)]
    for _ in range(80):
        bad = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        broken.append(bytes(bad))
    refused, whole = 0, check(archive)
    for content_ in broken:
        wrong.write_bytes(content_)
        try:
            taken = check(wrong)
        except Unusable:
            refused += 1
        else:
            assert taken.manifest == whole.manifest, "only what says nothing was changed, such as a date in the zip"
    assert refused > len(broken) / 2


def test_what_is_no_file_or_of_others_is_refused_by_name(small: Path) -> None:
    foreign = small.parent / "foreign.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("readme.txt", "别的")
    os.mkfifo(small.parent / "fifo")
    for name in ("foreign.zip", "fifo", "none.zip", "home"):
        with pytest.raises(Unusable, match=name):
            restore(small.parent / name, small.parent / "there")
    assert not (small.parent / "there").exists()


def test_a_home_is_brought_back_to_a_new_or_empty_place_only(small: Path) -> None:
    archive, there = saved(small), small.parent / "far" / "there"
    result = run("server", "restore", str(archive), "--json", home=there)
    assert (result.code, result.json()["versions"], result.json()["home"]) == (0, 1, str(there))
    assert {name: data for name, data in content(small).items() if not name.endswith(".lock")} == content(there)
    open_desk(there, "sfj").record(9, lambda entry: type(entry)(progress="接着填。"))
    kept = content(there)
    for used in (there, there / "notices", archive):
        with pytest.raises(WrongUse, match="没有恢复"):
            restore(archive, used)
    assert content(there) == kept
    empty = small.parent / "empty"
    empty.mkdir()
    assert restore(archive, empty).checked.holdings.versions == 1


def test_a_store_that_was_damaged_before_is_saved_named_and_mended_after(small: Path) -> None:
    store = small / "notices/qsh-2020-25/units/sfj/2020Q4.json"
    store.write_bytes(b"")
    archive, there = saved(small), small.parent / "there"
    assert check(archive).holdings.damaged == ("notices/qsh-2020-25/units/sfj/2020Q4.json",)
    assert restore(archive, there).checked.holdings.damaged
    assert past.mend(open_desk(there, "sfj")).entries == 1
    assert open_desk(there, "sfj").version(9).entry.progress == "办理12件。"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to others")
def test_owners_groups_modes_and_access_lists_come_back_by_name_and_who_is_unknown_gets_nothing(small: Path) -> None:
    out = small / "notices/qsh-2020-25/units/sfj/out"
    out.mkdir()
    out.chmod(0o2770)
    shutil.chown(out, "daemon", "mail")
    subprocess.run(["setfacl", "-m", "g:games:rx,u:news:rwx", "-d", "-m", "g:games:r", out], check=True)
    (out / "report.toml").write_text("一")
    os.chown(out / "report.toml", 54321, 54321)
    archive = saved(small)
    restored = restore(archive, small.parent / "there")
    assert restored.missing == ("54321",)
    there = small.parent / "there" / out.relative_to(small)
    for name in ("", "report.toml"):
        found, wanted = rights_of(there / name), rights_of(out / name)
        assert (found.grants, found.below, found.passes_group_on) == (wanted.grants, wanted.below, wanted.passes_group_on)
    listed = subprocess.run(["getfacl", "-c", there], check=True, capture_output=True).stdout
    assert all(line in listed for line in (b"group:games:r-x", b"user:news:rwx", b"default:group:games:r--"))
    assert (there.owner(), there.group(), stat.S_IMODE(there.stat().st_mode)) == ("daemon", "mail", 0o2770)
    assert (there / "report.toml").stat().st_uid == 0
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    assert manifest["folders"][str(out.relative_to(small))]["owner"] == "daemon"


def test_a_home_of_more_files_than_a_backup_holds_is_told_and_leaves_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(home, "rsj").record(1, lambda entry: entry)
    made = back_up(home, home.with_name("whole.zip"), "管理员", NOW)
    members = len(zipfile.ZipFile(made.path).namelist())
    monkeypatch.setattr(backup_file, "MOST_MEMBERS", members)
    assert check(made.path), "as many as there may be are read back"
    monkeypatch.setattr(backup_file, "MOST_MEMBERS", members - 1)
    with pytest.raises(Unusable, match="一份备份放不下"):
        back_up(home, home.with_name("much.zip"), "管理员", NOW)
    assert not home.with_name("much.zip").exists()
