"""Every word on a screen that is not the notice's or the user's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from liuwen_tui.documents.plain import ABSENT_BEFORE, field_lines, target_lines
from liuwen_tui.domain.check import Finding, Severity
from liuwen_tui.domain.entry import FIELD_NAMES, Entry
from liuwen_tui.domain.notice import Measure
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.receipt import Receipt
from liuwen_tui.domain.report import Head, State
from liuwen_tui.domain.settled import Settled
from liuwen_tui.domain.versions import Version
from liuwen_tui.reporting.overview import Assignment

HELP_TITLE = "帮助  下一步，和这里能按的键"
HELP_FOOT = "m 手册  ↑↓ PgUp PgDn 翻看  Esc F4 返回"
ON_TO_MANUAL = "按 m 看手册：填报单位、牵头单位、管理员各怎样用，还有全部的键。"
IN_THIS_FIELD = "光标这里"
ON_THIS_SCREEN = "这个画面"
EVERYWHERE = "到处"
OUTSIDE_TEXT = "文字栏外 {keys}"
PALETTE_TITLE = "这里能做的事"
PALETTE_QUESTION = "输入汉字、首字母（dc）或英文（export），回车就做。"
PALETTE_PLACEHOLDER = "〔不输入就是全部〕"
PALETTE_FOOT = "↑↓ 选择  回车 就做  Esc 返回  F1 帮助"
NOTHING_TO_DO = "这里没有这样的事，请改几个字再找；Esc 返回。"
MANUAL_TITLE = "手册"
MANUAL_FOOT = "1 填报  2 牵头  3 管理  4 全部的键  ↑↓ 翻看  Esc 返回"
ALL_KEYS = "全部的键"
KEYS_INTRODUCTION = "左边是代号，在 keymap.toml 里用它换键（见第三部分）；中间是本来的键。"
THEME_TITLE = "换配色"
THEME_FOOT = "↑↓ 选择，马上看到  回车 就用这种  Esc 照旧"
THEMES = {"dark": "深色  黑底白字", "light": "浅色  白底黑字", "mono": "单色  不用颜色，只用粗体、下划线和反白"}
THEME_SAMPLE = "提醒的话是这个样子。"
KEY_TAKEN = "{key} 已经是“{what}”"
NO_SUCH_ID = "没有这个代号"
NO_SUCH_KEY = "没有 {key} 这个键，或终端分不清它"
NO_LETTER = "打字时也会按到 {key}，请用 F 键或 Ctrl 键"
KEYS_ARE_TEXT = '键要写成文字，如 "f7,n"'
QUIT_STAYS = "退出的键不能改"
EDITING = "移动和改文字"
SAVED = "已保存"
UNSAVED = "未保存"
NOT_FILLED = "未填"
SETTLED = "办结"
NOTHING_SAVED = "尚未填报"
DRAFTED_AND_QUIT = "没有存下；再按一次 F10 退出，内容留作草稿，下次打开时可以恢复。"
LOST_AND_QUIT = "没有存下，草稿也写不进去；再按一次 F10 放弃没有存下的内容并退出。"
HOW_TO_QUIT = "要退出请按 F10，填过的都会存下。"
UNREADABLE_KEYS = "终端送来的字读不懂，没有收进来；请把终端的字符集设为 UTF-8 后重新登录，或用 liuwen fill。"

UNIT_QUESTION = (
    "这里按季度填报本单位落实通知各项措施的进展，填好后报送给牵头单位汇总。\n"
    "您是哪个单位？输入名称或拼音首字母（如 发改、fgw），↑↓ 选择，回车确定。\n"
    "选一次就记住。填的都自动存下，随时可以按 F10 退出；不会用就按 F1。"
)
UNIT_PLACEHOLDER = "〔单位名称或拼音首字母〕"
UNIT_FOOT = "↑↓ 选择  回车 确定  F1 帮助  F10 退出"
NO_UNIT = "没有这样的单位，请改几个字再找。"

LIST_HELP = (
    "↑↓ 选一项措施，【回车】填写；填好一项，【F7】下一未填。\n"
    "全部填好，【F9】检查报送：说出还缺什么，再报送给牵头单位。\n"
    "每项前面是状态：√已完成 ~推进中 !滞后 o未启动 =长期坚持 -不涉及 .未填；行末的 ! 是还有要改的。"
)
ENTRY_HELP = (
    "先在状态一行按数字定状态，再【回车】到下一栏写进展、问题、打算；带 * 的必须填。\n"
    "写完【F3】下一条，或者【F7】下一未填；离开时自动存下。\n"
    "上季写过的，【F5】抄上季，再改。"
)
STATUS_HELP = "推进中是达到序时进度，滞后是没有达到，须在“存在问题”里写原因；【0】本季无新进展。"
PERCENT_HELP = "直接打 0 到 100 的数，或【→】进度 +5。已完成就是 100，未启动就是 0。"
TARGET_HELP = "打本季达到的数；要做成一件事的目标，1 是未完成，2 是已完成。【退格】删去一位。"
TEXT_HELP = "直接打字。Tab 到下一栏，Shift+Tab 回上一栏；Ctrl+Z 收回刚打的，Ctrl+Y 又拿回来。"
MEASURES_HELP = "打编号（如 12）就跳到那一项；【/】筛选，汉字、拼音首字母、状态、单位都行。"
CHECK_HELP = (
    "先补“缺”的：选一行，【回车】去补，补好回来再看；提醒的不挡报送。\n"
    "Tab 到填报人、审核人、电话，审核人必填；再【F9】报送。\n"
    "报送以后要改，【w】撤回，写明原因。"
)
PREVIEW_HELP = "这就是将要导出的文稿。【d】与上季相比，标出删的和增的。"
EXPORT_HELP = "选一种，【回车】导出；文件存在本单位的 out 文件夹，位置说在下面。报送后才是正式的。"
CLAIM_HELP = "通知没有写明还有谁负责的排在前面。选一项，【回车】认领或放弃；不认领的【d】暂不认领，以后不再提。"
QUARTERS_HELP = "选一个报告期，【回车】确定；以前没报送的也在这里补报。"
HISTORY_HELP = "选一行看那次改了什么；要找回那时的内容，【回车】恢复这个版本，现在的也还在历史里。"
PHRASES_HELP = "输入几个字找写过的句子，【回车】确定，放到光标处。"
DRAFTS_HELP = "上次断线或关窗口时没有存下的字。看过以后【1】恢复，或者【2】丢弃；一份一份来。"
CLASH_HELP = "同一栏两个人都改了。看过两段，【1】用我写的，或者【2】用对方的。"
UNIT_HELP = "输入本单位名称的几个字或拼音首字母，【↓】下一个，【回车】确定。选一次就记住。"
PALETTE_HELP = "这里能做的都在这张表里，右边是它的键。输入几个字找，【回车】确定，就在原来的地方做。"
THEME_HELP = "走到哪一种，马上就是那一种的样子；【回车】就用这种，以后都记得。"
MANUAL_HELP = "按 1 到 4 看四个部分，【→】下一部分。"
PAGE_HELP = "↑↓ 或 PgUp PgDn 翻看，【Esc】返回。"
BOARD_HELP = (
    "一行一个单位，一列一项措施；方向键走到一格，【回车】看所填。\n"
    "看过以后【a】接收，或者【r】退回，写明原因；【F7】下一未报，好去催。\n"
    "汇总成文稿用 liuwen merge 命令，见手册第二部分。"
)

QUARTER_TITLE = "选择报告期"
QUARTER_FOOT = "↑↓ 选择  回车 确定  Esc 返回"

SENT_BACK = "退回，请先改这几项"
LIST_FOOT = "回车 填写  F7 下一未填  F9 检查报送  F1 帮助  / 筛选  F4 原文  ^P 更多"
FILTER_PLACEHOLDER = "筛选：措施、单位、状态或编号，如 发改 fgw wdjy 滞后 未填 7；Esc 取消"
ONLY_MISSING = " 只看没填好的；o 或 Esc 看全部。"
NO_MEASURE = "没有符合的措施，Esc 取消筛选。"
NO_ENTRY_BEFORE = ABSENT_BEFORE
ALL_FILLED = "各项都填好了，可按 F9 检查报送。"
CARRY_QUESTION = "把上季的内容抄到本季所有空着的栏里？抄来的文字要改过，或确认“本季无新进展”，才算填好。"
NOTHING_TO_CARRY = "上季没有可抄的内容。"
NOWHERE_TO_CARRY = "这里没有可抄的；请把光标移到要抄的文字栏里，再按 F6。"
NOTHING_BEFORE = "上季没有填报，不能说“本季无新进展”。"
NOT_UNCHANGED = "“工作进展”写了和上季不同的话，不能算“本季无新进展”；要算，先删掉改成上季的话。"
CARRIED = "已抄入 {count} 项，请逐项修改。"
CLAIM_TITLE = "可认领的措施（通知没有写明还有谁负责）"
CLAIM_FOOT = "↑↓ 选择  回车 认领或放弃  d 暂不认领  Esc 返回"
OFFERED = "通知未写全责任单位"
CLAIMED = "已认领"
PUT_OFF = "暂不认领"

PHRASES_TITLE = "本单位写过的句子"
PHRASES_QUESTION = "最近写的在前；回车放到光标处，Ctrl+Z 可以收回。"
PHRASES_PLACEHOLDER = "〔输入汉字或拼音首字母查找〕"
PHRASES_FOOT = "↑↓ 选择  回车 放入  Esc 不用了  F1 帮助"
NO_PHRASE = "没有写过这样的句子，请改几个字再找；Esc 返回。"
NOWHERE_TO_WRITE = "请先把光标移到要写的文字栏里，再按 Ctrl+T。"

ENTRY_FOOT = "Tab 下一栏  F2 上一条  F3 下一条  F7 下一未填  Esc 返回  F1 帮助  ^P 更多"
STATUS = "状态"
PERCENT = "进度"
UNCHANGED = "本季无新进展"
BEFORE = "上季"
BEFORE_TITLE = "上季所报"
NOW = "本季"
FULL_TEXT = "F4 全文"
SHORT_NAMES = {"support_needed": "需协调事项"}
"""Names that the form has no room for, shortened."""
EVIDENCE_HINT = "〔文号或链接，一行一个〕"
STEPS_HINT = "〔一行一条，如 完成台账（12月31日前）；Ctrl+G 标办完〕"

_SHORTEST_NAMES = {"progress": "进展", "problems": "问题", "next_steps": "打算", "reason": "原因", "targets": "目标"}
"""Names for the head of the walk."""

MINE = "我写的"
OTHERS = "别人"

MEND_QUESTION = "填报文件坏了、空了或不见了。从历史重建？看到过“已保存”的都找得回来；坏的文件挪到旁边，不删。"

DRAFTS_TITLE = "上次没有存下的内容"
DRAFTS_FOOT = "1 恢复  2 丢弃  F3 下一份  Esc 以后再说  F1 帮助"
DRAFTED = "草稿"
STORED = "现在"
THROW_AWAY_QUESTION = "丢弃这份草稿？丢弃后找不回来。"
IDLE = "很久没有按键，已退出；没有存下的内容留作草稿，下次打开时可以恢复。"

CHECK_TITLE = "报送前检查"
CHECK_FOOT = "回车 去补  v 预览  F8 导出  F9 报送  Esc 返回  F1 帮助"
ADVICE = "提醒："
CHECK_FOOT_SUBMITTED = "v 预览  F8 导出  w 撤回  Esc 返回  F1 帮助"
CHECK_FOOT_ACCEPTED = "v 预览  F8 导出  Esc 返回  F1 帮助"
READY = "可以报送"
PREPARED_BY = "填报人"
REVIEWED_BY = "审核人"
PHONE = "电话"
REVIEWER_QUESTION = "审核人姓名？回车即报送；报送后内容冻结，要改须撤回。"
NO_REVIEWER = "没有写审核人，没有报送。"
SUBMIT_QUESTION = "报送后内容冻结，要改须撤回。现在报送？"
SUBMITTED = "已报送，文件在 {path}"
WITHDRAW_QUESTION = "撤回的原因（必填）："
NO_REASON = "没有写原因，没有撤回。"
WITHDRAWN = "已撤回，可以修改后再报。"

PREVIEW_TITLE = "预览"
PREVIEW_COMPARED_TITLE = "预览  与上季相比"
PREVIEW_FOOT = "d 与上季相比  ↑↓ PgUp PgDn 翻看  Esc 返回"
PAGE_FOOT = "↑↓ PgUp PgDn 翻看  Esc F4 返回"
EXPORT_TITLE = "导出本季报告"
EXPORT_FOOT = "↑↓ 选择  回车 导出  Esc 返回"
EXPORTED = "已导出到 {path}"
SOURCE_TITLE = "原文"

HISTORY_TITLE = "历史"
HISTORY_FOOT = "↑↓ 选择  PgUp PgDn 翻看变化  回车 恢复  Esc 返回  F1 帮助"
NO_HISTORY = "还没有历史。"
AS_IT_WAS = "当时的全部内容"
NO_VERSION = "这是整份报告的事，不是一个版本，不能恢复。"
STANDS_ALREADY = "现在就是这个内容，不用恢复。"
RESTORED = "已恢复；恢复以前的内容还在历史里。"

ASK_FOOT = "回车 确定  Esc 取消"
YES_NO_FOOT = "y 是  Esc 否"

BOARD_FOOT = "回车 看所填  F7 下一未报  a 接收  r 退回  F1 帮助  F10 退出  ^P 更多"
BOARD_TITLE = "汇总台"
UNIT_COLUMN = "单位"
FILLED_COLUMN = "已填"
MISSING = "未报"
NOT_THEIRS = "这一项不是该单位的。"
CONFLICT_GLYPH = "x"
ACCEPT_QUESTION = "接收{unit}的报告？接收后它不能再改，已完成和不涉及的各项从此办结。"
ACCEPTED = "已接收{unit}的报告，回执已写好，它打开程序就看到。"
WHOLE_REPORT = "整份报告"
SEND_BACK_QUESTION = "退回{unit}{what}的原因（必填）："
SENT_BACK_NOW = "已退回{unit}，回执已写好，它打开程序就看到原因。"


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
    return f"截止 {due.month}月{due.day}日({left})"


def late_words(due: date, today: date) -> str:
    return f"已过期{(today - due).days}天，报送算迟报。"


def owed_words(latest: Quarter, state: State, count: int) -> str:
    """Names the latest of the earlier quarters that were not submitted, and how many there are."""
    before = f"等{count}个季度" if count > 1 else ""
    return f"须补报 {latest.label}（{state.word}）{before}；p 换报告期。"


def quarter_words(quarter: Quarter, state: State, due: date, today: date) -> str:
    """``2020年第四季度  未报送  截止 1月10日(还有2天)``."""
    return "  ".join((quarter.label, state.word, *([] if state.is_frozen else [due_words(due, today)])))


def saved_words(version: Version | None) -> str:
    """``已保存 10:32 张某``."""
    if version is None:
        return NOTHING_SAVED
    return f"{SAVED} {datetime.fromisoformat(version.updated_at):%H:%M} {version.updated_by}"


def status_words(entry: Entry | None) -> str:
    """``推进中 60%``."""
    if entry is None or entry.status is None:
        return NOT_FILLED
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
    settled = f"{SETTLED} {item.settled}  " if item.settled else ""
    return f"{settled}{status_words(item.entry)}"


def before_words(before: Entry | None, unchanged: bool) -> str:
    """``上季  推进中 45%  0 本季无新进展  F5 抄上季  F4 全文``."""
    if before is None:
        said = [NO_ENTRY_BEFORE, f"[{UNCHANGED}]" if unchanged else ""]
    else:
        said = [status_words(before), f"[{UNCHANGED}]" if unchanged else f"0 {UNCHANGED}", "F5 抄上季"]
    return "  ".join(filter(None, (BEFORE, *said, FULL_TEXT)))


def sent_back_words(answer: Receipt) -> str:
    """Who sent a report back, and why, as a whole or in how many entries."""
    why = answer.reason or f"{len(answer.returned)}项，原因写在各项旁边"
    return f"{answer.by} {typed_day(answer.at)}退回：{why}；改好再按 F9 报送。"


def settled_words(settled: Settled) -> str:
    """``办结  2020年第三季度 已完成 100%，不用再填；F5 抄来重新打开``."""
    return f"办结  {settled.quarter.label} {status_words(settled.entry)}，不用再填；F5 抄来重新打开  {FULL_TEXT}"


def clash_foot(has_both: bool) -> str:
    return f"1 用我写的  2 用对方的{'  3 两段都留' if has_both else ''}  Esc 回去接着改"


def both_wrote(theirs: Version | None, fields: Iterable[str]) -> str:
    """Told while typing on; the question comes with the next save."""
    names = "、".join(FIELD_NAMES[name] for name in fields)
    return f"{theirs.updated_by if theirs else OTHERS}刚才也改了{names}。您写的还在，存的时候会请您看着定。"


def typed_day(at: str) -> str:
    """``1月8日``."""
    moment = datetime.fromisoformat(at)
    return f"{moment.month}月{moment.day}日"


def typed_at(at: str) -> str:
    """``1月8日 10:32 键入``."""
    moment = datetime.fromisoformat(at)
    return f"{moment.month}月{moment.day}日 {moment:%H:%M} 键入"


def field_words(name: str, entry: Entry, measure: Measure) -> str:
    """Returns one field of an entry on that measure as it is shown beside another's."""
    if name == "status":  # with what counts as one field with it
        reason = f"{FIELD_NAMES['reason']}：{entry.reason}" if entry.reason else ""
        return "  ".join(filter(None, (status_words(entry), UNCHANGED if entry.unchanged else "", reason)))
    lines = target_lines(entry, measure) if name == "targets" else field_lines(name, entry)
    return "\n".join(lines) or NOT_FILLED


