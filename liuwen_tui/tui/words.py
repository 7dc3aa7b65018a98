"""Every word on a screen that is not the notice's or the user's."""

from __future__ import annotations

from datetime import date, datetime

from liuwen_tui.domain.entry import Entry
from liuwen_tui.domain.versions import Version

HELP_TITLE = "这里能按的键"
PALETTE_PLACEHOLDER = "输入汉字或英文查找能做的事"
SAVED = "已保存"
UNSAVED = "未保存"
NOTHING_SAVED = "尚未填报"
QUIT_AGAIN = "再按一次 F10 放弃没有存下的内容并退出。"

UNIT_QUESTION = "您是哪个单位？输入名称或拼音首字母（如 发改、fgw），↑↓ 选择，回车确定。"
UNIT_PLACEHOLDER = "单位名称或拼音首字母"
UNIT_FOOT = "↑↓ 选择  回车 确定  F1 帮助  F10 退出"
NO_UNIT = "没有这样的单位，请改几个字再找。"

QUARTER_TITLE = "选择报告期"
QUARTER_FOOT = "↑↓ 选择  回车 确定  Esc 返回"

LIST_FOOT = "回车 填写  F7 下一未填  F9 检查报送  F1 帮助  / 筛选  F4 原文  ^P 更多"
FILTER_PLACEHOLDER = "筛选：措施、单位、状态或编号，如 发改 fgw 滞后 7；Esc 取消"
NO_MEASURE = "没有符合的措施，Esc 取消筛选。"
NO_ENTRY_BEFORE = "上季无填报"
ALL_FILLED = "各项都填好了，可按 F9 检查报送。"
CARRY_QUESTION = "把上季的内容抄到本季所有空着的栏里？抄来的文字要改过，或确认“本季无新进展”，才算填好。"
NOTHING_TO_CARRY = "上季没有可抄的内容。"
CARRIED = "已抄入 {count} 项，请逐项修改。"
CLAIM_TITLE = "可认领的措施（通知没有写明还有谁负责）"
CLAIM_FOOT = "↑↓ 选择  回车 认领  Esc 返回"

ENTRY_FOOT = "F2 上一条  F3 下一条  F7 下一未填  F5 抄上季  Esc 返回  F1 帮助  ^P 更多"
STATUS = "状态"
PERCENT = "进度"
FROZEN = "本季报告已报送，只能看，不能改；要改请在 F9 里撤回。"
UNCHANGED = "本季无新进展"
BEFORE = "上季"
FULL_TEXT = "F4 全文"
SHORT_NAMES = {"support_needed": "需协调事项"}
"""Names that the form has no room for, shortened."""
EVIDENCE_HINT = "文号或链接，一行一个"

CLASH_FOOT = "1 用我写的  2 用对方的  3 两段都留  Esc 回去接着改"
MINE = "我写的"
OTHERS = "别人"

CHECK_TITLE = "报送前检查"
CHECK_FOOT = "回车 去补  v 预览  F8 导出  F9 报送  Esc 返回  F1 帮助"
CHECK_FOOT_FROZEN = "v 预览  F8 导出  w 撤回  Esc 返回  F1 帮助"
READY = "可以报送"
PREPARED_BY = "填报人"
REVIEWED_BY = "审核人"
PHONE = "电话"
SUBMIT_QUESTION = "报送后内容冻结，要改须撤回。现在报送？"
SUBMITTED = "已报送，文件在 {path}"
WITHDRAW_QUESTION = "撤回的原因（必填）："
WITHDRAWN = "已撤回，可以修改后再报。"

PREVIEW_TITLE = "预览"
PAGE_FOOT = "↑↓ PgUp PgDn 翻看  Esc 返回"
EXPORT_TITLE = "导出本季报告"
EXPORT_CHOICES = {"toml": "TOML  报送和汇总用的文件", "md": "Markdown  打印、传阅用的文稿"}
EXPORT_FOOT = "↑↓ 选择  回车 导出  Esc 返回"
EXPORTED = "已导出到 {path}"
SOURCE_TITLE = "原文"

ASK_FOOT = "回车 确定  Esc 取消"
YES_NO_FOOT = "y 是  Esc 否"

BOARD_FOOT = "回车 看所填  F7 下一未报  ←→↑↓ 移动  F1 帮助  F10 退出  ^P 更多"
BOARD_TITLE = "汇总台"
UNIT_COLUMN = "单位"
FILLED_COLUMN = "已填"
MISSING = "未报"
NOT_THEIRS = "这一项不是该单位的。"
CONFLICT_GLYPH = "x"


def due_words(due: date, today: date) -> str:
    """``截止 1月10日(还有5天)``."""
    days = (due - today).days
    left = f"还有{days}天" if days > 0 else "今天" if days == 0 else f"已过{-days}天"
    return f"截止 {due.month}月{due.day}日({left})"


def saved_words(version: Version | None) -> str:
    """``已保存 10:32 张某``."""
    if version is None:
        return NOTHING_SAVED
    return f"{SAVED} {datetime.fromisoformat(version.updated_at):%H:%M} {version.updated_by}"


def status_words(entry: Entry | None) -> str:
    """``推进中 60%``."""
    if entry is None or entry.status is None:
        return "未填"
    percent = "" if entry.percent is None else f" {entry.percent}%"
    return f"{entry.status.word}{percent}"


def listed_words(unit: str, group: str) -> str:
    """Why a town has a measure."""
    return f"{unit}因“{group}”列入"


def counter_words(count: int) -> str:
    return f"{count} 字"


def position_words(index: int, total: int) -> str:
    return f"{index}/{total}"
