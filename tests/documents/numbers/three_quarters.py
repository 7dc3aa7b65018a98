"""Three quarters in a home, with every kind of trouble and not one digit in what people typed: each digit in the documents is the program's."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from liuwen_tui.documents.report_toml import write_report
from liuwen_tui.documents.seal import seal_of
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import Entry, Status, Step, TargetResult
from liuwen_tui.domain.manuscript import Part
from liuwen_tui.domain.notice import Measure, Target, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt, Verdict
from liuwen_tui.domain.report import Report, State
from liuwen_tui.domain.versions import descend
from liuwen_tui.merging.assigning import assign, own_target
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.comparing import set_overall
from liuwen_tui.merging.composing import compose
from liuwen_tui.merging.finishing import finalize
from liuwen_tui.merging.publishing import publish
from liuwen_tui.receipts import keep_decision, keep_receipt
from liuwen_tui.store.home import Home
from tests.conftest import CATALOGUE, open_desk
from tests.documents.quarters import NOTICE, report_of

QUARTERS = ("2020Q3", "2020Q4", "2021Q1")
OPEN = 15
"""The measure that is nobody's in the first quarter, and then claimed by one unit and given to another."""
OVERALL = 7
"""The measure whose 综合状态 the lead set."""
_SENT = {
    "2020Q3": "czj rsj nyncj mzj kgj scjgj jdz tsz shljd",
    "2020Q4": "czj rsj shangwj nyncj mzj kgj jrb wjw yshjj scjgj zjj xxzx xzspj gsl jdz ljz tsz qsljd shljd gxyq",
    "2021Q1": "fgw czj rsj shangwj nyncj mzj kgj shuiwj yshjj jtj sthjj gsl jdz ljz hfz tsz gxyq",
}
"""The units that report."""
_LATE = {"2020Q3": {"czj": 2}, "2020Q4": {"mzj": 4, "jrb": 3, "jdz": 5}, "2021Q1": {"rsj": 1}}
"""Days after the due day, by unit."""
_SETTINGS = """\
lamp = { yellow = 8, red = 25 }
[quarter.2020Q4]
due = 2021-01-09
extension = { jrb = { due = 2021-01-15, reason = "人员调整" }, mzj = { due = 2021-01-11, reason = "系统升级" } }
"""
_DID = (
    "走访企业若干户，为企业办结稳岗返还",
    "我局组织专场招聘会多场",
    "逐户核查困难群众",
    "整改污染点位，拆除违法建设",
    "挂点帮扶企业，解决一批诉求",
)
_MORE = ("同时加强部门联动，每月调度。", "联合街道社区入户走访。", "制定了实施细则，形成上下协同的格局。")
_CAUSES = ("省级配套资金没有拨付到位。", "用地指标没有落实。", "人手不足，基层经办力量薄弱。")
_NEXT = ("下季度继续走访企业，办结剩余各件。", "完成剩余点位的整改和验收。", "对照时限倒排工期。")
_ASKED = ("请区政府协调省级资金。", "请协调用地指标。")
_STATUSES = (Status.IN_PROGRESS, Status.ONGOING, Status.COMPLETED, Status.DELAYED, Status.NOT_STARTED, Status.NOT_APPLICABLE)
_MOODS = (*(Status.IN_PROGRESS,) * 4, *(Status.COMPLETED,) * 4, Status.ONGOING, Status.DELAYED)
_HELD_BACK = {("2020Q4", 13): Status.DELAYED, ("2020Q4", 17): Status.DELAYED}
"""Of this so many members of groups say that they are behind that the plans of some are not quoted."""
_PERCENT = {Status.COMPLETED: 100, Status.NOT_STARTED: 0, Status.ONGOING: None, Status.NOT_APPLICABLE: None}


