"""How units stand in words: a row of 报送情况, and all that there is to say of the one highlighted."""

from __future__ import annotations

from datetime import date, datetime

from liuwen_tui.documents.chase_list import NO_CONTACT, owed_words, waiting_words
from liuwen_tui.domain.attendance import Attendance
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.days import day_words
from liuwen_tui.domain.report import AFTER_FINAL
from liuwen_tui.domain.text import fit
from liuwen_tui.tui import sentences, words

_NAME_CELLS, _WHEN_CELLS, _DUE_CELLS = 22, 13, 12


def attendance_row(row: Attendance, contact: Contact) -> str:
    """Returns a unit in one row: when it reported or how much it owes, until when, and whom to ring up."""
    when = sentences.moment_words(datetime.fromisoformat(row.submitted_at)) if row.submitted_at else f"缺{len(row.owed)}项"
    due = f"展期{day_words(row.due)}" if row.extension else f"截止{day_words(row.due)}"
    return f" {fit(row.unit.name, _NAME_CELLS)} {fit(when, _WHEN_CELLS)} {fit(due, _DUE_CELLS)} {contact.words}".rstrip()


def attendance_about(row: Attendance, contact: Contact, today: date) -> str:
    """Returns two lines: what the unit owes and until when, and the contact with where it is known from."""
    until = waiting_words(row, today) if row.stands.is_chased else f"截止 {day_words(row.due)}"
    final = f"（{AFTER_FINAL}）" if row.is_after_final else ""
    late = f"（{words.LATE}）" if row.is_late and row.stands.is_chased else ""
    extended = f"，展期：{row.extension.reason}" if row.extension and row.sent_back_on else ""
    source = f"（{words.FROM_REPORT}）" if contact.is_from_report else ""
    return f"{row.unit.name}  {owed_words(row)}{late}{final}  {until}{extended}\n{contact.words or NO_CONTACT}{source}"
