"""成稿 under ``lead/manuscript/``: a file for each quarter and part with every text that ever stood there, and one for 定稿."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import tomli_w

from liuwen_tui.domain.errors import Changed, LiuwenError, Unusable
from liuwen_tui.domain.manuscript import Edited, Final, Redrafted, Reopened, Written, standing_final, standing_text
from liuwen_tui.domain.misread import where_misread
from liuwen_tui.domain.quarter import Quarter
from liuwen_tui.domain.table import Table
from liuwen_tui.domain.text import clean
from liuwen_tui.domain.versions import read_time
from liuwen_tui.store.gathering import files_of
from liuwen_tui.store.home import Home
from liuwen_tui.store.lead_file import LeadFile
from liuwen_tui.store.toml_file import read_table

MANUSCRIPT_FORMAT = "liuwen.manuscript/1"
_FINAL = "final"
"""Stands where files of parts have the part's id."""
Act = TypeVar("Act")


def written_in(folder: Path, quarter: Quarter) -> tuple[Written, dict[Path, str]]:
    """Returns what the lead wrote of that quarter, and the files that are not to be understood, each with the reason."""
    if not os.path.isdir(folder):
        return Written(), {}
    files, closed = files_of(folder, lambda name: name.startswith(f"{quarter}_") and name.endswith(".toml"))
    refused = {path: str(error) for path, error in closed.items()}
    texts: dict[str, tuple[Edited | Redrafted, ...]] = {}
    closings: tuple[Final | Reopened, ...] = ()
    for path in files:
        part = path.stem.removeprefix(f"{quarter}_")
        try:
            if part == _FINAL:
                closings = _acts(read_table(path), part, _CLOSINGS)
            else:
                texts[part] = _acts(read_table(path), part, _TEXTS)
        except LiuwenError as error:
            refused[path] = str(error)
    return Written(texts, closings), refused


@dataclass(frozen=True, slots=True)
class ManuscriptFiles:
    """Those of one quarter, to be added to by one account."""

    home: Home
    quarter: Quarter
    holder: str
    wait: float
    """Seconds that a save waits for the lock."""

    def keep_text(self, part: str, seen: Edited | None, now: Edited | Redrafted) -> None:
        """Puts a text behind those that stood in that part before.

        Raises `Changed` where another than the one ``seen`` stands there by now, `Unusable` for a file that is not
        understood, and what `LeadFile.change` raises; the file then stands as it was.
        """

        def following(history: tuple[Edited | Redrafted, ...]) -> Edited | Redrafted:
            if standing_text(history) != seen:
                raise Changed(f"{history[-1].by if history else '别人'} 刚才也改了这一部分，没有存，也没有盖掉；请看过再定。")
            return now

        self._append(part, _TEXTS, following)

    def keep_closing(self, close: Callable[[Final | None], Final | Reopened]) -> None:
        """Puts what ``close`` makes of 定稿 as it stands behind what was; nobody closes or reopens the report meanwhile.

        Raises whatever ``close`` and `LeadFile.change` raise, and `Unusable` for a file that is not understood.
        """
        self._append(_FINAL, _CLOSINGS, lambda history: close(standing_final(history)))

    def _append(self, part: str, kind: _Kind[Act], following: Callable[[tuple[Act, ...]], Act]) -> None:
        self.home.refuse_archived(self.quarter)
        path = self.home.manuscript_folder / f"{self.quarter}_{part}.toml"

        def altered(content: bytes) -> bytes:
            history = _parsed(path, content, part, kind) if content else ()
            rows = [kind.fields(act) for act in (*history, following(history))]
            return tomli_w.dumps({"format": MANUSCRIPT_FORMAT, "part": part, "act": rows}, multiline_strings=True).encode()

        LeadFile(path, self.home.root).change(altered, self.holder, self.wait)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[Act]):
    """How one kind of act is read from its table, and what its table is."""

    read: Callable[[Table], Act]
    fields: Callable[[Act], dict[str, object]]


def _parsed(path: Path, content: bytes, part: str, kind: _Kind[Act]) -> tuple[Act, ...]:
    try:
        return _acts(Table(tomllib.loads(content.decode())), part, kind)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} 不是 UTF-8 的 TOML：{where_misread(error)}，没有存；请改好或移开再试。") from error
    except LiuwenError as error:
        raise Unusable(f"{path} 读不懂，没有存；请改好或移开再试：{error}") from error


def _acts(table: Table, part: str, kind: _Kind[Act]) -> tuple[Act, ...]:
    for name, wanted in (("format", MANUSCRIPT_FORMAT), ("part", part)):
        if (found := table.text(name)) != wanted:
            raise table.refuse(name, f"是“{found}”，应为“{wanted}”，请核对")
    acts = []
    for row in table.tables("act"):
        acts.append(kind.read(row))
        row.close()
    table.close()
    return tuple(acts)


def _text(row: Table) -> Edited | Redrafted:
    at, by = read_time("at", row.text("at")), row.line("by")
    if row.flag("redrafted", False):
        return Redrafted(at, by)
    return Edited(_words(row, "text"), _words(row, "drafted"), at, by)


def _text_fields(act: Edited | Redrafted) -> dict[str, object]:
    who = {"at": act.at, "by": act.by}
    return {**who, "redrafted": True} if isinstance(act, Redrafted) else {**who, "text": act.text, "drafted": act.drafted}


def _closing(row: Table) -> Final | Reopened:
    at, by = read_time("at", row.text("at")), row.line("by")
    if reason := row.text("reopened", ""):
        return Reopened(at, by, reason)
    texts, seals = row.table("texts"), row.table("seals")
    return Final(at, by, _all(texts, _words), _all(seals, Table.line))


def _all(table: Table, take: Callable[[Table, str], str]) -> dict[str, str]:
    """Every key of the table with its text."""
    names = table.rest()
    again = Table(names)
    return {name: take(again, name) for name in names}


def _closing_fields(act: Final | Reopened) -> dict[str, object]:
    who: dict[str, object] = {"at": act.at, "by": act.by}
    if isinstance(act, Reopened):
        return {**who, "reopened": act.reason}
    return {**who, "texts": dict(act.texts), "seals": dict(act.seals)}


def _words(row: Table, name: str) -> str:
    text = row.text(name)
    if clean(text) != text:
        raise row.refuse(name, "含有不允许的控制字符，请改好")
    return text


_TEXTS: _Kind[Edited | Redrafted] = _Kind(_text, _text_fields)
_CLOSINGS: _Kind[Final | Reopened] = _Kind(_closing, _closing_fields)