class _Writer:
    """Writes what one unit says in one quarter."""

    def __init__(self, quarter: Quarter, unit: str) -> None:
        self.quarter, self.chance = quarter, random.Random(f"{quarter} {unit}")

    def entry(self, measure: Measure) -> Entry:
        chance = self.chance
        mood = _HELD_BACK.get((str(self.quarter), measure.number)) or random.Random(f"{self.quarter} {measure.number}").choice(_MOODS)
        status = mood if chance.random() < 0.9 else chance.choice(_STATUSES)
        is_plain = status in (Status.NOT_STARTED, Status.NOT_APPLICABLE)
        is_over = status in (Status.COMPLETED, Status.NOT_APPLICABLE)
        return Entry(
            status=status,
            percent=_PERCENT.get(status, chance.randrange(5, 95)),
            progress="" if is_plain else f"{chance.choice(_DID)}。{chance.choice(_MORE)}{chance.choice(_MORE)}",
            problems=chance.choice(_CAUSES) if status in (Status.DELAYED, Status.NOT_STARTED) or chance.random() < 0.1 else "",
            next_steps="" if is_over else chance.choice(_NEXT),
            support_needed=chance.choice(_ASKED) if chance.random() < 0.1 else "",
            reason="与本单位职责无关。" if status is Status.NOT_APPLICABLE else "",
            unchanged=not is_plain and chance.random() < 0.1,
            steps=tuple(self._steps()) if chance.random() < 0.2 else (),
            targets=tuple(filter(None, map(self._result, measure.targets))),
        )

    def _steps(self) -> Iterable[Step]:
        due = self.quarter.next.last_day - timedelta(days=self.chance.randrange(80))
        yield Step("1", "完成验收", due.isoformat(), done=self.chance.random() < 0.5)
        yield Step("2", "开展回访")

    def _result(self, target: Target) -> TargetResult | None:
        """A figure that is often short of what is wanted, or nothing at all."""
        if self.chance.random() < 0.15:
            return None
        if target.kind is TargetKind.ACT:
            return TargetResult(target.id, done=self.chance.random() < 0.5)
        figure = round((target.value or 0) * self.chance.choice((0, 0.25, 0.5, 0.8, 0.95, 1, 1.2)), 3)
        return TargetResult(target.id, actual=int(figure) if figure == int(figure) else figure)


def _report(quarter: Quarter, unit: str, carried: Report | None) -> Report:
    """What the unit sends; of some measures it says word for word what it said the quarter before."""
    writer = _Writer(quarter, unit)
    claimed = [OPEN] if unit == "kgj" and str(quarter) != QUARTERS[0] else []
    entries = {
        measure.number: writer.entry(measure)
        for measure in NOTICE.measures
        if unit in CATALOGUE.responsible(measure) or measure.number in claimed
    }
    for number in claimed:
        entries[number] = replace(entries[number], claimed=True)
    for version in carried.versions if carried else ():
        if version.subject.measure in entries and writer.chance.random() < 0.3:
            entries[version.subject.measure] = version.entry
    return report_of(unit, entries, str(quarter), _LATE[str(quarter)].get(unit, 0))


def _put(root: Path, report: Report, letters: str = "", desks: str = "units") -> None:
    out = root / "notices" / NOTICE.id / desks / report.unit / "out"
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{NOTICE.id}_{report.quarter}_{report.unit}{letters}.toml").write_bytes(write_report(report, CATALOGUE))


def _board(root: Path, quarter: str, days: int = 12) -> Board:
    """The lead's board so many days after the quarter."""
    at = f"{Quarter.parse(quarter).last_day + timedelta(days=days)}T10:05:00+08:00"
    return Board(open_desk(root, "fgw", account="王某", at=at).office, Quarter.parse(quarter))


def _changed(report: Report, number: int, **fields: object) -> Report:
    """The report with something else said of one measure, by somebody who did not know of what was said."""
    versions = tuple(
        descend(version.subject, replace(version.entry, **fields), (), version.updated_at, "赵某")
        if version.subject.measure == number
        else version
        for version in report.versions
    )
    return replace(report, versions=versions)


