"""A home that accounts share, saved while they work and brought back elsewhere: everything is there, and open to whom it was."""

from __future__ import annotations

import pwd
import shlex
import stat
from functools import partial
from pathlib import Path

from tests.accounts import NOTICE, Shared, as_root, become, shared_home, temporary_accounts
from tests.cli.test_shared_home import FILLED
from tests.conftest import open_desk
from tests.keeping.people import at_work, keep_saving, versions

MEMBERS = {"lwt-zhang": "czj,,", "lwt-li": "hkz,,", "lwt-zhao": "fgw,是,是"}
WRITERS = {"czj": "lwt-zhang", "hkz": "lwt-li"}
NOW = "2021Q2"
"""Is being filled in; the first quarter of 2021 is closed."""


def test_a_shared_home_is_saved_under_load_and_is_whole_elsewhere() -> None:
    with temporary_accounts() as accounts:
        for login in MEMBERS:
            accounts.add(login.removeprefix("lwt-"))
        shared = shared_home(accounts, MEMBERS)
        a_quarter_is_closed(shared)
        units = {unit: (partial(save_as, login, shared.home, unit), own_folder(login) / "log") for unit, login in WRITERS.items()}
        saved = accounts.folder / "saved.zip"
        with at_work(units) as people:
            with people.saving():
                before = people.acknowledged()
                done = as_root("server", "backup", "-o", str(saved), "--home", str(shared.home))
            assert (done.code, done.err) == (0, "")
            assert all(people.acknowledged()[unit] > acknowledged for unit, acknowledged in before.items()), "people went on saving"
        there = Shared(accounts, accounts.folder / "elsewhere" / "home", accounts.folder / "elsewhere.toml")
        assert as_root("server", "restore", str(saved), "--home", str(there.home)).code == 0
        the_new_machine_is_told_of_it_and_nothing_else_is_wrong(there)
        for unit, login in WRITERS.items():
            kept = accounts.do(login, lambda unit=unit: versions(open_desk(there.home, unit, NOW)))
            assert before[unit] <= kept, "every save that was acknowledged before the backup began"
            assert accounts.refuses(login, (there.notice / "lead").iterdir().__next__)
        assert accounts.refuses("lwt-zhao", lambda: list(there.unit("czj").iterdir()))
        the_closed_quarter_is_closed_there(there)
        an_archive_that_was_interrupted_is_named_and_finished(there)


def own_folder(login: str) -> Path:
    return Path(pwd.getpwnam(login).pw_dir)


def save_as(login: str, home: Path, unit: str, log: Path) -> None:
    become(login)
    keep_saving(home, unit, log, NOW)


def a_quarter_is_closed(shared: Shared) -> None:
    for login, *command in (
        ("lwt-zhang", "record", "1", *FILLED),
        ("lwt-zhang", "submit", "--reviewed-by", "王某"),
        ("lwt-zhao", "accept", "czj"),
    ):
        done = shared.run(login, *command)
        assert done.code == 0, done.err
    assert as_root("server", "archive", "2021Q1", "--anyway", "--home", str(shared.home), "--notice", NOTICE).code == 0


def the_new_machine_is_told_of_it_and_nothing_else_is_wrong(there: Shared) -> None:
    faults = there.server("check", "--json").json()["faults"]
    assert {(fault["code"], Path(fault["path"]).name) for fault in faults} == {
        ("no_configuration", "elsewhere.toml"),
        ("missing", "drafts"),
    }
    (command,) = {fault["command"] for fault in faults}
    assert as_root(*shlex.split(command)[1:]).code == 0
    clean(there)


def clean(there: Shared) -> None:
    checked = there.server("check")
    assert (checked.code, checked.out) == (0, f"√ {there.home} 都对。\n")


def the_closed_quarter_is_closed_there(there: Shared) -> None:
    assert stat.S_IMODE((there.unit("czj") / "2021Q1.json").stat().st_mode) == 0o440
    refused = there.run("lwt-zhang", "record", "1", "--percent", "70")
    assert refused.code == 5 and "归档" in refused.err
    (report,) = there.run("lwt-zhao", "merge", "--json").json()["reports"]
    assert (report["unit"], report["state"]) == ("czj", "accepted")


def an_archive_that_was_interrupted_is_named_and_finished(there: Shared) -> None:
    store = there.unit("czj") / "2021Q1.json"
    store.chmod(0o660)
    (fault,) = there.server("check", "--json").json()["faults"]
    assert (fault["code"], fault["path"]) == ("half_archived", str(store))
    assert as_root(*shlex.split(fault["command"])[1:]).code == 0
    clean(there)
