"""One home, many accounts: each works for its own units, sees no others, and says who it is by the kernel's word alone."""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liuwen_tui.opening import Face, Opening, Options
from liuwen_tui.store.account import recorded_name
from tests.accounts import Shared, shared_home, temporary_accounts

FILLED = ("--status", "2", "--percent", "60", "--progress", "已兑现12户。", "--next-steps", "继续兑现。")


@pytest.fixture
def shared() -> Iterator[Shared]:
    """Two of one unit, one of two towns, one of the lead and of a unit, one of the lead alone, and one of none."""
    with temporary_accounts() as accounts:
        for name, display in {
            "zhang": "张三",
            "wang": "",
            "li": "李四",
            "zhao": "赵六",
            "qian": f"张三（lwt-zhang）{' ' * 90}{'。' * 90}",
            "none": "",
        }.items():
            accounts.add(name, display)
        yield shared_home(
            accounts, {"lwt-zhang": "财政局,,", "lwt-wang": "czj,,", "lwt-li": "河口镇、shz,,", "lwt-zhao": "fgw,是,", "lwt-qian": ",是,是"}
        )


def test_every_account_does_its_own_work_and_no_other(shared: Shared) -> None:
    colleagues_write_whatever_their_umask(shared)
    another_unit_neither_reads_nor_writes(shared)
    what_the_environment_says_changes_nothing(shared)
    the_lead_reads_what_is_submitted_and_writes_nothing_there(shared)
    either_account_of_the_lead_writes_the_documents(shared)
    what_is_planted_is_refused(shared)
    an_account_opens_what_it_is_of(shared)


def colleagues_write_whatever_their_umask(shared: Shared) -> None:
    assert shared.run("lwt-zhang", "record", "1", *FILLED, umask=0o022).code == 0
    assert shared.run("lwt-wang", "record", "1", "--percent", "70", umask=0o077).code == 0
    assert shared.run("lwt-zhang", "record", "1", "--evidence", "财〔2021〕1号", umask=0o077).code == 0
    entry = shared.run("lwt-wang", "show", "1", "--json").json()["entry"]
    assert (entry["percent"], entry["progress"], entry["updated_by"]) == (70, "已兑现12户。", "张三（lwt-zhang）")
    folder = shared.unit("czj")
    for path in [each for each in folder.iterdir() if each.is_file()]:
        assert (path.group(), stat.S_IMODE(path.stat().st_mode)) == ("lw-czj", 0o660), path


def another_unit_neither_reads_nor_writes(shared: Shared) -> None:
    folder = shared.unit("czj")
    for command in (("status",), ("record", "1", "--percent", "9"), ("history",), ("export", "-o", "-")):
        refused = shared.run("lwt-li", *command, "--unit", "czj")
        assert (refused.code, refused.out, refused.err) == (
            5,
            "",
            "账号 李四（lwt-li） 不属于县财政局，不能替它填报；请写自己的单位：河口镇、山后镇。\n",
        )
    assert shared.run("lwt-li", "merge").code == 5
    assert shared.run("lwt-li", "record", "1", "--percent", "9", "--on-behalf", "czj").code == 5
    attempts: list[Callable[[], object]] = [
        lambda: os.listdir(folder),
        (folder / "2021Q1.json").read_bytes,
        lambda: (folder / "out" / "2021Q1.toml").write_bytes(b""),
        lambda: (folder / "inbox" / "x").write_bytes(b""),
        lambda: os.listdir(shared.notice / "lead"),
        lambda: os.listdir(shared.notice / "lead" / "receipts" / "czj"),
        lambda: (shared.notice / "lead" / "receipts" / "hkz" / "x").write_bytes(b""),
        lambda: (shared.notice / "assignments.toml").write_bytes(b""),
        lambda: folder.rename(shared.home / "czj"),
    ]
    assert [shared.accounts.refuses("lwt-li", attempt) for attempt in attempts] == [True] * len(attempts)


def what_the_environment_says_changes_nothing(shared: Shared) -> None:
    lies = {"LIUWEN_UNIT": "fgw", "USER": "root", "LOGNAME": "lwt-zhao", "USERNAME": "lwt-zhao", "SSH_ORIGINAL_COMMAND": "liuwen lead"}
    assert shared.run("lwt-zhang", "status", "--json", **lies).json()["unit"] == "czj"
    assert shared.run("lwt-zhang", "record", "1", "--percent", "75", **lies).code == 0
    assert shared.run("lwt-zhang", "show", "1", "--json", **lies).json()["entry"]["updated_by"] == "张三（lwt-zhang）"
    assert shared.run("lwt-zhang", "merge", **lies).code == 5
    nobody = shared.run("lwt-none", "status", "--unit", "fgw", **lies)
    assert (nobody.code, nobody.err) == (5, "账号 lwt-none 还没有分到任何单位，请找管理员加进本单位的组，再重新登录。\n")
    several = shared.run("lwt-li", "status", LIUWEN_UNIT="hkz")
    assert several.code == 2 and "河口镇、山后镇" in several.err and "--unit" in several.err
    assert shared.run("lwt-zhang", "server", "check", "--config", str(shared.configuration), **lies).code == 5