def _answered(root: Path, report: Report, verdict: Verdict, reason: str = "", returned: Mapping[int, str] | None = None) -> None:
    """The lead's answer to a report, as it lies in the home."""
    at, seal = f"{Quarter.parse(report.quarter).last_day + timedelta(days=8)}T09:00:00+08:00", seal_of(write_report(report, CATALOGUE))
    receipt = Receipt(NOTICE.id, NOTICE.digest, report.unit, report.quarter, seal, verdict, at, "王某", reason, returned or {})
    keep_receipt(receipt, Home(root, NOTICE.id).receipts_folder(report.unit), root, CATALOGUE)


def _decided(root: Path, one: Report, other: Report, number: int) -> None:
    """The lead's word that the first of two reports is right about a measure."""
    seen = [version for report in (one, other) for version in report.versions if version.subject.measure == number]
    version = descend(seen[0].subject, seen[0].entry, seen, "2021-01-09T11:20:00+08:00", "王某")
    keep_decision(Decision(version, "以主管科室的为准。"), Home(root, NOTICE.id).decisions_folder(one.unit), root, CATALOGUE)


def _trouble(root: Path, sent: dict[str, Report]) -> None:
    """All that may happen to the reports of the fourth quarter."""
    board, home = _board(root, "2020Q4"), Home(root, NOTICE.id)
    assign(board, OPEN, [CATALOGUE.unit("shangwj")])
    set_overall(board, OVERALL, Status.DELAYED)
    for unit, number in (("czj", 3), ("czj", 4), ("kgj", 9)):
        _put(root, other := _changed(sent[unit], number, progress="另一处写的话。"), f"-{number}")
    _decided(root, sent["kgj"], other, 9)
    (home.out_folder("gsl") / f"{NOTICE.id}_2020Q4_gsl.toml").unlink()
    _put(root, _with_head(sent["gsl"], on_behalf=True), desks="lead/on-behalf")
    _put(root, replace(_with_head(sent["wjw"], state=State.WITHDRAWN, revision=2), versions=()))
    _put(root, _with_head(sent["xxzx"], revision=3))
    (home.out_folder("zjj") / f"{NOTICE.id}_2020Q4_坏.toml").write_text("不是报告")
    _answered(root, sent["rsj"], Verdict.RETURNED, returned={1: "请补充数字。", 3: "请写明时限。"})
    _answered(root, sent["jdz"], Verdict.RETURNED, "请重写。")
    _answered(root, sent["zjj"], Verdict.ACCEPTED)


def _with_head(report: Report, **fields: object) -> Report:
    return replace(report, head=replace(report.head, **fields))


@dataclass(frozen=True)
class Written:
    """What was made of one quarter."""

    folder: Path
    """Of its documents."""
    parts: tuple[Part, ...]
    """Of the report."""


def write_quarters(root: Path) -> dict[str, Written]:
    """Makes the home and the documents of each quarter; after 定稿 of the first one a unit reported on it anew."""
    root.mkdir()
    (root / "liuwen.toml").write_text(_SETTINGS, encoding="utf-8")
    own_target(_board(root, QUARTERS[0]), "12-1", [CATALOGUE.unit("nyncj")])
    sent: dict[str, Report] = {}
    written = {}
    for name in QUARTERS:
        for unit in _SENT[name].split():
            sent[unit] = _report(Quarter.parse(name), unit, sent.get(unit))
            _put(root, sent[unit])
        if name == "2020Q4":
            _trouble(root, sent)
        board = _board(root, name)
        if name == "2020Q3":
            merged = board.merge()
            finalize(board, merged, compose(board, merged, ()))
            _put(root, _with_head(_report(board.quarter, "jrb", None), revision=2))
        folder, merged = root.with_name(f"{name} out"), board.merge()
        composition = compose(board, merged)
        publish(board, merged, folder, composition)
        written[name] = Written(folder, composition.manuscript.parts)
    return written
