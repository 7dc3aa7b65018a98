"""``server init`` lays a shared home out, and ``server check`` finds each fault, says who can do what, and how to mend it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from liuwen_tui.keeping.checking import check
from liuwen_tui.keeping.faults import Fault, Subject
from liuwen_tui.store.catalogue import load_catalogue
from liuwen_tui.store.lock import holders
from liuwen_tui.store.rights import rights_of
from tests.accounts import CATALOGUE, Shared, as_root, shared_home, temporary_accounts
from tests.cli.running import run

MEMBERS = {"lwt-zhang": "czj、hkz,,", "lwt-zhao": "fgw,是,是"}
LONG_AGO = 40 * 24 * 3600


def test_a_home_is_laid_out_and_every_fault_in_it_is_found_and_mended() -> None:
    with temporary_accounts() as accounts:
        for login in MEMBERS:
            accounts.add(login.removeprefix("lwt-"))
        nothing_is_done_before_it_is_wanted(accounts.folder)
        shared = shared_home(accounts, MEMBERS)
        again_nothing_is_left_to_do(shared)
        rights_are_narrowed_and_never_widened(shared)
        each_fault_is_found_and_its_command_mends_it(shared)
        a_name_forges_no_line_and_drives_no_terminal(shared)
        what_is_planted_meanwhile_leads_nobody_elsewhere(shared)
        a_configuration_that_is_not_its_own_is_said(shared)
        what_root_alone_cannot_mend_is_said(shared)
        who_may_look(shared)


def nothing_is_done_before_it_is_wanted(folder: Path) -> None:
    home, configuration, listed = folder / "srv" / "home", folder / "liuwen.toml", folder / "list.csv"
    where = ("--home", str(home), "--config", str(configuration), "--notice", str(CATALOGUE))
    command, root = ("server", "init", "--accounts", str(listed)), folder / "root" / "home"
    listed.write_bytes("账号,单位,牵头,管理\nlwt-zhang,财政局,,\nlwt-nobody,财政局,,\nroot,fgw,,\nlwt-zhao,甲局,,\n".encode("gb18030"))
    listed.write_bytes(listed.read_bytes() + "lwt-zhao,fgw,也许,\nlwt-zhang,hkz,,\nlwt-zhao,,,\n".encode("gb18030"))
    refused = as_root(*command, *where, "--yes")
    lines = refused.err.splitlines()
    assert refused.code == 3 and lines[-1].endswith("有 6 行不对，什么也没有做；请改好再试。")
    assert [line.split(" ")[1].split("：")[0] for line in lines[:-1]] == ["第3行", "第4行", "第5行", "第6行", "第7行", "第8行"]
    listed.write_text('[[account]]\naccount = "lwt-zhang"\nunits = ["czj"]\nlead = 1\n', encoding="utf-8")
    toml = listed.rename(listed.with_suffix(".toml"))
    assert "第1行" in as_root("server", "init", "--accounts", str(toml), *where).err
    toml.write_text('[[account]]\naccount = "lwt-zhang"\nunits = ["czj"]\n', encoding="utf-8")
    dry = run("server", "init", "--accounts", str(toml), *where, "--json", home=root)
    commands = [step["command"] for step in dry.json()["steps"]]
    assert (dry.code, dry.json()["done"]) == (0, False)
    assert {"groupadd lw-czj", "gpasswd -a lwt-zhang lw-czj"} <= set(commands)
    assert any(
        command.startswith(f"mkdir {home}/notices/demo-2021-1/units/czj/out；") and "d:g:lw-lead:r--" in command for command in commands
    )
    assert not (folder / "srv").exists() and not configuration.exists()


def again_nothing_is_left_to_do(shared: Shared) -> None:
    assert shared.server("init").out == "没有什么要做的。\n"
    checked = shared.server("check")
    assert (checked.code, checked.out) == (0, f"√ {shared.home} 都对。\n")
    assert shared.configuration.read_text(encoding="utf-8") == f'home = "{shared.home}"\naccess = "groups"\n'
    assert shared.configuration.stat().st_mode & 0o777 == 0o644


def rights_are_narrowed_and_never_widened(shared: Shared) -> None:
    wide, tight = shared.unit("czj") / "out", shared.unit("hkz") / "inbox"
    (wide / "report.toml").write_bytes(b"")
    before = rights_of(wide)
    subprocess.run(["setfacl", "-m", "g:lw-fgw:rwx,d:g:lw-fgw:rwx", str(wide)], check=True)
    wide.chmod(0o2777)
    tight.chmod(0o2750)
    done = shared.server("init", "--yes", "--json").json()
    assert (len(done["steps"]), len(done["left"])) == (1, 1)
    assert rights_of(wide) == before
    assert tight.stat().st_mode & 0o777 == 0o750, "what is narrower than it should be is left, and named"
    assert "没有放宽" in done["left"][0]["what"] and done["left"][0]["command"].startswith("liuwen server mend --home ")
    assert (wide / "report.toml").exists()
    (wide / "report.toml").unlink()
    tight.chmod(0o2770)


def each_fault_is_found_and_its_command_mends_it(shared: Shared) -> None:
    for code, plant in faults(shared).items():
        plant()
        seen = {fault.code: fault for fault in found(shared)}
        assert code in seen
        mend(shared, seen[code])
        assert [(fault.code, fault.message) for fault in found(shared)] == [], code


def found(shared: Shared) -> list[Fault]:
    catalogue = load_catalogue(shared.notice)
    return check(Subject(shared.home, catalogue, shared.configuration, ""), datetime.now(UTC))


def mend(shared: Shared, fault: Fault) -> None:
    """Runs the command of a fault."""
    for command in fault.command.split(" && "):
        if command.startswith("liuwen "):
            assert as_root(*shlex.split(command)[1:]).code == 0
        else:
            done = subprocess.run(["bash", "-c", command], check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr


def what_root_alone_cannot_mend_is_said(shared: Shared) -> None:
    """A store of a newer program, a damaged one, a group that went, a lock that a process does not let go."""
    store, lock = shared.unit("czj") / "2021Q1.json", shared.unit("czj") / "2021Q1.lock"
    assert shared.run("lwt-zhang", "record", "1", "--status", "2", "--unit", "czj").code == 0
    kept = store.read_bytes()
    store.write_bytes(re.sub(rb'"format":\d+', b'"format":99', kept, count=1))
    (newer,) = found(shared)
    assert (newer.code, newer.path, "请升级" in newer.message) == ("newer", store, True)
    store.write_bytes(b"")
    (damaged,) = found(shared)
    assert (damaged.code, damaged.path) == ("damaged", store)
    assert shared.run("lwt-zhang", *shlex.split(damaged.command)[1:]).code == 0
    for aside in store.parent.glob("*.damaged-*"):
        aside.unlink()
    subprocess.run(["groupdel", "lw-shz"], check=True)
    missing = next(fault for fault in found(shared) if fault.code == "no_group")
    mend(shared, missing)
    for fault in found(shared):
        mend(shared, fault)
    assert found(shared) == []
    with subprocess.Popen(["flock", "-F", lock, "sleep", "60"]) as holder:
        while not (held := [process for process in holders().values() if process == holder.pid]):
            assert holder.poll() is None
        os.utime(lock, (0, 0))
        (fault,) = found(shared)
        assert (fault.code, fault.command, held) == ("held_lock", f"kill {holder.pid}", [holder.pid])
        mend(shared, fault)
    assert found(shared) == []


def faults(shared: Shared) -> dict[str, Callable[[], object]]:
    """By code, what brings each fault about; its command takes it away."""
    unit, lead = shared.unit("czj"), shared.notice / "lead"
    file, report, draft = unit / "notes.txt", unit / "out" / "report.toml", unit / "drafts" / "1-1.json"

    def make(path: Path, group: str, mode: int, *lists: str) -> None:
        path.write_bytes(b"")
        os.chown(path, 0, 0)
        subprocess.run(["chgrp", group, str(path)], check=True)
        path.chmod(mode)
        for entry in lists:
            subprocess.run(["setfacl", "-m", entry, str(path)], check=True)

    def system(*command: str | Path) -> Callable[[], object]:
        return lambda: subprocess.run([str(part) for part in command], check=True)

    return {
        "no_configuration": shared.configuration.unlink,
        "configuration_open": lambda: shared.configuration.chmod(0o666),
        "access": lambda: shared.configuration.write_text(f'home = "{shared.home}"\n', encoding="utf-8"),
        "ancestor": lambda: shared.home.parent.chmod(0o777),
        "missing": (unit / "inbox").rmdir,
        "planted": lambda: ((unit / "inbox").rmdir(), (unit / "inbox").symlink_to("/tmp")),
        "owner": system("chown", "lwt-zhang", unit),
        "group": system("chgrp", "lw-fgw", unit),
        "locked_out": lambda: unit.chmod(0o2700),
        "group_writes": lambda: (shared.notice / "units").chmod(0o775),
        "setgid": system("chmod", "g-s", unit),
        "others": lambda: unit.chmod(0o2775),
        "others_locked_out": lambda: shared.home.chmod(0o2770),
        "list_opens": system("setfacl", "-m", "g:lw-fgw:r-x", unit),
        "list_closed": system("setfacl", "-x", "g:lw-lead", unit / "out"),
        "new_files_opens": system("setfacl", "-m", "d:o::r--", unit / "out"),
        "new_files_closed": system("setfacl", "-k", lead / "receipts" / "czj"),
        "link": lambda: (unit / "out" / "x.toml").symlink_to("/etc/shadow"),
        "special": lambda: os.mkfifo(unit / "out" / "x.toml"),
        "hard_link": lambda: (make(file, "lw-czj", 0o660), os.link(file, shared.accounts.folder / "name")),
        "deep": lambda: deep(unit / "out"),
        "file_group": lambda: make(file, "lw-fgw", 0o660),
        "file_locked_out": lambda: make(file, "lw-czj", 0o600),
        "file_others": lambda: make(file, "lw-czj", 0o664),
        "file_list_opens": lambda: make(file, "lw-czj", 0o660, "g:lw-fgw:r"),
        "file_list_closed": lambda: (make(report, "lw-czj", 0o660), system("setfacl", "-b", report)()),
        "draft_open": lambda: make(draft, "lw-czj", 0o660),
        "future": lambda: os.utime(draft, (time.time() + 3600, time.time() + 3600)),
        "stale_draft": lambda: os.utime(draft, (time.time() - LONG_AGO, time.time() - LONG_AGO)),
        "half_written": lambda: (make(unit / ".2021Q1.json.1.ab.new", "lw-czj", 0o660), os.utime(unit / ".2021Q1.json.1.ab.new", (0, 0))),
    }


def a_name_forges_no_line_and_drives_no_terminal(shared: Shared) -> None:
    out = shared.unit("czj") / "out"
    for name in (b"x\n    rm -rf srv\n", b"\x1b[2J'\\", b"\xff\xfe"):
        path = Path(os.fsdecode(os.path.join(os.fsencode(out), name)))
        os.mkfifo(path)
        said = shared.server("check")
        (_, command, _) = said.out.splitlines()
        assert said.out.replace("\n", "").isprintable()
        shown = command.strip().removeprefix("liuwen ")
        words = subprocess.run(["bash", "-c", f"printf '%s\\0' {shown}"], check=True, capture_output=True).stdout.split(b"\0")[:-1]
        assert words[-1] == os.fsencode(path)
        assert as_root(*map(os.fsdecode, words)).code == 0
        assert not path.exists()


def what_is_planted_meanwhile_leads_nobody_elsewhere(shared: Shared) -> None:
    """A unit that sees root at work puts a link in the place of what is mended, or of the folder above it."""
    unit, outside = shared.unit("czj"), shared.accounts.folder / "outside"
    outside.mkdir(mode=0o700)
    secret = outside / "planted.txt"
    secret.write_bytes(b"")
    secret.chmod(0o600)
    before = rights_of(secret), rights_of(outside)
    (unit / "planted.txt").symlink_to(secret)
    (unit / "drafts").rename(unit / "aside")
    (unit / "drafts").symlink_to(outside)
    planted = (
        (unit / "planted.txt",),
        (unit / "drafts" / "planted.txt",),
        ("--remove", unit / "drafts" / "planted.txt"),
        (unit / "drafts",),
    )
    for arguments in (*planted, (secret,), (unit / "out" / ".." / ".." / "x",)):
        refused = shared.server("mend", *map(str, arguments))
        assert (refused.code in (2, 3), refused.out) == (True, ""), refused
    assert shared.server("mend", "--remove", str(unit / "out")).code == 2, "a folder of the layout stays"
    assert (rights_of(secret), rights_of(outside)) == before
    refused = shared.run("lwt-zhao", "server", "mend", str(unit))
    assert refused.code == 5, refused
    (unit / "planted.txt").unlink()
    (unit / "drafts").unlink()
    (unit / "aside").rename(unit / "drafts")
    assert found(shared) == []


def a_configuration_that_is_not_its_own_is_said(shared: Shared) -> None:
    kept = shared.configuration.read_bytes()
    for code, content in {"other_home": b'home = "/srv/other"\n', "configuration": b"home = \n"}.items():
        shared.configuration.write_bytes(content)
        checked = shared.server("check", "--json")
        assert (checked.code, [fault["code"] for fault in checked.json()["faults"]]) == (1, [code])
        assert shared.server("init", "--yes").code == 3
        assert shared.configuration.read_bytes() == content, "what somebody wrote there is changed by hand alone"
    shared.configuration.write_bytes(kept)
    (wrong,) = check(Subject(shared.home, load_catalogue(shared.notice), shared.configuration, ""), datetime(1970, 1, 1, tzinfo=UTC))[:1]
    assert (wrong.code, "1970-01-01" in wrong.message) == ("clock", True)


def deep(folder: Path) -> None:
    """More folders in one another than a path has room for."""
    here = os.open(folder, os.O_DIRECTORY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_DIRECTORY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)


def who_may_look(shared: Shared) -> None:
    where = ("--config", str(shared.configuration))
    refused = shared.run("lwt-zhang", "server", "check", *where)
    assert (refused.code, refused.out, refused.err) == (5, "", "管理服务器要用 root，或管理员组里的账号；请加 sudo 再运行一次。\n")
    looked = shared.run("lwt-zhao", "server", "check", *where, "--json")
    assert {fault["code"] for fault in looked.json()["faults"]} == {"unseen"}, "the keepers' group opens no folder"
    refused = shared.run("lwt-zhao", "server", "init", *where, "--yes")
    assert (refused.code, refused.out) == (5, "")
