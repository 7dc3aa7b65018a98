"""A demonstration: a home of its own in the person's temporary folder, with invented entries that say so, gone at the end.

Three units over two quarters: the last one submitted by all; in this one 区发改委 is half done, 塘山镇 sent two files that
contradict each other, and 区卫健委 is late. Made with what the desks themselves do, at fixed moments.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.errors import Busy, Unusable
from liuwen_tui.domain.notice import Measure, TargetKind
from liuwen_tui.domain.report import Signatories
from liuwen_tui.opening import TUI_WAIT, Opening, Options
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.exporting import export, save_export
from liuwen_tui.reporting.filing import submit
from liuwen_tui.reporting.formats import ExportFormat
from liuwen_tui.store.durable import replace_file
from liuwen_tui.store.lock import locked
from liuwen_tui.store.personal import config_file, forget, place_file
from liuwen_tui.store.settings import SETTINGS_FILE

MARK = "〔演示〕"
"""What every invented paragraph begins with."""
LAST, THIS = "2020Q3", "2020Q4"
HALF_DONE, CONTRADICTED, LATE = "fgw", "tsz", "wjw"
UNITS = (HALF_DONE, CONTRADICTED, LATE)
_PREFIX, _LOCK = "liuwen-demo-", "demo.lock"
_PRESENT = "2021-01-12T09:30:00+08:00"
_NOTICE = "qsh-2020-25"
_ACCOUNT = "演示"
_SIGNATORIES = Signatories("演示甲", "演示乙", "0000")
_DONE_SO_FAR = (1, 4, 5, 6, 7)
"""Measures that 区发改委 has written about in this quarter."""
_DELAYED = 6
_SETTINGS = f"""\
mark = "演示"

[quarter.{THIS}]
note = "演示：内容都是编的，可以随便试。"

[quarter.{THIS}.extension.{HALF_DONE}]
due = 2021-01-20
reason = "演示展期"
"""
_WORKS = {
    1: ("为{}户企业办结稳岗返还", "走访还没有申请的企业"),
    3: ("为{}名困难群众落实医疗救助", "复核新增的救助对象"),
    4: ("为{}人办结参保登记", "上门核对还没有参保的人员"),
    5: ("新增{}张养老和医疗床位", "验收在建的床位"),
    6: ("整改{}个污染点位", "复查整改过的点位"),
    7: ("为{}户企业办结税费缓缴", "核对缓缴到期的企业"),
    8: ("促成{}户企业拿到贷款", "再办一场银企对接会"),
    9: ("答复企业诉求{}件", "回访答复过的企业"),
    10: ("取消或合并办事材料{}项", "公布办事指南"),
    12: ("改造高标准农田{}亩", "验收冬修水利"),
    13: ("帮助{}户企业配齐上下游", "排查断链的企业"),
    14: ("引导{}户商家进夜市", "划定第二个夜市点位"),
    16: ("压减一般性支出{}万元", "清理闲置的资产"),
    17: ("下沉资金{}万元到村和社区", "公示资金的去向"),
    18: ("化解存量债务{}万元", "核对到期的债务"),
}
"""By measure: what was done, with room for a figure, and what comes next."""


@contextmanager
def demonstration(is_kept: bool = False) -> Iterator[Path]:
    """Makes the home, hands it over and removes it at the end unless ``is_kept``; its owner alone can look into it.

    Those of demonstrations that were killed are removed first.
    """
    _sweep()
    root = Path(tempfile.mkdtemp(prefix=_PREFIX))
    with nullcontext() if is_kept else locked(root / _LOCK, _ACCOUNT, 0):
        try:
            _build(root)
            yield root
        except BaseException:
            remove(root)
            raise
        if not is_kept:
            remove(root)


def _sweep() -> None:
    """The lock of a demonstration that runs is held, and one that was kept has none."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(Busy, Unusable), locked(lock, _ACCOUNT, 0):
            remove(lock.parent)


def remove(root: Path) -> None:
    """Removes the home, and what the program remembered for the person who tried it."""
    shutil.rmtree(root, ignore_errors=True)
    with suppress(Unusable):  # a line too many in the person's own file harms nobody
        for file in (config_file(), place_file()):
            forget(file, root)


def open_demonstration(root: Path, unit: str | None, quarter: str | None) -> Opening:
    """Returns the opening of that home, where it is the morning of 12 January 2021 and time goes on."""
    began, present = monotonic(), datetime.fromisoformat(_PRESENT)
    options = Options(unit or HALF_DONE, quarter or THIS, _NOTICE, str(root))
    return Opening(options, {}, lambda: present + timedelta(seconds=monotonic() - began), TUI_WAIT)


def _build(root: Path) -> None:
    replace_file(root / SETTINGS_FILE, _SETTINGS.encode())
    for unit in UNITS:
        _submit(_desk(root, unit, LAST, "2020-10-09T15:00:00+08:00"))
    _fill(_desk(root, HALF_DONE, THIS, "2021-01-11T16:20:00+08:00"), _DONE_SO_FAR)
    _submit(_desk(root, LATE, THIS, "2021-01-11T17:45:00+08:00"))
    _contradict(_submit(_desk(root, CONTRADICTED, THIS, "2021-01-08T10:10:00+08:00")))


def _desk(root: Path, unit: str, quarter: str, at: str) -> Desk:
    opening = Opening(Options(unit, quarter, _NOTICE, str(root)), {}, lambda: datetime.fromisoformat(at))
    opening.office = replace(opening.office, account=_ACCOUNT)
    return opening.desk()


def _submit(desk: Desk) -> Desk:
    _fill(desk, tuple(desk.numbers()))
    submit(desk, _SIGNATORIES)
    return desk


def _contradict(desk: Desk) -> None:
    """Puts beside the unit's file another that it made on a second computer, where one measure was told otherwise."""
    with tempfile.TemporaryDirectory(dir=desk.office.home.root) as elsewhere:
        other = _desk(Path(elsewhere), desk.unit.code, str(desk.quarter), "2021-01-08T11:30:00+08:00")
        number = desk.numbers()[0]
        _fill(other, tuple(desk.numbers()))
        other.record(number, lambda entry: replace(entry, percent=40, progress=f"{MARK}另一台电脑上写的：办结不到一半。"))
        submit(other, _SIGNATORIES)
        exported = export(other, ExportFormat.TOML)
        out = desk.office.home.out_folder(desk.unit.code)
        save_export(desk, exported, out / exported.name.replace(".toml", "_2.toml"))


def _fill(desk: Desk, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        entry = _entry(desk.catalogue.measure(number), 1 + (str(desk.quarter) == THIS))
        desk.record(number, lambda _, entry=entry: entry)  # type: ignore[misc]


def _entry(measure: Measure, quarters: int) -> Entry:
    """What is said of a measure after so many quarters of work; the delay of this quarter still lacks its reason."""
    done, next_step = _WORKS[measure.number]
    is_delayed = measure.number == _DELAYED and quarters > 1
    return Entry(
        status=Status.DELAYED if is_delayed else Status.IN_PROGRESS,
        percent=20 if is_delayed else 30 * quarters,
        progress=f"{MARK}{done.format(measure.number * 12 * quarters)}。",
        next_steps=f"{MARK}{next_step}。",
        targets=tuple(
            TargetResult(target.id, actual=round(target.value * quarters * 0.3))
            for target in measure.targets
            if target.kind is TargetKind.FIGURE and target.value
        ),
    )
