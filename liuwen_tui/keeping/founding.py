"""``server init``: the steps that lead from the home as it is to a shared one. None of them widens a right or removes a file."""

from __future__ import annotations

import os
import shlex
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import tomli_w

from liuwen_tui.domain.catalogue import Catalogue
from liuwen_tui.domain.errors import NotAllowed, Unusable
from liuwen_tui.domain.settings import Access
from liuwen_tui.keeping.accounts import Listed
from liuwen_tui.keeping.faults import Subject, quoted
from liuwen_tui.keeping.layout import LEAD_GROUP, Place, groups, places
from liuwen_tui.keeping.mending import in_words, mending
from liuwen_tui.store.durable import failure, is_there, read_file, replace_file
from liuwen_tui.store.groups import ROOT, group_number, is_member, is_root, run
from liuwen_tui.store.lead_file import READABLE_MODE
from liuwen_tui.store.own import open_own
from liuwen_tui.store.rights import Rights, make_folder_with, rights_of, set_rights
from liuwen_tui.store.settings import SETTINGS_FILE, load_server, load_settings

_CONFIGURATION_MODE = 0o644
_LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do."""

    what: str
    command: str
    """What does the same by hand."""
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to do, and what is left to the keeper because it would widen a right."""

    home: Path
    steps: tuple[Step, ...]
    left: tuple[Step, ...]

    def carry_out(self, told: Callable[[Step], None]) -> None:
        """Does every step in turn, ``told`` hears of each that is done.

        Raises `NotAllowed`, before anything is done, unless root does it, and `Unusable` where a step fails; what is done
        stays, and the next plan goes on from there.
        """
        if not is_root():
            raise NotAllowed("建组、改权限要用 root，什么也没有做；请加 sudo 再运行一次。")
        for step in self.steps:
            step.do()
            told(step)


def plan(subject: Subject, listed: Iterable[Listed]) -> Plan:
    """Returns what makes a shared home of it for the accounts that are listed; looks, and changes nothing.

    Raises `Unusable` for a configuration that names another home, or that is not understood.
    """
    home = subject.home
    steps, left = [*_group_steps(subject.catalogue), *_member_steps(listed)], list[Step]()
    for place in places(subject.catalogue):
        path = place.path(home)
        try:
            found = _place_steps(subject, place) if is_there(path) else ([_making(home, place)], [])
        except OSError as error:
            raise failure("看不了", path, error) from error
        steps += found[0]
        left += found[1]
    steps += [*_settings_steps(home), *_configuration_steps(home, subject.configuration)]
    return Plan(home, tuple(steps), tuple(left))


def _group_steps(catalogue: Catalogue) -> Iterator[Step]:
    for name, whom in groups(catalogue).items():
        if group_number(name) is None:
            yield _running(f"建立组 {name}（{whom}）", "groupadd", name)


def _member_steps(listed: Iterable[Listed]) -> Iterator[Step]:
    for one in listed:
        for group in one.groups:
            if not is_member(one.account, group):
                yield _running(f"把账号 {one.account} 加进组 {group}", "gpasswd", "-a", one.account, group)


def _running(what: str, *command: str) -> Step:
    return Step(what, shlex.join(command), partial(run, *command))


def _making(home: Path, place: Place) -> Step:
    path = place.path(home)
    commands = "；".join([f"mkdir {shlex.quote(str(path))}", *mending(path, place)])
    return Step(f"建立文件夹 {path}（{place.what}）：{in_words(place)}", commands, partial(_make, home, place))


def _make(home: Path, place: Place) -> None:
    path = place.path(home)
    try:
        if place.parts:
            make_folder_with(home, place.parts, _wanted(place))
        else:
            os.makedirs(home.parent, exist_ok=True)
            make_folder_with(home.parent, (home.name,), _wanted(place))
    except OSError as error:
        raise failure("建不了文件夹", path, error) from error


