"""A fresh home far from the person's own, desks in it with a fixed clock, and work done in real processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.notice import TargetKind
from liuwen_tui.opening import Opening, Options
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.store.catalogue import builtin_catalogues, load_catalogue

AT = "2021-01-08T16:20:00+08:00"
"""The present of every test that names no other: two days before the fourth quarter of 2020 is due."""
CATALOGUE = load_catalogue(builtin_catalogues() / "qsh-2020-25")
FORK = multiprocessing.get_context("fork")
NOBODY = 65534
Result = TypeVar("Result")


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: the tests of screens and terminals wait for a third of their time."""
    return 2 * len(os.sched_getaffinity(0))


def pytest_configure() -> None:
    """Hears again the keys that end a program: a run begun in the background may have been told to ignore them, and hands that on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Spares the collector what lives as long as the run: the modules and the tests themselves, a sixth of the time of an app's test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that does not exist yet; the person's own folders lie in ``tmp_path`` too, LIUWEN_* are unset."""
    person = tmp_path / "person"
    person.mkdir()
    monkeypatch.setenv("HOME", str(person))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(person / name.lower()))
    for name in [name for name in os.environ if name.startswith("LIUWEN_")]:
        monkeypatch.delenv(name)
    return tmp_path / "home"


def open_desk(root: Path, unit: str, quarter: str = "2020Q4", at: str = AT, account: str = "张三") -> Desk:
    """Returns a unit's desk in that home, at a moment, for an account of that name."""
    opening = Opening(Options(unit=unit, quarter=quarter, home=str(root)), {}, lambda: datetime.fromisoformat(at))
    opening.office = replace(opening.office, account=account)
    return opening.desk()


def fill(desk: Desk) -> Desk:
    """Fills every measure of the unit so that nothing keeps the report from being submitted."""
    for item in desk.overview().assignments:
        number = item.measure.number
        results = [
            TargetResult(target.id, actual=target.value) if target.kind is TargetKind.FIGURE else TargetResult(target.id, done=True)
            for target in item.measure.targets
        ]
        entry = Entry(
            status=Status.IN_PROGRESS,
            percent=60,
            progress=f"{desk.quarter.label}第{number}项办结{number * 10}件。",
            next_steps=f"下季度再办{number}件。",
            claimed=item.entry.claimed,
            targets=tuple(results),
        )
        desk.record(number, lambda _, entry=entry: entry)
    return desk


@pytest.fixture
def desk(home: Path) -> Callable[..., Desk]:
    """``desk("rsj", quarter="2020Q4", at=…, account=…, root=…)`` opens a unit's desk in the fresh home."""

    def make(unit: str = "rsj", root: Path | None = None, **rest: str) -> Desk:
        return open_desk(root or home, unit, **rest)

    return make


@pytest.fixture
def filled() -> Callable[[Desk], Desk]:
    """``filled(desk)`` fills every measure of the desk's unit and returns the desk."""
    return fill


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that accounts other than the one that runs the tests can reach, as ``tmp_path`` is not."""
    folder = Path(tempfile.mkdtemp(prefix="liuwen-test-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o700)
    for path, _, _ in os.walk(folder):
        for below in Path(path).iterdir():
            if below.is_dir() and not below.is_symlink():
                below.chmod(0o700)
    shutil.rmtree(folder)


def in_child(work: Callable[[], Result]) -> Result:
    """Runs ``work`` in a forked process and returns what it returns or raises what it raises."""
    ours, theirs = FORK.Pipe(duplex=False)

    def run() -> None:
        try:
            theirs.send((work(), None))
        except BaseException as error:  # noqa: BLE001 (raised again in the parent)
            theirs.send((None, error))

    child = FORK.Process(target=run)
    child.start()
    theirs.close()
    try:
        result, error = ours.recv()
    finally:
        child.join()
        ours.close()
    if error is not None:
        raise error
    return result


def with_limit(limit: int, most: int, work: Callable[[], Result]) -> Result:
    """Runs ``work`` in a child under a resource limit such as RLIMIT_FSIZE."""

    def limited() -> Result:
        resource.setrlimit(limit, (most, most))
        return work()

    return in_child(limited)


def as_nobody(work: Callable[[], Result]) -> Result:
    """Runs ``work`` in a child that permission bits bind: as nobody where the tests run as root."""

    def dropped() -> Result:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return work()

    return in_child(dropped)


def give_to_nobody(path: Path) -> None:
    """Hands a file or folder to the account of `as_nobody`."""
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)


def assert_golden(name: str, content: bytes) -> None:
    """Holds bytes against a kept file; ``GOLDEN=write`` in the environment keeps them instead, to be read by a person."""
    path = Path(__file__).parent / "golden" / name
    if os.environ.get("GOLDEN") == "write":
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()
