"""Sentences that the screens say of what they show: days, states, entries and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from liuwen_tui.documents.plain import field_lines, target_lines
from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.decision import Decision
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import Head, State
from liuwen_tui.domain.settled import Settled
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.overview import Assignment
from liuwen_tui.tui import words

if TYPE_CHECKING:
    from liuwen_tui.notices import NoticeStanding

_SHORTEST_NAMES = {"progress": "进展", "problems": "问题", "next_steps": "打算", "reason": "原因", "targets": "目标"}
"""Names for the head of the walk."""


def key_refused(name: str, why: str) -> str:
    return f"keymap.toml 的 {name} 没有用上：{why}。"


def ended(has_words: bool, is_kept: bool) -> str:
    """Said when the program is told to end."""
    kept = "没有存下的内容留作草稿，下次打开时可以恢复。" if is_kept else "有内容没有存下，草稿也写不进去。"
    return f"程序被要求结束；{kept if has_words else '填过的都已存下。'}"


def reason_words(reason: str) -> str:
    return f"原因：{reason}"


def unreadable_words(lines: int) -> str:
    return f"历史里有 {lines} 行读不出或被改动过，没有列出。"


def restore_question(when: str, by: str, did: str) -> str:
    return f"把这一项恢复成 {when} {by} {did}时的内容？现在的内容留在历史里，还能找回来。"


def mended_words(stores: int, entries: int) -> str:
    return f"重建好了：{stores} 个季度，共 {entries} 项。请看一遍再接着填。"


def due_words(due: date, today: date) -> str:
    """``截止 1月10日(还有5天)``."""
    days = (due - today).days
    left = f"还有{days}天" if days > 0 else "今天" if days == 0 else f"已过期{-days}天"
    return f"{due_day(due, today)}({left})"


def due_day(due: date, today: date) -> str:
    """``截止 1月10日``, with its year where that is not this one."""
    year = "" if due.year == today.year else f"{due.year}年"
    return f"截止 {year}{day_words(due)}"


def owed_words(latest: Quarter, state: State, count: int) -> str:
    """Names the latest of the earlier quarters that were not submitted, and how many there are."""
    before = f"等{count}个季度" if count > 1 else ""
    return f"须补报 {latest.label}（{state.word}）{before}；p 换报告期。"


def notice_words(standing: NoticeStanding, today: date) -> str:
    """``《……》  截止 1月10日(还有2天)``, what is owed of earlier quarters, or why the notice cannot be opened."""
    if standing.refused or standing.due is None:
        return standing.refused
    owed = f"须补报 {standing.owed.label}。" if standing.owed else ""
    return f"《{standing.title}》\n{due_words(standing.due, today)}  {owed}".rstrip()


def quarter_words(quarter: Quarter, state: State, due: date, today: date) -> str:
    """``2020年第四季度  未报送  截止 1月10日(还有2天)``."""
    return "  ".join((quarter.label, state.word, *([] if state.is_frozen else [due_words(due, today)])))


def left_words(quarter: Quarter) -> str:
    return f"上次填的是{quarter.label}；要接着填那一季，按 p 换报告期。"


def saved_words(version: Version | None, names: bool = True) -> str:
    """``已保存 10:32 张某``, or without who saved."""
    if version is None:
        return words.NOTHING_SAVED
    by = f" {version.updated_by}" if names else ""
    return f"{words.SAVED} {datetime.fromisoformat(version.updated_at):%H:%M}{by}"


def status_words(entry: Entry | None) -> str:
    """``推进中 60%``."""
    if entry is None or entry.status is None:
        return words.NOT_FILLED
    percent = "" if entry.percent is None else f" {entry.percent}%"
    return f"{entry.status.word}{percent}"


def missing_words(findings: Iterable[Finding]) -> str:
    """``缺 进展、打算``: the fields that keep an entry from being submitted."""
    names = {
        _SHORTEST_NAMES.get(finding.field, FIELD_NAMES[finding.field]): None for finding in findings if finding.severity is Severity.ERROR
    }
    return f"缺 {'、'.join(names)}" if names else ""


def first_finding(findings: Sequence[Finding]) -> str:
    """The first thing to mend, and how many more there are."""
    if not findings:
        return ""
    more = f"（还有{len(findings) - 1}条）" if len(findings) > 1 else ""
    return f"! {findings[0].message}{more}"


def standing_words(item: Assignment) -> str:
    """``推进中 60%``, or ``办结 2020Q4  已完成 100%``."""
    settled = f"{words.SETTLED} {item.settled}  " if item.settled else ""
    return f"{settled}{status_words(item.entry)}"


def before_words(before: Entry | None, unchanged: bool) -> str:
    """``上季  推进中 45%  0 本季无新进展  F5 抄上季``."""
    if before is None:
        said = [words.NO_ENTRY_BEFORE, f"[{words.UNCHANGED}]" if unchanged else ""]
    else:
        said = [status_words(before), f"[{words.UNCHANGED}]" if unchanged else f"0 {words.UNCHANGED}", "F5 抄上季"]
    return "  ".join(filter(None, (words.BEFORE, *said)))


def sent_back_words(answer: Receipt) -> str:
    """Who sent a report back, and why, as a whole or in how many entries."""
    why = answer.reason or f"{len(answer.returned)}项，原因写在各项旁边"
    return f"{answer.by} {day_words(datetime.fromisoformat(answer.at))}退回：{why}；改好再按 F9 报送。"


def settled_words(settled: Settled) -> str:
    """``办结  2020年第三季度 已完成 100%，不用再填；F5 抄来重新打开``."""
    return f"办结  {settled.quarter.label} {status_words(settled.entry)}，不用再填；F5 抄来重新打开"


def clash_foot(has_both: bool) -> str:
    return f"1 用我写的  2 用对方的{'  3 两段都留' if has_both else ''}  Esc 回去接着改"


def both_wrote(theirs: Version | None, fields: Iterable[str]) -> str:
    """Told while typing on; the question comes with the next save."""
    names = "、".join(FIELD_NAMES[name] for name in fields)
    return f"{theirs.updated_by if theirs else words.OTHERS}刚才也改了{names}。您写的还在，存的时候会请您看着定。"


def typed_at(at: str) -> str:
    """``1月8日 10:32 键入``."""
    moment = datetime.fromisoformat(at)
    return f"{moment_words(moment)} 键入"


def field_words(name: str, entry: Entry, measure: Measure) -> str:
    """Returns one field of an entry on that measure as it is shown beside another's."""
    if name == "status":  # with what counts as one field with it
        reason = f"{FIELD_NAMES['reason']}：{entry.reason}" if entry.reason else ""
        return "  ".join(filter(None, (status_words(entry), words.UNCHANGED if entry.unchanged else "", reason)))
    lines = target_lines(entry, measure) if name == "targets" else field_lines(name, entry)
    return "\n".join(lines) or words.NOT_FILLED