def the_lead_reads_what_is_submitted_and_writes_nothing_there(shared: Shared) -> None:
    submitted = shared.run("lwt-wang", "submit", "--reviewed-by", "王某", umask=0o077)
    assert submitted.code == 0, submitted.err
    for lead in ("lwt-zhao", "lwt-qian"):
        assert [report["unit"] for report in shared.run(lead, "merge", "--json").json()["reports"]] == ["czj"]
    folder = shared.unit("czj")
    attempts: list[Callable[[], object]] = [
        lambda: os.listdir(folder),
        (folder / "2021Q1.json").read_bytes,
        lambda: os.listdir(folder / "drafts"),
        lambda: (folder / "out" / "forged.toml").write_bytes(b""),
        lambda: next((folder / "out").iterdir()).write_bytes(b""),
        lambda: next((folder / "out").iterdir()).unlink(),
    ]
    assert [shared.accounts.refuses("lwt-qian", attempt) for attempt in attempts] == [True] * len(attempts)
    unreadable = shared.run("lwt-qian", "merge", str(folder / "2021Q1.json"))
    assert (unreadable.code, "应为这个账号能读的文件或文件夹" in unreadable.err) == (2, True), unreadable
    assert shared.run("lwt-zhao", "status", "--unit", "czj").code == 5, "the lead's account is of no other unit for that"
    assert shared.run("lwt-zhao", "accept", "czj", umask=0o077).code == 0
    assert shared.run("lwt-qian", "rules", "--note", "写明数字。", umask=0o077).code == 0
    assert shared.run("lwt-zhao", "rules", "--note", "写明日期。", umask=0o022).code == 0
    assert shared.run("lwt-zhao", "assign", "3", "czj", umask=0o077).code == 0
    assert shared.run("lwt-zhang", "status", "--json").json()["state"] == "accepted", "its receipt is read"
    assert shared.accounts.refuses("lwt-li", lambda: next((shared.notice / "lead" / "receipts" / "czj").iterdir()).read_bytes())


def either_account_of_the_lead_writes_the_documents(shared: Shared) -> None:
    for encoding in ("cp437", "gb18030", "utf-16-le"):  # an account may not be let into the folders of the Python under test
        codecs.lookup(encoding)
    for lead, umask in (("lwt-zhao", 0o077), ("lwt-qian", 0o022)):
        finished = shared.run(lead, "finalize", "--anyway", umask=umask)
        assert finished.code == 0, finished.err
        assert shared.run(lead, "finalize", "--undo", "--reason", "再改。", umask=umask).code == 0
    folder = shared.notice / "lead" / "documents" / "2021Q1"
    assert (folder.group(), stat.S_IMODE(folder.stat().st_mode)) == ("lw-lead", 0o2770)


def what_is_planted_is_refused(shared: Shared) -> None:
    """By a unit in its own folder, to be run over by the lead or a colleague; and by the lead beside the units' folders."""
    out = shared.unit("hkz") / "out"
    secret = shared.accounts.folder / "secret"
    secret.write_text("不给看的")
    (theirs,) = (shared.unit("czj") / "out").glob("*.toml")
    replayed = theirs.read_bytes()

    def plant() -> None:
        (out / f"{shared.notice.name}_2021Q1_replayed.toml").write_bytes(replayed)
        (out / f"{shared.notice.name}_2021Q1_hkz.toml").symlink_to(secret)
        os.mkfifo(out / f"{shared.notice.name}_2021Q1_shz.toml")
        own = shared.unit("hkz") / "own"
        own.write_text("甲")
        own.chmod(0o644)
        os.link(own, out / f"{shared.notice.name}_2021Q1_czj.toml")
        (shared.unit("shz") / "out").rename(shared.unit("shz") / "aside")
        (shared.unit("shz") / "out").symlink_to("../hkz")

    shared.accounts.do("lwt-li", plant)
    merged = shared.run("lwt-qian", "merge", "--json")
    refused = {Path(one["file"]).name: one["reason"] for one in merged.json()["refused"]}
    assert merged.code == 1
    assert "却不是河口镇自己的一份报告" in refused[f"{shared.notice.name}_2021Q1_replayed.toml"]
    assert "链接" in refused[f"{shared.notice.name}_2021Q1_hkz.toml"]
    assert "不是普通文件" in refused[f"{shared.notice.name}_2021Q1_shz.toml"]
    assert "还有别的名字" in refused[f"{shared.notice.name}_2021Q1_czj.toml"]
    assert "链接" in refused["out"]
    shared.accounts.do("lwt-qian", lambda: (shared.notice / "units").rename(shared.notice / "old"))
    shared.accounts.do("lwt-qian", (shared.notice / "units").mkdir)
    moved = shared.run("lwt-zhang", "status")
    assert (moved.code, "被人换过" in moved.err) == (3, True)
    os.rmdir(shared.notice / "units")
    (shared.notice / "old").rename(shared.notice / "units")


def an_account_opens_what_it_is_of(shared: Shared) -> None:
    def opened(**options: str) -> tuple[list[str], str | None, Face | None, bool]:
        opening = Opening(Options(home=str(shared.home), **options), {"LIUWEN_UNIT": "fgw"})
        opening.refuse_unusable(for_lead=False)
        unit = opening.unit
        return [each.code for each in opening.units], unit.code if unit else None, opening.face(unit) if unit else None, opening.only_leads

    def chose_before() -> None:
        opening = Opening(Options(home=str(shared.home)), {})
        opening.remember_unit(opening.units[1])
        assert opening.desk().unit.code == "shz"

    do = shared.accounts.do
    do("lwt-li", chose_before)
    assert do("lwt-qian", recorded_name) == f"张三（lwt-zhang） {'。' * 25}…（lwt-qian）", "a long name hides no login"
    assert do("lwt-zhang", opened) == (["czj"], "czj", Face.UNIT, False)
    assert do("lwt-li", opened) == (["hkz", "shz"], None, None, False)
    assert do("lwt-li", lambda: opened(unit="shz")) == (["hkz", "shz"], "shz", Face.UNIT, False)
    assert do("lwt-zhao", opened) == (["fgw"], "fgw", None, False)
    assert do("lwt-qian", opened) == ([], None, None, True)
