"""Quarters as they are once all is in: what 32 units may write of 112 entries, some 200 characters each, judged as a whole."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from liuwen_tui.domain.entry import Entry, Status, TargetResult
from liuwen_tui.domain.joining import merge
from liuwen_tui.domain.notice import Measure, TargetKind
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.report import Head, Report, Signatories, State
from liuwen_tui.domain.settings import Settings
from liuwen_tui.domain.situation import Situation
from liuwen_tui.domain.standing import stand
from liuwen_tui.domain.summary import Summary, summary_of
from liuwen_tui.domain.versions import Subject, descend
from tests.conftest import CATALOGUE

NOTICE = CATALOGUE.notice
_DID = (
    "截至{month}月底，累计为{n}户企业办结稳岗返还{m}万元",
    "我局组织专场招聘会{k}场，促成{n}名重点群体就业",
    "1.对{n}户城镇困难群众逐户核查，落实救助资金{m}万元",
    "完成{n}人参保登记，发放价格临时补贴{m}万元",
    "新增养老床位{n}张，“颐养之家”完成{k}个",
    "整改污染点位{n}个，拆除违建{m}平方米",
    "落实减税降费{m}万元，惠及企业{n}户",
    "（一）举办银企对接会{k}场，促成贷款{m}万元",
    "本单位挂点帮扶企业{n}户，解决诉求{k}件",
    "梳理“一次不跑”事项{n}项，压缩办理材料{k}份",
)
_MORE = (
    "同时加强部门联动，每月调度一次，对发现的{k}个问题逐一建立台账、明确责任人和完成时限。",
    "联合街道社区入户走访{n}户，发放政策明白卡{m}份，群众知晓率进一步提高。",
    "制定了实施细则，召开推进会{k}次，形成了上下协同的工作格局。",
)
_CAUSES = ("省级配套资金没有拨付到位，影响了进度。", "用地指标没有落实，前期手续还在办理。", "人手不足，基层经办力量薄弱。")
_NEXT = ("下季度继续走访{n}户企业，月底前办结剩余{k}件。", "一季度完成剩余点位的整改和验收。", "对照时限倒排工期，确保年底前完成。")
_ASKED = ("请区政府协调省级资金{m}万元。", "请协调用地指标{k}亩。")
_STATUSES = (*(Status.IN_PROGRESS,) * 5, Status.ONGOING, *(Status.COMPLETED,) * 2, Status.DELAYED)


def situation_of(
    reports: list[Report], quarter: str = "2020Q4", earlier: tuple[Situation, ...] = (), settings: Settings | None = None
) -> Situation:
    """The reports, sealed by their order, joined and judged."""
    nothing = Summary(NOTICE.id, NOTICE.digest, quarter, {})
    joined = merge([nothing, *(summary_of(report, f"{index:064x}") for index, report in enumerate(reports))])
    known = settings or Settings()
    return Situation(joined, stand(joined, CATALOGUE, known), CATALOGUE, known, earlier=earlier)


def report_of(unit: str, entries: dict[int, Entry], quarter: str = "2020Q4", days_late: int = 0) -> Report:
    """A unit's report of those entries by measure, submitted five days after the quarter or so many after the due day."""
    at = f"{Quarter.parse(quarter).last_day + timedelta(days=10 + days_late if days_late else 5)}T16:20:00+08:00"
    versions = tuple(descend(Subject(NOTICE.id, unit, quarter, number), entry, (), at, "张三") for number, entry in sorted(entries.items()))
    head = Head(State.SUBMITTED, 1, at, at, Signatories("张三", "李四", "0791-88100000"))
    return Report(NOTICE.id, NOTICE.digest, unit, CATALOGUE.unit_name(unit), quarter, head, versions)


def full_quarter(
    quarter: str = "2020Q4", seed: int = 7, earlier: tuple[Situation, ...] = (), left_out: tuple[str, ...] = (), late: tuple[str, ...] = ()
) -> Situation:
    """A quarter in which every unit wrote of every measure of its own, but for those left out."""
    chance = random.Random(f"{seed} {quarter}")
    reports = [
        report_of(
            unit.code,
            {measure.number: entry_of(measure, chance) for measure in NOTICE.measures if unit.code in CATALOGUE.responsible(measure)},
            quarter,
            3 if unit.code in late else 0,
        )
        for unit in CATALOGUE.units
        if unit.code not in left_out and any(unit.code in CATALOGUE.responsible(measure) for measure in NOTICE.measures)
    ]
    return situation_of(reports, quarter, earlier)


def entry_of(measure: Measure, chance: random.Random) -> Entry:
    """Returns what a unit may write of that measure."""
    status = chance.choice(_STATUSES)
    write = _pen(chance)
    is_done, is_behind = status is Status.COMPLETED, status is Status.DELAYED
    return Entry(
        status=status,
        percent=100 if is_done else chance.randrange(10, 90, 5) if status is not Status.ONGOING else None,
        progress="".join((write(_DID), "。", write(_MORE), write(_MORE), "\n" if chance.random() < 0.2 else "", write(_MORE))),
        problems=write(_CAUSES) if is_behind or chance.random() < 0.1 else "",
        next_steps="" if is_done else write(_NEXT) + write(_NEXT),
        support_needed=write(_ASKED) if chance.random() < 0.06 else "",
        targets=tuple(
            TargetResult(target.id, done=is_done)
            if target.kind is TargetKind.ACT
            else TargetResult(target.id, actual=(target.value or 0) if chance.random() < 0.9 else (target.value or 0) // 2)
            for target in measure.targets
        ),
    )


def _pen(chance: random.Random) -> Callable[[tuple[str, ...]], str]:
    def write(phrases: tuple[str, ...]) -> str:
        return chance.choice(phrases).format(month=12, n=chance.randrange(12, 400), m=chance.randrange(50, 3000), k=chance.randrange(2, 9))

    return write
