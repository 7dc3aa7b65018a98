"""What commands print for people: plain lines, aligned by cells, 80 wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from liuwen_tui.documents.plain import plain_entry, plain_status, plain_target
from liuwen_tui.domain.catalogue import AssignedBy, Catalogue
from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import State
from liuwen_tui.domain.succession import time_words
from liuwen_tui.domain.text import fit, one_line, wrap
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.desk import Desk
from liuwen_tui.reporting.overview import Assignment, Overview
from liuwen_tui.reporting.takeover import takeover_words

WIDTH = 78
"""Cells of a row."""
INDENT = "    "
_OWED_NAMED = 3
_WHY = {
    AssignedBy.UNIT: "",
    AssignedBy.GROUP: "统称列入",
    AssignedBy.CLAIM: "认领",
    AssignedBy.LEAD: "由区发改委交办",
}


def units_words(catalogue: Catalogue) -> str:
    """Returns one row for each unit, with what became of it in the course of time."""
    return "\n".join(
        f"{fit(unit.code, 8)} {fit(unit.name, 24)} {'、'.join((*catalogue.groups_of(unit.code), *unit.other_names))}".rstrip()
        + (f"（{when}）" if (when := time_words(unit, catalogue.units)) else "")
        for unit in catalogue.units
    )


def measures_words(rows: Sequence[tuple[Measure, AssignedBy | None]], catalogue: Catalogue) -> str:
    lines = []
    for area in catalogue.notice.areas:
        here = [(measure, by) for measure, by in rows if measure.area == area.name]
        lines += [area.name] if here else []
        lines += [f" {measure.number:>2} {fit(measure.title, 34)} {_WHY[by] if by else ''}".rstrip() for measure, by in here]
    return "\n".join(lines)


def measure_words(desk: Desk, measure: Measure, version: Version | None, before: Version | None, cells: int = WIDTH) -> str:
    """Returns one measure as ``show`` prints it, in rows of at most that many cells."""
    return "\n".join(row for line in _measure_lines(desk, measure, version, before) for row in wrapped(line, cells))


def _measure_lines(desk: Desk, measure: Measure, version: Version | None, before: Version | None) -> Iterator[str]:
    yield f"第{measure.number}项 {measure.numeral}{measure.title}　{measure.area}"
    yield from _indented(measure.text)
    names = [desk.catalogue.unit_name(code) for code in measure.units]
    yield from _indented(f"责任单位：{'、'.join((*names, *measure.groups, *(f'{text}（原文不清）' for text in measure.unresolved)))}")
    group = desk.catalogue.listing_group(measure, desk.unit.code)
    if group:
        yield f"{INDENT}{desk.unit.name}因“{group}”列入。"
    if desk.assigned_by(measure) is AssignedBy.LEAD:
        yield f"{INDENT}由区发改委交办。"
    for target in measure.targets:
        yield from _indented(f"目标 {target.id} {plain_target(target)}")
    yield f"{desk.quarter.label}："
    answer = desk.answer
    if answer and (why := answer.why(measure.number)):
        yield from _indented(f"区发改委退回：{why}")
    yield from _entry_lines(version, measure)
    settled = desk.earlier().settled().get(measure.number)
    if settled and settled.stands_beside(version.entry if version else Entry()):
        yield f"{INDENT}{settled.quarter.label}已办结（{plain_status(settled.entry)}），照旧就不用填；改了就重新打开。"
    yield f"{desk.quarter.previous.label}（上季）："
    yield from _entry_lines(before, measure)
    if version:
        from liuwen_tui.documents.plain_changes import plain_since  # noqa: PLC0415  - no other command compares quarters

        yield "与上季相比："
        for line in plain_since(before.entry if before else None, version.entry, measure):
            yield from _indented(line)


def saved_words(desk: Desk, version: Version) -> str:
    """One line: whose entry it is, of which quarter, and what it is now."""
    where = f"{desk.mark or desk.unit.name}{desk.quarter.label}第{version.subject.measure}项"
    return f"{where}已保存：{plain_status(version.entry)}  {version.updated_at} {version.updated_by} 版本 {version.id}"


def _entry_lines(version: Version | None, measure: Measure) -> Iterator[str]:
    if version is None:
        yield f"{INDENT}未填"
        return
    for line in plain_entry(version.entry, measure):
        yield from _indented(line)
    yield f"{INDENT}{version.updated_at} {version.updated_by} 版本 {version.id}"


def status_words(desk: Desk, overview: Overview, in_talk: bool = False) -> str:
    """Returns how the report stands and every measure in it, and what to type for more: at a shell, or ``in_talk`` as an answer."""
    to_claim, to_check = ("打 c", "打 s") if in_talk else ("liuwen claim 编号", "liuwen check")
    today, archived = desk.office.today(), desk.archived
    days = (overview.due - today).days
    left = f"还有{days}天" if days > 0 else "今天" if days == 0 else f"已过期{-days}天"
    lines = [
        f"{desk.unit.name}　{desk.quarter.label}　{overview.head.state.word}　{'已归档　' if archived else ''}"
        f"已填 {len(overview.filled)}/{len(overview.assignments)}　截止 {overview.due.isoformat()}（{left}）"
    ]
    lines += ["截止日已过，报送算迟报。"] if overview.is_late(today) and not archived else []
    lines += sent_back_lines(overview.answer)
    lines += takeover_words(desk)
    owed = _owed_words(desk.owed())
    lines += [f"须补报 {owed}；{'打 p' if in_talk else '加 --quarter'} 换报告期。"] if owed else []
    note = desk.office.settings.of(desk.quarter).note
    lines += [f"本季填报要求：{note}"] if note else []
    lines += [f" {item.measure.number:>2} {fit(item.measure.title, 30)} {_stands(item)}" for item in overview.assignments]
    if overview.offered:
        lines.append(f"可认领：{'、'.join(str(measure.number) for measure in overview.offered)}（{to_claim}）")
    if overview.missing:
        lines.append(f"须补：{'、'.join(map(str, overview.missing))}（{to_check} 看要补什么）")
    return "\n".join(lines)


def sent_back_lines(answer: Receipt | None) -> list[str]:
    """Returns who sent the report back and why, nothing where nobody did."""
    if answer is None:
        return []
    return wrapped(f"{answer.by} {day_words(datetime.fromisoformat(answer.at))}退回：{one_line(answer.reasons).rstrip('。')}；改好再报。")


def _owed_words(owed: Sequence[tuple[Quarter, State]]) -> str:
    """The latest quarters, and how many there are where they are more."""
    named = "、".join(f"{quarter.label}（{state.word}）" for quarter, state in owed[:_OWED_NAMED])
    return f"{named}等{len(owed)}个季度" if len(owed) > _OWED_NAMED else named


def _stands(item: Assignment) -> str:
    given = f"  {_WHY[item.by]}" if item.by is AssignedBy.LEAD else ""
    return plain_status(item.entry) + (f"  {item.settled.label}办结" if item.settled else "") + given


def check_words(overview: Overview) -> str:
    """Returns what ``check`` prints: why the report was sent back where it was, what there is to fill or to think of, and what comes next."""
    state, answer = overview.head.state, overview.answer
    lines = sent_back_lines(answer) if answer and answer.reason else []  # that of an entry is among the findings until it is changed
    lines += [findings_words(overview.findings)] if overview.findings else []
    if state.is_frozen:
        way = "请联系区发改委退回。" if state is State.ACCEPTED else "先撤回：liuwen withdraw --reason 原因"
        lines.append(f"{state.word}，不用再报；要改{way}")
    elif not overview.findings:
        lines.append("都填好了，可以报送：liuwen submit --reviewed-by 审核人")
    return "\n".join(lines)


def findings_words(findings: Sequence[Finding]) -> str:
    """Returns a line for each finding."""
    marks = {Severity.ERROR: "必须补", Severity.WARNING: "提醒  "}
    return "\n".join(f"{marks[finding.severity]} 第{finding.measure:>2}项 {finding.message}" for finding in findings)


def _indented(text: str) -> list[str]:
    return [INDENT + line for line in text.split("\n")]


def wrapped(line: str, cells: int = WIDTH) -> list[str]:
    """Returns the rows of a line, all indented where it is."""
    indent = INDENT if line.startswith(INDENT) else ""
    return [indent + row for row in wrap(line.removeprefix(indent), cells - len(indent))]