def _place_steps(subject: Subject, place: Place) -> tuple[list[Step], list[Step]]:
    """What narrows the rights of a folder that is there, and what only widening them would mend."""
    path, wanted = place.path(subject.home), place.rights()
    command = subject.mend(path)
    if path.is_symlink() or not path.is_dir():
        aside = f"mv {quoted(path)} {quoted(path.with_name(f'{path.name}.old'))}"
        return [], [Step(f"{path} 不是文件夹，没有动；移开以后再运行一次", aside, _nothing)]
    now = rights_of(path)
    if wanted is None or now.group != wanted.group:
        left = Step(f"{path}（{place.what}）的组不是 {place.group}，没有动；核对里面的文件以后再改", command, _nothing)
        return [], [left] if wanted is not None or group_number(place.group) is None else []
    narrowed = _narrowed(now, wanted)
    narrow = Step(f"收紧 {path}（{place.what}）：{in_words(place)}", command, partial(_narrow, subject.home, place))
    widen = Step(f"{path}（{place.what}）少了应有的权限，没有放宽；核对里面的文件以后再改", command, _nothing)
    return [narrow] * (narrowed != now), [widen] * (narrowed != wanted)


def _narrow(home: Path, place: Place) -> None:
    try:
        set_rights(home, place.parts, _narrowed(rights_of(place.path(home)), _wanted(place)))
    except OSError as error:
        raise failure("改不了权限", place.path(home), error) from error


def _narrowed(now: Rights, wanted: Rights) -> Rights:
    """The rights without what goes beyond those wanted."""
    below = now.below.within(wanted.below) if now.below and wanted.below else None
    return replace(wanted, grants=now.grants.within(wanted.grants), below=below)


def _wanted(place: Place) -> Rights:
    wanted = place.rights()
    if wanted is None:
        raise Unusable(f"没有组 {place.group}，没有办成；请先建立它，再运行一次。")
    return wanted


def _nothing() -> None:
    """What is left to the keeper does nothing by itself."""


def _settings_steps(home: Path) -> Iterator[Step]:
    """The home says itself that groups rule it, wherever it is brought."""
    path = home / SETTINGS_FILE
    if load_settings(home).access is not Access.GROUPS:
        yield _writing(path, {"access": Access.GROUPS.value}, READABLE_MODE, LEAD_GROUP)


def _configuration_steps(home: Path, path: Path) -> Iterator[Step]:
    server = load_server(path)
    if server and server.home.absolute() != home:
        raise Unusable(f"{path} 里写的数据文件夹是 {server.home}，不是 {home}，什么也没有做；请核对，改好再试。")
    if server is None or server.access is not Access.GROUPS:
        yield _writing(path, {"home": str(home), "access": Access.GROUPS.value}, _CONFIGURATION_MODE, "root")


def _writing(path: Path, values: Mapping[str, str], mode: int, group: str) -> Step:
    lines = "、".join(f'{name} = "{value}"' for name, value in values.items())
    return Step(f"在 {path} 里写 {lines}", f"${{EDITOR:-vi}} {shlex.quote(str(path))}", partial(_write, path, values, mode, group))


def _write(path: Path, values: Mapping[str, str], mode: int, group: str) -> None:
    """Puts what is missing before the first line; all that stands in the file stays."""
    before = read_file(path, _LARGEST) if is_there(path) else b""
    there = tomllib.loads(before.decode())
    if other := [name for name in values if there.get(name, values[name]) != values[name]]:
        raise Unusable(f"{path} 里的 {'、'.join(other)} 写的是别的，没有改；请在文件里直接改。")
    missing = {name: value for name, value in values.items() if name not in there}
    replace_file(path, tomli_w.dumps(missing).encode() + before, mode)
    try:
        descriptor = open_own(path, os.O_RDONLY)  # a link, or another's file, that was put there meanwhile is given to nobody
        try:
            os.fchown(descriptor, ROOT, group_number(group) or ROOT)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise failure("改不了权限", path, error) from error