def version_words(side: int, version: Version, decision: Decision | None) -> str:
    """``1  01-08 16:20 张某``, and that the lead decided it where it did."""
    by = f"\n{words.DECISION}：{decision.reason}" if decision else ""
    return f"{side}  {version.updated_at[5:10]} {version.updated_at[11:16]} {version.updated_by}{by}"


def sides_words(versions: Iterable[Version]) -> str:
    """How far each version in conflict says that things are."""
    return "；".join(f"{version.updated_by} {status_words(version.entry)}" for version in versions)


def frozen_words(state: State) -> str:
    """Why a report of that state, or one of its entries, can only be read, and who opens it again."""
    if state is State.RETURNED:
        return "退回的不是这一项，只能看，不能改；要改请联系区发改委。"
    way = "联系区发改委退回" if state is State.ACCEPTED else "在 F9 里撤回"
    return f"本季报告{state.word}，只能看，不能改；要改请{way}。"


def decided_words(version: Version) -> str:
    """Who decided that an entry of a frozen report stands so, and what is left as it was."""
    at = day_words(datetime.fromisoformat(version.updated_at))
    return f"这是区发改委 {version.updated_by} {at}裁定的内容；报送的文件不变，只能看，要改请联系区发改委退回。"


def nothing_missing(state: State) -> str:
    """What is next where every measure is filled."""
    return frozen_words(state) if state.is_frozen else words.ALL_FILLED


def check_foot(state: State) -> str:
    return {State.SUBMITTED: words.CHECK_FOOT_SUBMITTED, State.ACCEPTED: words.CHECK_FOOT_ACCEPTED}.get(state, words.CHECK_FOOT)


def counts_words(ready: int, missing: int, warnings: int) -> str:
    return f"可以报送 {ready} 项  必须补 {missing} 项  提醒 {warnings} 项"


def submitted_words(head: Head, account: str) -> str:
    """``1月8日 16:20 张三 报送  第1稿``, without a name where none is known."""
    at = datetime.fromisoformat(head.submitted_at)
    return f"{day_words(at)} {at:%H:%M} {f'{account} ' if account else ''}报送  第{head.revision}稿"


def marked(mark: str) -> str:
    """Returns the word that marks a home as it stands before a head, "" where there is none."""
    return f"{mark} " if mark else ""


def listed_words(unit: str, group: str) -> str:
    """Why a town has a measure."""
    return f"{unit}因“{group}”列入"


def counter_words(count: int) -> str:
    return f"{count} 字"


def below_words(count: int) -> str:
    return f"下面还有{count}栏，Tab 下一栏"


def position_words(index: int, total: int) -> str:
    return f"{index}/{total}"


def on_behalf_words(came: datetime, at: datetime) -> str:
    """``代录，纸质材料 1月8日收到，1月9日 16:20 录入``."""
    return f"代录，纸质材料 {day_words(came)}收到，{moment_words(at)} 录入；它自己报了就用它自己的。"


def moment_words(moment: datetime) -> str:
    """``1月8日 16:20``."""
    return f"{day_words(moment)} {moment:%H:%M}"
