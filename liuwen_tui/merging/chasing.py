"""催报: how the units stand, whom to ring up about it, and the list of those that have still to send something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from liuwen_tui.documents.report_toml import LARGEST_REPORT, REPORTS
from liuwen_tui.documents.seal import read_document
from liuwen_tui.domain.attendance import Attendance, attendances
from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.errors import LiuwenError
from liuwen_tui.domain.standing import Standing
from liuwen_tui.domain.text import one_line
from liuwen_tui.domain.units import Unit
from liuwen_tui.merging.board import Board
from liuwen_tui.store.contacts import Contacts, change_contacts, load_contacts
from liuwen_tui.store.durable import make_folder, read_file, replace_file
from liuwen_tui.store.gathering import files_of, is_missing


@dataclass(frozen=True, slots=True)
class Roll:
    """报送情况 at one moment."""

    standing: Standing
    rows: tuple[Attendance, ...]
    """Every due unit, in catalogue order."""
    contacts: Mapping[str, Contact]
    """By unit code, those that are known."""

    def contact(self, code: str) -> Contact:
        """Returns whom to ring up, an empty contact where nobody is known."""
        return self.contacts.get(code, Contact())


def call_roll(board: Board) -> Roll:
    """Returns how the units stand by what is set, assigned and reported now."""
    board.renew()
    merged = board.merge()
    rows = attendances(merged.standing, merged.summary, board.catalogue, board.office.settings, merged.after_final)
    return Roll(merged.standing, rows, contacts(board))


def contacts(board: Board) -> dict[str, Contact]:
    """Returns by unit whom to ring up: who was written down, else whom the unit's last report names; reads those reports."""
    kept = load_contacts(board.office.home)
    found = {unit.code: kept.get(unit.code) or _from_report(board, unit) for unit in board.catalogue.present}
    return {code: contact for code, contact in found.items() if contact}


def set_contact(board: Board, unit: Unit, name: str, phone: str) -> None:
    """Writes down whom to ring up; with neither name nor phone the unit's last report speaks again."""
    contact = Contact(one_line(name), one_line(phone))

    def altered(kept: Contacts) -> Contacts:
        return {code: each for code, each in {**kept, unit.code: contact}.items() if each.words}

    change_contacts(board.office.home, altered, board.office.account, board.office.wait)


def save_list(board: Board, text: str, target: Path | None = None) -> Path:
    """Writes the 催报单 to ``target``, a file or a folder, by default the lead's own folder; returns the file's path."""
    home = board.office.home
    if target is None:
        make_folder(home.lead_folder, home.root)
    path = target or home.lead_folder
    if path.is_dir():
        path /= f"{board.catalogue.notice.id}_{board.quarter}_chase.txt"
    replace_file(path, f"{text}\n".encode())
    return path


def _from_report(board: Board, unit: Unit) -> Contact | None:
    """Whom the latest report of the unit names that can be read and names anybody."""
    out = board.office.home.out_folder(unit.code)
    if is_missing(out):
        return None
    files, _ = files_of(out, lambda name: name.startswith(f"{board.catalogue.notice.id}_") and name.endswith(f"_{unit.code}.toml"))
    for path in reversed(files):
        try:
            read = read_document(read_file(path, LARGEST_REPORT), REPORTS, board.catalogue)
        except LiuwenError:  # merging names it, with the reason
            continue
        named = read.report.head.signatories
        contact = Contact(named.prepared_by, named.phone, is_from_report=True)
        if contact.words:
            return contact
    return None
