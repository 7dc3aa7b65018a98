"""``contacts.toml`` of a notice in a home: whom the lead rings up; for the lead's side alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import tomli_w

from liuwen_tui.domain.contact import Contact
from liuwen_tui.domain.errors import LiuwenError, Unusable
from liuwen_tui.domain.table import Table
from liuwen_tui.store.durable import is_there
from liuwen_tui.store.home import Home
from liuwen_tui.store.lead_file import LeadFile
from liuwen_tui.store.toml_file import read_table

CONTACTS_FORMAT = "liuwen.contacts/1"
Contacts = Mapping[str, Contact]
"""By unit code."""


def load_contacts(home: Home) -> Contacts:
    """Returns the contacts that were written down, none where there is no file; raises `Unusable`, naming it, for what is not understood."""
    path = _path(home)
    if not is_there(path):
        return {}
    table = read_table(path)
    try:
        return _read(table)
    except LiuwenError as error:
        raise Unusable(f"{path}：{error}") from error


def change_contacts(home: Home, alter: Callable[[Contacts], Contacts], holder: str, wait: float) -> None:
    """Replaces the contacts by what ``alter`` makes of them; raises what `LeadFile.change` and `load_contacts` raise."""

    def rewritten(_: bytes) -> bytes:
        kept = alter(load_contacts(home))
        rows = {code: {"name": kept[code].name, "phone": kept[code].phone} for code in sorted(kept)}
        return tomli_w.dumps({"format": CONTACTS_FORMAT, **({"contact": rows} if rows else {})}).encode()

    LeadFile(_path(home), home.root).change(rewritten, holder, wait)


def _path(home: Home) -> Path:
    return home.notice_folder / "contacts.toml"


def _read(table: Table) -> Contacts:
    found = table.text("format")
    if found != CONTACTS_FORMAT:
        raise table.refuse("format", f"是“{found}”，应为“{CONTACTS_FORMAT}”，请核对")
    contacts = {}
    for code, fields in table.table("contact").rest().items():
        row = Table(fields, f"contact.{code}")
        contacts[code] = Contact(row.line("name"), row.line("phone"))
        row.close()
    table.close()
    return contacts
