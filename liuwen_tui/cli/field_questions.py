"""The questions with one answer: status, percent, and each text."""

from __future__ import annotations

from dataclasses import replace

from liuwen_tui.cli.question import Question
from liuwen_tui.domain.carry import confirm_unchanged
from liuwen_tui.domain.entry import FIELD_NAMES, TEXT_FIELDS, Entry, Status
from liuwen_tui.domain.errors import WrongUse

_UNCHANGED = "0"
_HELPS = {
    "progress": "写做了什么：数字、日期、名称，如“已兑现稳岗补贴326户412万元”。",
    "problems": "滞后的须写明原因，未启动的宜写明原因。",
    "next_steps": "写下季度做什么、做到多少、什么时候。",
    "support_needed": "本单位解决不了、要请区政府出面的事。",
    "reason": "为什么不涉及，或者为什么连续两季没有新进展。",
}


class StatusQuestion(Question):
    help_text = "推进中是达到序时进度，滞后是没有达到。0 把上季的内容抄过来，确认本季无新进展；再打 0 取消。"

    def __init__(self, before: Entry | None) -> None:
        super().__init__("status", FIELD_NAMES["status"])
        self._before = before
        unchanged = (f"{_UNCHANGED} {FIELD_NAMES['unchanged']}",) if before else ()
        self.choices = (*(f"{status.number} {status.word}" for status in Status), *unchanged)

    def shown(self, entry: Entry) -> str:
        words = [entry.status.word] if entry.status else []
        return "，".join([*words, FIELD_NAMES["unchanged"]] if entry.unchanged else words)

    def answer(self, entry: Entry, text: str) -> Entry:
        if text == _UNCHANGED and self._before:
            return replace(entry, unchanged=False) if entry.unchanged else confirm_unchanged(entry, self._before)
        for status in Status:
            if text in (str(status.number), status.word):
                return replace(entry.with_status(status), unchanged=False)
        raise WrongUse(f"没有“{text}”这个状态，请打 {'0' if self._before else '1'} 至 6 中的一个数字。")

    def take(self, entry: Entry, source: Entry) -> Entry:
        return replace(entry, status=source.status, percent=source.percent)


class PercentQuestion(Question):
    help_text = "0 至 100 的整数；100 只用于已完成。"

    def __init__(self) -> None:
        super().__init__("percent", f"{FIELD_NAMES['percent']}（百分之几，可不填）")

    def shown(self, entry: Entry) -> str:
        return "" if entry.percent is None else f"{entry.percent}%"

    def answer(self, entry: Entry, text: str) -> Entry:
        digits = text.removesuffix("%").strip()
        if not digits.isdecimal() or len(digits) > len("100") or int(digits) > 100:  # noqa: PLR2004
            raise WrongUse(f"进度“{text}”不对，请打 0 至 100 的整数。")
        return replace(entry, percent=int(digits))


class TextQuestion(Question):
    takes_text = True
    takes_phrases = True

    def __init__(self, field: str, is_required: bool) -> None:
        super().__init__(field, f"{TEXT_FIELDS[field]}（{'必填' if is_required else '可不填'}）")
        self.help_text = _HELPS[field]

    def shown(self, entry: Entry) -> str:
        return entry.text(self.field)

    def answer(self, entry: Entry, text: str) -> Entry:
        return replace(entry, **{self.field: text})  # type: ignore[arg-type]
