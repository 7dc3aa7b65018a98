"""The phrases in which documents say numbers, each with what it must say; a digit that no phrase accounts for is an objection.

``{n}`` stands for a figure, ``{day}``, ``{month_day}`` and ``{time}`` for moments as people write them, ``{hex}`` for a seal or a
version, ``{word}`` for a status, ``{of}`` for what is counted. What a phrase is about is what the text named last: the units, the
measure, the target, the area.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.documents.numbers.books import Table, percent
from tests.documents.numbers.place import Place
from tests.documents.numbers.recount import WORDS, Recount

LAMPS = ("绿灯", "黄灯", "红灯", "无序时")
_STATUS = "|".join(WORDS.values())
_HOLES = {
    "{n}": r"(-?\d+(?:\.\d+)?)",
    "{day}": r"(\d{4}年\d{1,2}月\d{1,2}日)",
    "{month_day}": r"(\d{1,2}月\d{1,2}日)",
    "{time}": r"(\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d)",
    "{hex}": r"([0-9a-f]{16,64})(?![0-9a-f])",
    "{label}": r"(\d{4}年第[一二三四]季度)",
    "{numbers}": r"(\d+(?:、\d+)*)",
    "{title}": r"([^“”]*(?:“[^”]*”[^“”]*)*)",
    "{word}": f"(?:{_STATUS})",
    "{of}": r"[^\d\s（），。；、：]*",
    "{name}": r"\S*?",
}


def words_of(value: Any) -> str:
    """A value as documents write it."""
    match value:
        case datetime():
            return f"{words_of(value.date())}{value:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


Value = Callable[[Recount, Place], Any]


def _standing(word: str) -> Value:
    return lambda c, at: c.counts(at.scope)[word]


def _change(word: str, sign: int) -> Value:
    return lambda c, _: sign * (c.counts()[word] - (c.last.counts()[word] if c.last else 0))


def _group(word: str) -> Value:
    return lambda c, at: sum(WORDS[entry["status"]] == word for entry in (c.of(at.measure) if at.is_row else at.members(c)).values())


def _lit(lamp: str) -> Value:
    return lambda c, _: c.lamps()[lamp]


PHRASES: dict[str, Value] = {
    # Who reported.
    "应于{day}前报送": lambda c, _: c.due_day(),
    "应报单位{n}个": lambda c, _: len(c.due),
    "已报{n}个，报送率{n}%": lambda c, _: (len(c.reported), percent(len(c.reported), len(c.due))),
    "按时报送{n}个": lambda c, _: len(c.reported) - len(c.late),
    "退回尚未重报{n}个": lambda c, _: len(c.returned),
    "迟报{n}个": lambda c, _: len(c.late),
    "未报{n}个": lambda c, _: len(c.missing),
    "按时（{n}个）": lambda c, _: len(c.reported) - len(c.late),
    "迟报（{n}个）": lambda c, _: len(c.late),
    "退回（{n}个）": lambda c, _: len(c.returned),
    "未报（{n}个）": lambda c, _: len(c.missing),
    "（{day}）": lambda c, at: c.first(at.units[-1]).date(),
    "按截止日{day}判定": lambda c, _: c.due_day(),
    "至{day}": lambda c, at: c.due_day(at.units[-1]),
    "展期至{day}（": lambda c, at: c.due_day(at.units[-1]),
    "{month_day}退回第{numbers}项": lambda c, at: _sent_back(c, at.units[-1]),
    "有{n}个文件没有汇总进来": lambda c, _: c.refused,
    "{time}定稿后报送": lambda c, _: datetime.fromisoformat(c.final_at),
    "^{day}$": lambda c, _: datetime.fromisoformat(c.final_at).date(),
    # How the measures stand.
    "{n}项措施中，": lambda c, _: len(c.books.measures),
    "已完成和达到序时进度的占{n}%": lambda c, _: percent(c.counts()["已完成"] + c.counts()["达到序时进度"], len(c.statuses)),
    "核定{n}项": lambda c, _: len(c.overall),
    "与{label}（已报{n}个单位）相比": lambda c, _: (c.last and c.last.label, c.last and len(c.last.reported)),
    "另有{n}处填报存在互不知晓的版本": lambda c, _: len(c.conflicts),
    "共{n}项措施，": lambda c, at: c.counts(at.scope)[""],
    "，{n}个单位填报）": lambda c, at: len(c.of(at.measure)),
    "另有{n}处填报相互矛盾": lambda c, _: c.contradictions,
    "（进度{n}%）": lambda c, at: at.each(c, lambda entry: entry.get("percent")),
    "第{n}项“{title}”": lambda c, _: {(str(number), c.books.measures[number]["title"]) for number in c.unclaimed},
    # Targets.
    "文件明确的{n}个目标": lambda c, _: len(c.books.targets),
    "没有写明期限的{n}个": lambda c, _: c.lamps()["无序时"],
    "尚无填报的{n}个": lambda c, _: c.lamps()["尚无填报"],
    "现为{n}{of}（目标{n}{of}": lambda c, at: (at.figures(c), at.target.get("value")),
    "（目标{n}{of}": lambda _, at: at.target.get("value"),
    "期限{n}年底": lambda _, at: at.target["due"].year if (at.target["due"].month, at.target["due"].day) == (12, 31) else None,
    "报{n}{of}": lambda c, at: at.told(c, lambda told: told.value),
    "应于{day}前达到{n}{of}，": lambda _, at: (at.target.get("due"), at.target.get("value")),
    "应于{day}前完成，": lambda _, at: at.target.get("due"),
    "落后序时满{n}个百分点为黄灯，满{n}个百分点为红灯": lambda c, _: (c.lamp_rules["yellow"], c.lamp_rules["red"]),
    "落后序时{n}个百分点": lambda c, at: words_of(at.told(c, lambda told: told.points)).removesuffix(".0"),
    "：现为{n}{of}，目标{n}{of}（{day}前）": lambda c, at: (at.own_target(c), at.target.get("value"), at.target.get("due")),
    "：现为{n}{of}，目标{n}{of}（未写期限）": lambda c, at: (at.own_target(c), at.target.get("value")),
    "，目标完成（{day}前）": lambda _, at: at.target.get("due"),
    # What units say, and the lead of it.
    "　{word} {n}%": lambda c, at: at.each(c, lambda entry: entry.get("percent")),
    "（{day}前），": lambda c, at: {words_of(date.fromisoformat(step["due"])) for step in at.entry(c).get("step", ()) if "due" in step},
    "　冲突：{n}个版本": lambda c, at: len(c.conflicts.get((at.units[-1], at.measure), ())),
    "版本 {hex}：{word} {n}%（{time} ": lambda c, at: {_version(entry) for entry in c.conflicts[at.units[-1], at.measure]},
    "由{name}于{day}裁定": lambda c, at: at.each(c, lambda entry: datetime.fromisoformat(entry["updated_at"]).date()),
    "其余{n}个单位的打算见": lambda c, at: at.rest(c),
    "各单位共提出{n}项": lambda c, _: c.asked,
    # What it was made from.
    "，第{n}稿，校验码 {hex}": lambda c, at: (c.reports[at.units[-1]]["revision"], c.reports[at.units[-1]]["seal"]),
    "（校验码 {hex}）": lambda c, _: c.seal,
    "共填报{n}项，文字{n}字，平均每项{n}字": lambda c, _: (len(c.said), c.characters, (Decimal(c.characters) / len(c.said)).quantize(Decimal(1), "ROUND_HALF_UP")),
    "相同的{n}字，占{n}%": lambda c, _: (c.carried, percent(c.carried, c.characters)),
    # Numbering.
    "^附件{n}": lambda _, at: at.annex + 1,
    "^　*{n}.": lambda _, at: at.number + 1,
    "附件：{n}.": lambda _, at: at.number + 1,
}  # fmt: skip
BY_WORD: dict[str, Value] = {
    **{f"{word}{{n}}项": _standing(word) for word in (*WORDS.values(), "达到序时进度", "尚无填报")},
    **{f"{word}的增加{{n}}项": _change(word, 1) for word in (*WORDS.values(), "达到序时进度", "尚无填报")},
    **{f"{word}的减少{{n}}项": _change(word, -1) for word in (*WORDS.values(), "达到序时进度", "尚无填报")},
    **{f"{word}{{n}}个": _group(word) for word in WORDS.values()},
    **{f"{lamp}{{n}}个": _lit(lamp) for lamp in LAMPS if lamp != "无序时"},
}
"""What is said alike of every status and of every lamp."""
ALL = {**PHRASES, **BY_WORD}
NUMBERINGS = ("^　*{n}.", "附件：{n}.")
COUNTED_ANEW = ("共{n}项措施，", "各单位共提出{n}项", "附件：{n}.")
"""With these a list begins, with 1."""


def pattern(phrase: str) -> str:
    """Returns the regular expression of a phrase, its holes with a group each."""
    begins, ends = "(?m:^)" if phrase.startswith("^") else "", "(?m:$)" if phrase.endswith("$") else ""
    pieces = re.split(r"(\{\w+\}|　\*)", phrase.removeprefix("^").removesuffix("$"))
    return begins + "".join(_HOLES.get(piece) or (piece if piece == "　*" else re.escape(piece)) for piece in pieces) + ends


def holds(wanted: Any, said: tuple[str, ...]) -> bool:
    """Tells whether what is said in the holes is what is wanted, or among what is."""
    if isinstance(wanted, set):
        return said in wanted or (len(said) == 1 and said[0] in wanted)
    return said == (tuple(map(words_of, wanted)) if isinstance(wanted, tuple) else (words_of(wanted),))


def _sent_back(count: Recount, unit: str) -> tuple[str, str]:
    answer = count.answer(unit)
    named = [row["measure"] for row in answer.get("returned", ())] or [number for code, number in count.versions if code == unit]
    at = datetime.fromisoformat(answer["at"])
    return f"{at.month}月{at.day}日", "、".join(map(str, sorted(named)))


def _version(entry: Table) -> tuple[str, str, str]:
    return entry["version"], str(entry.get("percent")), words_of(datetime.fromisoformat(entry["updated_at"]))
