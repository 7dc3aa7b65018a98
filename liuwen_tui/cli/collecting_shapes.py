"""What the commands around collecting print, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from liuwen_tui.cli.shapes import Json
from liuwen_tui.documents.chase_list import owed_words, waiting_words
from liuwen_tui.domain.attendance import Attendance
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.report import AFTER_FINAL
from liuwen_tui.domain.settings import Extension
from liuwen_tui.domain.text import fit
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.merging.chasing import Roll

_NAME_CELLS = 24


def attendance_shape(row: Attendance, contact: Contact | None, today: date) -> Json:
    return {
        "unit": row.unit.code,
        "state": row.stands,
        "late": row.is_late,
        "after_final": row.is_after_final,
        "first_submitted_at": row.submitted_at or None,
        "due": row.due.isoformat(),
        "days_over": (today - row.due).days,
        "extension": _extension_shape(row.extension),
        "sent_back_on": row.sent_back_on.isoformat() if row.sent_back_on else None,
        "owed": list(row.owed),
        "contact": {"name": contact.name, "phone": contact.phone} if contact else None,
    }


def attendance_words(roll: Roll, today: date) -> str:
    lines = []
    for row in roll.rows:
        when = f"{row.submitted_at[:16].replace('T', ' ')}" if row.submitted_at else waiting_words(row, today)
        contact = roll.contact(row.unit.code).words
        final = f"　{AFTER_FINAL}" if row.is_after_final else ""
        lines.append(f"{fit(row.unit.name, _NAME_CELLS)} {owed_words(row)}　{when}{final}　{contact}".rstrip())
    return "\n".join(lines)


def contact_shape(unit: Unit, contact: Contact | None) -> Json:
    source = None if contact is None else "report" if contact.is_from_report else "lead"
    known = contact or Contact()
    return {"unit": unit.code, "name": known.name, "phone": known.phone, "source": source}


def contact_words(units: Sequence[Unit], contacts: Mapping[str, Contact]) -> str:
    lines = []
    for unit in units:
        contact = contacts.get(unit.code, Contact())
        source = "（最近一份报告上的）" if contact.is_from_report else ""
        lines.append(f"{fit(unit.name, _NAME_CELLS)} {contact.words}{source}".rstrip())
    return "\n".join(lines)


def extension_shape(board: Board, unit: Unit) -> Json:
    settings = board.office.settings
    given = settings.extension(board.quarter, unit.code)
    return {
        "unit": unit.code,
        "quarter": str(board.quarter),
        "due": settings.due_day(board.quarter, unit.code).isoformat(),
        "extension": _extension_shape(given),
    }


def rules_shape(board: Board) -> Json:
    settings, quarter, notice = board.office.settings, board.quarter, board.catalogue.notice
    schedule = settings.schedule(notice, quarter)
    shares = [(target, schedule.share(target)) for measure in notice.measures for target in measure.targets]
    given = [(unit.code, settings.extension(quarter, unit.code)) for unit in board.catalogue.units]
    return {
        "quarter": str(quarter),
        "due": settings.due_day(quarter).isoformat(),
        "note": settings.of(quarter).note,
        "yellow": settings.yellow,
        "red": settings.red,
        "extensions": [{"unit": code, **shape} for code, each in given if (shape := _extension_shape(each))],
        "schedule": {
            "day": quarter.last_day.isoformat(),
            "issued_on": notice.issued_on.isoformat(),
            "targets": [
                {"id": target.id, "elapsed": share.percent if share else None, "reported_by": list(target.reported_by)}
                for target, share in shares
            ],
        },
    }


def _extension_shape(extension: Extension | None) -> Json | None:
    return {"due": extension.due.isoformat(), "reason": extension.reason} if extension else None
