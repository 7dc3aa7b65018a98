"""催报单: the units that have still to send something, as plain text to copy into a message or to read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from liuwen_tui.domain.attendance import Attendance, Stands
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.share import Share
from liuwen_tui.domain.text import visible_line

NO_CONTACT = "联系人没有记"


def chase_list(rows: Sequence[Attendance], contacts: Mapping[str, Contact], quarter: Quarter, today: date) -> str:
    """Returns the list for all due units: who is to be chased, for what, since when, and whom to ring up."""
    chased = [row for row in rows if row.stands.is_chased]
    reported = Share(sum(row.stands is not Stands.MISSING for row in rows), len(rows))
    return "\n".join(
        (
            f"催报单　{quarter.label}　{day_words(today)}",
            f"应报 {reported.whole} 个单位，已报 {reported.part} 个（{reported.word}），待催 {len(chased)} 个。",
            *(line for row in chased for line in _lines(row, contacts.get(row.unit.code, Contact()), today)),
        )
    )


def owed_words(row: Attendance) -> str:
    """``未报，共 5 项：第 3、5、7、9、10 项``."""
    numbers = "、".join(map(str, row.owed))
    return f"{row.stands.word}，共 {len(row.owed)} 项：第 {numbers} 项" if row.owed else row.stands.word


def waiting_words(row: Attendance, today: date) -> str:
    """``截止 1月10日，已过期2天``, or since when it is sent back."""
    if row.sent_back_on:
        return f"{day_words(row.sent_back_on)}退回，已{(today - row.sent_back_on).days}天"
    days = (row.due - today).days
    left = f"还有{days}天" if days > 0 else "就是今天" if days == 0 else f"已过期{-days}天"
    extended = f"（展期：{row.extension.reason}）" if row.extension else ""
    return f"截止 {day_words(row.due)}{extended}，{left}"


def _lines(row: Attendance, contact: Contact, today: date) -> Iterator[str]:
    yield ""
    yield f"{row.unit.name}　{owed_words(row)}"
    yield f"　　{visible_line(waiting_words(row, today))}；{visible_line(contact.words) or NO_CONTACT}"