def frozen_words(state: State) -> str:
    """Why a report of that state, or one of its entries, can only be read, and who opens it again."""
    if state is State.RETURNED:
        return "退回的不是这一项，只能看，不能改；要改请联系区发改委。"
    way = "联系区发改委退回" if state is State.ACCEPTED else "在 F9 里撤回"
    return f"本季报告{state.word}，只能看，不能改；要改请{way}。"


def nothing_missing(state: State) -> str:
    """What is next where every measure is filled."""
    return frozen_words(state) if state.is_frozen else ALL_FILLED


def check_foot(state: State) -> str:
    return {State.SUBMITTED: CHECK_FOOT_SUBMITTED, State.ACCEPTED: CHECK_FOOT_ACCEPTED}.get(state, CHECK_FOOT)


def counts_words(ready: int, missing: int, warnings: int) -> str:
    return f"可以报送 {ready} 项  必须补 {missing} 项  提醒 {warnings} 项"


def submitted_words(head: Head, account: str) -> str:
    """``1月8日 16:20 张三 报送  第1稿``, without a name where none is known."""
    at = datetime.fromisoformat(head.submitted_at)
    return f"{at.month}月{at.day}日 {at:%H:%M} {f'{account} ' if account else ''}报送  第{head.revision}稿"


def marked(mark: str) -> str:
    """Returns the word that marks a home as it stands before a head, "" where there is none."""
    return f"{mark} " if mark else ""


def listed_words(unit: str, group: str) -> str:
    """Why a town has a measure."""
    return f"{unit}因“{group}”列入"


def counter_words(count: int) -> str:
    return f"{count} 字"


def position_words(index: int, total: int) -> str:
    return f"{index}/{total}"
